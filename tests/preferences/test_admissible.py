"""The polytope of all preferences that fit what a side said."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible, polytope
from goodoffices.preferences.linear_program import TOLERANCE
from goodoffices.terms.uncertain import (
    IssueBefore,
    OptionBefore,
    PackageBefore,
    UncertainIssue,
    UncertainPreference,
    Unknown,
)
from tests.preferences.partly_known import agenda_of, all_choices, boxes, package_of, stated


def cycle(*more, among: int = 3):
    turns = [(0, 1), (1, 2), (2, 0)][:among]
    orders = tuple(PackageBefore(better=package_of(a, 0), worse=package_of(b, 0)) for a, b in turns)
    return UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=(*more, *orders))


@given(boxes())
@settings(max_examples=25)
def test_the_least_and_greatest_worth_of_a_box_are_those_of_its_corners(held):
    agenda, preference = held
    found = admissible(preference, agenda)
    assert found.boxed
    for choices in all_choices(agenda):
        places = [int(found.layout.starts[i]) + j for i, j in enumerate(choices)]
        ends = [
            [w * v for w, v in product(found.weights[i], found.values[at])] for i, at in enumerate(places)
        ]
        (row,) = found.layout.worths([choices])
        least, greatest = found.system.least(row), found.system.least(-row)
        assert least is not None
        assert greatest is not None
        assert least[0] == pytest.approx(sum(map(min, ends)), abs=1e-7)
        assert -greatest[0] == pytest.approx(sum(map(max, ends)), abs=1e-7)
        assert found.system.each_least(np.array([row, -row])) == pytest.approx(
            [least[0], greatest[0]], abs=1e-7
        )


@given(stated())
@settings(max_examples=25)
def test_the_truth_is_admissible_as_long_as_its_holder_told_it(held):
    agenda, preference, truth = held
    found = admissible(preference, agenda)
    m = len(agenda.issues)
    weights, values = truth[:m], truth[m:-1]
    z = np.concatenate((weights, weights[found.layout.issue_of] * values, truth[-1:]))
    assert found.holds(z)
    middle = found.nominal()
    assert found.holds(np.concatenate((middle[0], middle[0][found.layout.issue_of] * middle[1], [middle[2]])))


@given(stated(), st.data())
@settings(max_examples=25)
def test_another_statement_never_widens_what_is_admissible(held, data):
    agenda, preference, _ = held
    if not preference.orders:
        return
    fewer = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=preference.orders[:-1])
    wide, narrow = admissible(fewer, agenda), admissible(preference, agenda)
    objective = np.array(
        data.draw(st.lists(st.integers(-3, 3), min_size=wide.layout.width, max_size=wide.layout.width)),
        dtype=float,
    )
    lower, higher = wide.system.least(objective), narrow.system.least(objective)
    assert lower is not None
    assert higher is not None
    assert lower[0] <= higher[0] + 1e-7


def test_statements_that_go_round_in_a_circle_are_named_and_no_others():
    innocent = IssueBefore(heavier="issue-0", lighter="issue-1")
    found = polytope(cycle(innocent), agenda_of(3, 2))
    assert found.conflict() == (1, 2, 3)
    with pytest.raises(ScenarioError, match=r"contradicts itself: .*option-0.*; .*option-2") as refused:
        admissible(cycle(innocent), agenda_of(3, 2))
    assert "weighs more" not in str(refused.value)


@given(stated(), st.data())
@settings(max_examples=25)
def test_a_planted_contradiction_is_found_and_none_of_its_statements_is_idle(held, data):
    agenda, preference, _ = held
    packages = all_choices(agenda)
    one, other = data.draw(st.sampled_from(packages)), data.draw(st.sampled_from(packages))
    planted = (
        PackageBefore(better=package_of(*one), worse=package_of(*other)),
        PackageBefore(better=package_of(*other), worse=package_of(*one)),
    )
    told = UncertainPreference(
        holder="East", reservation=Unknown(), total=1, orders=(*preference.orders, *planted)
    )
    found = polytope(told, agenda)
    named = found.conflict()
    assert named
    assert not found.compatible(named)
    for left_out in named:
        assert found.compatible([one for one in named if one != left_out])


def test_the_order_that_a_side_gave_holds_with_a_margin():
    found = admissible(cycle(among=2), agenda_of(3, 2))
    assert found.conflict() == ()
    margin = found.margin()
    assert margin is not None
    assert margin > TOLERANCE


def test_weights_that_cannot_reach_their_total_are_refused():
    held = UncertainPreference(
        holder="East", reservation=0, total=5, issues=(UncertainIssue(issue="issue-0", weight=1),)
    )
    with pytest.raises(ScenarioError, match="cannot add up to 5"):
        admissible(held, agenda_of(2))


def test_an_order_against_the_stated_values_is_named():
    held = UncertainPreference(
        holder="East",
        reservation=0,
        issues=(UncertainIssue(issue="issue-0", weight=1, least=0, most=0),),
        orders=(OptionBefore(issue="issue-0", better="option-0", worse="option-1"),),
    )
    with pytest.raises(ScenarioError, match="cannot be so within the bounds: on issue-0, option-0 is better"):
        admissible(held, agenda_of(2))


def test_an_issue_that_weighs_nothing_may_still_have_an_order():
    held = UncertainPreference(
        holder="East",
        reservation=0,
        issues=(UncertainIssue(issue="issue-0", weight=0),),
        orders=(OptionBefore(issue="issue-0", better="option-0", worse="option-1"),),
    )
    assert admissible(held, agenda_of(2)).conflict() == ()
