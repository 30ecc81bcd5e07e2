"""Published scenarios, against another engine's frontiers (../shared/data/ORACLE_NOTES.md says which)."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from msgspec import structs

from goodoffices.bargaining.candidate import Candidate, candidate
from goodoffices.bargaining.frontier import frontier
from goodoffices.preferences.worth import as_written, worth_as_float
from goodoffices.scenarios import load

NAMES = (
    "gw-Party",
    "gw22-04",
    "gw22-16",
    "gw22-40",
    "gw22-44",
    "gw23-01",
    "gw23-41",
    "gwoz-05",
    "nl-00",
    "nl-11",
    "nl-48",
    "nl-60",
    "nl-BalancedHighOpp",
    "nl-UnbalancedLowOpp",
)


@pytest.fixture(scope="module")
def oracle(shared):
    lines = (shared / "data" / "ORACLE.jsonl").read_text(encoding="utf-8").splitlines()
    return {known["name"]: known for known in map(json.loads, lines) if known["name"] in NAMES}


def scenario_of(shared, known):
    """As published, but that no agreement is worth as much as the worst package: then it excludes nothing."""
    scenario = load(shared / "data" / "domains" / known["name"])
    assert list(scenario.parties) == [name.removesuffix(".json") for name in known["profile_names"]]
    return structs.replace(scenario, preferences=tuple(map(of_no_reservation, scenario.additive)))


def of_no_reservation(preference):
    issues = (
        (as_written(each.weight), min(value.value for value in each.values)) for each in preference.issues
    )
    worst = sum((weight * as_written(least) for weight, least in issues), Fraction(0))
    return structs.replace(preference, reservation=worth_as_float(worst, below=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_frontier_of_a_published_scenario_is_the_other_engines(name, shared, oracle):
    known = oracle[name]["raw"]["no_reserved"]
    found = frontier(scenario_of(shared, oracle[name])).result
    assert found.outcomes == oracle[name]["n_outcomes"]
    points = np.array([point.worths for point in found.points])
    np.testing.assert_allclose(points, known.get("pareto_clean", known["pareto"]), rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_leximin_from_the_worst_package_is_its_most_even_share(name, shared, oracle):
    found = candidate(scenario_of(shared, oracle[name])).result
    assert isinstance(found, Candidate)
    worths = [round(share.worth, 9) for share in found.shares]
    assert worths in oracle[name]["raw"]["no_reserved"]["own"]["ks_max_min_ratio"]
