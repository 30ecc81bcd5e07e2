"""The pictures of the docs: each is there, small, and made by a command that is named."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from benchmarks.cost_drawn import Measured, Panel, drawn
from goodoffices.doors.charts.standalone import standalone
from tests.conftest import REPOSITORY

PICTURES = REPOSITORY / "docs" / "pictures"
PAGES = sorted(
    path
    for path in (REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md"))
    if "_build" not in path.parts
)
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_picture_that_a_page_shows_is_there(page):
    shown = _PICTURE.findall(page.read_text(encoding="utf-8"))
    assert [one for one in shown if not (page.parent / one).is_file()] == []


def test_every_picture_is_small_and_can_be_taken_again():
    script = (PICTURES / "make.py").read_text(encoding="utf-8")
    for picture in PICTURES.glob("*.png"):
        assert picture.stat().st_size < 200_000
        assert f'"{picture.stem}"' in script


def test_every_drawing_says_the_command_that_makes_it():
    for picture in PICTURES.glob("*.svg"):
        assert picture.stat().st_size < 200_000
        said = next(
            part.text or ""
            for part in ET.parse(picture).getroot().iter()  # noqa: S314 - our own picture
            if part.tag.endswith("desc")
        )
        module = re.search(r"Made by python -m (\w+(?:\.\w+)*)", said)
        assert module is not None
        assert importlib.util.find_spec(module[1]) is not None


def test_each_panel_of_the_cost_is_drawn_with_every_run_and_every_change_of_method():
    runs = tuple(
        Measured(at=float(at), seconds=10.0**-at, points=at, method=method)
        for at, method in enumerate(("arrays", "compiled", "approximated"), start=1)
    )
    panel = Panel(title="t", across="a", changes=((2.0, "here"),), series=(("opposed", runs),))
    picture = ET.fromstring(standalone(drawn((panel, panel))).encode())  # noqa: S314 - our own picture
    looks = Counter(part.get("class") for part in picture.iter())
    assert (looks["tabled"], looks["point"], looks["star"], looks["leader"]) == (3, 3, 3, 2)
    circles = [part for part in picture.iter() if part.tag.endswith("circle")]
    heights = [float(part.get("cy", "")) for part in circles]
    assert heights[0] < heights[1]  # what took longer stands higher
