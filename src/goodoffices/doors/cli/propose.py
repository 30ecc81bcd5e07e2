"""The command that names candidate packages, with reasons for every side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import Asked, asked, in_words
from goodoffices.doors.cli.frame import Answer, Cap, Question, framed
from goodoffices.doors.cli.tables import say

if TYPE_CHECKING:
    from goodoffices.bargaining.candidate import Candidate, NoCandidate
    from goodoffices.bargaining.candidates import Candidates
    from goodoffices.scenarios.scenario import Scenario

HowMany = Annotated[int, typer.Option("-k", metavar="N", min=1, max=100, help="How many packages at most.")]
Apart = Annotated[
    int, typer.Option("--apart", metavar="N", min=1, help="On how many issues they should differ.")
]
Near = Annotated[
    int | None,
    typer.Option(
        "--near",
        metavar="N",
        min=0,
        help="The most issues to change of the nearest package on the table.",
        show_default=False,
    ),
]


def propose(question: Question[Asked], *, k: HowMany = 3, apart: Apart = 2, near: Near = None) -> Answer:
    """Name candidate packages, different from each other, with what each side gets and gives."""
    from goodoffices.bargaining import propose as engine

    given, cap = question.about.scenario, question.limits.cap
    found = engine(
        given,
        k=k,
        on_the_table=question.about.table,
        constraints=question.limits.fixed(given.agenda),
        apart=apart,
        near=near,
        cap=cap,
    )
    return Answer(
        finding=found,
        say=lambda: _show(given, found.result),
        picture=lambda: _picture(given, found.result, cap),
    )


def _show(given: Scenario, result: Candidates | NoCandidate) -> None:
    from goodoffices.bargaining.candidate import NoCandidate

    say(result.sentence)
    for number, one in enumerate(() if isinstance(result, NoCandidate) else result.candidates, start=1):
        say("")
        _show_one(number, given, one)


def _show_one(number: int, given: Scenario, one: Candidate) -> None:
    say(f"{number}. {in_words(one.package, given.agenda)}")
    say(f"   {one.sentence}")
    for share in one.shares:
        say(f"   {share.sentence}")
        for part in share.parts:
            say(f"     {part.sentence}")
    for trade in one.trades:
        say(f"   Trade: {trade.sentence}")


def _picture(given: Scenario, result: Candidates | NoCandidate, cap: Cap) -> str:
    from goodoffices.bargaining.candidates import Candidates
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.doors.cli.frontier import picture

    named = result.candidates if isinstance(result, Candidates) else ()
    return picture(
        given,
        engine(given, cap=cap).result.points,
        numbered=tuple(tuple(share.worth for share in one.shares) for one in named),
        numbers_mean="a candidate package, by its number",
    )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "propose port-of-ardmere",
            "propose port-of-ardmere -k 5 --keep wage=four --not crew=three",
            "propose port-of-ardmere --seat ministry --chart candidates.svg",
        )
    )(framed(propose, reading=asked, doing="Looking for candidate packages"))
