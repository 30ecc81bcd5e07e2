"""Shares that were found by drawing at random: each a mark, with the line on which the true one may lie."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.doors.charts.drawing import LINE, Anchor, Drawing, Width

_HIGH = 18
_CAP = 4
_LEFT = 8.0
_ROOM_FOR_FIGURE = 128
_LOOKS = ("point", "tabled")
_COARSE = 0.02
"""An interval so wide leaves nothing to say about tenths of a percent."""

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)

MOST_MEANINGS = len(_LOOKS)
"""How many shares a row can hold."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of all drawn preferences, from 0 to 1, and the interval that holds the true one."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """What the shares are of, and one share or more, in the order of what they mean."""

    label: str
    shares: tuple[Share, ...]


def shares(
    rows: tuple[Row, ...], *, meanings: tuple[str, ...], note: str = "", key: str, title: str, width: Width
) -> str:
    """The picture: for each row its label, and one line for each of its shares, on a scale from 0 to 100 %.

    `meanings` says what the first share of a row is, and the second; a row may lack the second. `note` stands
    below.
    """
    said = "; ".join(
        f"{row.label}: "
        + ", ".join(f"{meaning} {figure(one)}" for meaning, one in zip(meanings, row.shares, strict=False))
        for row in rows
    )
    drawing = Drawing(key, title=title, description=said or "No share.", width=width)
    if not rows:
        drawing.text(0, LINE, "No share.")
        return drawing.svg(24)
    room = drawing.width - _ROOM_FOR_FIGURE - _LEFT
    ticks = [(at, _LEFT + room * at) for at in _TICKS]
    y = _legend(drawing, meanings)
    for row in rows:
        y = drawing.paragraph(0, y + LINE + 4, row.label, width=drawing.width - 4, most=3) - LINE + 6
        for _, x in ticks:
            drawing.line(x, y, x, y + _HIGH * len(row.shares), "rule")
        for look, one in zip(_LOOKS, row.shares, strict=False):
            _mark(drawing, y + _HIGH / 2, one, look, room)
            drawing.text(drawing.width - 4, y + _HIGH / 2 + 4, figure(one), "words quiet", Anchor.RIGHT)
            y += _HIGH
    for at, x in ticks:
        drawing.text(x, y + LINE + 6, f"{at:.0%}", "words quiet", Anchor.MIDDLE)
    y = drawing.paragraph(0, y + 2 * LINE + 10, note, width=drawing.width - 4)
    return drawing.svg(y)


def figure(share: Share) -> str:
    """A share with its interval, in as many figures as the drawing supports.

    >>> figure(Share(value=0.25, low=0.2311, high=0.27))
    '25% (23% to 27%)'
    >>> figure(Share(value=0.251, low=0.249, high=0.253))
    '25.1% (24.9% to 25.3%)'
    """
    digits = 0 if share.high - share.low > _COARSE else 1
    return f"{share.value:.{digits}%} ({share.low:.{digits}%} to {share.high:.{digits}%})"


def _mark(drawing: Drawing, y: float, share: Share, look: str, room: float) -> None:
    low, at, high = (_LEFT + room * part for part in (share.low, share.value, share.high))
    drawing.line(low, y, high, y, "leader")
    for end in (low, high):
        drawing.line(end, y - _CAP, end, y + _CAP, "leader")
    drawing.circle(at, y, 4, look)


def _legend(drawing: Drawing, meanings: tuple[str, ...]) -> float:
    """What the marks and the lines mean; the baseline of the last line."""
    y = LINE
    for look, meaning in zip(_LOOKS, meanings, strict=False):
        drawing.circle(8, y - 4, 4, look)
        y = int(drawing.paragraph(22, y, meaning, width=drawing.width - 26)) + 2
    drawing.line(1, y - 4, 15, y - 4, "leader")
    words = "where the true share lies, in 95 of 100 drawings"
    return drawing.paragraph(22, y, words, width=drawing.width - 26) - LINE
