"""The way of a message: a column for each actor, a rung for each leg, drawn by what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.doors.charts.drawing import LINE, Anchor, Drawing, Width

_MARGIN = {Width.NARROW: 44, Width.WIDE: 80}
_LEAST_WORDS = 200
_HEAD = 7
_BOLD = 1.08
"""How much wider bold letters are."""

_LOOKS = {
    "asked": "faint",
    "sent": "thin",
    "delivered": "firm",
    "acknowledged": "firm",
    "read_back": "firm",
    "refused": "barred",
    "denied": "barred",
    "unclear": "broken",
    "disputed": "broken",
    "not_stated": "faint",
}
_SIGNS = {"unclear": "?", "disputed": "≠", "not_stated": "?", "refused": "×", "denied": "×"}


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One leg: from whom to whom, its state (the key of a delivery, or "disputed") and the state in words.

    `said` are lines to stand below the arrow, such as the words that were used.
    """

    teller: str
    hearer: str
    state: str
    state_words: str
    said: tuple[str, ...] = ()


def ladder(actors: tuple[str, ...], rungs: tuple[Rung, ...], *, key: str, title: str, width: Width) -> str:
    """The picture. `actors` are the columns, from left to right; each teller and hearer is one of them."""
    legs = "; ".join(f"{rung.teller} to {rung.hearer}: {rung.state_words}" for rung in rungs)
    drawing = Drawing(
        key,
        title=title,
        description=f"{legs or 'No leg is recorded'}. The table beside says the same, with the words.",
        width=width,
    )
    places = _places(actors, drawing.width, _MARGIN[width])
    room = (drawing.width - 2 * _MARGIN[width]) / max(len(actors) - 1, 1)
    top = LINE * 0.8
    bottom = top
    for actor, x in places.items():
        edge = min(x, drawing.width - x) * 2
        bottom = max(
            bottom,
            drawing.paragraph(
                x,
                top,
                actor,
                width=min(room - 6, edge) / _BOLD,
                look="words strong",
                anchor=Anchor.MIDDLE,
                most=4,
            ),
        )
    y = bottom - LINE + 6
    for number, rung in enumerate(rungs, start=1):
        y = _rung(drawing, places, number, rung, y)
    for x in places.values():
        drawing.line_behind(x, y, x, y + 8, "pole")
    return drawing.svg(y + 10)


def _places(actors: tuple[str, ...], width: float, margin: float) -> dict[str, float]:
    step = (width - 2 * margin) / max(len(actors) - 1, 1)
    return {actor: margin + step * at for at, actor in enumerate(actors)}


def _rung(drawing: Drawing, places: dict[str, float], number: int, rung: Rung, top: float) -> float:
    """One leg below the last; where the next begins."""
    start, end = places[rung.teller], places[rung.hearer]
    middle = (start + end) / 2
    span = max(abs(end - start) - 20, _LEAST_WORDS)
    # Words may be wider than the leg; they stay within the picture.
    centre = min(max(middle, span / 2 + 2), drawing.width - span / 2 - 2)
    y = top + LINE + 6
    y = drawing.paragraph(
        centre, y, f"{number}. {rung.state_words}", width=span, look="words strong halo", anchor=Anchor.MIDDLE
    )
    y -= LINE - 12
    _arrow(drawing, start, end, y, rung)
    low = y + LINE + 6
    for said in rung.said:
        low = drawing.paragraph(
            centre, low, said, width=span, look="words halo", anchor=Anchor.MIDDLE, most=5
        )
    bottom = low - LINE + 10
    for x in places.values():
        drawing.line_behind(x, top, x, bottom, "pole")
    return bottom


def _arrow(drawing: Drawing, start: float, end: float, y: float, rung: Rung) -> None:
    look = _LOOKS.get(rung.state, "thin")
    if start == end:
        drawing.circle(start, y, 5, f"leg {look}")
        return
    way = 1 if end > start else -1
    tip = end - 2 * way
    drawing.circle(start, y, 3.5, "foot")
    drawing.line(start + 4 * way, y, tip - way, y, f"leg {look}")
    drawing.path(
        [(tip, y), (tip - _HEAD * 1.5 * way, y - _HEAD), (tip - _HEAD * 1.5 * way, y + _HEAD)],
        f"head {look}",
        closed=True,
    )
    if rung.state in _SIGNS:
        middle = (start + end) / 2
        drawing.circle(middle, y, 9, "sign")
        drawing.text(middle, y + 4, _SIGNS[rung.state], "words strong", Anchor.MIDDLE)
