"""The exact frontier with packages, timed against listing every package, in one run on one machine.

Family "independent": issues of ten options, each worth to each party drawn alone from 0 to 1000, seeded.
Listing means: the sums of all packages in NumPy, then one pass for the frontier, no packages.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from time import perf_counter

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining import frontier
from goodoffices.bargaining.dominance import undominated
from goodoffices.preferences.additive import additive
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table

OPTIONS = 10
LARGEST_LISTED = 5
RUNS = 5


def independent(issues: int, *, seed: int = 1) -> Scenario:
    """Two parties, `issues` issues of ten options, whole worths from 0 to 1000 drawn alone."""
    drawn = random.Random(seed)  # noqa: S311 - a seeded scenario, not a secret
    table = {
        f"issue-{i}": {
            f"option-{j}": (drawn.randint(0, 1000), drawn.randint(0, 1000)) for j in range(OPTIONS)
        }
        for i in range(issues)
    }
    return from_table(table, {"A": 0, "B": 0}, source=f"independent, seed {seed}")


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


if __name__ == "__main__":
    measure()
