"""A deal against the frontier: how far it is, and what all could move to; against a list of all packages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining import improve
from goodoffices.bargaining.distance import distance
from goodoffices.bargaining.fixed import Fixed
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.table import from_table
from goodoffices.terms.package import Choice, Package
from tests.bargaining.listing import all_packages, beats, ranges, scenarios

LAND = {"much": (7, 0), "some": (4, 1), "little": (0, 2)}
WATER = {"much": (3, 0), "some": (2, 4), "little": (0, 8)}
TALKS = from_table({"land": LAND, "water": WATER}, {"East": 0, "West": 0})


@given(scenarios(parties=st.integers(2, 4)), st.data())
def test_the_distance_is_what_a_list_of_all_packages_says(scenario, data):
    packages = all_packages(scenario)
    deal = data.draw(st.sampled_from(sorted(packages)))
    found = distance(scenario, scenario.package(deal)).result
    spans, worths = ranges(packages), packages[deal]
    better = {w for w in packages.values() if beats(w, worths)}
    frontier = {w for w in better if not any(beats(other, w) for other in better)}
    assert found.on_frontier == (not better)
    assert found.better == len(frontier)
    for party, unused in enumerate(found.unused):
        assert unused.most == float(max((w[party] - worths[party] for w in better), default=0))
    even = (
        min((Fraction(w[p] - worths[p]) / span for p, span in enumerate(spans) if span), default=Fraction(0))
        for w in frontier
    )
    assert found.by_all == float(max(even, default=0))


@given(scenarios(), st.data())
def test_an_improvement_costs_nobody_and_is_the_most_even_one(scenario, data):
    packages = all_packages(scenario)
    deal = data.draw(st.sampled_from(sorted(packages)))
    found = improve(scenario, scenario.package(deal), k=2).result
    spans, worths = ranges(packages), packages[deal]
    behind = {scenario.package(choices): w for choices, w in packages.items()}

    def even(w):
        return sorted((w[p] - worths[p]) / span for p, span in enumerate(spans) if span)

    better = [w for w in packages.values() if beats(w, worths)]
    assert bool(found.better) == bool(better)
    if not better:
        return
    got = [behind[one.package] for one in found.better]
    assert even(got[0]) == max(even(w) for w in better)
    for one, w in zip(found.better, got, strict=True):
        assert beats(w, worths)
        assert not any(beats(other, w) for other in packages.values())
        assert one.utilities == tuple(map(float, w))
        assert [gain.more for gain in one.gains] == [float(a - b) for a, b in zip(w, worths, strict=True)]


def test_the_changes_are_named_issue_by_issue():
    found = improve(TALKS, TALKS.package((1, 1))).result
    assert [change.sentence for change in found.better[0].changes] == [
        "Land: Much, not Some.",
        "Water: Little, not Some.",
    ]
    assert found.sentence == "One package is better for some side and worse for none."


def test_what_is_kept_stays_and_may_leave_nothing_better():
    kept = Fixed(keep=Package(choices=(Choice(issue="land", option="some"),)))
    found = improve(TALKS, TALKS.package((1, 1)), constraints=kept).result
    assert found.better == ()
    assert "within what is kept and ruled out" in found.sentence


def test_a_deal_that_leaves_an_issue_open_is_refused():
    with pytest.raises(ScenarioError, match="the deal must settle every issue; it leaves water open"):
        improve(TALKS, Package(choices=(Choice(issue="land", option="some"),)))


def test_who_gains_nothing_is_said_to_have_as_much():
    talks = from_table(
        {"land": {"a": (0, 1), "b": (1, 1)}, "x": {"y": (0, 0), "z": (0, -1)}}, {"A": 0, "B": 0}
    )
    gains = improve(talks, talks.package((0, 0))).result.better[0].gains
    assert [gain.sentence for gain in gains] == [
        "A gains 1, which is 100% of its range.",
        "B has as much as in the deal.",
    ]
