from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.bargaining import bracket, counting
from goodoffices.bargaining.zone import zone
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from goodoffices.terms.interaction import Interacting, Table
from tests.bargaining.interacting import agenda_of, interacting, outcomes_of
from tests.bargaining.listing import ANY, all_packages, build, reservations, scenarios


def in_zone(scenario) -> int:
    least = reservations(scenario)
    return sum(
        all(worth >= reserved for worth, reserved in zip(worths, least, strict=True))
        for worths in all_packages(scenario).values()
    )


@given(scenarios())
def test_the_zone_counts_what_a_listing_of_all_packages_counts(scenario):
    found = zone(scenario).result
    assert found.outcomes == in_zone(scenario)
    assert found.empty is (found.outcomes == 0)
    assert found.share == in_zone(scenario) / len(all_packages(scenario))


@pytest.fixture(scope="module")
def no_listing():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "LISTED", 0)
        yield


@given(scenario=interacting(parties=st.integers(2, 3)))
def test_where_issues_interact_the_zone_is_counted_issue_by_issue(no_listing, scenario):
    packages = outcomes_of(scenario)
    assume(packages)
    found = zone(scenario)
    wanted = agreed(scenario)
    assert (found.result.at_least, found.result.outcomes, found.result.at_most) == (wanted,) * 3
    assert found.result.all_outcomes == len(packages)
    assert not any("racketed" in remark for remark in found.remarks)


@given(scenario=interacting(parties=st.integers(2, 3)), most=st.integers(1, 5))
def test_where_sums_are_rounded_the_bracket_holds_the_count_and_the_finding_says_so(
    no_listing, scenario, most
):
    assume(outcomes_of(scenario))
    found = zone(scenario, most_sums=most)
    assert found.result.at_least <= agreed(scenario) <= found.result.at_most
    assert found.result.empty is (agreed(scenario) == 0)
    if found.result.outcomes is None:
        assert any(remark.startswith("Bracketed") for remark in found.remarks)


def agreed(scenario) -> int:
    least = reservations(scenario)
    return sum(
        all(worth >= reserved for worth, reserved in zip(worths, least, strict=True))
        for worths in outcomes_of(scenario, within_red_lines=True).values()
    )


def test_three_to_the_thirty_interacting_packages_are_counted():
    """Both want neighbours alike, and North at most one change among the 29 places."""
    issues, options = 30, ("a", "b", "c")
    pairs = [(f"i{at}", f"i{at + 1}") for at in range(issues - 1)]
    same = tuple(1.0 if one == other else 0.0 for one in options for other in options)
    held = tuple(
        Interacting(
            holder=holder, reservation=needed, factors=tuple(Table(issues=p, values=same) for p in pairs)
        )
        for holder, needed in (("North", 28), ("South", 0))
    )
    found = zone(Scenario(agenda=agenda_of([3] * issues), preferences=held)).result
    assert found.outcomes == 3 + 29 * 3 * 2  # all alike; or one change, from three kinds to two others


@given(scenarios(numbers=ANY))
def test_where_numbers_are_rounded_the_count_says_so(scenario):
    found = zone(scenario)
    assert found.tolerance in {0, 1e-12}
    if found.tolerance == 0:
        assert found.result.outcomes == in_zone(scenario)


@given(scenarios())
def test_bracketed_the_zone_is_empty_all_the_same_where_no_package_lies_in_it(scenario):
    found = zone(scenario, most_sums=0)
    assert found.result.empty is (in_zone(scenario) == 0)
    assert found.result.at_least <= in_zone(scenario) <= found.result.at_most
    if found.result.outcomes is None:
        assert found.result.share is None
        assert any(remark.startswith("Bracketed") for remark in found.remarks)


@given(scenarios(parties=st.integers(2, 4)))
def test_a_coarse_grid_brackets_the_count_all_the_same(scenario):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bracket, "CELLS", 64)
        patch.setattr(bracket, "_BLOCK", 3)
        found = zone(scenario, most_sums=0).result
    assert found.at_least <= in_zone(scenario) <= found.at_most


def test_ten_to_the_fifty_packages_with_fine_worths_are_bracketed_within_a_tenth_of_all():
    drawn = np.random.default_rng(3)
    worths = drawn.random((2, 50, 10))
    middle = [float(worths[p].mean(axis=1).sum()) for p in range(2)]
    scenario = build(worths.tolist(), [[1] * 50] * 2, middle)
    found = zone(scenario).result
    assert found.empty is False
    assert found.outcomes is None
    assert 0.19 * 10**50 < found.at_least < found.at_most < 0.31 * 10**50


@given(interacting())
def test_where_issues_interact_the_zone_keeps_links_red_lines_and_ceilings(scenario):
    packages = outcomes_of(scenario, within_red_lines=True)
    assume(outcomes_of(scenario))
    least = reservations(scenario)
    inside = sum(
        all(worth >= reserved for worth, reserved in zip(worths, least, strict=True))
        for worths in packages.values()
    )
    found = zone(scenario).result
    assert (found.outcomes, found.all_outcomes) == (inside, len(outcomes_of(scenario)))


@pytest.mark.parametrize(
    ("reserved", "count"), [(0, 2), (1, 2), (1.5, 1), (2, 1), (2.1, 0), (1e6, 0), (-1e6, 2)]
)
def test_a_package_exactly_as_good_as_no_agreement_is_in_the_zone(reserved, count):
    scenario = from_table({"x": {"a": (1, 0), "b": (2, 0)}}, {"A": reserved, "B": 0})
    assert zone(scenario).result.outcomes == count


def test_three_tenths_made_of_parts_reach_a_reservation_value_of_three_tenths():
    thirds = {"a": (0.1, 0), "b": (0, 0)}
    scenario = from_table({"x": thirds, "y": thirds, "z": thirds}, {"A": 0.3, "B": 0})
    assert zone(scenario).result.outcomes == 1


def test_ten_to_the_fifty_packages_are_counted_exactly():
    issues = {f"issue-{i}": {f"option-{j}": (j, 9 - j) for j in range(10)} for i in range(50)}
    found = zone(from_table(issues, {"A": 0, "B": 1})).result
    assert found.outcomes == 10**50 - 1
    assert found.share == 1.0


def test_an_approximated_frontier_may_leave_open_whether_the_zone_is_empty():
    issues = {f"issue-{i}": {f"option-{j}": (j * 10**i, -j * 10**i) for j in range(10)} for i in range(4)}
    scenario = from_table(issues, {"A": 5555, "B": -5555})
    undecided = zone(scenario, cap=10, most_sums=1)
    assert undecided.result.empty is None
    assert "lift the cap" in undecided.remarks[-1]
    assert zone(scenario, cap=None, most_sums=1).result.empty is False
    assert zone(scenario).result.outcomes == 1


def test_a_flat_party_that_prefers_no_agreement_empties_the_zone():
    scenario = from_table({"x": {"a": (1, 0), "b": (1, 5)}}, {"A": 2, "B": 0})
    assert zone(scenario).result.empty is True
    assert zone(scenario, most_sums=0).result.empty is True
