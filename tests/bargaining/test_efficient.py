from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.bargaining.dominance import undominated
from goodoffices.bargaining.efficient import Point, frontier
from goodoffices.bargaining.fold import thin
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from tests.bargaining.listing import ANY, all_packages, build, frontier_of, ranges, scenarios


def as_listed(scenario: Scenario) -> list[Point]:
    return [
        Point(worths=tuple(map(float, worths)), choices=choices, outcomes=count)
        for worths, choices, count in frontier_of(all_packages(scenario))
    ]


@given(scenarios())
@example(
    build([[[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]], [[0.3, 0.2, 0.1], [0.1, 0.2, 0.3]]], [[1, 1], [1, 1]], [0, 0])
)
def test_the_frontier_holds_what_a_listing_of_all_packages_leaves(scenario):
    found = frontier(scenario)
    assert list(found.result.points) == as_listed(scenario)
    assert found.tolerance == 0
    assert found.result.outcomes == len(all_packages(scenario))


@given(scenarios(parties=st.just(4)))
def test_four_parties_have_a_frontier_too(scenario):
    assert list(frontier(scenario).result.points) == as_listed(scenario)


@given(scenarios(numbers=ANY))
def test_numbers_with_too_many_decimals_are_met_within_the_tolerance_that_is_said(scenario):
    found = frontier(scenario)
    packages = all_packages(scenario)
    spans = ranges(packages)
    for worths in packages.values():
        assert any(
            all(
                float(worth) - reached <= 1.1e-12 * float(span) + 1e-12 * abs(reached)
                for worth, reached, span in zip(worths, point.worths, spans, strict=True)
            )
            for point in found.result.points
        )
    if found.tolerance == 0:
        assert list(found.result.points) == as_listed(scenario)
    else:
        assert "lower bounds" in found.remarks[0]


@given(scenarios(parties=st.just(2)))
def test_the_order_of_the_parties_changes_only_the_order_of_the_points(scenario):
    turned = Scenario(agenda=scenario.agenda, preferences=scenario.preferences[::-1])
    points = [
        Point(worths=point.worths[::-1], choices=point.choices, outcomes=point.outcomes)
        for point in reversed(frontier(turned).result.points)
    ]
    assert points == list(frontier(scenario).result.points)


@given(scenarios(parties=st.just(2)), st.integers(-50, 50), st.sampled_from([1, 2, 5, 10]))
def test_another_zero_or_unit_of_a_scale_leaves_the_packages_as_they_are(scenario, zero, unit):
    first, second = scenario.preferences
    issues = tuple(
        type(issue)(
            issue=issue.issue,
            weight=unit * issue.weight,
            values=issue.values,
        )
        for issue in first.issues
    )
    moved = type(first)(holder=first.holder, issues=issues, reservation=first.reservation + zero)
    other = Scenario(agenda=scenario.agenda, preferences=(moved, second))
    before, after = frontier(scenario).result.points, frontier(other).result.points
    assert [(p.choices, p.outcomes) for p in before] == [(p.choices, p.outcomes) for p in after]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=6),
        min_size=3,
        max_size=5,
    ),
    st.integers(1, 12),
)
def test_past_the_cap_no_package_is_better_by_more_than_the_error_that_is_promised(options, cap):
    scenario = build(
        [[[row[p] for row in issue] for issue in options] for p in range(2)], [[1] * len(options)] * 2, [0, 0]
    )
    found = frontier(scenario, cap=cap)
    assert all(len(point.choices) == len(options) for point in found.result.points)
    assert len(found.result.points) <= cap or found.result.complete
    packages = all_packages(scenario)
    reached = np.array([point.worths for point in found.result.points])
    allowed = found.tolerance * np.array([float(span) for span in ranges(packages)])
    for worths in set(packages.values()):
        assert np.any(np.all(np.array(worths, dtype=float) - reached <= allowed, axis=1))
    for point in found.result.points:
        assert tuple(map(float, packages[point.choices])) == point.worths
    if not found.result.complete:
        assert any(remark.startswith("Approximated") for remark in found.remarks)


def test_the_cap_is_printed_and_none_lifts_it():
    opposed = {f"issue-{i}": {f"option-{j}": (j * 10**i, -j * 10**i) for j in range(10)} for i in range(4)}
    scenario = from_table(opposed, {"A": 0, "B": 0})
    thinned, whole = frontier(scenario, cap=100), frontier(scenario, cap=None)
    assert [(s.name, s.value) for s in thinned.settings] == [("cap", "100")]
    assert [(s.name, s.value) for s in whole.settings] == [("cap", "none")]
    assert len(thinned.result.points) <= 100 < len(whole.result.points) == 10**4
    assert 0 < thinned.tolerance < 0.1
    assert whole.result.complete
    assert whole.tolerance == 0


