"""What follows from a few ranked packages, for all value functions that agree with the ranking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.compatible import comparison, consistency, weight_ranges
from goodoffices.preferences.draws import draws
from goodoffices.terms.uncertain import AboutEqual, PackageBefore, UncertainPreference, Unknown
from tests.preferences.partly_known import agenda_of, all_choices, package_of, stated


@given(stated(), st.data())
@settings(max_examples=15)
def test_necessary_implies_possible_and_no_compatible_draw_says_otherwise(held, data):
    agenda, preference, _ = held
    packages = all_choices(agenda)
    one, other = data.draw(st.sampled_from(packages)), data.draw(st.sampled_from(packages))
    found = comparison(preference, agenda, package_of(*one), package_of(*other)).result
    back = comparison(preference, agenda, package_of(*other), package_of(*one)).result
    assert found.possible or not found.necessary
    assert found.necessary or back.possible  # what is not always at least as good is sometimes beaten
    worths = draws(admissible(preference, agenda), 40, np.random.default_rng(1)).worths([one, other])
    if found.necessary:
        assert np.all(worths[:, 0] >= worths[:, 1] - 1e-6)
    if not found.possible:
        assert np.all(worths[:, 0] <= worths[:, 1] + 1e-6)


def test_a_ranking_is_necessary_transitive_and_its_reverse_impossible():
    first, second, third = (package_of(a, b) for a, b in ((0, 0), (1, 0), (2, 1)))
    orders = (PackageBefore(better=first, worse=second), PackageBefore(better=second, worse=third))
    held = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=orders)
    agenda = agenda_of(3, 2)
    assert comparison(held, agenda, first, third).result.necessary
    assert not comparison(held, agenda, third, first).result.possible


def test_the_reference_ranking_of_the_five_ways_to_travel_is_compatible_with_an_additive_function():
    """Siskos, Grigoroudis and Matsatsinis (2005), UTA methods: RER, two metros alike, bus, taxi."""
    agenda = agenda_of(5, 4, 4)  # price 30, 6, 4, 3, 2; time 40, 30, 20, 10; comfort 0, +, ++, +++
    rer, metro, metro_first, bus, taxi = (
        package_of(*at) for at in ((3, 3, 1), (4, 2, 0), (2, 2, 2), (1, 0, 1), (0, 1, 3))
    )
    from goodoffices.terms.uncertain import OptionBefore

    better = tuple(
        OptionBefore(issue=f"issue-{i}", better=f"option-{j + 1}", worse=f"option-{j}")
        for i, size in enumerate((5, 4, 4))
        for j in range(size - 1)
    )
    ranking = (
        PackageBefore(better=rer, worse=metro),
        AboutEqual(first=metro, second=metro_first, within=1e-6),
        PackageBefore(better=metro, worse=bus),
        PackageBefore(better=bus, worse=taxi),
    )
    held = UncertainPreference(holder="Traveller", reservation=Unknown(), total=1, orders=(*better, *ranking))
    found = consistency(held, agenda).result
    assert found.compatible
    assert found.margin is not None
    assert found.margin > 0
    assert comparison(held, agenda, rer, taxi).result.necessary
    ranges = {one.issue: (one.least, one.most) for one in weight_ranges(held, agenda).result}
    assert all(0 <= low < high <= 1 for low, high in ranges.values())


def test_an_impossible_ranking_is_refused_with_the_statements_that_clash():
    one, other = package_of(0, 0), package_of(1, 1)
    swapped = package_of(0, 1), package_of(1, 0)
    orders = (
        PackageBefore(better=one, worse=swapped[1]),  # on the first issue, 0 is better than 1
        PackageBefore(better=other, worse=swapped[0]),  # and here 1 is better than 0
    )
    held = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=orders)
    found = consistency(held, agenda_of(2, 2)).result
    assert not found.compatible
    assert found.conflict == orders
    assert len(found.sentences) == 2
    with pytest.raises(ScenarioError, match="contradicts itself"):
        comparison(held, agenda_of(2, 2), one, other)


def test_what_does_not_fit_the_agenda_is_a_finding_with_its_sentence():
    held = UncertainPreference(holder="East", reservation=Unknown())
    found = consistency(held, agenda_of(2)).result
    assert not found.compatible
    assert "no total" in found.sentences[0]


@given(stated())
@settings(max_examples=10)
def test_the_true_weights_lie_in_their_ranges(held):
    agenda, preference, truth = held
    for at, one in enumerate(weight_ranges(preference, agenda).result):
        assert one.least - 1e-7 <= truth[at] <= one.most + 1e-7
