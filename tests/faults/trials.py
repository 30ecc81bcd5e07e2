"""The trials that are run many times: how often each time the tests run, how often in the long run."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from goodoffices.doors.web.live import frames
from tests.faults.disk import Failure
from tests.faults.disk_errors import disk_error, places
from tests.faults.kills import killed
from tests.faults.ledger import Tally
from tests.faults.live_faults import faulty_pages, wrong
from tests.faults.power_cuts import power_cut

WORKLOADS = 50


@dataclass(frozen=True)
class Trial:
    """A trial by its name, as the page calls it, with what is counted.

    `run(first, count)` does runs number `first` to `first + count - 1` and counts what is wrong, by its kind.
    """

    name: str
    title: str
    quick: int
    often: str
    """How often in the long run, as the page says it."""
    long: Callable[[], int]
    at_once: int
    run: Callable[[int, int], dict[str, int]]


def _power_cuts(first: int, count: int) -> dict[str, int]:
    return asdict(sum((power_cut(seed) for seed in range(first, first + count)), Tally()))


@cache
def _all_places() -> tuple[tuple[int, int, Failure], ...]:
    return tuple((workload, *place) for workload in range(WORKLOADS) for place in places(workload))


def _disk_errors(first: int, count: int) -> dict[str, int]:
    found, unsaid, stuck = Tally(), 0, 0
    for workload, at, failure in itertools.islice(_all_places(), first, first + count):
        course = disk_error(workload, at, failure, lasting=1 + 2 * (at % 2))
        found += course.tally
        unsaid += len(course.said) - sum(map(bool, course.stopped))
        stuck += course.given_up + bool(course.at_the_end)
    return {**asdict(found), "not said": unsaid, "not gone on": stuck}


def _kills(first: int, count: int) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        tally, _ = killed(Path(folder) / "talks.db", kills=count, seed=first)
    return asdict(tally)


def _live_faults(first: int, count: int) -> dict[str, int]:
    assert frames.__kwdefaults__ is not None
    frames.__kwdefaults__["beat"] = 0.01  # what was not told is found at the next beat
    return {
        "left out, or told twice": sum(
            len(wrong(tab)) for seed in range(first, first + count) for tab in faulty_pages(seed)
        )
    }


TRIALS = (
    Trial(
        name="power_cuts",
        title="Simulated power cuts at random calls of the system, with torn writes",
        quick=200,
        often="20,000",
        long=lambda: 20_000,
        at_once=100,
        run=_power_cuts,
    ),
    Trial(
        name="disk_errors",
        title="Disk full, failed write, failed sync: long run at each call of 50 workloads",
        quick=100,
        often="all calls",
        long=lambda: len(_all_places()),
        at_once=100,
        run=_disk_errors,
    ),
    Trial(
        name="kills",
        title="The real desk killed under load over HTTP, with clients that send again",
        quick=20,
        often="1,000",
        long=lambda: 1_000,
        at_once=20,
        run=_kills,
    ),
    Trial(
        name="live_faults",
        title="Live pages over broken connections: dropped, repeated, reordered, stalled, two tabs",
        quick=50,
        often="5,000",
        long=lambda: 5_000,
        at_once=50,
        run=_live_faults,
    ),
)
