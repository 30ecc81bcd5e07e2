from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.bargaining import approximation, interaction, limits, search
from goodoffices.bargaining.coverage import corners, missed
from goodoffices.bargaining.efficient import frontier
from goodoffices.bargaining.elimination import plan
from goodoffices.bargaining.mini_buckets import Part, bound
from goodoffices.bargaining.surface import adds_up, surface
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.condition import Link, RedLine
from goodoffices.terms.interaction import Interacting, Table
from goodoffices.terms.package import Choice
from tests.bargaining.interacting import agenda_of, interacting, outcomes_of
from tests.bargaining.listing import TENTHS, WHOLE


@pytest.fixture(scope="module", autouse=True)
def tiny_tables():
    """No graph is small enough for an exact method, and few tables fit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interaction, "SMALL", 0)
        patch.setattr(interaction, "WIDEST", 0)
        patch.setattr(interaction, "LISTED", 0)
        patch.setattr(interaction, "diagram", lambda *_: None)
        for module in (limits, approximation):
            patch.setattr(module, "TABLE", 4)
        patch.setattr(search, "_TABLE", 4)
        yield


def approximated(scenario, *, within_red_lines=False):
    try:
        return surface(scenario, within_red_lines=within_red_lines)
    except ScenarioError as refused:
        said = str(refused)
        assume("found" not in said)
        raise


@pytest.fixture(scope="module", params=["well", "badly"])
def searched(request, tiny_tables):
    """Badly: what is found first is not bettered, so that much is missed."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "badly":
            patch.setattr(approximation, "ROUNDS", 0)
            patch.setattr(approximation, "climbed", lambda _graph, _bans, start, _weights: start)
        yield request.param


@settings(max_examples=30)
@given(scenario=interacting(parties=st.integers(2, 4), numbers=WHOLE | TENTHS), red=st.booleans())
def test_no_package_is_better_for_all_than_each_point_by_more_than_the_error(searched, scenario, red):
    packages = outcomes_of(scenario, within_red_lines=red)
    assume(packages and not (adds_up(scenario) and not scenario.red_lines * red))
    found = approximated(scenario, within_red_lines=red)
    assert found.method == approximation.METHOD
    assert not found.complete or not found.sums.size
    units = [float(scale.unit * max(scale.top, 1)) for scale in found.scales]
    points = [tuple(float(worth) for worth in packages[tuple(choices)]) for choices in found.choices.tolist()]
    assert points == [
        tuple(scale.worth(int(steps)) for scale, steps in zip(found.scales, column, strict=True))
        for column in found.sums.T
    ]
    for worths in set(packages.values()):
        short = (np.array(worths, dtype=float) - np.array(points)) / units
        assert short.max(axis=1).min() <= found.tolerance + 1e-9


@settings(max_examples=15)
@given(scenario=interacting(parties=st.integers(2, 3), conditions=False))
def test_the_range_of_the_points_is_no_wider_than_that_of_all_packages(scenario):
    packages = outcomes_of(scenario)
    found = approximated(scenario)
    for party, scale in enumerate(found.scales):
        worths = [each[party] for each in packages.values()]
        assert scale.unit * scale.top <= max(worths) - min(worths)
        if not any(scale.holder in remark for remark in found.remarks):
            assert scale.unit * scale.top == max(worths) - min(worths)


parts = st.lists(
    st.sets(st.integers(0, 4), min_size=1, max_size=3).flatmap(
        lambda scope: st.lists(st.integers(-9, 9), min_size=2 ** len(scope), max_size=2 ** len(scope)).map(
            lambda cells: Part(
                scope=tuple(sorted(scope)), table=np.array(cells, dtype=np.int64).reshape((2,) * len(scope))
            )
        )
    ),
    min_size=1,
    max_size=6,
)


def reached(some, choices):
    return sum(int(part.table[tuple(choices[issue] for issue in part.scope)]) for part in some)


@given(some=parts, limit=st.sampled_from([8, 16, 32]))
def test_no_package_reaches_more_than_the_bound_of_a_weighted_sum(some, limit):
    found = bound(some, plan([part.scope for part in some], (2,) * 5), limit)
    most = max(reached(some, choices) for choices in product(range(2), repeat=5))
    assert found.most >= most
    if limit == 32:  # every table fits
        assert found.most == most == reached(some, found.choices)


points = st.integers(2, 4).flatmap(
    lambda parties: st.lists(
        st.lists(st.integers(0, 4), min_size=parties, max_size=parties), min_size=1, max_size=6
    )
)


@given(some=points)
def test_a_point_lies_above_a_corner_unless_it_is_no_better_than_some_point_for_any_party(some):
    held = np.array(some, dtype=float)
    found = corners(held)
    for tried in product(np.arange(0.0, 5.0), repeat=held.shape[1]):
        covered = (held >= tried).all(axis=1).any()
        assert covered != (found < np.array(tried)).all(axis=1).any()


@given(some=points, data=st.data())
def test_what_may_be_missed_is_never_less_than_what_is(some, data):
    everything = np.array(some, dtype=float)
    kept = everything[: data.draw(st.integers(1, len(some)))]
    parties = everything.shape[1]
    weights = np.vstack((np.eye(parties), np.full((1, parties), 1 / parties)))
    most = (everything @ weights.T).max(axis=0)
    error, _ = missed(kept, weights, most, everything.min(axis=0))
    for worths in everything:
        assert (worths - kept).max(axis=1).min() <= error + 1e-12


def dense(issues: int, seed: int, links: tuple[Link, ...] = (), red_lines: tuple[RedLine, ...] = ()):
    """Every issue of two options interacts with every other."""
    drawn = np.random.default_rng(seed)
    pairs = [(f"i{a}", f"i{b}") for a in range(issues) for b in range(a)]
    held = tuple(
        Interacting(
            holder=holder,
            reservation=0,
            factors=tuple(
                Table(issues=pair, values=tuple(drawn.integers(0, 50, 4).tolist())) for pair in pairs
            ),
        )
        for holder in ("North", "South")
    )
    return Scenario(agenda=agenda_of([2] * issues), preferences=held, links=links, red_lines=red_lines)


def test_where_every_issue_interacts_with_every_other_the_finding_says_how_much_may_be_missed():
    scenario = dense(9, seed=3)
    found = frontier(scenario)
    again = frontier(scenario)
    assert found == again
    assert 0 < found.tolerance < 1
    assert any(f"by at most {found.tolerance:.2g}" in remark for remark in found.remarks)
    assert not any("at some stage" in remark for remark in found.remarks)
    assert found.result.outcomes == 2**9


def test_larger_tables_leave_less_that_may_be_missed(monkeypatch):
    scenario = dense(8, seed=5)
    tight = frontier(scenario).tolerance
    for module in (limits, approximation):
        monkeypatch.setattr(module, "TABLE", 2**8)
    assert frontier(scenario).tolerance < tight


def test_links_that_leave_no_package_are_refused_where_that_is_shown():
    links = tuple(
        Link(option=Choice(issue="i0", option=f"o{at}"), only_with=Choice(issue="i1", option=f"o{to}"))
        for at in range(2)
        for to in range(2)
    )
    with pytest.raises(ScenarioError, match="leave no package"):
        frontier(dense(4, seed=1, links=links))


def test_red_lines_that_leave_no_package_leave_no_point():
    choices = [Choice(issue="i0", option=option) for option in ("o0", "o1")]
    lines = tuple(RedLine(holder="North", options=(choice,)) for choice in choices)
    found = surface(dense(4, seed=1, red_lines=lines), within_red_lines=True)
    assert found.sums.shape == (2, 0)
