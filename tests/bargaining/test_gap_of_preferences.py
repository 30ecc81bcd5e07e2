"""The gap by preferences, and its logrolling table."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining import gap
from goodoffices.bargaining.candidate import NoCandidate, candidate
from goodoffices.bargaining.logrolling import Tension
from goodoffices.bargaining.shortfall import shortfall
from goodoffices.bargaining.zone import zone
from goodoffices.scenarios.table import from_table
from tests.bargaining.listing import all_packages, exactly, ranges, scenarios

FOUR = {
    "land": {"much": (7, 0), "little": (0, 2)},
    "water": {"much": (3, 0), "little": (0, 8)},
    "name": {"old": (1, 1), "new": (0, 0)},
    "flag": {"red": (2, 2), "blue": (2, 2)},
    "toll": {"high": (4, 0), "low": (0, 4)},
}
TALKS = from_table(FOUR, {"East": 8, "West": 8})


@given(scenarios(parties=st.integers(2, 4)))
def test_zone_and_shortfall_are_those_of_their_own_findings(scenario):
    found = gap(scenario).result
    assert found.zone_empty == zone(scenario).result.empty
    assert found.zone_outcomes == str(zone(scenario).result.outcomes)
    assert found.shortfall == shortfall(scenario).result.amount
    assert (found.most_even is None) == isinstance(candidate(scenario).result, NoCandidate)


@given(scenarios(parties=st.integers(2, 4)))
def test_what_is_lost_by_anothers_wish_is_what_a_list_of_options_says(scenario):
    packages = all_packages(scenario)
    spans = ranges(packages)
    for at, row in enumerate(gap(scenario).result.issues):
        worths = []
        for preference in scenario.preferences:
            issue = next(each for each in preference.issues if each.issue == row.issue)
            column = {value.option: exactly(issue.weight) * exactly(value.value) for value in issue.values}
            worths.append([column[option.key] for option in scenario.agenda.issues[at].options])
        for party, stake in enumerate(row.stakes):
            mine = worths[party]
            theirs = [
                max(mine[option] for option, value in enumerate(other) if value == max(other))
                for place, other in enumerate(worths)
                if place != party
            ]
            assert stake.loss == float(max(mine) - min(theirs))
        least = [
            sum(
                (
                    (max(column) - column[option]) / span
                    for column, span in zip(worths, spans, strict=True)
                    if span
                ),
                Fraction(0),
            )
            for option in range(len(worths[0]))
        ]
        assert row.given_up == float(min(least))


@given(scenarios())
def test_shares_of_the_conflict_make_up_the_whole_or_there_is_none(scenario):
    shares = [row.share for row in gap(scenario).result.issues]
    assert abs(sum(shares) - 1) < 1e-9 or not any(shares)


def test_each_issue_is_named_for_what_it_is_between_the_sides():
    rows = {row.issue: row for row in gap(TALKS).result.issues}
    assert {issue: row.tension for issue, row in rows.items()} == {
        "land": Tension.TRADE,
        "water": Tension.TRADE,
        "name": Tension.COMMON,
        "flag": Tension.IDLE,
        "toll": Tension.CONFLICT,
    }
    assert (rows["land"].dear_for, rows["land"].cheap_for) == (("East",), ("West",))
    assert rows["name"].sentence == "Name: Old is best for all."
    assert rows["flag"].sentence == "Flag: it matters to nobody."
    assert rows["toll"].share > rows["water"].share > rows["land"].share > rows["name"].share == 0


def test_what_each_side_gives_up_is_measured_from_its_best_package():
    found = gap(TALKS).result
    assert [(one.best, one.most_even, one.gives_up) for one in found.concessions] == [
        (17.0, 14.0, 3.0),
        (17.0, 11.0, 6.0),
    ]


def test_an_empty_zone_says_what_is_missing():
    found = gap(from_table({"toll": FOUR["toll"]}, {"East": 3, "West": 3})).result
    assert found.sentence.startswith(
        "No package is as good for every side as no agreement; 0.75 of each side's range is missing."
    )


def test_a_side_that_nothing_moves_leaves_no_deal_to_measure_from():
    found = gap(from_table({"toll": {"high": (1, 0), "low": (1, 4)}}, {"East": 3, "West": 3})).result
    assert (found.shortfall, found.most_even, found.concessions) == (None, None, ())
    assert "no lowering of what no agreement is worth opens a deal" in found.sentence
