"""The command that keeps a preference."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out
from goodoffices.doors.cli.place import acting, read_value

group = typer.Typer(no_args_is_help=True, help="Keep what this seat wants, for its own eyes.")


@group.command(
    epilog=ask.examples(
        "preference keep preference.yaml --talks harbour --seat union",
        "preference keep - --seat union < preference.yaml",
    )
)
def keep(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A preference, written as in a talks file; - reads it from the input.",
            show_default=False,
        ),
    ],
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Keep a preference in this seat's own room; nobody else sees it."""
    from goodoffices.casework.commands import KeepPreference
    from goodoffices.terms.preference import Preference

    preference = read_value(file, Preference)
    with acting(talks, seat, store) as seated:
        carry_out(seated, KeepPreference(preference=preference), json=json, done="Kept.")


@group.callback()
def preferences() -> None:
    """Keep what this seat wants, for its own eyes."""
