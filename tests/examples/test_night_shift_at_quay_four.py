"""The example in which issues interact: every figure of its README, by listing all packages."""

from __future__ import annotations

import re
from itertools import product

import pytest

from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios import load
from goodoffices.terms.package import Package
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "examples" / "night-shift-at-quay-four"
SCENARIO = load(FOLDER)


def keeps_links(package: Package) -> bool:
    return all(
        package.option(link.option.issue) != link.option.option
        or package.option(link.only_with.issue) == link.only_with.option
        for link in SCENARIO.links
    )


def crosses_a_red_line(package: Package) -> bool:
    return any(
        all(package.option(each.issue) == each.option for each in line.options) for line in SCENARIO.red_lines
    )


def figures() -> dict[str, int]:
    every = list(product(*(range(len(issue.options)) for issue in SCENARIO.agenda.issues)))
    outcomes = [choices for choices in every if keeps_links(SCENARIO.package(choices))]
    worths = {
        choices: tuple(worth_of(each, SCENARIO.agenda, choices) for each in SCENARIO.preferences)
        for choices in outcomes
    }
    crossing = {choices for choices in outcomes if crosses_a_red_line(SCENARIO.package(choices))}
    least = [each.reservation for each in SCENARIO.preferences]
    zone = {
        choices
        for choices in outcomes
        if choices not in crossing and all(w >= r for w, r in zip(worths[choices], least, strict=True))
    }
    best = {choices for choices in outcomes if not any(beats(worths[o], worths[choices]) for o in outcomes)}
    return {
        "packages": len(every),
        "of these, packages that keep the link": len(outcomes),
        "of these, packages that cross the red line": len(crossing),
        "packages in the zone": len(zone),
        "packages on the frontier of worths": len(best),
        "of these, packages in the zone": len(best & zone),
    }


def beats(one, other) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(("what", "figure"), figures().items())
def test_the_readme_says_what_listing_all_packages_finds(what: str, figure: int):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| (\d+) \|$", readme, flags=re.MULTILINE))
    assert rows[what] == str(figure)
    assert len(rows) == len(figures())
