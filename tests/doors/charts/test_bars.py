"""Counts as bars."""

from __future__ import annotations

import re

from goodoffices.doors.charts.bars import Bar, bars
from goodoffices.doors.charts.drawing import Width

LENGTH = re.compile(r'<rect class="bar"[^>]* width="([\d.]+)"')


def test_a_bar_is_as_long_as_its_count():
    picture = bars(
        (Bar(label="CNN", count=8), Bar(label="Qatar", count=2)), key="b", title="", width=Width.WIDE
    )
    first, second = map(float, LENGTH.findall(picture))
    assert first == 4 * second


def test_a_count_of_none_is_a_bar_without_length():
    picture = bars((Bar(label="Hamas", count=0),), key="b", title="", width=Width.NARROW)
    assert LENGTH.findall(picture) == ["0"]
    assert ">0</text>" in picture


def test_nothing_to_count_is_said():
    assert "Nothing to count" in bars((), key="b", title="", width=Width.NARROW)
