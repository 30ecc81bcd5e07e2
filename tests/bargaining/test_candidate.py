from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining.candidate import Candidate, NoCandidate, candidate
from goodoffices.bargaining.shortfall import shortfall
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from goodoffices.terms.package import Choice, Package
from tests.bargaining.listing import ANY, WHOLE, all_packages, beats, gains, ranges, scenarios


def package(**options: str) -> Package:
    return Package(choices=tuple(Choice(issue=issue, option=option) for issue, option in options.items()))


def proposed(scenario: Scenario, *, on_the_table: tuple[Package, ...] = ()) -> Candidate:
    found = candidate(scenario, on_the_table=on_the_table).result
    assert isinstance(found, Candidate)
    return found


@given(scenarios(), st.data())
def test_the_candidate_is_leximin_then_nearest_then_first_in_order(scenario, data):
    tabled = tuple(
        scenario.package(tuple(data.draw(st.integers(0, len(i.options) - 1)) for i in scenario.agenda.issues))
        for _ in range(data.draw(st.integers(0, 2)))
    )
    found = candidate(scenario, on_the_table=tabled).result
    packages = all_packages(scenario)
    if isinstance(found, NoCandidate):
        assert shortfall(scenario).result.unmoved == found.unmoved
        return
    efficient = {
        choices: worths
        for choices, worths in packages.items()
        if not any(beats(other, worths) for other in packages.values())
    }
    keys = {choices: sorted(gains(scenario, packages, worths)) for choices, worths in efficient.items()}
    best = [choices for choices, key in keys.items() if key == max(keys.values())]

    def changes(choices):
        chosen = scenario.package(choices).choices
        return min((sum(a != b for a, b in zip(chosen, p.choices, strict=True)) for p in tabled), default=0)

    expected = min(best, key=lambda choices: (changes(choices), choices))
    assert found.package == scenario.package(expected)
    assert found.tie == (len(best) > 1)
    assert found.changed == (changes(expected) if tabled else None)
    assert found.relaxation == shortfall(scenario).result.amount
    assert found.in_zone == (found.relaxation == 0)
    assert [share.worth for share in found.shares] == [float(worth) for worth in packages[expected]]


@given(scenarios(numbers=ANY | WHOLE), st.integers(1, 6))
def test_past_the_cap_or_rounded_the_least_gain_is_missed_by_no_more_than_the_tolerance(scenario, cap):
    tabled = (scenario.package((0,) * len(scenario.agenda.issues)),)
    found = candidate(scenario, on_the_table=tabled, cap=cap)
    packages = all_packages(scenario)
    if isinstance(found.result, NoCandidate) or not any(ranges(packages)):
        return
    chosen = next(choices for choices in packages if scenario.package(choices) == found.result.package)
    reached = min(gains(scenario, packages, packages[chosen]))
    best = max(min(gains(scenario, packages, worths)) for worths in packages.values())
    assert best - reached <= found.tolerance * 1.001 + (1e-12 if found.tolerance else 0)
    assert found.result.relaxation == pytest.approx(max(0, -reached), abs=1e-11)


LAND = {"all": (8, 0), "half": (4, 4), "none": (0, 8)}


def test_of_equal_packages_the_one_nearest_to_the_table_is_taken():
    issues = {"land": LAND, "name": {"old": (1, 1), "new": (1, 1)}, "flag": {"red": (0, 0), "blue": (0, 0)}}
    scenario = from_table(issues, {"A": 0, "B": 0})
    alone = proposed(scenario)
    near = proposed(scenario, on_the_table=(package(land="all", name="new", flag="blue"),))
    partial = proposed(scenario, on_the_table=(package(flag="blue"),))
    assert alone.package == package(land="half", name="old", flag="red")
    assert near.package == package(land="half", name="new", flag="blue")
    assert partial.package == package(land="half", name="old", flag="blue")
    assert (alone.tie, near.tie, near.changed, partial.changed) == (True, True, 1, 0)
    assert "nearest to what is on the table" in near.sentence


def test_fifty_issues_of_equal_options_are_matched_to_the_table_without_listing():
    issues = {f"issue-{i}": {f"option-{j}": (1, 2) for j in range(10)} for i in range(50)}
    tabled = package(**{f"issue-{i}": "option-7" for i in range(50)})
    found = proposed(from_table(issues | {"land": LAND}, {"A": 0, "B": 0}), on_the_table=(tabled,))
    assert found.package.choices[:50] == tabled.choices
    assert found.changed == 0


def test_where_the_zone_is_empty_the_candidate_says_how_far_it_misses():
    found = proposed(from_table({"land": LAND}, {"A": 6, "B": 6}))
    assert (found.in_zone, found.relaxation) == (False, 0.25)
    assert "it misses by at most 0.25 of any party's range" in found.sentence


def test_a_party_that_no_package_moves_leaves_nothing_to_propose():
    found = candidate(from_table({"land": {"all": (1, 5), "none": (1, 0)}}, {"A": 2, "B": 0})).result
    assert isinstance(found, NoCandidate)
    assert found.unmoved == ("A",)


def test_where_nothing_moves_anybody_the_first_package_is_the_candidate():
    found = proposed(from_table({"land": {"all": (1, 5), "none": (1, 5)}}, {"A": 0, "B": 0}))
    assert found.package == package(land="all")
    assert [share.gain_in_range for share in found.shares] == [None, None]
    assert found.tie


def test_the_reasons_name_what_each_party_gets_gives_and_trades():
    issues = {"land": {"much": (7, 0), "little": (0, 2)}, "water": {"much": (3, 0), "little": (0, 8)}}
    found = proposed(from_table(issues, {"East": 3, "West": 3}))
    east, west = found.shares
    assert east.sentence == "East gets 7, against 3 with no agreement: 4 more, which is 40% of its range."
    assert [part.sentence for part in east.parts] == [
        "Land: Much. East can have nothing better here, and gives up nothing.",
        "Water: Little. East gives up 3: its best is Much.",
    ]
    assert [part.gives for part in west.parts] == [2.0, 0.0]
    assert [(trade.issue, trade.dear_for, trade.cheap_for) for trade in found.trades] == [
        ("land", "East", ("West",)),
        ("water", "West", ("East",)),
    ]


def test_what_is_given_for_nothing_is_no_trade():
    found = proposed(from_table({"land": {"much": (7, 0), "little": (0, 2)}}, {"East": 3, "West": 0}))
    assert found.trades == ()


def test_a_package_on_the_table_that_the_agenda_does_not_know_is_refused():
    with pytest.raises(ScenarioError, match="on the table: the agenda has no issue sea"):
        candidate(from_table({"land": LAND}, {"A": 0, "B": 0}), on_the_table=(package(sea="all"),))


def test_what_matters_as_much_to_both_is_no_trade():
    issues = {"land": {"much": (5, 0), "little": (0, 5)}, "water": {"much": (5, 0), "little": (0, 5)}}
    found = proposed(from_table(issues, {"East": 3, "West": 3}))
    assert [share.worth for share in found.shares] == [5.0, 5.0]
    assert found.trades == ()
