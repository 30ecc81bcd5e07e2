"""The packages that no other beats, for two parties: what each is worth to one against the other."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from goodoffices.doors.charts.drawing import LINE, Anchor, Drawing, Width, broken

MOST_POINTS = 400
"""Points that are drawn; of more, evenly many are left out, never the first or the last."""

_LEFT = 46.0
_TOP = 26.0
_FOOT = 64.0
_HIGH = {Width.NARROW: 300.0, Width.WIDE: 400.0}
_TICKS = 5
_APART = 17
_AROUND = ((-1, 1), (-1, -1), (0, 1.3), (-1.3, 0), (0, -1.3), (1, 1), (1.3, 0), (1, -1))

Worths = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Plotted:
    """One package with its number in the list beside."""

    worths: Worths
    number: int


@dataclass(frozen=True)
class _Plane:
    """From worths to places in the picture."""

    low: Worths
    high: Worths
    right: float
    bottom: float

    def x(self, worth: float) -> float:
        return _LEFT + (worth - self.low[0]) / (self.high[0] - self.low[0]) * (self.right - _LEFT)

    def y(self, worth: float) -> float:
        return self.bottom - (worth - self.low[1]) / (self.high[1] - self.low[1]) * (self.bottom - _TOP)


def frontier(  # noqa: PLR0913 - everything that can stand in the picture
    points: tuple[Worths, ...],
    *,
    parties: tuple[str, str],
    reservation: Worths,
    candidate: Worths | None,
    tabled: tuple[Plotted, ...] = (),
    before: tuple[Worths, ...] = (),
    star: str = "the candidate package",
    numbered: str = "a proposal on the table, by its number",
    key: str,
    title: str,
    width: Width,
) -> str:
    """The picture: points, what no agreement is worth to each, the candidate package, what was tabled.

    `star` and `numbered` say in the legend what the star and the numbers mean; `before` is drawn faintly
    behind.
    """
    drawn = thinned(points)
    left_out = len(points) - len(drawn)
    drawing = Drawing(
        key,
        title=title,
        description=(
            f"{len(points)} points, {parties[0]} to the right, {parties[1]} upwards. No agreement is worth "
            f"{reservation[0]:.6g} to {parties[0]} and {reservation[1]:.6g} to {parties[1]}. "
            + (f"{left_out} points are not drawn, evenly spread. " if left_out else "")
            + "The tables beside it say the same."
        ),
        width=width,
    )
    behind = thinned(before)
    everything = [*drawn, *behind, reservation, *(each.worths for each in tabled)]
    if candidate is not None:
        everything.append(candidate)
    plane = _plane(everything, drawing.width, _HIGH[width])
    _axes(drawing, plane, parties)
    _reserved(drawing, plane, reservation)
    for one, other in behind:
        drawing.circle(plane.x(one), plane.y(other), 3, "before")
    for one, other in drawn:
        drawing.circle(plane.x(one), plane.y(other), 3, "point")
    taken: list[Worths] = []
    if candidate is not None:
        taken.append((plane.x(candidate[0]), plane.y(candidate[1])))
        _star(drawing, *taken[0])
    for each in tabled:
        _flagged(drawing, (plane.x(each.worths[0]), plane.y(each.worths[1])), each.number, taken)
    return drawing.svg(
        _legend(
            drawing,
            plane.bottom + _FOOT - 10,
            tabled=numbered if tabled else "",
            star=star if candidate is not None else "",
            before=bool(behind),
        )
    )


def thinned(points: tuple[Worths, ...]) -> tuple[Worths, ...]:
    """At most `MOST_POINTS` of them, evenly spread, the first and the last among them.

    >>> len(thinned(tuple((float(n), 0.0) for n in range(1000))))
    400
    """
    if len(points) <= MOST_POINTS:
        return points
    last = len(points) - 1
    return tuple(points[at * last // (MOST_POINTS - 1)] for at in range(MOST_POINTS))


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers between two others, about five of them.

    >>> ticks(-6, 106)
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    """
    rough = (high - low) / _TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each * 1.5 >= rough)
    first = ceil(low / step)
    return tuple(at * step for at in range(first, floor(high / step) + 1))


