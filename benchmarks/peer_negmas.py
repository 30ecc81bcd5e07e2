"""What NegMAS needs for the same frontier: run by its own environment, on tables that come by standard input.

For each line, a JSON list of issues, each a list of options with one worth for each party, it answers a line:
the seconds of `pareto_frontier` from utility functions, those of its array routine from the table of all
utilities, and the points of the frontier.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from negmas import LinearAdditiveUtilityFunction, make_issue
from negmas.preferences.ops import pareto_frontier, pareto_frontier_numpy
from negmas.preferences.value_fun import TableFun

FEW = 100_000
"""Outcomes up to which the median of three runs is taken; beyond, one run."""


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long it takes, and what it gives."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def answered(table: list[list[list[int]]]) -> dict[str, object]:
    """One frontier, both ways."""
    issues = [
        make_issue([f"o{at}" for at in range(len(options))], f"i{n}") for n, options in enumerate(table)
    ]
    parties = range(len(table[0][0]))
    outcomes = int(np.prod([len(options) for options in table]))
    runs = 3 if outcomes <= FEW else 1
    listed: list[float] = []
    taken: list[float] = []
    points: list[tuple[float, ...]] = []
    for _ in range(runs):
        functions = [
            LinearAdditiveUtilityFunction(
                values=[
                    TableFun({f"o{at}": float(worths[party]) for at, worths in enumerate(options)})
                    for options in table
                ],
                weights=[1.0] * len(table),
                issues=issues,
            )
            for party in parties
        ]
        took, (points, _) = seconds(lambda functions=functions: pareto_frontier(functions, issues=issues))
        listed.append(took)
    columns = [
        np.array(
            [
                sum(worths)
                for worths in itertools.product(*([one[party] for one in options] for options in table))
            ]
        )
        for party in parties
    ]
    utilities = np.stack(columns, axis=1).astype(float)
    for _ in range(runs):
        took, _ = seconds(lambda: pareto_frontier_numpy(utilities))
        taken.append(took)
    return {
        "listed": statistics.median(listed),
        "table": statistics.median(taken),
        "points": sorted({tuple(point) for point in points}),
    }


for line in sys.stdin:
    sys.stdout.write(json.dumps(answered(json.loads(line))) + "\n")
    sys.stdout.flush()
