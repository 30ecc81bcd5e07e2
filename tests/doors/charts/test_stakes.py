"""What each side has at stake, drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.frontier import Plotted, frontier
from goodoffices.doors.charts.stakes import Staked, stakes
from goodoffices.doors.charts.standalone import STYLE, standalone

ROWS = (Staked(issue="Land", parts=(0.7, 0.2)), Staked(issue="Water", parts=(0.0, 0.35)))


def drawn(width: Width = Width.NARROW) -> str:
    return stakes(ROWS, parties=("East", "West"), key="s", title="Stakes", width=width)


def test_the_longest_bar_is_the_largest_stake_and_every_figure_is_said():
    picture = ET.fromstring(drawn())  # noqa: S314 - our own picture
    bars = [part for part in picture.iter() if part.get("class") in {"bar", "bar other"}][2:]
    wide = [float(part.get("width", "0")) for part in bars]
    assert max(wide) == wide[0] > wide[3] > wide[1] > wide[2] > 0
    words = " ".join(part.text or "" for part in picture.iter())
    for said in ("70%", "20%", "35%", "Land", "Water", "East", "West"):
        assert said in words


def test_no_issue_at_all_can_be_drawn():
    assert "No issue." in stakes((), parties=("East", "West"), key="s", title="", width=Width.WIDE)


def test_a_picture_of_its_own_has_a_look_for_every_shape():
    flagged = frontier(
        ((0.0, 1.0), (1.0, 0.0)),
        parties=("East", "West"),
        reservation=(0.0, 0.0),
        candidate=(1.0, 0.0),
        tabled=(Plotted(worths=(0.0, 0.0), number=1),),
        before=((0.5, 0.5),),
        key="f",
        title="",
        width=Width.WIDE,
    )
    for picture in (standalone(drawn()), standalone(flagged)):
        ET.fromstring(picture.encode())  # noqa: S314 - our own picture
        classes = {name for found in re.findall(r'class="([^"]+)"', picture) for name in found.split()}
        looks = set(re.findall(r"[.]([a-z]+)", STYLE.partition(".quiet")[1] + STYLE.partition(".quiet")[2]))
        assert not classes - looks - {"picture", "words"}
