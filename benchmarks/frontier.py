"""The exact frontier with packages, timed against listing every package, in one run on one machine.

Family "independent": issues of ten options, each worth to each party drawn alone from 0 to 1000, seeded.
Listing means: the sums of all packages in NumPy, then one pass for the frontier, no packages.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining import frontier
from goodoffices.bargaining.dominance import undominated
from goodoffices.bargaining.zone import zone
from goodoffices.preferences.additive import additive
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table

OPTIONS = 10
LARGEST_LISTED = 5
RUNS = 5


def independent(issues: int, *, seed: int = 1, parties: int = 2, options: int = OPTIONS) -> Scenario:
    """That many parties, issues and options, whole worths from 0 to 1000 drawn alone."""
    drawn = random.Random(seed)  # noqa: S311 - a seeded scenario, not a secret
    table = {
        f"issue-{i}": {
            f"option-{j}": tuple(drawn.randint(0, 1000) for _ in range(parties)) for j in range(options)
        }
        for i in range(issues)
    }
    holders = {f"P{party}": 0.45 * 1000 * issues for party in range(parties)}
    scenario = from_table(table, holders, source=f"independent, seed {seed}")
    _ = scenario.digest  # which `load` makes, too
    return scenario


def listed(scenario: Scenario) -> int:
    """The size of the frontier, from a list of all packages."""
    numbers = additive(scenario.additive, scenario.agenda)
    sums: npt.NDArray[np.int64] = np.zeros((2, 1), dtype=np.int64)
    for terms in numbers.terms:
        sums = (sums[:, :, None] + terms.T[:, None, :]).reshape(2, -1)
    kept, _ = undominated(sums, np.ones(sums.shape[1], dtype=np.int64))
    return len(kept)


def median_seconds(work: Callable[[], object]) -> float:
    """The median of five runs."""
    times: list[float] = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return statistics.median(times)


def measure() -> None:
    """Print one row for each size."""
    print("family: independent, worths 0 to 1000, 10 options an issue; median of 5 runs")
    print(f"{'outcomes':>9} {'points':>7} {'folded, ms':>11} {'listed, ms':>11} {'ratio':>7}")
    for issues in (4, 5, 6, 12, 30, 50, 100):
        scenario = independent(issues)
        points = len(frontier(scenario).result.points)
        folded = median_seconds(lambda of=scenario: frontier(of))
        row = f"{'10^' + str(issues):>9} {points:>7} {folded * 1e3:>11.2f}"
        if issues <= LARGEST_LISTED:
            if listed(scenario) != points:
                raise SystemExit("the listing and the fold differ")
            listing = median_seconds(lambda of=scenario: listed(of))
            row += f" {listing * 1e3:>11.2f} {listing / folded:>7.1f}"
        print(row)
    more_parties()
    counted_zones()
    print(f"10^100 in a process of its own: at most {most_memory(100):,.0f} MB, all that is loaded included")


def more_parties() -> None:
    """Three, four and five parties."""
    print(f"\n{'parties':>9} {'packages':>9} {'points':>7} {'folded, ms':>11}")
    for parties, options in ((3, 10), (4, 10), (5, 5)):
        scenario = independent(10, parties=parties, options=options)
        points = len(frontier(scenario).result.worths)
        folded = median_seconds(lambda of=scenario: frontier(of))
        print(f"{parties:>9} {f'{options}^10':>9} {points:>7} {folded * 1e3:>11.2f}")


def counted_zones() -> None:
    """How many packages are at least as good for both as no agreement, at 10^50 outcomes."""
    scenario = independent(50)
    counted = zone(scenario)
    seconds = median_seconds(lambda: zone(scenario))
    print(
        f"\nthe zone at 10^50: {seconds * 1e3:.0f} ms; {counted.remarks[-1] if counted.remarks else 'exact'}"
    )


def most_memory(issues: int) -> float:
    """The most memory, in MB, of a process that does nothing but fold that many issues (Linux)."""
    code = (
        "from pathlib import Path; from benchmarks.frontier import frontier, independent;"
        f"frontier(independent({issues}));"
        # Not what `resource` says: that begins with the memory of whoever started the process.
        "lines = Path('/proc/self/status').read_text().splitlines();"
        "print(next(int(line.split()[1]) for line in lines if line.startswith('VmHWM')) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    measure()
