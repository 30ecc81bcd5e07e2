from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from goodoffices.preferences.additive import additive
from goodoffices.preferences.worth import as_written, worth_as_float, worth_of
from goodoffices.scenarios.table import from_table
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table

SCENARIO = from_table(
    {
        "truce": {"yes": (0.1, 3), "no": (0.3, -2)},
        "release": {"some": (1, 0.7), "all": (2, 0.5), "none": (0, 0)},
    },
    {"North": 0, "South": 0},
)
AGENDA = SCENARIO.agenda


def test_the_worth_of_a_package_is_that_of_the_engines_whole_numbers():
    numbers = additive(SCENARIO.additive, AGENDA)
    for choices in product(range(2), range(3)):
        steps = numbers.steps(choices)
        for scale, preference, count in zip(numbers.scales, SCENARIO.preferences, steps, strict=True):
            assert worth_of(preference, AGENDA, choices) == scale.base + scale.unit * count


@pytest.mark.parametrize(
    "share", [Fraction(1, 3), Fraction(2, 7), Fraction(-37, 85), Fraction(99_999, 100_000)]
)
def test_a_quotient_that_was_rounded_to_a_float_stands_for_itself(share):
    assert as_written(share.numerator / share.denominator) == share


@pytest.mark.parametrize("written", [0.1, 0.30000000000000004, 1e-9, 123456.789, 0.12345678901234])
def test_a_float_next_to_no_simple_fraction_stands_for_the_decimal_that_it_prints_as(written):
    assert as_written(written) == Fraction(repr(written))


def test_quotients_share_a_denominator_so_that_points_and_ties_are_exact():
    thirds = {"a": (1 / 3, 2 / 7), "b": (2 / 3, 1 / 7), "c": (1, 0)}
    halves = {"d": (0.5, 0), "e": (1 / 6, 3 / 7), "f": (0, 1)}
    scenario = from_table({"one": thirds, "other": halves}, {"North": 0, "South": 0})
    numbers = additive(scenario.additive, scenario.agenda)
    assert numbers.exact
    assert [scale.top for scale in numbers.scales] == [7, 9]


def wants(*factors, ceiling=None):
    return Interacting(holder="North", factors=factors, reservation=0, ceiling=ceiling)


def test_a_table_runs_through_the_options_of_its_last_issue_first():
    table = Table(issues=("release", "truce"), values=(0, 1, 2, 3, 4, 5))
    assert [
        worth_of(wants(table), AGENDA, (truce, release)) for release in range(3) for truce in range(2)
    ] == [*range(6)]


@pytest.mark.parametrize(("outside", "worth"), [(False, [5, 0, 0, 0]), (True, [0, 5, 5, 5])])
def test_a_rectangle_is_met_within_all_sides_or_outside_of_one(outside, worth):
    sides = (Side(issue="truce", within=("yes",)), Side(issue="release", within=("some", "none")))
    rectangle = Rectangle(sides=sides, worth=5, outside=outside)
    packages = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [worth_of(wants(rectangle), AGENDA, choices) for choices in packages] == worth


def test_no_package_is_worth_more_than_the_ceiling():
    table = Table(issues=("truce",), values=(0.7, 2))
    assert worth_of(wants(table, ceiling=1), AGENDA, (1, 0)) == 1
    assert worth_of(wants(table, ceiling=1), AGENDA, (0, 0)) == Fraction(7, 10)


def test_a_reservation_at_the_worst_package_never_excludes_it():
    for worth in (Fraction(1, 3), Fraction(2, 3), Fraction(-1, 7), Fraction(1, 10)):
        assert as_written(worth_as_float(worth, below=True)) <= worth
