"""The command that says what may be said to a side at the next meeting, and what must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import reading_from
from goodoffices.doors.cli.tables import say

if TYPE_CHECKING:
    from goodoffices.casework.meeting_sheet import MayBeSaid, Sheet
    from goodoffices.record.view import View


def sheet(
    *,
    seat: ask.ReadingSeat,
    whom: Annotated[
        str, typer.Option("--for", metavar="ACTOR", help="Whom the meeting is with.", show_default=False)
    ],
    talks: ask.ReadTalks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Say what may be told to one side at the next meeting, what must not, what to ask, what is owed."""
    from goodoffices.casework import meeting_sheet
    from goodoffices.casework.roll import actor_named

    with reading_from(talks, seat, store) as seated:
        view = seated.view()
        if actor_named(view, whom) is None:
            known = ", ".join(actor.name for actor in view.talks.actors)
            raise typer.BadParameter(f"{whom} has no part in these talks ({known})", param_hint="--for")
        found = meeting_sheet.sheet(view, whom, seated.desk.moment(view))
        if json:
            as_json({"sheet": found})
            return
        _print(found, view)


def _print(found: Sheet, view: View) -> None:
    say(f"Meeting with {found.actor}: what holds on {found.day}")
    _part("May be said", [line for one in found.may_say for line in _may_be_said(one, view)])
    _part(
        "Must not be said",
        [f"{_number(one.confidence, view)} {' '.join(one.reasons)}" for one in found.must_not_say],
    )
    _part("To ask", [f"{_numbers(one.entries, view)} {one.sentence}" for one in found.to_ask])
    _part("Owed by you", [f"{_numbers(one.entries, view)} {one.sentence}" for one in found.owed if one.by_us])
    _part(
        f"Owed by {found.actor}",
        [f"{_numbers(one.entries, view)} {one.sentence}" for one in found.owed if not one.by_us],
    )
    _part("Told before", [f"{_number(one.entry, view)} {one.day}: {one.text}" for one in found.told])


def _part(title: str, lines: list[str]) -> None:
    typer.echo()
    say(f"{title}:")
    for line in lines or ["nothing"]:
        say(f"  {line}")


def _may_be_said(one: MayBeSaid, view: View) -> list[str]:
    from goodoffices.doors.cli.lines import spelled

    whose = f"from {one.attributed_to}" if one.attributed_to else "as your own"
    how = "; ".join((spelled(one.given.value), whose, *one.conditions))
    return [f"{_number(one.confidence, view)} {one.label}: {how}", f"    {one.text}"]


def _numbers(identities: tuple[str, ...], view: View) -> str:
    return " ".join(_number(identity, view) for identity in identities)


def _number(identity: str, view: View) -> str:
    item = view.item(identity)
    return identity if item is None else f"[{item.number}]"


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            'sheet --talks harbour --seat ministry --for "Harbour Company"',
            'sheet --talks port-of-ardmere --seat ministry --for "Ardmere Harbour Company" --json',
        )
    )(sheet)
