"""Sampled packages of all published scenarios, against another engine's utilities and our own recomputation.

`own_raw_inclusive` stands in for the other engine's own figure where it reads constraints with strict bounds
(../shared/data/ORACLE_NOTES.md, section 1).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from fractions import Fraction

import pytest

from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios import load
from tests.conftest import REPOSITORY

SHARED = REPOSITORY.parent / "shared" / "data"
NAMES = tuple(sorted(each.name for each in (SHARED / "domains").iterdir())) if SHARED.is_dir() else ()
REAL = {"g10-SON", "g10-SON_with_discount", "g10-fuzzyagent"}


@pytest.fixture(scope="module")
def samples(shared):
    lines = (shared / "data" / "ORACLE_SAMPLES.jsonl").read_text(encoding="utf-8").splitlines()
    return {known["name"]: known for known in map(json.loads, lines)}


def parties_of(scenario, known):
    """Positions of the parties, in the order of the other engine's profiles."""
    if set(known["profile_names"]) <= set(scenario.parties):
        return [scenario.parties.index(name) for name in known["profile_names"]]
    return range(len(scenario.parties))  # NegMAS names them from within the file; both in order of file names


def worths_of(scenario, outcome):
    choices = [
        [option.title for option in issue.options].index(str(outcome[issue.title]))
        for issue in scenario.agenda.issues
    ]
    return [worth_of(preference, scenario.agenda, choices) for preference in scenario.preferences]


def between_points(scenario, outcome):
    """Real issues lie between the points at which they are taken; their evaluators are linear."""
    mixtures = [((), Fraction(1))]
    for issue in scenario.agenda.issues:
        points = [Fraction(option.title) for option in issue.options]
        number = Fraction(str(outcome[issue.title]))
        above = min(bisect_right(points, number), len(points) - 1)
        share = (number - points[above - 1]) / (points[above] - points[above - 1])
        mixtures = [
            ((*choices, choice), weight * part)
            for choices, weight in mixtures
            for choice, part in ((above - 1, 1 - share), (above, share))
        ]
    return [
        sum(weight * worth_of(preference, scenario.agenda, choices) for choices, weight in mixtures)
        for preference in scenario.preferences
    ]


def test_every_published_scenario_has_samples(samples):
    assert len(NAMES) == 115
    assert set(NAMES) == set(samples)


@pytest.mark.parametrize("as_written", [False, True], ids=["as GENIUS does", "as written"])
@pytest.mark.parametrize("name", NAMES)
def test_the_utilities_of_a_published_scenario_are_the_other_engines(name, as_written, shared, samples):
    known = samples[name]
    scenario = load(shared / "data" / "domains" / name, as_written=as_written)
    parties = parties_of(scenario, known)
    for sample in known["samples"]:
        raw = sample.get("own_raw_inclusive", sample["raw"])
        expected = raw if as_written else sample.get("genius", raw)
        found = (between_points if name in REAL else worths_of)(scenario, sample["outcome"])
        assert [float(found[party]) for party in parties] == pytest.approx(expected, rel=0, abs=1e-9)
