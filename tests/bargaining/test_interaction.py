from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.bargaining import foresight, interaction
from goodoffices.bargaining.efficient import frontier
from goodoffices.bargaining.elimination import plan
from goodoffices.bargaining.hopes import hopeful
from goodoffices.bargaining.messages import eliminate
from goodoffices.bargaining.surface import surface
from goodoffices.errors import ScenarioError
from goodoffices.preferences.factor_graph import factor_graph
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.condition import Link
from goodoffices.terms.interaction import Interacting, Table
from goodoffices.terms.package import Choice
from tests.bargaining.interacting import agenda_of, interacting, outcomes_of
from tests.bargaining.listing import ANY, TENTHS, WHOLE, frontier_of, ranges


@pytest.fixture(scope="module", params=["listed", "eliminated", "drawn"])
def way(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interaction, "SMALL", 10**9 if request.param == "listed" else 0)
        if request.param == "drawn":
            patch.setattr(interaction, "WIDEST", -1)
        patch.setattr(foresight, "_SMALL", 4)  # so that tiny tables are large
        yield request.param


def each_point_is_what_it_says(scenario, found, wanted, *, counted):
    packages = outcomes_of(scenario)
    assert list(found.result.worths) == [tuple(map(float, worths)) for worths, _, _ in wanted]
    for point, (worths, smallest, count) in zip(found.result.points, wanted, strict=True):
        assert packages[point.choices] == worths
        assert point.outcomes == count if counted else 1 <= point.outcomes <= count
        if found.method.endswith("listing of all packages"):
            assert point.choices == smallest


@given(scenario=interacting(parties=st.integers(2, 4), numbers=WHOLE | TENTHS))
def test_where_issues_interact_the_frontier_is_that_of_a_listing_of_all_packages(way, scenario):
    packages = outcomes_of(scenario)
    assume(packages)
    found = frontier(scenario)
    assert found.result.outcomes == len(packages)
    assert found.tolerance == 0
    capped = any("ceiling" in remark for remark in found.remarks)
    each_point_is_what_it_says(scenario, found, frontier_of(packages), counted=not capped)


@given(scenario=interacting(parties=st.integers(2, 3)))
def test_within_red_lines_the_frontier_holds_only_packages_that_cross_none(way, scenario):
    packages = outcomes_of(scenario, within_red_lines=True)
    assume(outcomes_of(scenario))
    found = surface(scenario, within_red_lines=True)
    points = [
        tuple(scale.worth(int(steps)) for scale, steps in zip(found.scales, column, strict=True))
        for column in found.sums.T
    ]
    assert points == [tuple(map(float, worths)) for worths, _, _ in frontier_of(packages)]
    assert all(tuple(choices) in packages for choices in found.choices.tolist())


@given(scenario=interacting(numbers=ANY, conditions=False))
def test_factors_with_too_many_decimals_are_met_within_the_tolerance_that_is_said(way, scenario):
    found = frontier(scenario)
    packages = outcomes_of(scenario)
    spans = ranges(packages)
    for worths in packages.values():
        assert any(
            all(
                float(worth) - reached <= 1.1e-12 * float(span) + 1e-11 * max(1, abs(reached))
                for worth, reached, span in zip(worths, point, spans, strict=True)
            )
            for point in found.result.worths
        )


@given(scenario=interacting(parties=st.just(2), conditions=False), cap=st.integers(1, 4))
def test_past_the_cap_no_package_is_better_by_more_than_the_error(scenario, cap):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interaction, "SMALL", 0)
        found = frontier(scenario, cap=cap)
    packages = outcomes_of(scenario)
    allowed = found.tolerance * np.array([float(span) for span in ranges(packages)])
    reached = np.array(found.result.worths)
    for worths in set(packages.values()):
        better = np.array(worths, dtype=float) - reached
        assert np.any(np.max(better - allowed, axis=1) <= 1e-9)


def chain(issues: int, options: int, seed: int) -> Scenario:
    """Each party's worth is a sum of tables over neighbouring issues."""
    drawn = np.random.default_rng(seed)
    held = tuple(
        Interacting(
            holder=holder,
            reservation=0,
            factors=tuple(
                Table(
                    issues=(f"i{a}", f"i{b}"),
                    values=tuple(drawn.integers(0, 50, options * options).tolist()),
                )
                for a, b in pairwise(range(issues))
            ),
        )
        for holder in ("North", "South")
    )
    return Scenario(agenda=agenda_of([options] * issues), preferences=held)


