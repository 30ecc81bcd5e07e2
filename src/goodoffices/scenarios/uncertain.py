"""An agenda with preferences that are known in part."""

from __future__ import annotations

from functools import cached_property
from math import prod

import numpy as np

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import Admissible, admissible
from goodoffices.preferences.draws import Draws, draws
from goodoffices.scenarios.scenario import FEWEST_PARTIES, Scenario
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.text import Label
from goodoffices.terms.uncertain import (
    Interval,
    Quantity,
    UncertainIssue,
    UncertainPreference,
    UncertainWorth,
)
from goodoffices.terms.word import NOT_STATED, Word


class UncertainScenario(Word, dict=True, gc=True):
    """An agenda with what is known of the preferences of two or more parties over it.

    Preferences add up issue by issue. Raises `ScenarioError` where agenda and preferences do not fit, and
    where no preference fits what is said of a party. `source` and `remarks`, sentences on where the numbers
    come from that belong into every finding, are no part of `digest`.
    """

    agenda: Agenda
    preferences: tuple[UncertainPreference, ...]
    source: Label = NOT_STATED
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        if not self.agenda.issues:
            raise ScenarioError("the agenda names no issue: there is nothing to agree on")
        if len(self.preferences) < FEWEST_PARTIES:
            raise ScenarioError(f"{len(self.preferences)} preferences given; a scenario needs two or more")
        if len(set(self.parties)) != len(self.parties):
            raise ScenarioError("a party holds two preferences; it may hold one")
        for preference in self.preferences:
            if misfit := preference.misfit(self.agenda):
                raise ScenarioError(misfit)

    @property
    def parties(self) -> tuple[str, ...]:
        """The holders of the preferences, in order."""
        return tuple(preference.holder for preference in self.preferences)

    @cached_property
    def outcomes(self) -> int:
        """How many packages settle all issues."""
        return prod(len(issue.options) for issue in self.agenda.issues)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of agenda and preferences in canonical form, made once."""
        return digest(self.agenda, self.preferences)

    @cached_property
    def admissible(self) -> tuple[Admissible, ...]:
        """The polytope of each party. Raises `ScenarioError` where one is empty, naming the contradiction."""
        return tuple(admissible(preference, self.agenda) for preference in self.preferences)

    @cached_property
    def nominal(self) -> Scenario:
        """One scenario to speak of: for each party an admissible preference from the middle."""
        return Scenario(
            agenda=self.agenda,
            preferences=tuple(_preference(found) for found in self.admissible),
            source=self.source,
        )

    def draws(self, samples: int, generator: np.random.Generator) -> tuple[Draws, ...]:
        """So many admissible preferences of each party, the parties independent of each other."""
        return tuple(draws(found, samples, generator) for found in self.admissible)


def _preference(found: Admissible) -> Preference:
    weights, values, reservation = found.nominal()
    parts = np.split(values, found.layout.starts[1:])
    return Preference(
        holder=found.preference.holder,
        reservation=float(reservation),
        basis=found.preference.basis,
        issues=tuple(
            IssueWorth(
                issue=issue.key,
                weight=float(weight),
                values=tuple(
                    OptionWorth(option=option.key, value=float(value))
                    for option, value in zip(issue.options, part, strict=True)
                ),
            )
            for issue, weight, part in zip(found.layout.agenda.issues, weights, parts, strict=True)
        ),
    )


def spread(scenario: Scenario, share: float) -> UncertainScenario:
    """The scenario whose numbers may be off by a share of themselves.

    Parameters
    ----------
    scenario
        Additive preferences, without links and red lines; every number exact.
    share
        From 0 (nothing may be off) to 1, exclusive: 0.2 means 20 %.

    Returns
    -------
    UncertainScenario
        Each weight is an interval of +-`share` around itself. Each value is one around itself, measured from
        the worst option of its issue, and the worth of no agreement, measured from the worst package. So it
        does not depend on the zero and unit of a party's scale.

    Raises
    ------
    ScenarioError
        Where the share lies outside, or `Scenario.additive` refuses.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> exact = from_table({"land": {"much": (8, 0), "little": (0, 4)}}, {"East": 2, "West": 1})
    >>> east = spread(exact, 0.25).preferences[0]
    >>> east.issues[0].values[0].value, east.reservation
    (Interval(low=6.0, high=10.0), Interval(low=1.5, high=2.5))
    >>> spread(exact, 0).preferences[0].reservation
    2.0
    """
    if not 0 <= share < 1:
        raise ScenarioError(f"numbers may be off by a share from 0 to below 1, not by {share:g}")
    return UncertainScenario(
        agenda=scenario.agenda,
        preferences=tuple(_spread(preference, share) for preference in scenario.additive),
        source=scenario.source,
        remarks=scenario.remarks,
    )


def _spread(preference: Preference, share: float) -> UncertainPreference:
    worst = sum(issue.weight * min(value.value for value in issue.values) for issue in preference.issues)
    return UncertainPreference(
        holder=preference.holder,
        basis=preference.basis,
        reservation=_around(preference.reservation, worst, share),
        issues=tuple(
            UncertainIssue(
                issue=issue.issue,
                weight=_around(issue.weight, 0.0, share),
                values=tuple(
                    UncertainWorth(
                        option=value.option,
                        value=_around(value.value, min(one.value for one in issue.values), share),
                    )
                    for value in issue.values
                ),
            )
            for issue in preference.issues
        ),
    )


def _around(number: float, zero: float, share: float) -> Quantity:
    off = abs(number - zero) * share
    return float(number) if off == 0 else Interval(low=number - off, high=number + off)
