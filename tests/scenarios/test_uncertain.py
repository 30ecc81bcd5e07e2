"""Scenarios whose numbers are known in part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ScenarioError
from goodoffices.scenarios.table import from_table
from goodoffices.scenarios.uncertain import UncertainScenario, spread
from goodoffices.terms.uncertain import Interval, PackageBefore, UncertainPreference, Unknown
from tests.bargaining.listing import scenarios
from tests.preferences.partly_known import agenda_of, package_of

EXACT = from_table({"land": {"much": (8, 0), "little": (0, 4)}}, {"East": 2, "West": 1})


@given(scenarios())
@settings(max_examples=25)
def test_what_may_not_be_off_is_the_scenario_itself(scenario):
    assert spread(scenario, 0).nominal.preferences == scenario.preferences


@given(scenarios(), st.sampled_from([0.1, 0.5]))
@settings(max_examples=15)
def test_the_middle_of_a_spread_is_the_scenario_itself(scenario, share):
    pairs = zip(spread(scenario, share).nominal.preferences, scenario.preferences, strict=True)
    for middle, exact in pairs:
        assert middle.reservation == pytest.approx(exact.reservation)
        for one, other in zip(middle.issues, exact.issues, strict=True):
            assert one.weight == pytest.approx(other.weight)
            assert [v.value for v in one.values] == pytest.approx([v.value for v in other.values])


def test_the_zero_of_a_scale_is_not_what_numbers_are_off_from():
    moved = from_table({"land": {"much": (108, 0), "little": (100, 4)}}, {"East": 102, "West": 1})
    east, other = spread(EXACT, 0.25).preferences[0], spread(moved, 0.25).preferences[0]
    assert east.reservation == Interval(low=1.5, high=2.5)
    assert other.reservation == Interval(low=101.5, high=102.5)


@pytest.mark.parametrize("share", [-0.1, 1, 3])
def test_numbers_cannot_be_off_by_all_of_themselves(share):
    with pytest.raises(ScenarioError, match="from 0 to below 1"):
        spread(EXACT, share)


def test_a_source_is_no_part_of_the_digest_and_a_spread_is():
    assert spread(EXACT, 0.1).digest != spread(EXACT, 0.2).digest
    again = UncertainScenario(
        agenda=EXACT.agenda, preferences=spread(EXACT, 0.1).preferences, source="elsewhere"
    )
    assert again.digest == spread(EXACT, 0.1).digest


def test_a_party_that_contradicts_itself_is_named_when_its_numbers_are_wanted():
    there, back = package_of(0), package_of(1)
    orders = (PackageBefore(better=there, worse=back), PackageBefore(better=back, worse=there))
    east = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=orders)
    west = UncertainPreference(holder="West", reservation=Unknown(), total=1)
    scenario = UncertainScenario(agenda=agenda_of(2), preferences=(east, west))
    with pytest.raises(ScenarioError, match="East said contradicts itself"):
        _ = scenario.nominal


def test_one_party_a_party_twice_and_no_issue_are_refused():
    west = UncertainPreference(holder="West", reservation=Unknown(), total=1)
    for agenda, parties in (
        (agenda_of(2), (west,)),
        (agenda_of(2), (west, west)),
        (agenda_of(), (west, west)),
    ):
        with pytest.raises(ScenarioError):
            UncertainScenario(agenda=agenda, preferences=parties)
