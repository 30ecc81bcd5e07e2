"""The command that looks for something better for all than a deal that is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import Asked, asked, choice, in_words
from goodoffices.doors.cli.frame import Answer, Cap, Question, framed
from goodoffices.doors.cli.propose import HowMany
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.bargaining.improvement import Better, Improvement
    from goodoffices.scenarios.scenario import Scenario

Agreed = Annotated[
    list[str],
    typer.Option(
        "--agreed",
        metavar="ISSUE=OPTION",
        help="What was agreed on an issue; once for every issue.",
        show_default=False,
    ),
]


def improve(question: Question[Asked], *, agreed: Agreed, k: HowMany = 3) -> Answer:
    """Look for packages that cost no side anything, and bring some side more than the deal."""
    from goodoffices.bargaining import improve as engine
    from goodoffices.terms.package import Package

    given, cap = question.about.scenario, question.limits.cap
    deal = Package(choices=tuple(choice(text, given.agenda) for text in agreed))
    found = engine(given, deal, k=k, constraints=question.limits.fixed(given.agenda), cap=cap)
    return Answer(
        finding=found,
        say=lambda: _show(given, found.result),
        picture=lambda: _picture(given, found.result, cap),
    )


def _show(given: Scenario, result: Improvement) -> None:
    say(f"The deal: {in_words(result.agreed, given.agenda)}")
    say(result.sentence)
    say(result.distance.sentence)
    if not result.distance.on_frontier:
        table(
            ("party", "has", "could have more, at no cost to others"),
            (
                (one.holder, f"{has:.4g}", f"{one.most:.4g}")
                for one, has in zip(result.distance.unused, result.distance.utilities, strict=True)
            ),
            none="",
        )
    for number, one in enumerate(result.better, start=1):
        say("")
        _show_one(number, one)


def _show_one(number: int, one: Better) -> None:
    changes = "one issue" if len(one.changes) == 1 else f"{len(one.changes)} issues"
    say(f"{number}. It changes {changes}:")
    for change in one.changes:
        say(f"   {change.sentence}")
    for gain in one.gains:
        say(f"   {gain.sentence}")


def _picture(given: Scenario, result: Improvement, cap: Cap) -> str:
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.doors.cli.frontier import picture

    return picture(
        given,
        engine(given, cap=cap).result.points,
        star=result.distance.utilities,
        star_means="the deal that was made",
        numbered=tuple(one.utilities for one in result.better),
        numbers_mean="a package that costs no side anything, by its number",
    )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "improve laptop.yaml --agreed screen=large --agreed price=high",
            "improve laptop.yaml --agreed screen=large --agreed price=high --keep price=high --json",
        )
    )(framed(improve, reading=asked, doing="Looking for something better for all"))
