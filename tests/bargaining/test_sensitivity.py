"""How far inputs may move: held against moving them, and listing all packages anew."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.bargaining.sensitivity import Reach, sensitivity
from goodoffices.bargaining.settled import settled
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from goodoffices.terms.interaction import Interacting
from tests.bargaining.listing import all_packages, exactly, reservations, scenarios


class Moved:
    """A scenario listed, one worth or weight changed; gains count from what they counted from before."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.packages = all_packages(scenario)
        worst = [min(column) for column in zip(*self.packages.values(), strict=True)]
        self.reserved = list(reservations(scenario))
        self.zeros = [max(r, w) for r, w in zip(self.reserved, worst, strict=True)]

    def reservation(self, party: int, value: Fraction) -> Moved:
        moved = Moved(self.scenario)
        worst = min(worths[party] for worths in self.packages.values())
        moved.reserved[party], moved.zeros[party] = value, max(value, worst)
        return moved

    def weight(self, party: int, issue: str, value: Fraction) -> Moved:
        moved = Moved(self.scenario)
        worth = next(each for each in self.scenario.preferences[party].issues if each.issue == issue)
        at = [each.key for each in self.scenario.agenda.issues].index(issue)
        options = self.scenario.agenda.issues[at].options
        values = {each.option: exactly(each.value) for each in worth.values}
        more = value - exactly(worth.weight)
        moved.packages = {
            choices: tuple(
                w + more * values[options[choices[at]].key] if p == party else w for p, w in enumerate(worths)
            )
            for choices, worths in self.packages.items()
        }
        return moved

    def zone(self) -> dict[tuple[int, ...], tuple[Fraction, ...]]:
        return {
            choices: worths
            for choices, worths in self.packages.items()
            if all(w >= r for w, r in zip(worths, self.reserved, strict=True))
        }

    def best(self, choices: tuple[int, ...]) -> bool:
        zone = self.zone()

        def product(worths):
            return prod(max(w - z, 0) for w, z in zip(worths, self.zeros, strict=True))

        return choices in zone and 0 < product(zone[choices]) == max(map(product, zone.values()))


def steps_of(reach: Reach, now: Fraction, tiny: Fraction):
    """Values inside the reach, and values just outside it."""
    inside, outside = [now], []
    for end, away in ((reach.low, -1), (reach.high, 1)):
        if end is not None:
            edge = exactly(end)
            inside.append((now + edge) / 2)
            outside.append(edge + away * tiny)
    return inside, outside


TINY = Fraction(1, 10**9)


@settings(max_examples=15)
@given(scenarios(parties=st.just(2)))
def test_within_its_reach_nothing_changes_and_just_beyond_it_does(scenario):
    found = sensitivity(scenario).result
    now = Moved(scenario)
    assert found.zone_open == bool(now.zone())
    chosen = None if found.package is None else settled(found.package, scenario.agenda)
    for party, row in enumerate(found.reservations):
        if row.zone_opens_at is None:
            assert not now.reservation(party, min(w[party] for w in now.packages.values())).zone()
        else:
            edge = exactly(row.zone_opens_at)
            assert now.reservation(party, edge - TINY).zone()
            assert not now.reservation(party, edge + TINY).zone()
        if chosen is not None and row.same_package is not None:
            inside, outside = steps_of(row.same_package, exactly(row.now), TINY)
            assert all(now.reservation(party, value).best(chosen) for value in inside)
            assert not any(now.reservation(party, value).best(chosen) for value in outside)
    for row in found.weights:
        party = scenario.parties.index(row.holder)
        inside, outside = steps_of(row.zone, exactly(row.now), TINY)
        moved = [now.weight(party, row.issue, value) for value in inside]
        assert all(bool(each.zone()) == found.zone_open for each in moved)
        assert all(bool(now.weight(party, row.issue, value).zone()) != found.zone_open for value in outside)
        if chosen is not None and row.same_package is not None:
            inside, outside = steps_of(row.same_package, exactly(row.now), TINY)
            assert all(now.weight(party, row.issue, value).best(chosen) for value in inside)
            assert not any(now.weight(party, row.issue, value).best(chosen) for value in outside)


def test_the_input_with_least_room_is_named():
    pie = {"mine": (10, 0), "half": (6, 6), "yours": (0, 10)}
    found = sensitivity(from_table({"pie": pie}, {"A": 5, "B": 3})).result
    assert found.weakest == (
        "The zone depends most on the weight of Pie for A, 1: at 0.833333 (16.7% away) it closes."
    )


def test_in_a_known_case_every_reach_is_the_one_worked_out_by_hand():
    """Products over (2, 3): 0, 12 and 0; with the weight of A at w the middle one is 3 (6w - 2)."""
    pie = {"mine": (10, 3), "half": (6, 6), "yours": (2, 10)}
    found = sensitivity(from_table({"pie": pie}, {"A": 2, "B": 3})).result
    a, b = found.reservations
    assert (a.zone_opens_at, b.zone_opens_at) == (10.0, 10.0)
    assert a.same_package == Reach(low=None, high=6.0)
    assert b.same_package == Reach(low=None, high=6.0)
    assert found.weights[0].zone == Reach(low=0.2, high=None)
    assert found.weights[0].same_package == Reach(low=1 / 3, high=None)


def test_an_empty_zone_has_no_package_and_says_what_would_open_it():
    found = sensitivity(from_table({"pie": {"mine": (10, 0), "yours": (0, 10)}}, {"A": 5, "B": 6})).result
    assert (found.zone_open, found.package) == (False, None)
    assert [row.zone_opens_at for row in found.reservations] == [0.0, 0.0]
    assert found.weakest.endswith("it opens.")


def test_interacting_issues_are_refused():
    flat = tuple(Interacting(holder=holder, reservation=0) for holder in "AB")
    agenda = from_table({"pie": {"mine": (10, 0), "yours": (0, 10)}}, {"A": 5, "B": 6}).agenda
    with pytest.raises(ScenarioError, match="issues interact"):
        sensitivity(Scenario(agenda=agenda, preferences=flat))
