"""Candidate packages, against a list of all packages in fractions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining import propose
from goodoffices.bargaining.candidate import NoCandidate, candidate
from goodoffices.bargaining.candidates import Candidates
from goodoffices.bargaining.fixed import Fixed, narrowed
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from goodoffices.terms.package import Choice, Package
from tests.bargaining.listing import all_packages, beats, gains, ranges, reservations, scenarios

LAND = {"all": (8, 0), "most": (6, 3), "half": (5, 4), "none": (0, 7)}
WATER = {"all": (3, 0), "half": (2, 4), "none": (0, 6)}
TALKS = from_table({"land": LAND, "water": WATER}, {"East": 4, "West": 5})


def proposed(scenario: Scenario, **options) -> Candidates:
    found = propose(scenario, **options).result
    assert isinstance(found, Candidates)
    return found


def options_of(package: Package) -> tuple[str, ...]:
    return tuple(choice.option for choice in package.choices)


@st.composite
def constraints(draw: st.DrawFn, scenario: Scenario) -> Fixed:
    """Some issues kept; of those with several options, sometimes one ruled out."""
    keep, without = [], []
    for issue in scenario.agenda.issues:
        keys = [option.key for option in issue.options]
        match draw(st.sampled_from(["free", "kept", "one less"])):
            case "kept":
                keep.append(Choice(issue=issue.key, option=draw(st.sampled_from(keys))))
            case "one less" if len(keys) > 1:
                without.append(Choice(issue=issue.key, option=draw(st.sampled_from(keys))))
            case _:
                pass
    return Fixed(keep=Package(choices=tuple(keep)), without=tuple(without))


@given(scenarios(), st.data())
def test_candidates_are_the_most_even_efficient_packages_that_the_constraints_leave(scenario, data):
    fixed = data.draw(constraints(scenario))
    k = data.draw(st.integers(1, 3))
    found = propose(scenario, k=k, constraints=fixed, apart=1).result
    packages = all_packages(scenario)
    left = {
        choices: worths
        for choices, worths in packages.items()
        if all(
            fixed.keep.option(choice.issue) in {None, choice.option} and choice not in fixed.without
            for choice in scenario.package(choices).choices
        )
    }
    if isinstance(found, NoCandidate):
        spans, reserved = ranges(packages), reservations(scenario)
        worths = next(iter(packages.values()))
        assert any(not s and w < r for s, w, r in zip(spans, worths, reserved, strict=True))
        return
    efficient = {c: w for c, w in left.items() if not any(beats(other, w) for other in left.values())}
    keys = {c: sorted(gains(scenario, packages, w)) for c, w in efficient.items()}
    smallest = max((key[0] for key in keys.values() if key), default=0)
    enough = [c for c, key in keys.items() if not key or key[0] >= min(smallest, 0)]
    expected = sorted((keys[c] for c in enough), reverse=True)
    behind = {scenario.package(c): key for c, key in keys.items()}
    got = [behind[one.package] for one in found.candidates]
    assert got[0] == expected[0]
    assert got == sorted(got, reverse=True)
    assert len({one.package for one in found.candidates}) == len(found.candidates)
    worths_left = {efficient[c] for c in enough}
    assert len(got) == min(k, len(worths_left))
    assert found.relaxation == float(max(0, -smallest))


@given(scenarios())
def test_the_first_of_many_is_the_candidate_asked_for_alone(scenario):
    alone, many = candidate(scenario).result, propose(scenario).result
    if isinstance(alone, NoCandidate) or isinstance(many, NoCandidate):
        assert alone == many
        return
    assert many.candidates[0] == alone


def test_candidates_differ_on_as_many_issues_as_was_asked():
    found = proposed(TALKS, k=2, apart=2)
    one, other = found.candidates
    assert found.apart == 2
    assert all(a != b for a, b in zip(options_of(one.package), options_of(other.package), strict=True))


def test_where_no_package_differs_that_much_fewer_issues_are_enough_and_said():
    found = proposed(TALKS, k=4, apart=2)
    assert (len(found.candidates), found.apart) == (4, 1)
    assert "differ from each other on 1 or more issues" in found.sentence


def test_what_is_kept_and_ruled_out_holds_and_gains_stay_in_units_of_the_whole_range():
    kept = Fixed(keep=Package(choices=(Choice(issue="land", option="half"),)))
    found = proposed(TALKS, constraints=kept)
    assert {options_of(one.package)[0] for one in found.candidates} == {"half"}
    assert found.candidates[0].shares[0].gain_in_range == pytest.approx(3 / 11)
    ruled = Fixed(without=(Choice(issue="land", option="half"),))
    assert "half" not in {options_of(one.package)[0] for one in proposed(TALKS, constraints=ruled).candidates}


def test_near_the_table_means_few_changes():
    tabled = (Package(choices=(Choice(issue="land", option="most"),)),)
    found = proposed(TALKS, on_the_table=tabled, near=0)
    assert {options_of(one.package)[0] for one in found.candidates} == {"most"}
    far = (Package(choices=(Choice(issue="land", option="all"),)),)
    away = propose(
        from_table({"land": LAND, "water": WATER}, {"East": 0, "West": 7}), on_the_table=far, near=0
    )
    assert isinstance(away.result, NoCandidate)
    assert away.result.sentence == (
        "No package that is good enough changes at most 0 issues of what is on the table."
    )


def test_an_empty_zone_gives_what_the_least_relaxation_lets_in():
    far = from_table({"land": {"all": (8, 0), "half": (4, 4), "none": (0, 8)}}, {"A": 6, "B": 6})
    found = proposed(far)
    assert (found.relaxation, len(found.candidates)) == (0.25, 1)
    assert "the least relaxation, 0.25 of each range" in found.sentence


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"k": 0}, "at least one package"),
        ({"apart": 0}, "at least one issue apart"),
        ({"near": 1}, "nothing is on the table"),
        (
            {"constraints": Fixed(without=(Choice(issue="sea", option="all"),))},
            "cannot be ruled out: .* no issue sea",
        ),
        ({"constraints": Fixed(keep=Package(choices=(Choice(issue="land", option="x"),)))}, "cannot be kept"),
        (
            {
                "constraints": Fixed(
                    keep=Package(choices=(Choice(issue="land", option="all"),)),
                    without=(Choice(issue="land", option="all"),),
                )
            },
            "no option of land is left",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(options, said):
    with pytest.raises(ScenarioError, match=said):
        propose(TALKS, **options)


def test_what_was_asked_is_part_of_the_finding_and_of_its_digest():
    plain, kept = (
        propose(TALKS),
        propose(TALKS, constraints=Fixed(without=(Choice(issue="land", option="all"),))),
    )
    assert plain.digest != kept.digest
    assert ("not", "land=all") in {(one.name, one.value) for one in kept.settings}


def test_nothing_fixed_leaves_the_scenario_as_it_is():
    assert narrowed(TALKS, Fixed()) is TALKS
