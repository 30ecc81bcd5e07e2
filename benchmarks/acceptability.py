"""First ranks of 1,000 packages under 100,000 drawn preferences (SMAA): time and memory.

Family "independent": issues of five options, worths drawn alone from 0 to 1000, every number off by 20 %
(or, in the last row, weights only); the packages are drawn evenly, each once. The draws are made before the
clock.
"""

from __future__ import annotations

import random
import tracemalloc
from time import perf_counter, process_time

import numpy as np

from goodoffices.bargaining.rank_acceptability import rank_counts
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.draws import draws
from goodoffices.scenarios.table import from_table
from goodoffices.scenarios.uncertain import UncertainScenario, spread
from goodoffices.terms.uncertain import UncertainIssue, UncertainPreference, UncertainWorth

SEED, DRAWS, PACKAGES, OPTIONS, RUNS = 1, 100_000, 1_000, 5, 5


def independent(issues: int) -> UncertainScenario:
    """Two parties, every number off by up to 20 %."""
    drawn = random.Random(SEED)  # noqa: S311 - a seeded scenario, not a secret
    table = {
        f"issue-{i}": {
            f"option-{j}": (drawn.randint(0, 1000), drawn.randint(0, 1000)) for j in range(OPTIONS)
        }
        for i in range(issues)
    }
    return spread(from_table(table, {"A": 0, "B": 0}), 0.2)


def weights_alone(scenario: UncertainScenario) -> UncertainPreference:
    """The first party with exact values, and nothing known of its weights."""
    exact = scenario.nominal.additive[0]
    return UncertainPreference(
        holder=exact.holder,
        reservation=0.0,
        total=1.0,
        issues=tuple(
            UncertainIssue(
                issue=issue.issue,
                values=tuple(UncertainWorth(option=v.option, value=v.value) for v in issue.values),
            )
            for issue in exact.issues
        ),
    )


def measure() -> None:
    """Print one row for each number of issues."""
    print(f"family: independent, {OPTIONS} options an issue, seed {SEED}")
    print(f"{DRAWS:,} draws, {PACKAGES:,} packages, best of {RUNS} runs")
    print(f"{'issues':>6} {'uncertain':>13} {'wall, s':>8} {'cpu, s':>7} {'peak, MB':>9} {'ever first':>11}")
    for issues, alone in ((5, False), (10, False), (10, True)):
        scenario = independent(issues)
        preference = weights_alone(scenario) if alone else scenario.preferences[0]
        drawn = draws(admissible(preference, scenario.agenda), DRAWS, np.random.default_rng(SEED))
        packages = np.unique(
            np.random.default_rng(SEED).integers(0, OPTIONS, size=(4 * PACKAGES, issues)), axis=0
        )[:PACKAGES]
        walls, cpus = [], []
        for _ in range(RUNS):
            wall, cpu = perf_counter(), process_time()
            rank_counts(drawn, packages)
            walls.append(perf_counter() - wall)
            cpus.append(process_time() - cpu)
        tracemalloc.start()
        counts, _ = rank_counts(drawn, packages)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        held = drawn.terms.nbytes + drawn.weights.nbytes + drawn.reservations.nbytes
        print(
            f"{issues:>6} {'weights' if alone else 'every number':>13} {min(walls):>8.2f} {min(cpus):>7.2f} "
            f"{(peak + held) / 1e6:>9.0f} {int((counts[:, 0] > 0).sum()):>11}"
        )


if __name__ == "__main__":
    measure()