def _plane(everything: list[Worths], width: float, high: float) -> _Plane:
    low: list[float] = []
    far: list[float] = []
    for side in (0, 1):
        least = min(worths[side] for worths in everything)
        most = max(worths[side] for worths in everything)
        room = (most - least or abs(most) or 1.0) * 0.06
        low.append(least - room)
        far.append(most + room)
    return _Plane(low=(low[0], low[1]), high=(far[0], far[1]), right=width - 12.0, bottom=high)


def _axes(drawing: Drawing, plane: _Plane, parties: tuple[str, str]) -> None:
    drawing.line(_LEFT, plane.bottom, plane.right, plane.bottom, "axis")
    drawing.line(_LEFT, _TOP, _LEFT, plane.bottom, "axis")
    for worth in ticks(plane.low[0], plane.high[0]):
        x = plane.x(worth)
        drawing.text(x, plane.bottom + LINE + 2, f"{worth:.6g}", "words quiet", Anchor.MIDDLE)
        drawing.line(x, plane.bottom, x, plane.bottom + 4, "axis")
    for worth in ticks(plane.low[1], plane.high[1]):
        y = plane.y(worth)
        drawing.text(_LEFT - 6, y + 4, f"{worth:.6g}", "words quiet", Anchor.RIGHT)
        drawing.line(_LEFT - 4, y, _LEFT, y, "axis")
    room = drawing.width - 8
    upwards = broken(f"↑ worth to {parties[1]}", width=room, most=1)
    drawing.text(0, 13, upwards[0], "words strong")
    across_words = broken(f"worth to {parties[0]} →", width=room, most=1)
    drawing.text(plane.right, plane.bottom + 2 * LINE + 4, across_words[0], "words strong", Anchor.RIGHT)


def _reserved(drawing: Drawing, plane: _Plane, reservation: Worths) -> None:
    """What no agreement is worth to each; what lies above and right of both is good for both."""
    x, y = plane.x(reservation[0]), plane.y(reservation[1])
    drawing.box(x, _TOP, plane.right - x, y - _TOP, "good")
    drawing.line(x, _TOP, x, plane.bottom, "reserve")
    drawing.line(_LEFT, y, plane.right, y, "reserve")


def _flagged(drawing: Drawing, at: Worths, number: int, taken: list[Worths]) -> None:
    """A small square where the package lies, and its number where there is still room beside it."""
    x, y = at
    places = [(x + far * dx, y + far * dy) for far in (20, 34, 48) for dx, dy in _AROUND]
    free = (
        place
        for place in places
        if _LEFT < place[0] < drawing.width - 14
        and all(abs(place[0] - ox) > _APART or abs(place[1] - oy) > _APART for ox, oy in taken)
    )
    lx, ly = next(free, places[0])
    taken += [(lx, ly), at]
    drawing.line(x, y, lx, ly, "leader")
    drawing.box(x - 4, y - 4, 8, 8, "tabled")
    drawing.box(lx - 8, ly - 8, 16, 16, "tabled")
    drawing.text(lx, ly + 4, str(number), "words strong", Anchor.MIDDLE)


def _star(drawing: Drawing, x: float, y: float) -> None:
    far, near = 11.0, 4.0
    points = [
        (x, y - far),
        (x + near, y - near),
        (x + far, y),
        (x + near, y + near),
        (x, y + far),
        (x - near, y + near),
        (x - far, y),
        (x - near, y - near),
    ]
    drawing.path(points, "star", closed=True)


def _legend(drawing: Drawing, y: float, *, tabled: str, star: str, before: bool) -> float:
    """What the shapes mean; the height of the whole picture."""
    drawing.circle(10, y - 4, 3, "point")
    y = drawing.paragraph(24, y, "a package that no other beats", width=drawing.width - 28)
    if before:
        drawing.circle(10, y - 2, 3, "before")
        y = drawing.paragraph(24, y + 2, "the same with nothing settled", width=drawing.width - 28)
    if star:
        _star(drawing, 10, y - 3)
        y = drawing.paragraph(24, y + 2, star, width=drawing.width - 28)
    if tabled:
        drawing.box(2, y - 10, 16, 16, "tabled")
        y = drawing.paragraph(24, y + 3, tabled, width=drawing.width - 28)
    drawing.line(1, y - 3, 19, y - 3, "reserve")
    words = "what no agreement is worth to a side; the shaded part is better than that for both"
    return drawing.paragraph(24, y + 2, words, width=drawing.width - 28)
