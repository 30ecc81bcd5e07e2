"""Counts as bars, each with its label above it and its count beside it."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.doors.charts.drawing import LINE, Drawing, Width, length

_ROOM_FOR_COUNT = 40
_HIGH = 12


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One label with its count, 0 or more."""

    label: str
    count: int


def bars(rows: tuple[Bar, ...], *, key: str, title: str, width: Width) -> str:
    """The picture: one bar for each row, in the order given; a count of 0 is a line without length."""
    said = "; ".join(f"{row.label}: {row.count}" for row in rows)
    drawing = Drawing(key, title=title, description=said or "Nothing to count.", width=width)
    if not rows:
        drawing.text(0, 16, "Nothing to count.")
        return drawing.svg(24)
    most = max(*(row.count for row in rows), 1)
    room = drawing.width - _ROOM_FOR_COUNT
    y = 0.0
    for row in rows:
        y = drawing.paragraph(0, y + LINE - 1, row.label, width=drawing.width - 4, most=2) - LINE + 6
        long = room * row.count / most
        drawing.box(0, y, room, _HIGH, "track")
        drawing.box(0, y, long, _HIGH, "bar")
        figure = str(row.count)
        drawing.text(drawing.width - length(figure) - 4, y + _HIGH - 1, figure, "words strong")
        y += _HIGH + 10
    return drawing.svg(y)
