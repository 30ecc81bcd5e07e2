"""Commands that write into a seat's own record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out, given
from goodoffices.doors.cli.place import acting, read_value

group = typer.Typer(no_args_is_help=True, help="Write into this seat's own record: a note, or any entry.")


@group.command(
    epilog=ask.examples(
        'entry note --talks harbour --seat ministry --text "Ask about the night shift."',
        "entry note --seat ministry --text - < notes.txt",
    )
)
def note(
    *,
    seat: ask.Seat,
    text: ask.Text,
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="TEXT", help="What the note is about.", show_default=False),
    ] = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Keep a note of this seat's own; nobody else sees it before it is shown."""
    from goodoffices.casework.commands import NoteEntry
    from goodoffices.doors.cli.entries import own_entry
    from goodoffices.terms.claim import Note

    with acting(talks, seat, store) as seated:
        entry = own_entry(seated, Note(text=given(text), subject=subject))
        carry_out(seated, NoteEntry(entry=entry), json=json, done="Noted.")


@group.command(
    epilog=ask.examples(
        "entry add position.yaml --talks harbour --seat union",
        "entry add - --seat union < position.yaml",
    )
)
def add(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="An entry, written as in a talks file; - reads it from the input.",
            show_default=False,
        ),
    ],
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Write an entry of any kind into this seat's own record: a position, a meeting, a statement."""
    from goodoffices.casework.commands import NoteEntry
    from goodoffices.terms.entry import Entry

    entry = read_value(file, Entry)
    with acting(talks, seat, store) as seated:
        carry_out(seated, NoteEntry(entry=entry), json=json, done="Noted.")
