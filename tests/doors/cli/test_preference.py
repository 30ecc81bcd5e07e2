"""Keeping a preference."""

from __future__ import annotations

from tests.doors.cli.conftest import Run, lane, last

PREFERENCE = """
holder: Dockers Union
reservation: 0.4
issues:
  - issue: trial
    weight: 1
    values:
      - {option: one-month, value: 1}
      - {option: two-months, value: 0.5}
      - {option: three-months, value: 0}
"""


def test_a_preference_is_its_seat_s_alone(harbour: Run):
    answer = harbour("preference keep - --seat union", typed=PREFERENCE)
    assert answer.code == 0, answer.err
    assert last(harbour, "union")["preference"]["reservation"] == 0.4
    assert all(len(lane(harbour, seat)) == 1 for seat in ("company", "ministry", "judge"))


def test_a_preference_of_the_other_side_is_refused(harbour: Run):
    assert harbour("preference keep - --seat company", typed=PREFERENCE).code == 3


def test_a_value_that_is_no_number_is_wrong_use(harbour: Run):
    answer = harbour("preference keep - --seat union", typed=PREFERENCE.replace("0.5", "much"))
    assert answer.code == 2
    assert "line 9" in answer.err
