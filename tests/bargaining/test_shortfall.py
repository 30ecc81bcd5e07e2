from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given

from goodoffices.bargaining.shortfall import shortfall
from goodoffices.bargaining.zone import zone
from goodoffices.scenarios.table import from_table
from tests.bargaining.interacting import interacting, outcomes_of
from tests.bargaining.listing import all_packages, ranges, reservations, scenarios


def missing(lacks: Fraction, span: Fraction) -> Fraction | None:
    """By what part of its range a party falls short; None where its range is flat and it does."""
    if lacks <= 0:
        return Fraction(0)
    return lacks / span if span else None


@given(scenarios())
def test_the_shortfall_is_the_least_that_the_most_lacking_party_lacks(scenario):
    parties = range(len(scenario.parties))
    packages = all_packages(scenario)
    assert_least(scenario, packages, ranges(packages), parties)


@given(interacting())
def test_where_issues_interact_no_package_across_a_red_line_is_reached_by_lowering(scenario):
    everything = outcomes_of(scenario)
    assume(everything)
    packages = outcomes_of(scenario, within_red_lines=True)
    if packages:
        assert_least(scenario, packages, ranges(everything), range(len(scenario.parties)))
    else:
        found = shortfall(scenario)
        assert found.result.amount is None
        assert "crosses some red line" in found.remarks[-1]


def assert_least(scenario, packages, spans, parties):
    least = reservations(scenario)
    short = [
        [missing(least[party] - worths[party], spans[party]) for party in parties]
        for worths in set(packages.values())
    ]
    possible = [
        max(filled) for row in short if len(filled := [part for part in row if part is not None]) == len(row)
    ]
    found = shortfall(scenario).result
    assert found.amount == (float(min(possible)) if possible else None)
    assert (found.amount is None) == bool(found.unmoved)
    for party, lowering in enumerate(found.lowerings):
        alone = [
            lacks
            for row in short
            if (lacks := row[party]) is not None
            and all(row[other] == 0 for other in parties if other != party)
        ]
        assert lowering.alone_in_range == (float(min(alone)) if alone else None)


@given(scenarios())
def test_the_zone_is_open_exactly_where_nothing_falls_short(scenario):
    assert (shortfall(scenario).result.amount == 0) == (not zone(scenario).result.empty)


def test_a_reservation_value_above_the_best_package_may_fall_short_by_more_than_the_range():
    found = shortfall(from_table({"x": {"a": (0, 1), "b": (1, 0)}}, {"A": 3, "B": 0})).result
    assert found.amount == 2
    assert [(one.holder, one.together, one.alone) for one in found.lowerings] == [
        ("A", 2.0, 2.0),
        ("B", 2.0, None),
    ]


def test_no_lowering_by_its_range_helps_a_party_that_has_none():
    found = shortfall(from_table({"x": {"a": (1, 0), "b": (1, 5)}}, {"A": 2, "B": 0})).result
    assert found.amount is None
    assert found.unmoved == ("A",)
    assert [one.alone for one in found.lowerings] == [None, None]


def test_a_flat_party_content_with_all_lacks_nothing():
    found = shortfall(from_table({"x": {"a": (1, 0), "b": (1, 5)}}, {"A": 1, "B": 6})).result
    assert found.amount == 0.2
    assert [one.alone for one in found.lowerings] == [None, 1.0]


def test_the_amount_that_is_missed_is_in_each_partys_own_worths():
    found = shortfall(from_table({"x": {"a": (0, 100), "b": (10, 0)}}, {"A": 5, "B": 100})).result
    assert found.amount == 0.5
    assert [one.together for one in found.lowerings] == [5.0, 50.0]
