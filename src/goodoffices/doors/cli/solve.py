"""The command that names the package that each rule of choice would pick."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import (
    AsWritten,
    Chart,
    Exact,
    Keep,
    Most,
    Named,
    Not,
    Points,
    Seat,
    StoreOfTalks,
    asked,
    cap_of,
    fixed_by,
    worth,
)
from goodoffices.doors.cli.finding import print_json, save, say_how
from goodoffices.doors.cli.tables import say, table
from goodoffices.doors.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.solutions import NoSolution, Solutions
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.agenda import Issue
    from goodoffices.terms.finding import Finding

NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}

IdealOf = Annotated[
    Literal["zone", "all"],
    typer.Option("--ideal", help="Where the best that a side can hope for is looked up."),
]
Ks = Annotated[
    Literal["leximin", "min-spread"],
    typer.Option("--ks", help="The form of Kalai-Smorodinsky: most even from below, or most equal."),
]
Disagreement = Annotated[
    Literal["within", "stated"],
    typer.Option(
        "--disagreement",
        help="Whether gains count from no agreement as stated, or within the range of the packages.",
    ),
]


def solve(
    scenario: Named,
    *,
    ideal: IdealOf = "zone",
    ks: Ks = "leximin",
    disagreement: Disagreement = "within",
    keep: Keep = None,
    ruled_out: Not = None,
    cap: Most = None,
    exact: Exact = False,
    as_written: AsWritten = False,
    points: Points = 21,
    seat: Seat = None,
    store: StoreOfTalks = None,
    chart: Chart = None,
    json: ask.Json = False,
) -> None:
    """Name the package that each rule of choice would pick: Nash, Kalai-Smorodinsky and others."""
    from goodoffices.bargaining import solve as engine
    from goodoffices.bargaining.fixed import narrowed

    given = asked(scenario, as_written=as_written, points=points, seat=seat, store=store).scenario
    left = narrowed(given, fixed_by(keep, ruled_out, given.agenda))
    limit = cap_of(cap, exact=exact)
    with waiting("Looking for the solutions"):
        found = engine(left, ideal=ideal, ks=ks, disagreement=disagreement, cap=limit)
    if chart is not None:
        save(_picture(left, found, limit), chart)
    if json:
        print_json(found)
    else:
        _show(left, found)


def _show(given: Scenario, found: Finding[Solutions | NoSolution]) -> None:
    from goodoffices.bargaining.solutions import NoSolution

    result = found.result
    if isinstance(result, NoSolution):
        say(result.sentence)
        say("`goodoffices gap` says what is missing.")
        say_how(found)
        return
    table(
        ("no.", "rule", *(f"worth to {party}" for party in result.parties), "tie"),
        (
            (
                str(number),
                NAMES.get(one.name, one.name),
                *map(worth, one.utilities),
                "tie" if one.tie else "",
            )
            for number, one in enumerate(result.solutions, start=1)
        ),
        none="none",
    )
    for one in result.solutions:
        say(one.sentence)
    say("")
    table(
        ("issue", *(NAMES.get(one.name, one.name) for one in result.solutions)),
        (
            (issue.title, *(_title(issue, one.package.option(issue.key)) for one in result.solutions))
            for issue in given.agenda.issues
        ),
        none="none",
    )
    say_how(found)


def _title(issue: Issue, key: str | None) -> str:
    option = issue.option(key or "")
    return "open" if option is None else option.title


def _picture(
    given: Scenario,
    found: Finding[Solutions | NoSolution],
    limit: int | Literal["usual"] | None,
) -> str:
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.bargaining.solutions import Solutions
    from goodoffices.doors.cli.frontier import picture

    solved = found.result.solutions if isinstance(found.result, Solutions) else ()
    meant = ", ".join(f"{at} {NAMES.get(one.name, one.name)}" for at, one in enumerate(solved, start=1))
    return picture(
        given,
        engine(given, cap=limit).result.points,
        numbered=tuple(one.utilities for one in solved),
        numbers_mean=meant,
    )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "solve port-of-ardmere",
            "solve port-of-ardmere --ideal all --ks min-spread",
            "solve laptop/ --as-written --json",
        )
    )(solve)
