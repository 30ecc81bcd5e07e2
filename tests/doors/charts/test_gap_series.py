"""The gap in time, and what people said of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.gap_series import Claimed, Counted, gap_series, state_shape

counts = st.tuples(*[st.integers(0, 4)] * 4)


@given(counts, st.sampled_from(Width))
def test_each_issue_is_one_shape_by_its_state(found: tuple[int, int, int, int], width: Width):
    picture = gap_series((Counted(label="3 May", who="Union", counts=found),), key="g", title="", width=width)
    agreed, overlapping, still_open, unknown = found
    # The legend shows each state once more; an overlapping issue is a ring and a half disc.
    assert picture.count('<circle class="issue full"') == agreed + 1
    assert picture.count('<polygon class="issue full"') == overlapping + 1
    assert picture.count('<circle class="issue empty"') == overlapping + still_open + 2
    assert picture.count('<circle class="issue broken"') == unknown + 1


def test_a_saying_is_a_flag_with_its_number_and_never_a_count():
    picture = gap_series(
        (Claimed(label="21 Mar", who="A minister", number=3),), key="g", title="", width=Width.WIDE
    )
    assert picture.count('class="flag"') == 1
    assert ">3</text>" in picture
    assert 'class="issue' not in picture


def test_a_change_that_gives_no_gap_yet_says_none():
    picture = gap_series(
        (Counted(label="3 May", who="Union", counts=None),), key="g", title="", width=Width.WIDE
    )
    assert ">none</text>" in picture


def test_nothing_recorded_is_said():
    assert "No position" in gap_series((), key="g", title="", width=Width.NARROW)


def test_each_state_has_a_shape_of_its_own():
    assert len({state_shape(state) for state in ("agreed", "overlapping", "open", "unknown")}) == 4
