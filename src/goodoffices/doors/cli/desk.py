"""The command that opens the desk in the browser."""

from __future__ import annotations

import os
import socket
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import STOPPED, as_json
from goodoffices.doors.cli.place import keyed_desk, opened_store, seal_of_forms, where_the_key_is
from goodoffices.doors.cli.tables import say
from goodoffices.doors.cli.waiting import announcing
from goodoffices.errors import StoreError
from goodoffices.preferences.compiling import telling
from goodoffices.stores.address import is_address, shown

if TYPE_CHECKING:
    from goodoffices.desk.desk import Desk
    from goodoffices.desk.doorkeeper import Doorkeeper

HOST = "127.0.0.1"
"""The desk listens on this machine only: who comes in is known by a link, not by a password."""


def desk(
    *,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            help="Where to listen on this machine; 0 takes a free one.",
        ),
    ] = 8400,
    no_examples: Annotated[
        bool,
        typer.Option("--no-examples", help="Do not add the examples to the store.", show_default=False),
    ] = False,
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            envvar="GOODOFFICES_STORE",
            metavar="FILE",
            help="The store in which the talks lie, or the address of a shared one."
            "  [default: desk.db in your data folder]",
            show_default=False,
        ),
    ] = None,
    key_file: ask.KeyFile = None,
    json: ask.Json = False,
) -> None:
    """Open the desk in the browser, on this machine only, with one single-use link for each seat."""
    from goodoffices.desk.doorkeeper import Doorkeeper

    if store is None:
        store = str(default_store())
        Path(store).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The store first: a desk that is open already is the likelier reason for a busy port.
    with opened_store(store, key_file) as held, closing(listening(port)) as listener:
        opened = keyed_desk(held)
        if not no_examples:
            add_examples(opened)
        doorkeeper = Doorkeeper()
        port = listener.getsockname()[1]
        announce(opened, doorkeeper, store=store, key_file=key_file, port=port, json=json)
        serve(opened, doorkeeper, listener=listener, secret=seal_of_forms(held))
        stopped = held.stopped()
    if stopped:
        typer.echo(f"The desk is closed. It had stopped taking acts: {stopped}.", err=True)
        raise typer.Exit(STOPPED)
    if not json:
        say("The desk is closed. What was done in it is kept.")


def default_store() -> Path:
    """Where the desk keeps its talks where no store is named: in the data folder of whoever runs it."""
    from goodoffices.stores.data_folder import data_folder

    return data_folder() / "desk.db"


def listening(port: int) -> socket.socket:
    """A socket on this machine that listens at a port. Raises `StoreError` where another program has it."""
    # The protocol by its name: asyncio sets TCP_NODELAY only where it stands, and answers would wait 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":
        listener.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # after a close, the port is ours again
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as reason:
        listener.close()
        raise PortInUse(
            f"port {port} is taken ({reason.strerror}). Perhaps a desk is open already: close it, "
            f"or take another port: goodoffices desk --port 0"
        ) from reason
    return listener


class PortInUse(StoreError):
    """Another program listens at the port."""


def add_examples(opened: Desk) -> None:
    """Bring in each example that the store does not hold; one that is there stays as it is."""
    from goodoffices.desk.examples import names
    from goodoffices.desk.opening import open_file
    from goodoffices.doors.cli.place import authored

    held = opened.store.talks()
    for name in names():
        if name in held:
            continue
        try:
            open_file(opened, authored(name))
        except ValueError:
            if name not in opened.store.talks():  # on a shared store, another desk may bring it in meanwhile
                raise


def announce(
    opened: Desk, doorkeeper: Doorkeeper, *, store: str, key_file: Path | None, port: int, json: bool
) -> None:
    """Print one single-use link for each seat, where the data lies, and what a second run does."""
    talks = [opened.roll(name) for name in in_order(opened.store.talks())]
    links = [
        [
            (seat, f"http://localhost:{port}/enter/{doorkeeper.invite(one.name, seat.name)}")
            for seat in opened.open_seats(one.name)
        ]
        for one in talks
    ]
    if json:
        held = [
            {
                "name": one.name,
                "title": one.title,
                "practice": one.practice,
                "seats": [{"name": seat.name, "title": seat.title, "link": link} for seat, link in its_links],
            }
            for one, its_links in zip(talks, links, strict=True)
        ]
        as_json({"desk": {"address": f"http://localhost:{port}/", "store": shown(store), "talks": held}})
        return
    say("Good Offices is open, on this machine only. Each link lets one browser in, once.")
    for one, its_links in zip(talks, links, strict=True):
        typer.echo()
        say(one.title)
        if one.practice:
            say("  (for practice: any one of these links opens all its seats, by the switch on each page)")
        width = max((len(seat.title) for seat, _ in its_links), default=0)
        for seat, link in its_links:
            say(f"  {seat.title:<{width}}  {link}")
    typer.echo()
    if not talks:
        say("There are no talks in it yet: `goodoffices talks new` makes some.")
    place = f"the database {shown(store)}" if is_address(store) else store
    say(f"Everything is kept in {place}, encrypted; the key to it is {where_the_key_is(store, key_file)}.")
    say("Whoever has both can read all of it; without the key nobody can: keep a copy of it elsewhere.")
    say("Another run keeps all of it and prints new links; the links of this run end with it.")
    say("To close the desk: Ctrl+C.")


def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of talks with the examples first, as a newcomer should open them, then as they were made."""
    from goodoffices.desk.examples import names as examples

    first = tuple(name for name in examples() if name in names)
    return (*first, *(name for name in names if name not in first))


def serve(opened: Desk, doorkeeper: Doorkeeper, *, listener: socket.socket, secret: bytes) -> None:
    """Answer browsers until the process is told to stop."""
    import uvicorn

    from goodoffices.desk.hours import open_hours
    from goodoffices.desk.other_desks import hearing_other_desks
    from goodoffices.doors.web.app import build

    class Server(uvicorn.Server):
        """Open pages are told first that the desk closes: their streams would keep it waiting."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            opened.notices.close()
            await super().shutdown(sockets)

    app = build(opened, doorkeeper=doorkeeper, secret=secret, port=listener.getsockname()[1])
    config = uvicorn.Config(
        app,
        access_log=False,  # the addresses hold the links
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        date_header=False,  # pages carry the times of the talks, and no other
        lifespan="off",  # the pages have none, and a second Ctrl+C would print its trace
        timeout_graceful_shutdown=1,
    )

    def tell(stopped: str) -> None:
        words = f"The desk takes no acts: {stopped}." if stopped else "The desk takes acts again."
        typer.echo(words, err=True)

    with (
        suppress(KeyboardInterrupt),
        telling(announcing()),
        open_hours(opened, tell=tell),
        hearing_other_desks(opened),
    ):
        Server(config).run(sockets=[listener])


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "desk",
            "desk --port 0",
            "desk --store harbour.db --no-examples",
        )
    )(desk)
