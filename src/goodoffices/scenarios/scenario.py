"""An agenda with each side's preferences: all that is needed to say what could be agreed."""

from __future__ import annotations

from functools import cached_property
from math import isfinite, prod

from goodoffices.errors import ScenarioError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.condition import Discount, Link, RedLine
from goodoffices.terms.digest import digest
from goodoffices.terms.interaction import Interacting, Table
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.preference import Preference
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import NOT_STATED, Word

FEWEST_PARTIES = 2


class Scenario(Word, dict=True, gc=True):
    """An agenda with the preferences of two or more parties over it, and what a package must meet.

    `links` bind everybody: a package that breaks one is no outcome. `red_lines` and `discounts` are of one
    party each. `source` says where the numbers come from, `remarks` what their reader mended, normalised,
    made discrete or left out; every finding made from the scenario carries both, and neither is part of
    `digest`: the same numbers from another file give the same results. Raises `ScenarioError` where agenda
    and preferences do not fit: no issue, fewer than two parties, a party twice, a worth missing or infinite,
    a condition on what is not there.

    >>> Scenario(agenda=Agenda(), preferences=())
    Traceback (most recent call last):
    ...
    goodoffices.errors.ScenarioError: the agenda names no issue: there is nothing to agree on
    """

    agenda: Agenda
    preferences: tuple[Preference | Interacting, ...]
    links: tuple[Link, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    discounts: tuple[Discount, ...] = ()
    source: Label = NOT_STATED
    remarks: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        if not self.agenda.issues:
            raise ScenarioError("the agenda names no issue: there is nothing to agree on")
        if len(self.preferences) < FEWEST_PARTIES:
            raise ScenarioError(f"{len(self.preferences)} preferences given; a scenario needs two or more")
        if len(set(self.parties)) != len(self.parties):
            raise ScenarioError("a party holds two preferences; it may hold one")
        for fitting in (*self.preferences, *self.links, *self.red_lines):
            if misfit := fitting.misfit(self.agenda):
                raise ScenarioError(misfit)
        for preference in self.preferences:
            if not all(map(isfinite, _numbers(preference))):
                raise ScenarioError(f"the preference of {preference.holder} holds an infinite value")
        for bound in (*self.red_lines, *self.discounts):
            if bound.holder not in self.parties:
                raise ScenarioError(f"{bound.holder} holds no preference, and is named as if it did")

    @property
    def parties(self) -> tuple[str, ...]:
        """The holders of the preferences, in order."""
        return tuple(preference.holder for preference in self.preferences)

    @cached_property
    def outcomes(self) -> int:
        """How many packages settle all issues: the product of the numbers of options, exactly."""
        return prod(len(issue.options) for issue in self.agenda.issues)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of agenda and preferences in canonical form, made once."""
        conditions = (self.links, self.red_lines, self.discounts)
        return digest(self.agenda, self.preferences, *(each for each in conditions if each))

    @property
    def additive(self) -> tuple[Preference, ...]:
        """The preferences, where issues add up for every party and no package is ruled out.

        Raises `ScenarioError` otherwise: what needs them can say what it cannot do.
        """
        plain = tuple(each for each in self.preferences if isinstance(each, Preference))
        if len(plain) < len(self.preferences):
            raise ScenarioError("this needs preferences that add up issue by issue; here issues interact")
        if self.links or self.red_lines:
            raise ScenarioError("this needs a scenario without links and red lines")
        return plain

    def package(self, choices: tuple[int, ...]) -> Package:
        """The package of those option indices, one for each issue, in the order of the agenda."""
        picked = zip(self.agenda.issues, choices, strict=True)
        return Package(
            choices=tuple(Choice(issue=issue.key, option=issue.options[at].key) for issue, at in picked)
        )


def _numbers(preference: Preference | Interacting) -> tuple[float, ...]:
    numbers = [preference.reservation, *(worth.weight for worth in preference.issues)]
    numbers += [value.value for worth in preference.issues for value in worth.values]
    if isinstance(preference, Interacting):
        for factor in preference.factors:
            numbers += factor.values if isinstance(factor, Table) else (factor.worth,)
        numbers += () if preference.ceiling is None else (preference.ceiling,)
    return tuple(numbers)
