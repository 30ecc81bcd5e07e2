"""What each side has at stake on each issue: one bar for each side, so that trades can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.doors.charts.drawing import LINE, Drawing, Width, broken, length

_HIGH = 11
_ROOM_FOR_FIGURE = 46
_LOOKS = ("bar", "bar other", "track")


@dataclass(frozen=True, kw_only=True)
class Staked:
    """One issue, with what giving way would cost each side as a part of its range, 0 to 1."""

    issue: str
    parts: tuple[float, ...]


def stakes(rows: tuple[Staked, ...], *, parties: tuple[str, ...], key: str, title: str, width: Width) -> str:
    """The picture: for each issue one bar for each side; the longest of all fills the width."""
    said = "; ".join(
        f"{row.issue}: "
        + ", ".join(f"{party} {part:.0%}" for party, part in zip(parties, row.parts, strict=True))
        for row in rows
    )
    drawing = Drawing(key, title=title, description=said or "No issue.", width=width)
    most = max((part for row in rows for part in row.parts), default=0.0) or 1.0
    room = drawing.width - _ROOM_FOR_FIGURE
    y = _legend(drawing, parties)
    for row in rows:
        y = drawing.paragraph(0, y + LINE + 4, row.issue, width=drawing.width - 4, most=2) - LINE + 6
        for at, part in enumerate(row.parts):
            drawing.box(0, y, max(room * part / most, 1.0), _HIGH, _LOOKS[min(at, len(_LOOKS) - 1)])
            figure = f"{part:.0%}"
            drawing.text(room * part / most + 6, y + _HIGH - 1, figure, "words quiet")
            y += _HIGH + 3
    return drawing.svg(y + 4)


def _legend(drawing: Drawing, parties: tuple[str, ...]) -> float:
    """Which bar is whose; the height that it takes."""
    x, y = 0.0, 4.0
    for at, party in enumerate(parties):
        name = broken(party, width=drawing.width - 30, most=1)[0]
        if x and x + 24 + length(name) > drawing.width:
            x, y = 0.0, y + 18
        drawing.box(x + 1, y, 14, _HIGH, _LOOKS[min(at, len(_LOOKS) - 1)])
        drawing.text(x + 20, y + _HIGH - 1, name)
        x += 40 + length(name)
    return y + _HIGH
