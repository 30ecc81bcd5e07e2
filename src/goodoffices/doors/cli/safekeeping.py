"""Commands that look after a whole store: backup, restore, check. All work beside an open desk."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import WENT_WRONG, as_json
from goodoffices.doors.cli.place import named_key_file, opened_store, store_named, written_key
from goodoffices.doors.cli.tables import say
from goodoffices.doors.cli.writing import written_to
from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.stores.address import is_address, shown

if TYPE_CHECKING:
    from goodoffices.stores.backup import Look
    from goodoffices.stores.encrypted import EncryptedStore
    from goodoffices.stores.snapshot import Snapshot
    from goodoffices.stores.store import Problem


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it, a new file.", show_default=False)
    ],
    *,
    store: ask.Store = None,
    key_file: ask.KeyFile = None,
    json: ask.Json = False,
) -> None:
    """Back up a store into one file, also beside an open desk: encrypted, without its key, and checked."""
    from goodoffices.stores.backup import back_up, back_up_shared

    named = store_named(store)
    if is_address(named):
        from goodoffices.stores.postgresql import PostgreSQLStore

        with closing(PostgreSQLStore(named)) as held:
            size = back_up_shared(held, file, _look(named, key_file), named=shown(named))
    else:
        size = back_up(Path(named), file, _look(named, key_file))
    if json:
        as_json({"backup": {"store": shown(named), "file": str(file), "bytes": size}})
        return
    say(f"Backed up {shown(named)} into {file} ({size} bytes), and checked it.")
    say("It holds no key: keep the key of the store elsewhere, for without it the backup opens nowhere.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
    *,
    store: ask.Store = None,
    key_file: ask.KeyFile = None,
    json: ask.Json = False,
) -> None:
    """Make a store from a backup where there is none, or fill a shared one that is empty: checked first."""
    from goodoffices.stores.backup import restore as put_back
    from goodoffices.stores.backup import restore_shared

    named = store_named(store)
    if is_address(named):
        from goodoffices.stores.postgresql import PostgreSQLStore

        with closing(PostgreSQLStore(named)) as held:
            size = restore_shared(file, held, _look(named, key_file))
    else:
        size = put_back(file, Path(named), _look(named, key_file))
    if json:
        as_json({"restored": {"store": shown(named), "file": str(file), "bytes": size}})
        return
    say(f"Made {shown(named)} from {file} ({size} bytes), and checked it.")
    if is_address(named):
        say("It lies under the key of the backup: that is the one to open it with from now on.")
    say(
        "What was done after the backup is not in it. What was erased after it is in it again: erase it anew."
    )


def check(
    *,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against",
            metavar="FILE",
            help="A receipt, record or checkpoint that was kept elsewhere; may be repeated.",
            show_default=False,
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep",
            metavar="FILE",
            help="Where to write the checkpoint of the log, to be kept elsewhere.",
            show_default=False,
        ),
    ] = None,
    talks: Annotated[
        str | None,
        typer.Option(
            "--talks",
            metavar="NAME",
            help="Which talks' checkpoint to write; may be left out where the store holds only one.",
            show_default=False,
        ),
    ] = None,
    store: ask.Store = None,
    key_file: ask.KeyFile = None,
    json: ask.Json = False,
) -> None:
    """Check a whole store: file, rows, leaves, lanes against the log, and all against what was kept."""
    from goodoffices.desk.safekeeping import checkpoints, problems

    named = store_named(store)
    texts = [one.read_text(encoding="utf-8", errors="replace") for one in against or ()]
    with _read_only(named, key_file) as held:
        found = problems(held, texts)
        signed = {} if found else checkpoints(held)
    if not found and keep is not None:
        with written_to(keep) as write:
            write(_the_one(signed, talks))
    if json:
        as_json({"check": {"store": shown(named), "problems": found, "checkpoints": signed}})
    elif found:
        for one in found:
            typer.echo(f"{one.talks + ': ' if one.talks else ''}{one.place}: {one.sentence}", err=True)
    else:
        say(f"{shown(named)} fits together (talks: {len(signed)}, held against kept files: {len(texts)}).")
    if found:
        raise typer.Exit(WENT_WRONG)


def _the_one(signed: dict[str, str], talks: str | None) -> str:
    if talks is not None:
        if talks not in signed:
            raise UnknownTalks(f"the store holds no talks named {talks}")
        return signed[talks]
    if len(signed) != 1:
        raise typer.BadParameter(
            f"the store holds {', '.join(signed) or 'none'}: say which", param_hint="--talks"
        )
    return next(iter(signed.values()))


@contextmanager
def _read_only(named: str, key_file: Path | None) -> Generator[EncryptedStore]:
    """The store as it stands now; a file without its writer's lock."""
    from goodoffices.stores.snapshot import Snapshot

    if is_address(named):
        with opened_store(named, key_file) as held:
            yield held
        return
    path = Path(named)
    if not path.exists():
        raise StoreError(f"there is no store at {path}")
    snapshot = Snapshot(path)
    try:
        yield _opened(snapshot, named, key_file)
    finally:
        snapshot.close()


def _look(named: str, key_file: Path | None) -> Look:
    """How a copy is looked over: with the key, row by row."""
    from goodoffices.desk.safekeeping import problems

    def look(copy: Snapshot) -> tuple[Problem, ...]:
        return problems(_opened(copy, named, key_file))

    return look


def _opened(snapshot: Snapshot, named: str, key_file: Path | None) -> EncryptedStore:
    from goodoffices.stores.opening import key_place_of
    from goodoffices.stores.under_key import reading

    place = key_file or named_key_file() or key_place_of(named)
    return reading(snapshot, place, None if key_file else written_key())


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(
        epilog=ask.examples(
            "backup monday.backup --store harbour.db",
            "backup /media/stick/monday.backup --store postgresql://db.example/talks",
        )
    )(backup)
    app.command(
        epilog=ask.examples(
            "restore monday.backup --store again.db --key-file harbour.db.key",
            "restore monday.backup --store postgresql://db.example/again --key-file harbour.db.key",
        )
    )(restore)
    app.command(
        epilog=ask.examples(
            "check --store harbour.db",
            "check --keep monday.checkpoint",
            "check --against monday.checkpoint --against receipt.json --json",
        )
    )(check)
