"""What could be agreed at Ardmere: every figure of its README, reckoned anew by listing all packages."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, reduce

import msgspec
import numpy as np
import pytest

from goodoffices.record.acts import PreferenceKept
from goodoffices.record.talks_file import TalksFile
from goodoffices.record.talks_yaml import read
from goodoffices.terms.package import Package
from goodoffices.terms.preference import IssueWorth, Preference
from goodoffices.terms.proposal import Proposal
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "examples" / "port-of-ardmere"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
UNION, COMPANY = "Ardmere Dockworkers' Union", "Ardmere Harbour Company"
HUNDREDTH = 100  # worths have two decimals


@cache
def file() -> TalksFile:
    return read((FOLDER / "talks.yaml").read_text(encoding="utf-8"))


def preference(seat: str, holder: str) -> Preference:
    """The last one that a seat kept of a side."""
    kept = [
        row.act.preference for row in file().record if row.by == seat and isinstance(row.act, PreferenceKept)
    ]
    return [each for each in kept if each.holder == holder][-1]


def worths(preference: Preference) -> np.ndarray:
    """What every package is worth to a side, in hundredths of a point: all of them, listed."""
    by_issue = {worth.issue: worth for worth in preference.issues}
    columns = [
        [
            hundredths(by_issue[issue.key].weight, value_of(by_issue[issue.key], option.key))
            for option in issue.options
        ]
        for issue in file().talks.agenda.issues
    ]
    return reduce(
        lambda sums, column: np.add.outer(sums, np.array(column)).ravel(), columns, np.zeros(1, int)
    )


def value_of(worth: IssueWorth, option: str) -> float:
    return next(value.value for value in worth.values if value.option == option)


def hundredths(weight: float, value: float) -> int:
    exact = Fraction(str(weight)) * Fraction(str(value)) * HUNDREDTH
    assert exact.denominator == 1
    return int(exact)


def worth_of(preference: Preference, package: Package) -> Fraction:
    picked = ((worth, package.option(worth.issue) or "") for worth in preference.issues)
    return sum((Fraction(hundredths(w.weight, value_of(w, o)), HUNDREDTH) for w, o in picked), Fraction(0))


def in_zone(seat_of_union: str, seat_of_company: str, *, lowered: float = 0) -> int:
    """How many packages are at least as good for both as no agreement, less what both give way."""
    union, company = preference(seat_of_union, UNION), preference(seat_of_company, COMPANY)
    enough = worths(union) >= round((union.reservation - lowered) * HUNDREDTH)
    return int(
        np.count_nonzero(enough & (worths(company) >= round((company.reservation - lowered) * HUNDREDTH)))
    )


def test_both_mediators_and_both_sides_keep_preferences_that_fit_the_agenda():
    kept = [(row.by, row.act.preference) for row in file().record if isinstance(row.act, PreferenceKept)]
    assert {(by, each.holder) for by, each in kept} == {
        ("union", UNION),
        ("company", COMPANY),
        *((mediator, side) for mediator in ("ministry", "judge") for side in (UNION, COMPANY)),
    }
    for _, each in kept:
        assert each.misfit(file().talks.agenda) is None
        assert each.basis
        assert sum(worth.weight for worth in each.issues) == 100


def test_there_are_as_many_packages_as_the_readme_says():
    assert worths(preference("union", UNION)).size == 4_800_000
    assert "4,800,000" in README


def test_the_true_zone_is_small_and_as_large_as_the_readme_says():
    found = in_zone("union", "company")
    assert 0 < found < 4_800_000 // 100
    assert f"{found:,}" in README


def test_the_ministry_sees_a_smaller_zone_than_there_is():
    found = in_zone("ministry", "ministry")
    assert 0 < found < in_zone("union", "company")
    assert f"{found:,}" in README


def test_the_judge_sees_none_and_is_one_point_short():
    assert in_zone("judge", "judge") == 0
    assert in_zone("judge", "judge", lowered=0.99) == 0
    assert in_zone("judge", "judge", lowered=1) > 0
    assert "one point in a hundred" in README


def test_no_estimate_is_the_truth():
    for side, seat in ((UNION, "union"), (COMPANY, "company")):
        tables = [preference(keeper, side).issues for keeper in (seat, "ministry", "judge")]
        assert all(one != other for n, one in enumerate(tables) for other in tables[n + 1 :])


def breakwater(version: int) -> Package:
    found = next(row.entry for row in file().record if row.id == f"breakwater-{version}")
    assert found is not None
    content = found.content
    assert isinstance(content, Proposal)
    assert content.package is not None
    return content.package


@pytest.mark.parametrize("version", [1, 2])
def test_either_version_of_the_second_proposal_would_suit_both_sides(version: int):
    for side, seat in ((UNION, "union"), (COMPANY, "company")):
        kept = preference(seat, side)
        assert worth_of(kept, breakwater(version)) >= kept.reservation


def test_the_trade_that_the_readme_names_is_better_for_both_sides():
    better = {"contractors": "same-pay", "term": "four-years"}
    paper = breakwater(2)
    choices = tuple(msgspec.structs.replace(c, option=better.get(c.issue, c.option)) for c in paper.choices)
    assert "same pay for contract workers in return for a fourth year" in " ".join(README.split())
    for side, seat in ((UNION, "union"), (COMPANY, "company")):
        kept = preference(seat, side)
        assert worth_of(kept, Package(choices=choices)) > worth_of(kept, paper)
