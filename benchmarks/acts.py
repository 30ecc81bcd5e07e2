"""How many acts a second are acknowledged as durable, against what the disk itself allows.

Four figures beside the floor: bare rows from one thread, one commit each; whole acts of the desk from one
thread; whole acts of the desk from 32 senders in 16 talks, who share commits; and the same on a store that
lies encrypted, each act with a signed receipt.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from goodoffices.casework.commands import SendMessage
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.desk.proving import receipt_for
from goodoffices.record.checkpoint import Signer
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from goodoffices.terms.talks import Talks
from goodoffices.testing.store_rows import event, item

ACTS = 200
ROUNDS = 5
PAGE = 4096


def per_second(work: Callable[[int], None]) -> float:
    """How often a second the work is done, over one round."""
    start = time.perf_counter()
    for number in range(1, ACTS + 1):
        work(number)
    return ACTS / (time.perf_counter() - start)


def synchronised_writes(file: Path) -> float:
    """One page appended and synchronised, over and over: one act a commit can be no faster."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    page = bytes(PAGE)

    def write(_: int) -> None:
        os.write(descriptor, page)
        os.fsync(descriptor)

    try:
        return per_second(write)
    finally:
        os.close(descriptor)


def acknowledged_acts(file: Path) -> float:
    """One event of 500 bytes and an item in each of two lanes, committed one by one."""
    store = SQLiteStore(file)
    with store.create("ardmere"):
        pass

    def act(number: int) -> None:
        items = tuple(item(seat, number, f"{number:0500}") for seat in ("north", "south"))
        with store.transaction("ardmere") as transaction:
            transaction.append(event(number, *items), items)

    try:
        return per_second(act)
    finally:
        store.close()


SENDERS, TALKS_AT_ONCE, EACH = 32, 16, 50


def talks(name: str) -> Talks:
    """Two sides and a mediator."""

    def seat(called: str, kind: SeatKind) -> Seat:
        return Seat(name=called.lower(), kind=kind, title=called, actor=called)

    return Talks(
        name=name,
        title=name,
        actors=(
            Actor(name="North", kind="organisation", roles=(Tenure(role=Role.PARTY),)),
            Actor(name="South", kind="organisation", roles=(Tenure(role=Role.PARTY),)),
            Actor(name="Envoy", kind="organisation", roles=(Tenure(role=Role.MEDIATOR),)),
        ),
        seats=(
            seat("North", SeatKind.PARTY),
            seat("South", SeatKind.PARTY),
            seat("Envoy", SeatKind.MEDIATOR),
        ),
    )


def message(number: int) -> SendMessage:
    """A message of 300 characters to the mediator."""
    return SendMessage(to="envoy", entry=Entry(content=Message(content=f"{number:<7}" + "word " * 58)))


def desk_acts(file: Path, *, senders: int, closed: bool = False) -> tuple[float, float, float]:
    """Whole acts (decided, written to two lanes, remembered under a key), in that many threads.

    Where they are `closed`, the store lies encrypted and each act is answered with a signed receipt from the
    tree of its lane. How many a second, how many to a commit, and the microseconds of processor time of each.
    """
    store = SQLiteStore(file)
    encrypted = EncryptedStore(store, bytes(range(32))) if closed else None
    desk = Desk(
        store if encrypted is None else encrypted,
        signer=None if encrypted is None else Signer(encrypted.signing_seed),
    )
    for number in range(TALKS_AT_ONCE):
        desk.open_talks(talks(f"talks-{number}"))
    commits: list[int] = []
    store._writer.connection.set_commit_hook(lambda: bool(commits.append(1)))  # noqa: SLF001 - to count them
    each = EACH if senders > 1 else 4 * EACH

    def send(sender: int) -> None:
        for number in range(each):
            place = f"talks-{(sender if senders > 1 else number) % TALKS_AT_ONCE}"
            seat = "north" if sender < TALKS_AT_ONCE else "south"
            done = desk.act(place, seat, message(number), key=f"{sender}.{number}")
            if closed and isinstance(done, Accepted):
                receipt_for(desk, place, seat, done.items[0], with_content=False)

    threads = [threading.Thread(target=send, args=(sender,)) for sender in range(senders)]
    processor, start = time.process_time(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, worked = time.perf_counter() - start, time.process_time() - processor
    store.close()
    done = each * senders
    return done / seconds, done / len(commits), worked / done * 1e6


def measure() -> None:
    """Print the medians of five alternating rounds, and their ratios to the floor."""
    floors: list[float] = []
    acts: list[float] = []
    alone: list[tuple[float, float, float]] = []
    together: list[tuple[float, float, float]] = []
    proved: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            floors.append(synchronised_writes(Path(folder) / f"floor-{number}"))
            acts.append(acknowledged_acts(Path(folder) / f"rows-{number}.db"))
            alone.append(desk_acts(Path(folder) / f"alone-{number}.db", senders=1))
            together.append(desk_acts(Path(folder) / f"together-{number}.db", senders=SENDERS))
            proved.append(desk_acts(Path(folder) / f"proved-{number}.db", senders=SENDERS, closed=True))
    floor = statistics.median(floors)
    print(f"{'':<44} a second  of floor  a commit  microseconds of processor")
    print(f"{'synchronised writes of one page (the floor)':<44}{floor:9,.0f}")
    print(
        f"{'bare rows, one thread':<44}{statistics.median(acts):9,.0f}{statistics.median(acts) / floor:10.2f}"
    )
    for name, rounds in (
        ("whole acts, one sender", alone),
        (f"whole acts, {SENDERS} senders, {TALKS_AT_ONCE} talks", together),
        ("the same, with encryption and proofs", proved),
    ):
        rate, commit, processor = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{name:<44}{rate:9,.0f}{rate / floor:10.2f}{commit:10.1f}{processor:10,.0f}")
    for name, rounds in (("open", together), ("with encryption and proofs", proved)):
        print(f"the best round, {name}: {max(rate for rate, _, _ in rounds):,.0f} a second")
