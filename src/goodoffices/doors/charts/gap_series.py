"""The computed gap at each change of position, with what people said of it standing between."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.doors.charts.drawing import LINE, Anchor, Drawing, Width, broken

CELL = 84
STEP = 16
_RADIUS = 6
_STATES = ("agreed", "overlapping", "open", "unknown")
_MEANING = {
    "agreed": "agreed",
    "overlapping": "overlapping",
    "open": "open",
    "unknown": "not known",
}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One change of position: how many issues were agreed, overlapping, open and unknown after it.

    `counts` is None where nothing could be computed yet.
    """

    label: str
    who: str
    counts: tuple[int, int, int, int] | None


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What somebody said of the gap: the number that it has in the list beside."""

    label: str
    who: str
    number: int


def gap_series(moments: tuple[Counted | Claimed, ...], *, key: str, title: str, width: Width) -> str:
    """The picture, in the order given; columns that do not fit beside each other go on below."""
    claims = sum(isinstance(moment, Claimed) for moment in moments)
    drawing = Drawing(
        key,
        title=title,
        description=(
            f"{len(moments) - claims} changes of position, each with one shape for each issue, and {claims} "
            "things that people said of the gap, by their numbers. The tables on this page say the same."
        ),
        width=width,
    )
    if not moments:
        drawing.text(0, 16, "No position and no word about the gap is recorded.")
        return drawing.svg(24)
    fitting = drawing.width // CELL
    y = 0.0
    for start in range(0, len(moments), fitting):
        y = _band(drawing, moments[start : start + fitting], y)
    return drawing.svg(_legend(drawing, y) if claims < len(moments) else y)


def _band(drawing: Drawing, moments: tuple[Counted | Claimed, ...], top: float) -> float:
    tall = max((sum(moment.counts or ()) for moment in moments if isinstance(moment, Counted)), default=0)
    base = top + max(tall, 2) * STEP + 4
    low = base
    for at, moment in enumerate(moments):
        x = CELL * (at + 0.5)
        match moment:
            case Counted(counts=None):
                drawing.text(x, base - 6, "none", "words quiet", Anchor.MIDDLE)
            case Counted(counts=counts):
                _stack(drawing, x, base, counts or (0, 0, 0, 0))
            case Claimed(number=number):
                _flag(drawing, x, base, number)
        lines = broken(moment.label, width=CELL - 4, most=2) + broken(moment.who, width=CELL - 4, most=3)
        y = base + LINE
        for words in lines:
            drawing.text(x, y, words, "words quiet", Anchor.MIDDLE)
            y += LINE
        low = max(low, y)
    drawing.line(0, base, CELL * len(moments), base, "rule")
    return low + 8


def _stack(drawing: Drawing, x: float, base: float, counts: tuple[int, int, int, int]) -> None:
    """One shape for each issue, those agreed at the foot."""
    y = base - STEP / 2
    for state, count in zip(_STATES, counts, strict=True):
        for _ in range(count):
            shape(drawing, x, y, state)
            y -= STEP


def shape(drawing: Drawing, x: float, y: float, state: str) -> None:
    """The sign of a state: full, half full, empty, or a broken ring."""
    r = _RADIUS
    match state:
        case "agreed":
            drawing.circle(x, y, r, "issue full")
        case "overlapping":
            drawing.circle(x, y, r, "issue empty")
            drawing.path(
                [(x - r, y), (x - r * 0.7, y + r * 0.7), (x, y + r), (x + r * 0.7, y + r * 0.7), (x + r, y)],
                "issue full",
                closed=True,
            )
        case "open":
            drawing.circle(x, y, r, "issue empty")
        case _:
            drawing.circle(x, y, r, "issue broken")


def state_shape(state: str) -> str:
    """The sign of one state alone, hidden from those who hear the page: the word stands beside it."""
    drawing = Drawing("sign", title="", description="", width=Width.NARROW)
    shape(drawing, 8, 8, state)
    inner = drawing.svg(16).partition("</desc>")[2]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture sign-of-state" width="16" height="16" '
        f'viewBox="0 0 16 16" aria-hidden="true">{inner}'
    )


def _flag(drawing: Drawing, x: float, base: float, number: int) -> None:
    """A saying: a flag on a pole, with its number."""
    high = base - 30
    drawing.line(x - 9, base, x - 9, high, "leg thin")
    drawing.box(x - 9, high, 24, 17, "flag")
    drawing.text(x + 3, high + 13, str(number), "words strong", Anchor.MIDDLE)


def _legend(drawing: Drawing, y: float) -> float:
    x = 0.0
    for state in _STATES:
        if x + 104 > drawing.width:
            x, y = 0.0, y + 20
        shape(drawing, x + 8, y + 8, state)
        drawing.text(x + 20, y + 12, _MEANING[state])
        x += 104
    return y + 24
