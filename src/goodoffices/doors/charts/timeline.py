"""What happened when: one column for each date, one row for each kind, one numbered mark for each entry."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.doors.charts.drawing import LINE, Anchor, Drawing, Width, broken
from goodoffices.terms.entry import Phase, Status

ROW = 26
CELL = 50
RADIUS = 10.5
_SIDE_BY_SIDE = 2
_LABEL = {Width.NARROW: 84, Width.WIDE: 126}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One entry: the number that it has in the list beside, its kind, and how firmly it is said."""

    number: int
    kind: str
    status: Status | None = None
    phase: Phase | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One date (or "in order only", "no date") with its marks."""

    label: str
    marks: tuple[Mark, ...]


def timeline(columns: tuple[Column, ...], *, key: str, title: str, width: Width) -> str:
    """The picture; columns that do not fit beside each other go on below. Empty: a picture that says so."""
    count = sum(len(column.marks) for column in columns)
    drawing = Drawing(
        key,
        title=title,
        description=(
            f"{count} entries in {len(columns)} columns, one for each date. "
            "The numbers are those of the list on this page, which says the same in words."
        ),
        width=width,
    )
    if not columns:
        drawing.text(0, 16, "Nothing is recorded yet.")
        return drawing.svg(24)
    label = _LABEL[width]
    fitting = (drawing.width - label) // CELL
    y = 0.0
    for start in range(0, len(columns), fitting):
        y = _band(drawing, columns[start : start + fitting], y, label)
    return drawing.svg(_legend(drawing, y))


def _band(drawing: Drawing, columns: tuple[Column, ...], top: float, label: float) -> float:
    """One band of columns; where the next may begin."""
    kinds = list(dict.fromkeys(mark.kind for column in columns for mark in column.marks))
    heads = [broken(column.label, width=CELL - 4, most=3) for column in columns]
    y = top + LINE * max(map(len, heads))
    for at, head in enumerate(heads):
        for line, words in enumerate(head):
            middle = label + CELL * (at + 0.5)
            drawing.text(middle, top + LINE * (line + 1) - 3, words, "words quiet", Anchor.MIDDLE)
    y += 4
    right = label + CELL * len(columns)
    for kind in kinds:
        cells = [[mark for mark in column.marks if mark.kind == kind] for column in columns]
        high = max(-(-max(map(len, cells)) // _SIDE_BY_SIDE), 1) * ROW
        names = broken(kind, width=label - 6, most=2)
        high = max(high, LINE * len(names) + 6)
        drawing.line(0, y, right, y, "rule")
        for line, words in enumerate(names):
            drawing.text(0, y + LINE * (line + 1) + 2, words)
        for at, marks in enumerate(cells):
            for place, mark in enumerate(marks):
                wide = min(len(marks), _SIDE_BY_SIDE)
                across = (place % _SIDE_BY_SIDE + 0.5) / wide if wide > 1 else 0.5
                down = place // _SIDE_BY_SIDE
                _mark(drawing, label + CELL * (at + across), y + ROW * (down + 0.5), mark)
        y += high
    drawing.line(0, y, right, y, "rule")
    return y + 18


def _mark(drawing: Drawing, x: float, y: float, mark: Mark) -> None:
    """Shape by phase, look by status, and the number in it."""
    look = f"mark {'plain' if mark.status is None else mark.status.value}"
    match mark.phase:
        case Phase.HAPPENED | None:
            drawing.circle(x, y, RADIUS, look)
        case Phase.ONGOING:
            drawing.box(x - RADIUS, y - RADIUS + 1, RADIUS * 2, RADIUS * 2 - 2, look)
        case Phase.PLANNED:
            far = RADIUS + 2
            drawing.path([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], look, closed=True)
    if mark.number:
        inside = "inside" if mark.status is Status.STATED else "words"
        drawing.text(x, y + 4, str(mark.number), f"number {inside}", Anchor.MIDDLE)
    if mark.status is Status.DENIED:
        drawing.line(x - RADIUS, y + RADIUS, x + RADIUS, y - RADIUS, "strike")


_SHAPES = (
    (Phase.HAPPENED, "happened"),
    (Phase.ONGOING, "goes on"),
    (Phase.PLANNED, "planned"),
)
_LOOKS = (
    (Status.STATED, "stated as fact"),
    (Status.CLAIMED, "claimed"),
    (Status.UNCLEAR, "unclear"),
    (Status.DENIED, "denied"),
)


def _legend(drawing: Drawing, y: float) -> float:
    """What shapes and looks mean; the height of the whole picture."""
    parts = [(Mark(number=0, kind="", phase=shape), words) for shape, words in _SHAPES]
    parts += [(Mark(number=0, kind="", status=look, phase=Phase.HAPPENED), words) for look, words in _LOOKS]
    step = 112.0
    x = 0.0
    for mark, words in parts:
        if x + step > drawing.width:
            x, y = 0.0, y + ROW
        _mark(drawing, x + 13, y + 6, mark)
        drawing.text(x + 30, y + 10, words)
        x += step if words != "stated as fact" else step + 12
    return y + ROW
