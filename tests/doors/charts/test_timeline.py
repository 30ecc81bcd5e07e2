"""The picture of what happened when."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.timeline import Column, Mark, timeline
from goodoffices.terms.entry import Phase, Status

kinds = st.sampled_from(["message", "meeting", "a leg of the way"])
marks = st.tuples(kinds, st.sampled_from(Status), st.sampled_from(Phase))
NUMBER = re.compile(r'<text class="number [a-z]+"[^>]*>(\d+)</text>')


def numbered(groups: list[list[tuple[str, Status, Phase]]]) -> tuple[Column, ...]:
    number = 0
    columns: list[Column] = []
    for at, group in enumerate(groups):
        made: list[Mark] = []
        for kind, status, phase in group:
            number += 1
            made.append(Mark(number=number, kind=kind, status=status, phase=phase))
        columns.append(Column(label=f"{at + 1} May", marks=tuple(made)))
    return tuple(columns)


@given(st.lists(st.lists(marks, min_size=1, max_size=7), max_size=20), st.sampled_from(Width))
def test_every_entry_is_drawn_exactly_once(groups: list[list[tuple[str, Status, Phase]]], width: Width):
    columns = numbered(groups)
    picture = timeline(columns, key="t", title="When", width=width)
    wanted = sorted(str(mark.number) for column in columns for mark in column.marks)
    assert sorted(NUMBER.findall(picture)) == wanted


def test_a_record_without_entries_says_so():
    picture = timeline((), key="t", title="When", width=Width.NARROW)
    assert "Nothing is recorded yet." in picture


def test_a_planned_entry_is_a_diamond_and_a_denied_one_is_struck_out():
    planned = Mark(number=1, kind="meeting", status=Status.DENIED, phase=Phase.PLANNED)
    picture = timeline((Column(label="Friday", marks=(planned,)),), key="t", title="When", width=Width.WIDE)
    assert '<polygon class="mark denied"' in picture
    assert picture.count('class="strike"') == 2  # the entry, and the legend


def test_columns_that_do_not_fit_go_on_below():
    columns = numbered([[("message", Status.STATED, Phase.HAPPENED)]] * 12)
    assert timeline(columns, key="t", title="When", width=Width.NARROW).count(">message</text>") == 3
