"""The command that names candidate packages, with reasons for every side."""

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
    in_words,
)
from goodoffices.doors.cli.finding import print_json, save, say_how
from goodoffices.doors.cli.tables import say
from goodoffices.doors.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.candidate import Candidate, NoCandidate
    from goodoffices.bargaining.candidates import Candidates
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.finding import Finding

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


def propose(
    scenario: Named,
    *,
    k: HowMany = 3,
    keep: Keep = None,
    ruled_out: Not = None,
    apart: Apart = 2,
    near: Near = None,
    cap: Most = None,
    exact: Exact = False,
    as_written: AsWritten = False,
    points: Points = 21,
    seat: Seat = None,
    store: StoreOfTalks = None,
    chart: Chart = None,
    json: ask.Json = False,
) -> None:
    """Name candidate packages, different from each other, with what each side gets and gives."""
    from goodoffices.bargaining import propose as engine

    given = asked(scenario, as_written=as_written, points=points, seat=seat, store=store)
    limit = cap_of(cap, exact=exact)
    with waiting("Looking for candidate packages"):
        found = engine(
            given.scenario,
            k=k,
            on_the_table=given.table,
            constraints=fixed_by(keep, ruled_out, given.scenario.agenda),
            apart=apart,
            near=near,
            cap=limit,
        )
    if chart is not None:
        save(_picture(given.scenario, found, limit), chart)
    if json:
        print_json(found)
    else:
        _show(given.scenario, found)


def _show(given: Scenario, found: Finding[Candidates | NoCandidate]) -> None:
    from goodoffices.bargaining.candidate import NoCandidate

    result = found.result
    say(result.sentence)
    for number, one in enumerate(() if isinstance(result, NoCandidate) else result.candidates, start=1):
        say("")
        _show_one(number, given, one)
    say_how(found)


def _show_one(number: int, given: Scenario, one: Candidate) -> None:
    say(f"{number}. {in_words(one.package, given.agenda)}")
    say(f"   {one.sentence}")
    for share in one.shares:
        say(f"   {share.sentence}")
        for part in share.parts:
            say(f"     {part.sentence}")
    for trade in one.trades:
        say(f"   Trade: {trade.sentence}")


def _picture(
    given: Scenario, found: Finding[Candidates | NoCandidate], limit: int | Literal["usual"] | None
) -> str:
    from goodoffices.bargaining.candidates import Candidates
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.doors.cli.frontier import picture

    named = found.result.candidates if isinstance(found.result, Candidates) else ()
    return picture(
        given,
        engine(given, cap=limit).result.points,
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
    )(propose)
