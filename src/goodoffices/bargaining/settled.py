"""A package that settles every issue: which options it takes, and what it is worth to each party."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.bargaining.surface import Cap, Surface, adds_up, surface
from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import Additive, additive
from goodoffices.preferences.scale import Scale
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Package
from goodoffices.terms.preference import Preference


def settled(package: Package, agenda: Agenda, *, said: str = "the package") -> tuple[int, ...]:
    """The place of the option taken for each issue, in the order of the agenda.

    Raises `ScenarioError`, which calls the package by `said`, where it leaves an issue open or names what the
    agenda does not hold.

    >>> from goodoffices.scenarios.table import from_table
    >>> pie = from_table({"pie": {"mine": (1, 0), "yours": (0, 1)}}, {"A": 0, "B": 0})
    >>> settled(pie.package((1,)), pie.agenda)
    (1,)
    >>> settled(Package(), pie.agenda, said="the deal")
    Traceback (most recent call last):
    ...
    goodoffices.errors.ScenarioError: the deal must settle every issue; it leaves pie open
    """
    if misfit := package.misfit(agenda):
        raise ScenarioError(f"{said}: {misfit}")
    choices: list[int] = []
    for issue in agenda.issues:
        picked = package.option(issue.key)
        if picked is None:
            raise ScenarioError(f"{said} must settle every issue; it leaves {issue.key} open")
        choices.append([option.key for option in issue.options].index(picked))
    return tuple(choices)


def worths_of(scenario: Scenario, choices: tuple[int, ...]) -> tuple[Fraction, ...]:
    """What a settled package is worth to each party, exactly, on its own scale."""
    return tuple(worth_of(preference, scenario.agenda, choices) for preference in scenario.preferences)


def plain_numbers(scenario: Scenario) -> Additive | None:
    """The numbers issue by issue; None where issues interact or are linked."""
    if not adds_up(scenario):
        return None
    kept = tuple(each for each in scenario.preferences if isinstance(each, Preference))
    return additive(kept, scenario.agenda)


def whole_scales(
    scenario: Scenario, found: Surface, numbers: Additive | None, *, cap: Cap
) -> tuple[Scale, ...]:
    """Each party's range over all packages, where `found` may be the surface of fewer of them."""
    if numbers is not None:
        return numbers.scales
    complete = found.outcomes == scenario.outcomes
    return found.scales if complete else surface(scenario, cap=cap).scales
