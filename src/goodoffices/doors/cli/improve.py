"""The command that looks for something better for all than a deal that is made."""

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
    choice,
    fixed_by,
    in_words,
)
from goodoffices.doors.cli.finding import print_json, save, say_how
from goodoffices.doors.cli.propose import HowMany
from goodoffices.doors.cli.tables import say, table
from goodoffices.doors.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.improvement import Better, Improvement
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.finding import Finding

Agreed = Annotated[
    list[str],
    typer.Option(
        "--agreed",
        metavar="ISSUE=OPTION",
        help="What was agreed on an issue; once for every issue.",
        show_default=False,
    ),
]


def improve(
    scenario: Named,
    *,
    agreed: Agreed,
    k: HowMany = 3,
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
    """Look for packages that cost no side anything, and bring some side more than the deal."""
    from goodoffices.bargaining import improve as engine
    from goodoffices.terms.package import Package

    given = asked(scenario, as_written=as_written, points=points, seat=seat, store=store).scenario
    deal = Package(choices=tuple(choice(text, given.agenda) for text in agreed))
    fixed = fixed_by(keep, ruled_out, given.agenda)
    limit = cap_of(cap, exact=exact)
    with waiting("Looking for something better for all"):
        found = engine(given, deal, k=k, constraints=fixed, cap=limit)
    if chart is not None:
        save(_picture(given, found, limit), chart)
    if json:
        print_json(found)
    else:
        _show(given, found)


def _show(given: Scenario, found: Finding[Improvement]) -> None:
    result = found.result
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
    say_how(found)


def _show_one(number: int, one: Better) -> None:
    changes = "one issue" if len(one.changes) == 1 else f"{len(one.changes)} issues"
    say(f"{number}. It changes {changes}:")
    for change in one.changes:
        say(f"   {change.sentence}")
    for gain in one.gains:
        say(f"   {gain.sentence}")


def _picture(given: Scenario, found: Finding[Improvement], limit: int | Literal["usual"] | None) -> str:
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.doors.cli.frontier import picture

    return picture(
        given,
        engine(given, cap=limit).result.points,
        star=found.result.distance.utilities,
        star_means="the deal that was made",
        numbered=tuple(one.utilities for one in found.result.better),
        numbers_mean="a package that costs no side anything, by its number",
    )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "improve laptop.yaml --agreed screen=large --agreed price=high",
            "improve laptop.yaml --agreed screen=large --agreed price=high --keep price=high --json",
        )
    )(improve)