def test_a_chain_of_thirty_issues_is_settled_without_listing_its_packages(monkeypatch):
    monkeypatch.setattr(interaction, "WIDEST", 200_000)  # whichever way was tried last
    scenario = chain(30, 3, seed=4)
    found = frontier(scenario)
    assert found.result.outcomes == 3**30
    assert "variable elimination" in found.method
    numbers = surface(scenario).numbers
    for point in found.result.points[:: max(1, len(found.result.points) // 20)]:
        steps = numbers.steps(point.choices)
        worths = [scale.worth(each) for scale, each in zip(numbers.scales, steps, strict=True)]
        assert tuple(worths) == point.worths
    north, south = zip(*found.result.worths, strict=True)
    assert sorted(set(north)) == list(north)
    assert sorted(set(south), reverse=True) == list(south)


def looped(issues: int, options: int, seed: int, parties: int) -> Scenario:
    """Neighbouring issues interact, and every second one with the next but two; nearly opposed sides."""
    drawn = np.random.default_rng(seed)
    pairs = [*pairwise(range(issues)), *((at, at + 3) for at in range(0, issues - 3, 2))]
    cells = [drawn.integers(0, 30, options * options) for _ in pairs]
    held = tuple(
        Interacting(
            holder=f"Party {party}",
            reservation=0,
            factors=tuple(
                Table(
                    issues=(f"i{a}", f"i{b}"),
                    values=tuple(
                        ((30 - own if party == 1 else own) + drawn.integers(0, 12, len(own))).tolist()
                    ),
                )
                for (a, b), own in zip(pairs, cells, strict=True)
            ),
        )
        for party in range(parties)
    )
    return Scenario(agenda=agenda_of([options] * issues), preferences=held)


@pytest.mark.parametrize(("issues", "parties"), [(14, 2), (7, 3)])
def test_what_is_put_aside_beforehand_changes_neither_the_frontier_nor_a_count(issues, parties):
    graph = factor_graph(looped(issues, 3, 8, parties).preferences, agenda_of([3] * issues))
    planned = plan([summand.scope for summand in graph.summands], graph.sizes)
    tops = tuple((1000,) * parties)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foresight, "_SMALL", 20)
        ahead = foresight.foreseen(graph, planned, (), tops)
    plain = eliminate(graph, planned, banned=(), tops=tops, cap=None)
    found = eliminate(graph, planned, banned=(), tops=tops, cap=None, ahead=ahead)
    assert found.sums.tolist() == plain.sums.tolist()
    assert found.counts.tolist() == plain.counts.tolist()
    assert found.choices.tolist() == plain.choices.tolist()
    assert len(found.counts) > 20
    assert found.kept < 0.8 * plain.kept


def test_a_point_is_put_aside_only_where_known_packages_beat_all_that_it_may_come_to():
    weights, corners = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[-np.inf, 3.0], [2.0, -np.inf]])
    points, rest = np.array([[1, 1], [1, 1], [0, 5]]), np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]])
    kept = hopeful(points, np.array([0, 1, 2, 3]), weights, rest, corners, np.array([[0, 1], [0, 1]]))
    assert kept.tolist() == [False, True, True]


def test_the_order_of_the_agenda_changes_no_worth_on_the_frontier():
    scenario = chain(12, 3, seed=9)
    turned = Scenario(
        agenda=type(scenario.agenda)(issues=scenario.agenda.issues[::-1]), preferences=scenario.preferences
    )
    assert frontier(scenario).result.worths == frontier(turned).result.worths


def test_links_that_leave_no_package_are_refused(way):
    one, other = Choice(issue="i0", option="o0"), Choice(issue="i1", option="o1")
    scenario = chain(2, 2, seed=1)
    contradiction = tuple(
        Link(option=Choice(issue="i0", option=f"o{at}"), only_with=Choice(issue="i1", option=f"o{to}"))
        for at in range(2)
        for to in range(2)
    )
    assert one != other
    with pytest.raises(ScenarioError, match="leave no package"):
        frontier(Scenario(agenda=scenario.agenda, preferences=scenario.preferences, links=contradiction))
