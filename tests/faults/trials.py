"""The trials that are run many times: how often each time the tests run, how often in the long run."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

from goodoffices.doors.web.live import frames
from tests.conftest import REPOSITORY
from tests.faults.disk import Failure
from tests.faults.disk_errors import disk_error, places
from tests.faults.kills import killed
from tests.faults.ledger import Tally
from tests.faults.live_faults import faulty_pages, wrong
from tests.faults.mutations import SCORE
from tests.faults.mutations import TESTS as MUTATED
from tests.faults.postgresql_stops import Stop, wrong_of
from tests.faults.postgresql_stops import run as stopped
from tests.faults.power_cuts import power_cut
from tests.faults.tampering import tried
from tests.postgresql import running
from tests.stores.shared_store import Databases
from tests.visibility.house import SEATS
from tests.visibility.planted import LEAKS
from tests.visibility.shared_house import shared_houses
from tests.visibility.small_model import Laws, explored
from tests.visibility.test_non_interference import examples_held, on_sqlite
from tests.visibility.test_planted_leaks import found
from tests.visibility.two_runs import Build

WORKLOADS = 50
PAIRS = 100
"""Pairs of runs after which their stores are thrown away; each hundred is another seat's."""


@dataclass(frozen=True)
class Trial:
    """A trial by its name, as the page calls it, with what is counted.

    `run(first, count)` does runs number `first` to `first + count - 1` and counts by kind: what is wrong, and
    how much was looked at, whose kinds are in `looked_at`.
    """

    name: str
    title: str
    quick: int
    """How often each time; 0 where it is a long run only."""
    long: Callable[[], int]
    at_once: int
    run: Callable[[int, int], dict[str, int]]
    looked_at: frozenset[str] = frozenset()
    often: str = ""
    """How often in the long run, in words, where the page does not give the number."""

    def wrong(self, found: Mapping[str, int]) -> int:
        """How much was wrong."""
        return sum(number for kind, number in found.items() if kind not in self.looked_at)


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


def _two_runs(first: int, count: int) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        return _pairs(first, count, partial(on_sqlite, Path(folder)))


def _shared_two_runs(first: int, count: int) -> dict[str, int]:
    with running() as cluster, shared_houses(Databases(cluster)) as build:
        return _pairs(first, count, build)


def _pairs(first: int, count: int, build: Build) -> dict[str, int]:
    seat = SEATS[first // PAIRS % len(SEATS)]
    try:
        held = examples_held(count, build, seats=(seat,), number=first)
    except AssertionError:
        return {"differences": 1}
    return {"differences": count - min(held, count)}


def _leaks(first: int, count: int) -> dict[str, int]:
    missed = 0
    for name in itertools.islice(LEAKS, first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            missed += not found(name, Path(folder))
    return {"not found": missed}


def _small_model(first: int, count: int) -> dict[str, int]:
    laws = Laws()
    orders, _ = explored(first + count, laws)
    return {"laws broken": len(laws.broken), "orders": orders}


def _tampering(first: int, count: int) -> dict[str, int]:
    _, missed, alarms = tried(count, first)
    return {"not found": len(missed), "false alarms": len(alarms)}


def _postgresql_stops(first: int, count: int) -> dict[str, int]:
    stops = tuple(Stop)
    return wrong_of(
        stopped([stops[number % len(stops)] for number in range(first, first + count)], seed=first)
    )


def _mutations(first: int, count: int) -> dict[str, int]:
    """In a process of its own, which has loaded nothing of what is altered."""
    found: Counter[str] = Counter()
    for name in itertools.islice(MUTATED, first, first + count):
        command = [sys.executable, "-m", "tests.faults.mutations", name]
        said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout
        seen, put_in = map(int, re.findall(r"^\S+: (\d+) of (\d+) faults seen$", said, re.MULTILINE)[0])
        found.update({"put in": put_in, "seen": seen, "files under 95 %": int(seen < SCORE * put_in)})
    return dict(found)


TRIALS = (
    Trial(
        name="power_cuts",
        title="Simulated power cuts at random calls of the system, with torn writes",
        quick=200,
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
        long=lambda: 1_000,
        at_once=20,
        run=_kills,
    ),
    Trial(
        name="live_faults",
        title="Live pages over broken connections: dropped, repeated, reordered, stalled, two tabs",
        quick=50,
        long=lambda: 5_000,
        at_once=50,
        run=_live_faults,
    ),
    Trial(
        name="postgresql_stops",
        title="A PostgreSQL server stopped immediately, or its back ends killed, under load",
        quick=3,
        long=lambda: 100,
        at_once=10,
        run=_postgresql_stops,
    ),
    Trial(
        name="two_runs",
        title="Two runs that differ only in what is hidden from a seat, all ways out compared",
        quick=504,
        long=lambda: 20_000,
        at_once=PAIRS,
        run=_two_runs,
    ),
    Trial(
        name="two_runs_shared",
        title="The same on PostgreSQL, encrypted",
        quick=105,
        long=lambda: 2_000,
        at_once=PAIRS,
        run=_shared_two_runs,
    ),
    Trial(
        name="planted_leaks",
        title="Leaks planted in the ways out, to be found by such pairs of runs",
        quick=len(LEAKS),
        long=lambda: len(LEAKS),
        at_once=len(LEAKS),
        run=_leaks,
    ),
    Trial(
        name="small_model",
        title="Every order of twelve acts of three seats, up to a length",
        quick=4,
        often="length 5",
        long=lambda: 5,
        at_once=5,
        run=_small_model,
        looked_at=frozenset({"orders"}),
    ),
    Trial(
        name="tampering",
        title="Records and receipts altered, with the desk's key or without",
        quick=2_000,
        long=lambda: 200_000,
        at_once=2_000,
        run=_tampering,
    ),
    Trial(
        name="mutations",
        title="Small faults put into the code that shows, guards, proves and reads: seen by its tests?",
        quick=0,
        often="every file",
        long=lambda: len(MUTATED),
        at_once=1,
        run=_mutations,
        looked_at=frozenset({"put in", "seen"}),
    ),
)
