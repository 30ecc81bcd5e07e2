"""Commands about stores as a whole: made, renewed, copied, checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import WENT_WRONG, as_json
from goodoffices.doors.cli.place import kept_in, keys_of, opened_store, store_named, where_the_key_is
from goodoffices.doors.cli.tables import say, table
from goodoffices.errors import StoreError
from goodoffices.stores.address import is_address, shown

if TYPE_CHECKING:
    from goodoffices.stores.copying import Copied
    from goodoffices.stores.encrypted import EncryptedStore

group = typer.Typer(
    no_args_is_help=True, help="Make a store, renew it, copy talks between stores, check one."
)


@group.command(
    epilog=ask.examples(
        "store create --store harbour.db",
        "store create --store postgresql://owner@db.example/talks --passwords talks.pgpass",
    )
)
def create(
    *,
    store: ask.Store = None,
    writer: Annotated[
        str | None,
        typer.Option(
            "--writer",
            metavar="ROLE",
            help="The role through which a desk writes.  [default: goodoffices_writer]",
            show_default=False,
        ),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option(
            "--reader",
            metavar="ROLE",
            help="The role through which it reads for one seat.  [default: goodoffices_reader]",
            show_default=False,
        ),
    ] = None,
    passwords: Annotated[
        Path | None,
        typer.Option(
            "--passwords",
            metavar="FILE",
            help="A new file for the passwords of roles that are made, as PGPASSFILE wants it.",
            show_default=False,
        ),
    ] = None,
    key_file: ask.KeyFile = None,
    json: ask.Json = False,
) -> None:
    """Make an empty store: a file, or tables and roles in a database, as the user who will own them."""
    from goodoffices.stores.opening import make_shared, may_be_there

    named = store_named(store)
    if not is_address(named):
        if writer or reader or passwords:
            raise typer.BadParameter("roles are those of a shared store", param_hint="--store")
        if may_be_there(named):
            raise StoreError(f"there is something at {named} already: choose another name")
        with opened_store(named, key_file):
            pass
        _say_made(named, key_file, roles=(), made=(), passwords=None, json=json)
        return
    with _new_file(passwords) as write:
        made = make_shared(
            named, writer=writer, reader=reader, passwords=passwords is not None, **keys_of(key_file)
        )
        write(made.password_file())
    roles = made.writer, made.reader
    _say_made(named, key_file, roles=roles, made=made.new_roles, passwords=passwords, json=json)


@group.command(
    epilog=ask.examples(
        "store migrate --store harbour.db", "store migrate --store postgresql://owner@db.example/talks"
    )
)
def migrate(*, store: ask.Store = None, key_file: ask.KeyFile = None, json: ask.Json = False) -> None:
    """Bring a store of an older version to the form of this one, encrypted: all of it, or nothing."""
    from goodoffices.stores.opening import step_up

    named = store_named(store)
    _refuse_absent(named)
    done = step_up(named, **keys_of(key_file))
    if json:
        as_json(
            {
                "migrated": {
                    "store": kept_in(store),
                    "from": done.before,
                    "to": done.now,
                    "events": done.events or 0,
                }
            }
        )
    elif done.events is None:
        say(f"{kept_in(store)} lies encrypted in form {done.now} already: nothing was to be done.")
    else:
        say(
            f"Brought {kept_in(store)} from form {done.before} to form {done.now}, encrypted "
            f"(events: {done.events}). The key to it is {where_the_key_is(named, key_file)}."
        )
        say("Older copies and backups of it lie in the clear, as before: find them and destroy them.")
        if is_address(named):
            say("So do standbys, and archives of the server's write-ahead log, until they are gone.")


@group.command(
    epilog=ask.examples(
        "store copy harbour.db postgresql://db.example/talks",
        "store copy postgresql://db.example/talks kept.db --talks harbour",
    )
)
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The store that has the talks.", show_default=False)
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="The store that is to have them as well.", show_default=False)
    ],
    *,
    talks: Annotated[
        list[str] | None,
        typer.Option(
            "--talks",
            metavar="NAME",
            help="Which talks; may be repeated.  [default: all of them]",
            show_default=False,
        ),
    ] = None,
    from_key_file: Annotated[
        Path | None,
        typer.Option(
            "--from-key-file",
            metavar="FILE",
            help="The key of the store that has the talks."
            "  [default: beside a file; of a shared store, the environment's]",
            show_default=False,
        ),
    ] = None,
    to_key_file: Annotated[
        Path | None,
        typer.Option(
            "--to-key-file",
            metavar="FILE",
            help="The key of the other.  [default: beside a file; of a shared store, the environment's]",
            show_default=False,
        ),
    ] = None,
    json: ask.Json = False,
) -> None:
    """Copy talks from one store to another, whole; an interrupted copy goes on where it stopped."""
    from goodoffices.stores.copying import copy_talks

    copied: list[Copied] = []
    _refuse_absent(source)
    with _one_of_two(source, from_key_file) as one, _one_of_two(target, to_key_file) as other:
        for name in talks or one.talks():
            copied.append(copy_talks(one, other, name))
            if not json:
                last = copied[-1]
                there = f", {last.before} were there before" if last.before else ""
                say(f"Copied {name} (events: {last.events}{there}).")
    if json:
        as_json({"copied": {"from": shown(source), "to": shown(target), "talks": copied}})
    elif not copied:
        say("There are no talks to copy.")


@group.command(epilog=ask.examples("store check --store harbour.db", "store check --json"))
def check(*, store: ask.Store = None, key_file: ask.KeyFile = None, json: ask.Json = False) -> None:
    """Say whether all that lies in a store fits together; ends with exit code 1 where something does not."""
    named = store_named(store)
    _refuse_absent(named)
    with opened_store(named, key_file) as held:
        talks, found = held.talks(), held.check()
    if json:
        as_json({"checked": {"store": kept_in(store), "talks": talks, "problems": found}})
    elif found:
        say(f"{kept_in(store)} does not fit together (problems: {len(found)}):")
        table(
            ("talks", "where", "what"),
            ((problem.talks, problem.place, problem.sentence) for problem in found),
            none="",
        )
    else:
        say(f"{kept_in(store)} fits together (talks: {len(talks)}).")
    if found:
        raise typer.Exit(WENT_WRONG)


def _refuse_absent(named: str) -> None:
    from goodoffices.stores.opening import may_be_there

    if not may_be_there(named):
        raise StoreError(f"there is no store at {named}")


def _one_of_two(named: str, key_file: Path | None) -> AbstractContextManager[EncryptedStore]:
    """One of two stores: what the environment says of a key can be right for one of two files at most."""
    from goodoffices.stores.opening import opened

    return opened_store(named, key_file) if is_address(named) else closing(opened(named, key_file=key_file))


@contextmanager
def _new_file(path: Path | None) -> Generator[Callable[[str], object]]:
    """Where passwords go: a new file that only its owner can read, gone if nothing came of it."""
    if path is None:
        yield lambda _: None
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as reason:
        raise FileExistsError(reason.errno, "exists already: choose another name", str(path)) from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream, ExitStack() as undone:
        undone.callback(path.unlink)
        yield stream.write
        undone.pop_all()


def _say_made(
    named: str,
    key_file: Path | None,
    *,
    roles: tuple[str, ...],
    made: tuple[str, ...],
    passwords: Path | None,
    json: bool,
) -> None:
    if json:
        as_json({"made": {"store": shown(named), "roles": roles, "new_roles": made}})
        return
    say(f"Made an empty store in {shown(named)}. The key to it is {where_the_key_is(named, key_file)}.")
    if not roles:
        return
    say("Each desk needs that key: hand it over as you would a password, and keep a copy of it elsewhere.")
    say(f"A desk writes through the role {roles[0]} and reads through the role {roles[1]}.")
    if made and passwords is not None:
        say(f"The passwords of {', '.join(made)} are in {passwords}: name it in PGPASSFILE for each desk.")
    elif made:
        say(f"The new roles {', '.join(made)} have no password yet (in psql: \\password ROLE).")
    for role in roles:
        if role not in made:
            say(f"The role {role} was there: its password is as it was.")
