"""Commands about the key of a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import named_key_file, opened_store, store_named, written_key
from goodoffices.doors.cli.tables import say
from goodoffices.errors import StoreError, StoreInUse
from goodoffices.stores.address import is_address, shown

if TYPE_CHECKING:
    from goodoffices.stores.encrypted import EncryptedStore

group = typer.Typer(no_args_is_help=True, help="Change the key of a store.")


@group.command(
    epilog=ask.examples(
        "keys change --store harbour.db",
        "keys change --to-file next.key",
        "keys change --store postgresql://db.example/talks",
    )
)
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
    from goodoffices.stores.key_file import make_key
    from goodoffices.stores.opening import key_place_of, may_be_there
    from goodoffices.stores.under_key import change_key

    named = store_named(store)
    if not may_be_there(named):
        raise StoreError(f"there is no store at {named}")
    present = key_file or named_key_file()
    if to_file is None and present is None and written_key() is not None:
        raise typer.BadParameter(
            "the present key stands in the environment: say where the new one goes", param_hint="--to-file"
        )
    with opened_store(named, key_file) as held:
        place = to_file or present or key_place_of(named)
        count = change_key(held, place) if to_file is None else held.rewrap(make_key(to_file))
        scrubbed = _scrubbed(held)
    if json:
        changed = {"store": shown(named), "key_file": str(place), "wrapped": count, "scrubbed": scrubbed}
        as_json({"changed": changed})
        return
    say(f"The new key of {shown(named)} lies in {place} (keys wrapped anew: {count}).")
    say("Keep a copy of it elsewhere. Older backups still open with the old key: keep that as long as them.")
    if is_address(named):
        say("Hand it to whoever opens a desk on this store, and open the desks anew.")
    if not scrubbed:
        say("Somebody reads the store just now: until the next change, what opens with the old key stays.")


def _scrubbed(store: EncryptedStore) -> bool:
    """Whether nothing of the old wrappings is left beside the tables; the key is changed in any case."""
    try:
        store.scrub()
    except StoreInUse:
        return False
    return True
