"""Shares with what the drawing leaves open, drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining.estimate import share
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.shares import Row, Share, figure, shares
from goodoffices.doors.charts.standalone import STYLE, standalone

MEANINGS = ("acceptable to all", "the most even one")


def drawn(*rows: Row, width: Width = Width.WIDE) -> ET.Element:
    written = shares(rows, meanings=MEANINGS, key="s", title="Shares", width=width)
    return ET.fromstring(standalone(written).encode())  # noqa: S314 - our own picture


def marks(picture: ET.Element, look: str) -> list[ET.Element]:
    return [part for part in picture.iter() if part.get("class") == look]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_every_mark_lies_on_its_line_and_no_line_leaves_the_scale(hits: list[int]):
    found = [share(one, 400) for one in hits]
    picture = drawn(
        *(
            Row(label=str(at), shares=(Share(value=one.value, low=one.low, high=one.high),))
            for at, one in enumerate(found)
        )
    )
    scale = [float(part.get("x1", "")) for part in marks(picture, "rule")]
    lines = [part for part in marks(picture, "leader") if part.get("y1") == part.get("y2")][1:]
    points = marks(picture, "point")[1:]
    assert len(lines) == len(points) == len(hits)
    for line, point, one in zip(lines, points, found, strict=True):
        low, high, at = (
            float(each) for each in (line.get("x1", ""), line.get("x2", ""), point.get("cx", ""))
        )
        assert min(scale) <= low <= at <= high <= max(scale)
        assert abs((at - min(scale)) / (max(scale) - min(scale)) - one.value) < 0.001


def test_every_figure_is_said_in_the_picture_and_in_its_description():
    one, other = Share(value=0.5, low=0.4, high=0.6), Share(value=0.031, low=0.029, high=0.033)
    picture = drawn(Row(label="no. 1", shares=(one, other)), width=Width.NARROW)
    words = [part.text or "" for part in picture.iter()]
    description = next(part.text or "" for part in picture.iter() if part.tag.endswith("desc"))
    for said in ("50% (40% to 60%)", "3.1% (2.9% to 3.3%)"):
        assert said in words
        assert said in description
    assert figure(one) in words


def test_where_there_is_nothing_to_show_that_is_said():
    assert "No share." in [part.text for part in drawn().iter()]


def test_every_shape_has_a_look_in_a_file_of_its_own():
    both = (Share(value=0, low=0, high=0.1), Share(value=1, low=0.9, high=1))
    written = standalone(
        shares((Row(label="a", shares=both),), meanings=MEANINGS, key="s", title="", width=Width.WIDE)
    )
    classes = {name for found in re.findall(r'class="([^"]+)"', written) for name in found.split()}
    assert not {name for name in classes if f".{name}{{" not in STYLE} - {"picture", "words"}
