"""How many acts a second are acknowledged as durable by one thread, against what the disk itself allows."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from goodoffices.stores.sqlite import SQLiteStore
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


def measure() -> None:
    """Print the medians of five alternating rounds, and their ratio."""
    floors: list[float] = []
    acts: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            floors.append(synchronised_writes(Path(folder) / f"floor-{number}"))
            acts.append(acknowledged_acts(Path(folder) / f"talks-{number}.db"))
    floor, acknowledged = statistics.median(floors), statistics.median(acts)
    print(f"synchronised writes of one page   {floor:9,.0f} a second")
    print(
        f"acknowledged acts, SQLite, FULL   {acknowledged:9,.0f} a second   {acknowledged / floor:5.2f} of it"
    )
