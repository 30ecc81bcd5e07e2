"""The command that shows the packages that no other beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import Asked, asked, in_short, plotted, worth
from goodoffices.doors.cli.frame import Answer, Question, framed
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.bargaining.efficient import Frontier, Point
    from goodoffices.doors.cli.frontier_shown import FrontierShown
    from goodoffices.scenarios.scenario import Scenario

MOST_ROWS = 20
"""Packages in the table for people; of more, evenly many are left out."""


def frontier(question: Question[Asked]) -> Answer:
    """Show the packages that no other beats: at least as good for every side, better for one."""
    from goodoffices.bargaining.efficient import frontier as engine

    left = question.limits.left(question.about.scenario)
    given = left.scenario
    found = left.noted(engine(given, cap=question.limits.cap, progress=question.progress))
    return Answer(
        finding=found,
        say=lambda: _show(given, found.result),
        picture=lambda: picture(given, found.result.points),
        shown=lambda: shown(given, found.result),
    )


def shown(given: Scenario, found: Frontier) -> FrontierShown:
    """The frontier as programs get it."""
    from goodoffices.doors.cli.frontier_shown import FrontierShown

    return FrontierShown(
        parties=found.parties,
        agenda=given.agenda,
        outcomes=str(found.outcomes),
        complete=found.complete,
        points=tuple(point.worths for point in found.points),
        packages=tuple(given.package(point.choices) for point in found.points),
        duplicates=tuple(point.outcomes for point in found.points),
    )


def _show(given: Scenario, found: Frontier) -> None:
    points = found.points
    say(f"{len(points):,} of {found.outcomes:,} packages are beaten by no other (equal ones as one).")
    rows = _some(points)
    if len(rows) < len(points):
        say(f"{len(rows)} of them, evenly spread; --json gives all:")
    table(
        (
            *(f"worth to {party}" for party in found.parties),
            "equal",
            "options, in the order of the agenda",
        ),
        (
            (
                *map(worth, point.worths),
                f"{point.outcomes:,}",
                in_short(given.package(point.choices), given.agenda),
            )
            for point in rows
        ),
        none="none",
    )


def _some(points: tuple[Point, ...]) -> tuple[Point, ...]:
    last = len(points) - 1
    if len(points) <= MOST_ROWS:
        return points
    return tuple(points[at * last // (MOST_ROWS - 1)] for at in range(MOST_ROWS))


def picture(
    given: Scenario,
    points: tuple[Point, ...],
    *,
    star: tuple[float, ...] | None = None,
    star_means: str = "",
    numbered: tuple[tuple[float, ...], ...] = (),
    numbers_mean: str = "",
) -> str:
    """The frontier of two parties, with one package starred and others numbered from 1."""
    from goodoffices.doors.charts.drawing import Width
    from goodoffices.doors.charts.frontier import Plotted
    from goodoffices.doors.charts.frontier import frontier as drawn

    pairs = plotted(tuple(point.worths for point in points))
    one, other = given.preferences[:2]
    return drawn(
        pairs,
        parties=(one.holder, other.holder),
        reservation=(one.reservation, other.reservation),
        candidate=None if star is None else plotted((star,))[0],
        tabled=tuple(
            Plotted(worths=worths, number=number) for number, worths in enumerate(plotted(numbered), start=1)
        ),
        star=star_means,
        numbered=numbers_mean,
        key="frontier",
        title="Packages that no other beats",
        width=Width.WIDE,
    )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "frontier port-of-ardmere",
            "frontier port-of-ardmere --keep wage=four --chart frontier.svg",
            "frontier laptop/ --as-written --json",
        )
    )(framed(frontier, reading=asked, doing="Looking for the packages that no other beats"))
