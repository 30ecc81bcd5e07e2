"""Swing weights and direct ratings."""

from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.swing import swing
from goodoffices.terms.uncertain import Interval, Unknown
from tests.preferences.partly_known import agenda_of

AGENDA = agenda_of(2, 3)
RATED = {
    "issue-0": {"option-0": 0, "option-1": 10},
    "issue-1": {"option-0": 5, "option-1": 0, "option-2": 20},
}


def test_the_worst_package_is_worth_nothing_and_the_best_one():
    held = swing(AGENDA, "East", {"issue-0": 100, "issue-1": 60}, RATED)
    found = admissible(held, AGENDA)
    rows = found.layout.worths([(0, 1), (1, 2), (1, 0)])
    assert found.system.each_least(rows) == pytest.approx([0, 1, 0.625 + 0.375 * 0.25])
    assert held.reservation == Unknown()


def test_doubt_of_the_points_becomes_an_interval_around_each_weight():
    held = swing(AGENDA, "East", {"issue-0": 100, "issue-1": 100}, RATED, off=0.2)
    assert held.issues[0].weight == Interval(low=0.4, high=0.6)


def test_an_issue_whose_options_are_alike_has_no_swing():
    alike = {**RATED, "issue-0": {"option-0": 3, "option-1": 3}}
    held = swing(AGENDA, "East", {"issue-0": 100, "issue-1": 60}, alike)
    assert [issue.weight for issue in held.issues] == [0, 1]


@pytest.mark.parametrize(
    ("points", "rated", "off", "sentence"),
    [
        ({"issue-0": 1}, RATED, 0, "not rated issue-1"),
        (
            {"issue-0": 1, "issue-1": 1},
            {"issue-0": {"option-0": 1}, "issue-1": RATED["issue-1"]},
            0,
            "option-1",
        ),
        ({"issue-0": -1, "issue-1": 1}, RATED, 0, "0 or more"),
        ({"issue-0": 0, "issue-1": 0}, RATED, 0, "no issue has a swing"),
        ({"issue-0": 1, "issue-1": 1}, RATED, 1, "below 1"),
    ],
)
def test_what_is_missing_or_out_of_place_is_said(points, rated, off, sentence):
    with pytest.raises(ScenarioError, match=sentence):
        swing(AGENDA, "East", points, rated, off=off)
