"""What holds for every picture: well-formed, escaped, the same bytes again, nothing from outside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.doors.charts.bars import Bar, bars
from goodoffices.doors.charts.drawing import SIZE, Anchor, Drawing, Width, broken, length
from goodoffices.doors.charts.frontier import Plotted, frontier
from goodoffices.doors.charts.gap_series import Claimed, Counted, gap_series
from goodoffices.doors.charts.ladder import Rung, ladder
from goodoffices.doors.charts.timeline import Column, Mark, timeline
from goodoffices.terms.entry import Phase, Status

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "text", "line", "circle", "rect", "polygon", "polyline"}
words = st.text(max_size=60)
widths = st.sampled_from(Width)


def drawn(said: str, width: Width) -> list[str]:
    """One picture of each kind, with what somebody wrote wherever a text can stand."""
    mark = Mark(number=1, kind=said, status=Status.CLAIMED, phase=Phase.PLANNED)
    rung = Rung(teller="A" + said, hearer="B" + said, state="unclear", state_words=said, said=(said,))
    return [
        timeline((Column(label=said, marks=(mark,)),), key="a", title=said, width=width),
        ladder((rung.teller, rung.hearer), (rung,), key="b", title=said, width=width),
        bars((Bar(label=said, count=3),), key="c", title=said, width=width),
        gap_series(
            (
                Counted(label=said, who=said, counts=(1, 2, 3, 4)),
                Claimed(label=said, who=said, number=1),
            ),
            key="d",
            title=said,
            width=width,
        ),
        frontier(
            ((1.0, 2.0),),
            parties=(said, said),
            reservation=(0.0, 0.0),
            candidate=(1.0, 2.0),
            tabled=(Plotted(worths=(0.5, 0.5), number=1),),
            key="e",
            title=said,
            width=width,
        ),
    ]


@given(words, widths)
def test_a_picture_is_well_formed_whatever_people_wrote(said: str, width: Width):
    for picture in drawn(said, width):
        assert ET.fromstring(picture).tag == f"{SVG}svg"  # noqa: S314 - our own drawing


@given(words, widths)
def test_a_picture_holds_shapes_and_texts_only_and_nothing_from_outside(said: str, width: Width):
    for picture in drawn(said, width):
        for element in ET.fromstring(picture).iter():  # noqa: S314 - as above
            assert element.tag.removeprefix(SVG) in ALLOWED
            assert not {name for name in element.attrib if name in {"style", "href"} or name.startswith("on")}
            assert "url(" not in " ".join(element.attrib.values())


@given(words, widths)
def test_the_same_values_give_the_same_bytes(said: str, width: Width):
    assert drawn(said, width) == drawn(said, width)


@given(widths)
def test_what_people_wrote_never_becomes_markup(width: Width):
    for picture in drawn('</text><script>alert("x")</script>&', width):
        assert "<script" not in picture


@given(words, widths)
def test_every_picture_says_in_words_what_it_shows(said: str, width: Width):
    for picture in drawn(said, width):
        root = ET.fromstring(picture)  # noqa: S314 - as above
        assert root.attrib["role"] == "img"
        named = {element.attrib["id"] for element in root if "id" in element.attrib}
        assert set(root.attrib["aria-labelledby"].split()) == named
        assert (root.findtext(f"{SVG}desc") or "").strip()


@given(widths)
def test_nothing_stands_outside_a_picture(width: Width):
    for picture in drawn("a long name of an association of shipping lines", width):
        root = ET.fromstring(picture)  # noqa: S314 - as above
        high = float(root.attrib["height"])
        for text in root.iter(f"{SVG}text"):
            assert 0 <= float(text.attrib["y"]) <= high
            assert -1 <= left_edge(text) <= float(root.attrib["width"])


def left_edge(text: ET.Element) -> float:
    wide = length(text.text or "") * 0.85
    shift = {"start": 0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
    return float(text.attrib["x"]) - shift


def test_a_text_from_the_right_is_isolated_and_keeps_its_side():
    drawing = Drawing("a", title="", description="", width=Width.NARROW)
    drawing.text(10, 10, "שביתה", anchor=Anchor.LEFT)
    assert re.search(r'text-anchor="end" direction="rtl" unicode-bidi="isolate"', drawing.svg(20))


def test_a_key_that_is_no_name_is_refused():
    with pytest.raises(ValueError, match="cannot name a picture"):
        Drawing('a" onload="x', title="", description="", width=Width.NARROW)


@given(words, st.floats(40, 300), st.integers(1, 5))
def test_a_text_is_broken_into_lines_that_fit_and_loses_nothing_but_its_end(
    said: str, wide: float, most: int
):
    lines = broken(said, width=wide, most=most)
    assert len(lines) <= most
    assert all(length(line) <= wide for line in lines)
    if not lines or not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(visible_letters(said))


def visible_letters(said: str) -> list[str]:
    from goodoffices.doors.charts.drawing import visible

    return visible(said).split()


def test_texts_are_large_enough_to_read_on_a_telephone():
    assert SIZE >= 11
    assert Width.NARROW.value <= 358  # what a page of 390 leaves beside its own edges
