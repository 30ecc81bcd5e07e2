"""Injected errors: a full disk, a failed write or a failed sync at each call of a workload, and what follows.

Clients send again what was not acknowledged, under the same key, as a page does. At the end the power fails,
and only what was synced is left.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from goodoffices.errors import StoreError
from goodoffices.stores.sqlite import SQLiteStore
from tests.faults.disk import Disk, Failure, Left
from tests.faults.ledger import Ledger, Tally
from tests.faults.place import begun, empty, folder

SEATS = ("north", "south", "envoy", "west")
ACTS = 8
MOST_ATTEMPTS = 6
FITS = {"write": (Failure.FULL, Failure.WRITE), "truncate": (Failure.WRITE,), "sync": (Failure.SYNC,)}


@dataclass
class Course:
    """What became of a workload: what is wrong at the end, and what was said on the way."""

    tally: Tally = field(default_factory=Tally)
    said: list[str] = field(default_factory=list)
    """Why acts were not acknowledged, as their callers were told."""
    stopped: list[str] = field(default_factory=list)
    """What the store said of itself after each of them."""
    at_the_end: str = ""
    given_up: int = 0


def calls(workload: int) -> list[str]:
    """The kinds of all calls that a workload makes where nothing fails, in order."""
    disk = Disk()
    _run(disk, workload)
    return disk.kinds


def places(workload: int) -> list[tuple[int, Failure]]:
    """Every call of a workload that can fail, with each way in which it can."""
    return [
        (number, failure)
        for number, kind in enumerate(calls(workload), start=1)
        for failure in FITS.get(kind, ())
    ]


def disk_error(workload: int, at: int, failure: Failure, *, lasting: int = 1) -> Course:
    """Run a workload in which the call of that number fails, and the `lasting - 1` after it likewise."""
    disk = Disk(failures={at + more: failure for more in range(lasting)})
    return _run(disk, workload)


def _run(disk: Disk, workload: int) -> Course:
    chance = random.Random(workload)  # noqa: S311 - a fault that can be made again
    course, ledger = Course(), Ledger()
    with folder() as place:
        path = begun(place, "live")
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        store._writer.connection.pragma("wal_autocheckpoint", (5, 20, 1000)[workload % 3])
        for turn in range(ACTS):
            seats = tuple(chance.sample(SEATS, chance.randint(1, 3)))
            _act(store, ledger, course, f"act-{turn}", seats, undone=chance.random() < 0.2)
        course.at_the_end = store.stopped()
        left = empty(place, "left")
        disk.left(left.parent, chance, Left.NOTHING)
        disk.silent = True
        store.close()
        disk.unregister()
        course.tally = ledger.held_against(left)
    return course


def _act(
    store: SQLiteStore, ledger: Ledger, course: Course, key: str, seats: tuple[str, ...], *, undone: bool
) -> None:
    for _ in range(MOST_ATTEMPTS):
        try:
            ledger.act(store, key, seats, undone=undone)
        except StoreError as reason:
            course.said.append(str(reason))
            course.stopped.append(store.stopped())
        else:
            return
    course.given_up += 1
