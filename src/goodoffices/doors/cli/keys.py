"""Commands about the key of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import named_key_file, opened_file, store_file, written_key
from goodoffices.doors.cli.tables import say
from goodoffices.errors import StoreError

group = typer.Typer(no_args_is_help=True, help="Change the key of a store.")


@group.command(epilog=ask.examples("keys change --store harbour.db", "keys change --to-file next.key"))
def change(
    *,
    to_file: Annotated[
        Path | None,
        typer.Option(
            "--to-file",
            metavar="FILE",
            help="Where the new key goes, a new file.  [default: in the place of the old one]",
            show_default=False,
        ),
    ] = None,
    store: ask.Store = None,
    key_file: ask.KeyFile = None,
    json: ask.Json = False,
) -> None:
    """Give a store a new key: what lay under the old one is wrapped anew, and nothing else is written."""
    from goodoffices.stores.key_file import key_place, make_key
    from goodoffices.stores.under_key import change_key

    path = store_file(store)
    if not path.exists():
        raise StoreError(f"there is no store at {path}")
    present = key_file or named_key_file()
    if to_file is None and present is None and written_key() is not None:
        raise typer.BadParameter(
            "the present key stands in the environment: say where the new one goes", param_hint="--to-file"
        )
    with opened_file(path, key_file) as held:
        place = to_file or present or key_place(path)
        count = change_key(held, place) if to_file is None else held.change_key(make_key(to_file))
    if json:
        as_json({"changed": {"store": str(path), "key_file": str(place), "wrapped": count}})
        return
    say(f"The new key of {path} lies in {place} (keys wrapped anew: {count}).")
    say("Keep a copy of it elsewhere. Older backups still open with the old key: keep that as long as them.")
