"""The command that erases a content on order."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json, refused
from goodoffices.doors.cli.place import acting
from goodoffices.doors.cli.tables import say, table
from goodoffices.stores.address import is_address

if TYPE_CHECKING:
    from goodoffices.desk.erasing import Copy, Plan

ELSEWHERE = (
    "Older backups, exports and receipts with content still hold it: find them and destroy them. "
    "So may whoever read it, and the disk below the file system."
)
SERVERS = (
    "So do the server's standbys, archives of its write-ahead log, and for a while the log itself; all of it "
    "encrypted, with the key of that item beside it."
)


Also = Annotated[
    list[int] | None,
    typer.Option(
        "--also",
        metavar="N",
        help="A further event to erase with it, by its position in the log; may be repeated.",
        show_default=False,
    ),
]


def erase(
    entry: Annotated[
        str,
        typer.Argument(
            metavar="ENTRY", help="Its number or identity in what the seat may see.", show_default=False
        ),
    ],
    *,
    seat: Annotated[
        str, typer.Option("--seat", metavar="NAME", help="The seat whose number it is.", show_default=False)
    ],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="TEXT", help="Who ordered it; recorded.", show_default=False),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why; recorded.", show_default=False)
    ] = None,
    also: Also = None,
    plan: Annotated[
        bool,
        typer.Option("--plan", help="Only say what would be erased, and do nothing.", show_default=False),
    ] = False,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Erase a content on order, with all its copies in the store; that it was done is recorded."""
    from goodoffices.casework.refusal import Refusal
    from goodoffices.desk import erasing
    from goodoffices.doors.cli.act import given

    if not plan and not (by and reason):
        raise typer.BadParameter(
            "say who ordered it and why, or ask for the plan only", param_hint="--by / --reason"
        )
    with acting(talks, seat, store) as seated:
        desk, name, identity = seated.desk, seated.talks, seated.identity(entry)
        if plan:
            found = erasing.plan(desk, name, seat, identity, also=tuple(also or ()))
        else:
            found = erasing.erase(
                desk,
                name,
                seat,
                identity,
                ordered_by=given(by or "", option="--by"),
                reason=given(reason or "", option="--reason"),
                also=tuple(also or ()),
            )
        if isinstance(found, Refusal):
            refused(found, seated.view(), json=json)
    if json:
        as_json({"plan" if plan else "erased": found})
        return
    _print(found, planned=plan)
    if store is not None and is_address(store):
        say(SERVERS)


def _print(found: Plan, *, planned: bool) -> None:
    say("Would be erased:" if planned else "Erased, and recorded as erased:")
    _copies(found.erased)
    if found.referring:
        say("Refers to it in other words, and stands (to erase it as well: --also):")
        _copies(found.referring)
    say(ELSEWHERE)


def _copies(copies: tuple[Copy, ...]) -> None:
    table(
        ("position", "day", "what", "held by"),
        (
            (str(one.position), one.day, one.act.replace("_", " "), ", ".join(one.seats) or "the log only")
            for one in copies
        ),
        none="nothing",
    )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "erase 2 --seat union --plan",
            'erase 2 --talks harbour --seat union --by "Labour Court" --reason "Order 14/31" --also 7',
        )
    )(erase)