def test_ten_to_the_fifty_identical_packages_are_one_point_with_an_exact_count():
    same = {f"issue-{i}": {f"option-{j}": (1, 2) for j in range(10)} for i in range(50)}
    (point,) = frontier(from_table(same, {"A": 0, "B": 0})).result.points
    assert point == Point(worths=(50.0, 100.0), choices=(0,) * 50, outcomes=10**50)


def test_identical_parties_have_one_point():
    scenario = from_table(
        {"x": {"a": (1, 1), "b": (2, 2)}, "y": {"a": (0.5, 0.5), "b": (0, 0)}}, {"A": 0, "B": 0}
    )
    assert frontier(scenario).result.points == (Point(worths=(2.5, 2.5), choices=(1, 0), outcomes=1),)


def test_one_issue_with_one_option_is_one_outcome_and_one_point():
    found = frontier(from_table({"x": {"a": (3, -1)}}, {"A": 0, "B": 0}))
    assert found.result.points == (Point(worths=(3.0, -1.0), choices=(0,), outcomes=1),)
    assert found.result.outcomes == 1
    assert sum("left out of comparisons" in remark for remark in found.remarks) == 2


def test_a_party_to_whom_all_is_the_same_leaves_the_choice_to_the_other():
    found = frontier(from_table({"x": {"a": (3, 1), "b": (3, 2), "c": (3, 2)}}, {"A": 0, "B": 0}))
    assert found.result.points == (Point(worths=(3.0, 2.0), choices=(1,), outcomes=2),)


def test_worths_are_read_as_the_decimals_they_are_written_as():
    scenario = from_table(
        {"x": {"a": (0.1, 0), "b": (0, 0.1)}, "y": {"a": (0.2, 0), "b": (0, 0.2)}}, {"A": 0, "B": 0}
    )
    assert [point.worths for point in frontier(scenario).result.points] == [
        (0.0, 0.3),
        (0.1, 0.2),
        (0.2, 0.1),
        (0.3, 0.0),
    ]


@given(
    st.integers(1, 4).flatmap(
        lambda parties: st.lists(st.tuples(*[st.integers(0, 6)] * parties), min_size=1, max_size=40)
    )
)
def test_candidates_that_are_left_are_those_that_no_other_beats(rows):
    kept, counts = undominated(np.array(rows, dtype=np.int64).T, np.ones(len(rows), dtype=np.int64))
    best = {
        r for r in rows if not any(o != r and all(a >= b for a, b in zip(o, r, strict=True)) for o in rows)
    }
    assert {rows[at] for at in kept} == best
    assert [rows.index(rows[at]) for at in kept] == kept.tolist()
    assert counts.tolist() == [rows.count(rows[at]) for at in kept]


def test_many_candidates_of_three_parties_are_compared_across_blocks():
    rng = np.random.default_rng(5)
    rows = rng.integers(0, 40, size=(3, 2000))
    kept, _ = undominated(rows, np.ones(2000, dtype=np.int64))
    at_least = (rows[:, None, :] >= rows[:, :, None]).all(axis=0)
    better = at_least & (rows[:, None, :] > rows[:, :, None]).any(axis=0)
    assert {tuple(rows[:, k]) for k in kept} == {
        tuple(rows[:, k]) for k in np.flatnonzero(np.logical_not(np.max(better, axis=1)))
    }


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=60), st.integers(1, 20))
def test_a_thinned_point_has_a_kept_one_within_the_width(points, cap):
    shares = np.array(points).T
    kept, width = thin(shares, cap)
    assert len(kept) <= cap
    distance = np.abs(shares[:, :, None] - shares[:, None, kept]).max(axis=0).min(axis=1)
    assert distance.max() <= width


def test_the_same_numbers_have_the_same_digest_whatever_their_source():
    table = {"x": {"a": (1, 0), "b": (0, 1)}}
    one = from_table(table, {"A": 0, "B": 0}, source="a talk")
    two = from_table(table, {"A": 0, "B": 0}, source="a file")
    assert frontier(one).digest == frontier(two).digest == one.digest
    assert (frontier(one).source, frontier(two).source) == ("a talk", "a file")


def test_an_infinite_worth_is_refused():
    with pytest.raises(ScenarioError, match="infinite"):
        from_table({"x": {"a": (inf, 0), "b": (0, 1)}}, {"A": 0, "B": 0})


@pytest.mark.parametrize("turned", [False, True])
def test_worths_that_differ_by_noise_are_one_point_with_the_smallest_package(turned):
    noise = (0.3, 0.1 + 0.2)
    pair = {"a": noise[::-1], "b": noise} if turned else {"a": noise, "b": noise[::-1]}
    found = frontier(from_table({"x": {**pair, "c": (0, 1), "d": (1, 0)}}, {"A": 0, "B": 0}))
    assert [(point.choices, point.outcomes) for point in found.result.points] == [
        ((2,), 1),
        ((0,), 2),
        ((3,), 1),
    ]
    assert found.tolerance == 1e-12
