"""The command that shows another seat one thing."""

from __future__ import annotations

from typing import Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out, perhaps
from goodoffices.doors.cli.place import acting


def share(
    *,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="ENTRY",
            help="What to show: its number or identity in what this seat may see.",
            show_default=False,
        ),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="SEAT", help="The seat to show it to.", show_default=False)
    ],
    seat: ask.Seat,
    words: ask.Words = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Show another seat one thing that this seat holds; that it was shown is recorded."""
    from goodoffices.casework.commands import ShareEntry

    with acting(talks, seat, store) as seated:
        command = ShareEntry(subject=seated.identity(subject), to=to, words=perhaps(words, option="--words"))
        carry_out(seated, command, json=json, done=f"Shown to {to}.")


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "share 4 --talks harbour --seat ministry --to judge",
            'share 4 --seat ministry --to judge --words "Before your meeting on Monday."',
        )
    )(share)
