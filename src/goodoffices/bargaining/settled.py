"""A package that settles every issue: which options it takes, and what it is worth to each party."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.errors import ScenarioError
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Package


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
