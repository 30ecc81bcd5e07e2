"""The picture of what a frontier costs: one panel for each thing that the cost grows with."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from goodoffices.doors.charts.drawing import LINE, Anchor, Drawing, Width
from goodoffices.doors.charts.frontier import ticks

COMMAND = "python -m benchmarks.cost"
_ACROSS, _DOWN = 350.0, 260.0
_LEFT, _TOP, _WIDE, _HIGH = 54.0, 42.0, 280.0, 160.0
_LINES = {"independent": "axis", "opposed": "reserve"}
_MARKS = {
    "arrays": "in arrays",
    "compiled": "in compiled inner loops",
    "approximated": "approximated, with the error said",
}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One run: where it stands in its panel, how long it took, how many points it found, and how."""

    at: float
    seconds: float
    points: int
    method: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What the cost was measured against; `powers`: the place is drawn as a power of ten.

    `changes` holds where a method changes, with words for it; `series` a row of runs for each family.
    """

    title: str
    across: str
    changes: tuple[tuple[float, str], ...]
    series: tuple[tuple[str, tuple[Measured, ...]], ...]
    powers: bool = False

    def place(self, run: Measured) -> float:
        """Where a run stands on the scale of the panel."""
        return log10(run.at) if self.powers else run.at


def drawn(panels: tuple[Panel, ...]) -> str:
    """The picture, two panels to a row, all on one scale of seconds."""
    runs = [run for panel in panels for _, row in panel.series for run in row]
    low = floor(log10(min(run.seconds for run in runs)))
    high = floor(log10(max(run.seconds for run in runs))) + 1
    said = "; ".join(
        f"{panel.title}, {family}: "
        + ", ".join(f"{panel.place(run):.3g}: {run.seconds:.2g} s ({run.method})" for run in row)
        for panel in panels
        for family, row in panel.series
    )
    drawing = Drawing(
        "cost", title="What a frontier costs", description=f"{said}. Made by {COMMAND}.", width=Width.WIDE
    )
    for at, panel in enumerate(panels):
        _panel(drawing, panel, at % 2 * _ACROSS, at // 2 * _DOWN, (low, high))
    return drawing.svg(_legend(drawing, (len(panels) + 1) // 2 * _DOWN + LINE))


def _panel(drawing: Drawing, panel: Panel, x: float, y: float, seconds: tuple[int, int]) -> None:
    places = [panel.place(run) for _, row in panel.series for run in row]
    places += [place for place, _ in panel.changes]
    least, most = min(places), max(places)
    left, top, bottom = x + _LEFT, y + _TOP, y + _TOP + _HIGH

    def across(place: float) -> float:
        return left + (place - least) / (most - least) * _WIDE

    def up(taken: float) -> float:
        return bottom - (log10(taken) - seconds[0]) / (seconds[1] - seconds[0]) * _HIGH

    drawing.paragraph(x, y + LINE, panel.title, width=_ACROSS - 8, look="words strong", most=2)
    drawing.line(left, bottom, left + _WIDE, bottom, "axis")
    for power in range(seconds[0], seconds[1] + 1):
        drawing.line_behind(left, up(10.0**power), left + _WIDE, up(10.0**power), "rule")
        drawing.text(left - 6, up(10.0**power) + 4, f"{10.0**power:g} s", "words quiet", Anchor.RIGHT)
    for tick in ticks(least, most):
        if tick.is_integer():
            drawing.text(across(tick), bottom + LINE, f"{tick:g}", "words quiet", Anchor.MIDDLE)
    drawing.text(left + _WIDE, bottom + 2 * LINE, panel.across, "words quiet", Anchor.RIGHT)
    for place, words in panel.changes:
        drawing.line(across(place), top, across(place), bottom, "leader")
        early = place < (least + most) / 2
        side = Anchor.LEFT if early else Anchor.RIGHT
        drawing.text(across(place) + (4 if early else -4), top + 10, words, "words", side)
    for family, row in panel.series:
        line = [(across(panel.place(run)), up(run.seconds)) for run in row]
        for (x1, y1), (x2, y2) in pairwise(line):
            drawing.line(x1, y1, x2, y2, _LINES[family])
        for run, (at, height) in zip(row, line, strict=True):
            _mark(drawing, at, height, run.method)


def _mark(drawing: Drawing, x: float, y: float, method: str) -> None:
    if method == "arrays":
        drawing.circle(x, y, 4, "tabled")
    elif method == "compiled":
        drawing.circle(x, y, 4, "point")
    else:
        drawing.box(x - 4, y - 4, 8, 8, "star")


def _legend(drawing: Drawing, y: float) -> float:
    """What the marks and lines mean; the height of the whole picture."""
    x = 0.0
    for method, words in _MARKS.items():
        _mark(drawing, x + 8, y - 4, method)
        drawing.text(x + 18, y, words)
        x += 200
    y += LINE + 4
    drawing.line(0, y - 4, 16, y - 4, "axis")
    drawing.text(22, y, "independent: each worth drawn alone")
    drawing.line(300, y - 4, 316, y - 4, "reserve")
    drawing.text(322, y, "opposed: what one side gains the other loses")
    return y + LINE
