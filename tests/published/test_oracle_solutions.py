"""The solutions of published scenarios, against another engine's (../shared/data/ORACLE_NOTES.md says which).

Its ideal points are taken over all packages, its Kalai-Smorodinsky is the most equal ratio ("min-spread"),
and it counts gains from the worst package where that is better than no agreement. Its own ties are rounded;
the file holds all points that are best on its cleaned frontier, and ours must be one of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from goodoffices.bargaining import solve
from goodoffices.bargaining.solutions import NoSolution, Solutions
from goodoffices.scenarios import load
from goodoffices.scenarios.scenario import Scenario

BELOW_ALL = -1e6
OURS = {
    "nash_max_product": ("nash", "leximin"),
    "ks_max_min_ratio": ("kalai_smorodinsky", "leximin"),
    "ks_min_spread": ("kalai_smorodinsky", "min-spread"),
    "kalai_max_min_gain": ("egalitarian", "leximin"),
    "max_welfare": ("utilitarian", "leximin"),
}
CLOSE = 2e-9  # the file has nine decimals


def known(shared, name: str) -> Iterator[tuple[str, dict[str, Any], Scenario]]:
    """Each scenario that the other engine solved: both conventions, with and without reservation values."""
    for line in (shared / "data" / name).read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        for convention in ("raw", "genius"):
            if told["status"] != "ok" or "with_reserved" not in told.get(convention, {}):
                continue
            folder = shared / "data" / "domains" / told["name"]
            loaded = load(folder, as_written=convention == "raw")
            yield f"{told['name']} {convention} with", told[convention]["with_reserved"], loaded
            free = tuple(msgspec.structs.replace(each, reservation=BELOW_ALL) for each in loaded.preferences)
            without = msgspec.structs.replace(loaded, preferences=free)
            yield f"{told['name']} {convention} without", told[convention]["no_reserved"], without


def among(utilities: tuple[float, ...], points: list[list[float]]) -> bool:
    return any(
        all(abs(a - b) <= CLOSE * max(1.0, abs(b)) for a, b in zip(utilities, point, strict=True))
        for point in points
    )


def differing(scenario: Scenario, own: dict[str, list[list[float]]]) -> list[str]:
    """The names of the solutions that are not among the other engine's."""
    found: dict[str, Solutions | NoSolution] = {
        "leximin": solve(scenario, ideal="all", ks="leximin").result,
        "min-spread": solve(scenario, ideal="all", ks="min-spread").result,
    }
    wrong: list[str] = []
    for theirs, (name, form) in OURS.items():
        ours = found[form]
        points = own.get(theirs, [])
        if isinstance(ours, NoSolution):
            wrong += [theirs] if points else []
        elif not among(ours.by(name).utilities, points):
            wrong.append(theirs)
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ORACLE.jsonl", "ORACLE_MULTI.jsonl"])
def test_every_solution_is_one_of_the_other_engines(shared, name):
    compared, wrong = 0, {}
    for label, told, scenario in known(shared, name):
        if "own" not in told:
            continue
        compared += 1
        if differences := differing(scenario, told["own"]):
            wrong[label] = differences
    assert not wrong
    assert compared > 80
