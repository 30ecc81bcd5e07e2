"""The exact frontier with packages against NegMAS 0.16, in one run on one machine, on equal input.

NegMAS lives in an environment of its own (`make bench` makes `.venv-peer`). Ours goes from a loaded scenario,
one of whose numbers is changed before each run, to the finding; NegMAS goes from utility functions to the
points. Beside it stands what both need from the same table of all utilities.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from goodoffices.bargaining import frontier, frontier_of_table
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venv-peer" / "bin" / "python"
OPTIONS, RUNS, TABLE_RUNS, SEED = 10, 51, 5, 1
Table = list[list[tuple[int, int]]]


def independent(issues: int, seed: int) -> Table:
    """Worths from 0 to 1000, drawn alone for each party."""
    chance = random.Random(seed)  # noqa: S311 - a seeded scenario, not a secret
    return [
        [(chance.randint(0, 1000), chance.randint(0, 1000)) for _ in range(OPTIONS)] for _ in range(issues)
    ]


def opposed(issues: int, seed: int) -> Table:
    """What one gains the other loses, give or take a tenth."""
    chance = random.Random(seed)  # noqa: S311 - as above
    firsts = [[chance.randint(0, 1000) for _ in range(OPTIONS)] for _ in range(issues)]
    return [[(first, max(0, 1000 - first + chance.randint(-100, 100))) for first in row] for row in firsts]


def constant_sum(issues: int, seed: int) -> Table:
    """Every package is efficient: the frontier is the whole space."""
    chance = random.Random(seed)  # noqa: S311 - as above
    firsts = [[chance.randint(0, 1000) for _ in range(OPTIONS)] for _ in range(issues)]
    return [[(first, 1000 - first) for first in row] for row in firsts]


def scenario_of(table: Table) -> Scenario:
    """The table as a scenario of two parties."""
    scenario = from_table(
        {f"i{n}": {f"o{at}": worths for at, worths in enumerate(row)} for n, row in enumerate(table)},
        {"A": 0, "B": 0},
    )
    _ = scenario.digest  # which `load` makes, too
    return scenario


def median_seconds(work: Callable[[Any], object], inputs: list[Any]) -> float:
    """The median over inputs that differ, so that nothing can be kept from an earlier one."""
    times: list[float] = []
    for each in inputs:
        begun = perf_counter()
        work(each)
        times.append(perf_counter() - begun)
    return statistics.median(times)


def changed(table: Table, run: int) -> Table:
    """The same with one worth more for the first party."""
    (first, second), *rest = table[0]
    return [[(first + run, second), *rest], *table[1:]]


def utilities(table: Table) -> np.ndarray[Any, Any]:
    """What each outcome is worth to each party: shape (outcomes, 2)."""
    columns = [
        [sum(worths) for worths in itertools.product(*([one[party] for one in row] for row in table))]
        for party in (0, 1)
    ]
    return np.array(columns, dtype=float).T.copy()


class Peer:
    """NegMAS, in a process of its own."""

    def __init__(self) -> None:
        command = [str(PEER), str(ROOT / "benchmarks" / "peer_negmas.py")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def asked(self, table: Table) -> dict[str, Any]:
        """What it needs for one table, and finds."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the peer has no pipes")
        self._process.stdin.write(json.dumps(table) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


def row(peer: Peer, family: Callable[[int, int], Table], issues: int) -> str:
    """One family at one size; the points must be the same."""
    table = family(issues, SEED)
    theirs = peer.asked(table)
    found = frontier(scenario_of(table)).result
    if sorted(found.worths) != [tuple(point) for point in theirs["points"]]:
        sys.exit(f"{family.__name__}, 10^{issues}: the points differ")
    median_seconds(frontier, [scenario_of(changed(table, -run)) for run in range(1, RUNS)])  # to warm up
    ours = median_seconds(frontier, [scenario_of(changed(table, run)) for run in range(RUNS)])
    rows = utilities(table)
    of_table = median_seconds(frontier_of_table, [rows + run for run in range(TABLE_RUNS)])
    return (
        f"{family.__name__.replace('_', ' '):<13}{f'10^{issues}':>9}{len(found.points):>8}"
        f"{ours * 1e3:>10.3f}{theirs['listed'] * 1e3:>12.1f}{theirs['listed'] / ours:>9,.0f}"
        f"{of_table * 1e3:>14.2f}{theirs['table'] * 1e3:>12.1f}{theirs['table'] / of_table:>7.1f}"
    )


def measure() -> None:
    """Print one row for each family and size; ends with a sentence where NegMAS is not there."""
    if not PEER.exists():
        print("NegMAS is not there to compare with: `make bench` puts it into .venv-peer")
        return
    print(f"two parties, {OPTIONS} options an issue, seed {SEED}; ours: the median of {RUNS} runs")
    print(f"{'':<30}{'from the scenario':>31}{'from a table of all utilities':>33}")
    print(
        f"{'family':<13}{'outcomes':>9}{'points':>8}{'ours, ms':>10}{'NegMAS, ms':>12}{'ratio':>9}"
        f"{'ours, ms':>14}{'NegMAS, ms':>12}{'ratio':>7}"
    )
    frontier(scenario_of(independent(4, 0)))  # what is compiled is compiled once, before
    peer = Peer()
    for family in (independent, opposed, constant_sum):
        for issues in (4, 5, 6):
            print(row(peer, family, issues), flush=True)
    peer.end()


if __name__ == "__main__":
    measure()
