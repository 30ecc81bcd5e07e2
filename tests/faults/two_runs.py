"""The main test, many more times: `python -m tests.faults.two_runs 20000`."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.visibility.house import SEATS
from tests.visibility.test_non_interference import examples_held, on_sqlite

BATCH = 100
"""Examples after which the stores of a batch are thrown away."""


def main(count: int) -> int:
    """Compare `count` pairs of runs on SQLite, seat after seat; how many held. The first to differ fails."""
    held = 0
    while held < count:
        seat = SEATS[(held // BATCH) % len(SEATS)]
        with tempfile.TemporaryDirectory() as folder:
            held += examples_held(min(BATCH, count - held), partial(on_sqlite, Path(folder)), seats=(seat,))
        print(f"{held} pairs of runs, no difference", flush=True)  # noqa: T201 - a program that runs for hours
    return held


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else BATCH)
