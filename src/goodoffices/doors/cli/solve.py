"""The command that names the package that each rule of choice would pick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import Asked, asked, worth
from goodoffices.doors.cli.frame import Answer, Cap, Question, framed
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.bargaining.solutions import NoSolution, Solutions
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.agenda import Issue

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
    question: Question[Asked],
    *,
    ideal: IdealOf = "zone",
    ks: Ks = "leximin",
    disagreement: Disagreement = "within",
) -> Answer:
    """Name the package that each rule of choice would pick: Nash, Kalai-Smorodinsky and others."""
    from goodoffices.bargaining import solve as engine

    left, cap = question.limits.left(question.about.scenario), question.limits.cap
    given = left.scenario
    found = left.noted(engine(given, ideal=ideal, ks=ks, disagreement=disagreement, cap=cap))
    return Answer(
        finding=found,
        say=lambda: _show(given, found.result),
        picture=lambda: _picture(given, found.result, cap),
    )


def _show(given: Scenario, result: Solutions | NoSolution) -> None:
    from goodoffices.bargaining.solutions import NoSolution

    if isinstance(result, NoSolution):
        say(result.sentence)
        say("`goodoffices gap` says what is missing.")
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


def _title(issue: Issue, key: str | None) -> str:
    option = issue.option(key or "")
    return "open" if option is None else option.title


def _picture(given: Scenario, result: Solutions | NoSolution, cap: Cap) -> str:
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.bargaining.solutions import Solutions
    from goodoffices.doors.cli.frontier import picture

    solved = result.solutions if isinstance(result, Solutions) else ()
    meant = ", ".join(f"{at} {NAMES.get(one.name, one.name)}" for at, one in enumerate(solved, start=1))
    return picture(
        given,
        engine(given, cap=cap).result.points,
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
    )(framed(solve, reading=asked, doing="Looking for the solutions"))
