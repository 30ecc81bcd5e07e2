"""The main test, many more times: `python -m tests.faults.two_runs 20000`, or `... 2000 shared`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.postgresql import running
from tests.stores.shared_store import Databases
from tests.visibility.house import SEATS
from tests.visibility.shared_house import shared_houses
from tests.visibility.test_non_interference import examples_held, on_sqlite
from tests.visibility.two_runs import Build

BATCH = 100
"""Examples after which the stores of a batch are thrown away."""


@contextmanager
def embedded() -> Iterator[Build]:
    """Houses on SQLite, each in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield partial(on_sqlite, Path(folder))


@contextmanager
def shared() -> Iterator[Build]:
    """Houses on PostgreSQL, encrypted, one after another on one database."""
    with running() as cluster, shared_houses(Databases(cluster)) as build:
        yield build


KINDS = {"embedded": embedded, "shared": shared}


def main(count: int, kind: str = "embedded") -> int:
    """Compare `count` pairs of runs, seat after seat; how many held. The first difference fails."""
    held = 0
    while held < count:
        seat = SEATS[(held // BATCH) % len(SEATS)]
        with KINDS[kind]() as build:
            held += examples_held(min(BATCH, count - held), build, seats=(seat,))
        print(f"{kind}: {held} pairs of runs, no difference", flush=True)  # noqa: T201 - a program that runs for hours
    return held


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else BATCH, *sys.argv[2:3])
