"""Whether a scenario fits another format, and what is lost on the way; what does not fit is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from goodoffices.errors import ScenarioError
from goodoffices.preferences.worth import as_printed
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.preference import Preference

_SAFE: Final = re.compile(r"\A[^\W_](?:[^/\\:*?\"<>|\x00-\x1f]{0,98}[^/\\:*?\"<>|\x00-\x1f. ])?\Z")


def refuse_conditions(scenario: Scenario, name: str, *, discounts: bool = False) -> None:
    """Raise `ScenarioError` where the scenario holds what no such format can say."""
    if scenario.links:
        raise ScenarioError(f"{name} has no links between options; the scenario has {len(scenario.links)}")
    if scenario.red_lines:
        raise ScenarioError(f"{name} has no red lines; the scenario has {len(scenario.red_lines)}")
    if scenario.discounts and not discounts:
        raise ScenarioError(f"{name} has no discounts; {scenario.discounts[0].holder} has one")


def additive_only(scenario: Scenario, name: str) -> tuple[Preference, ...]:
    """The preferences, where those of all parties add up. Raises `ScenarioError`."""
    plain = tuple(each for each in scenario.preferences if isinstance(each, Preference))
    if len(plain) < len(scenario.preferences):
        other = next(each.holder for each in scenario.preferences if not isinstance(each, Preference))
        raise ScenarioError(f"{name} has only preferences that add up; in that of {other} issues interact")
    return plain


def file_names(holders: Iterable[str], *, taken: str) -> tuple[str, ...]:
    """The parties as names of files. Raises `ScenarioError` where one cannot be one, or two are the same."""
    names = tuple(holders)
    for name in names:
        if not _SAFE.match(name):
            raise ScenarioError(f'a party is named after its file there, and no file can be named "{name}"')
    folded = [name.casefold() for name in (*names, taken)]
    if len(set(folded)) < len(folded):
        raise ScenarioError(
            f'the files of two parties, or of one and the domain "{taken}", would have one name'
        )
    return names


def refuse_same_titles(agenda: Agenda, name: str) -> None:
    """Raise `ScenarioError` where two issues, or two options of one, have the same title: their key there."""
    titles = [issue.title for issue in agenda.issues]
    if len(set(titles)) < len(titles):
        raise ScenarioError(f"{name} tells issues apart by their titles, and two have the same")
    for issue in agenda.issues:
        options = [option.title for option in issue.options]
        if len(set(options)) < len(options):
            raise ScenarioError(
                f"{name} tells options apart by their titles; two of {issue.title} have the same"
            )


def losses(scenario: Scenario, *, ordered: bool) -> tuple[str, ...]:
    """What the other format has no place for, as sentences."""
    said: list[str] = []
    if ordered and any(issue.ordered for issue in scenario.agenda.issues):
        said.append("Which issues have options that lie on a line is not kept.")
    if any(issue.about for issue in scenario.agenda.issues):
        said.append("What the issues are about is not kept.")
    if any(preference.basis for preference in scenario.preferences):
        said.append("The basis of the preferences is not kept.")
    if list(scenario.parties) != sorted(scenario.parties):
        said.append("The parties come back in the order of their names.")
    return tuple(said)


def numbers_of(
    preference: Preference, agenda: Agenda
) -> tuple[tuple[Fraction, ...], tuple[tuple[Fraction, ...], ...]]:
    """Weights and values in the order of the agenda."""
    worths = {worth.issue: worth for worth in preference.issues}
    weights = tuple(as_printed(worths[issue.key].weight) for issue in agenda.issues)
    values: list[tuple[Fraction, ...]] = []
    for issue in agenda.issues:
        held = {value.option: value.value for value in worths[issue.key].values}
        values.append(tuple(as_printed(held[option.key]) for option in issue.options))
    return weights, tuple(values)


def exactly(number: Fraction) -> str:
    """A number whose decimals end, with all of them.

    >>> exactly(Fraction(1, 8)), exactly(Fraction(-20)), exactly(Fraction(1, 10**9))
    ('0.125', '-20', '0.000000001')
    """
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
