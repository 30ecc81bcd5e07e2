"""Talks with 100,000 entries: how soon they are open, read on, searched and checked.

One seat holds them all. The desk is opened on the file as after a restart: nothing is kept from before.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.acts import message, talks
from goodoffices.casework.disclosure import check
from goodoffices.desk.desk import Desk
from goodoffices.desk.ports import SystemChance
from goodoffices.desk.recording import Author, write
from goodoffices.record.acts import MessageSent
from goodoffices.record.standing import Standing
from goodoffices.record.view import View
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.terms.moment import Moment
from goodoffices.terms.relay import Relay

ENTRIES = 100_000
AT_ONCE = 2_000


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def filled(file: Path) -> None:
    """Talks in which north has sent the envoy that many messages."""
    store = SQLiteStore(file)
    desk = Desk(store)
    desk.open_talks(talks("long"))
    moment = Moment(instant="2031-03-03T09:00:00.000Z", day="2031-03-03")
    standing = Standing(talks=desk.roll("long"), opened=moment.instant)
    position = 1
    while position <= ENTRIES:
        with store.transaction("long") as transaction:
            for _ in range(AT_ONCE):
                position += 1
                act = MessageSent(to="envoy", entry=message(position).entry)
                write(
                    transaction,
                    SystemChance(),
                    talks="long",
                    standing=standing,
                    position=position,
                    author=Author(seat="north"),
                    moment=moment,
                    act=act,
                )
    store.close()


def held(view: View) -> None:
    """Hold a relay to the other side against all that was told on terms."""
    relay = Relay(to="South", text="They see a way to let one berth work again soon.", rests_on=())
    check(relay, view, Moment(instant="2031-03-04T09:00:00.000Z", day="2031-03-04"))


def measure() -> None:
    """Print what opening, reading on, acting, searching and checking takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "talks.db"
        print(f"{ENTRIES:,} entries written in {seconds(lambda: filled(file)):.1f} s")
        store = SQLiteStore(file)
        desk = Desk(store)

        def view() -> View:
            return desk.view("long", "envoy")

        def act(number: int) -> None:
            desk.act("long", "north", message(number))

        for name, work in (
            ("open: the seat's view, from nothing", view),
            ("page: the view once it is kept", view),
            ("an act of the other side, the first", lambda: act(1)),
            ("an act of the other side, the next", lambda: act(2)),
            ("page: the view with two more items", view),
            ("search, the first: the words are read", lambda: desk.words.holding(view(), "777")),
            ("search, once the words are read", lambda: desk.words.holding(view(), "777")),
            ("a relay held against all of it, the first", lambda: held(view())),
            ("a relay held against all of it, the next", lambda: held(view())),
            ("verify: the store's check", store.check),
        ):
            print(f"{name:<44}{seconds(work) * 1e3:12,.1f} ms", flush=True)
        store.close()
