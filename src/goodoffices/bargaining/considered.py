"""The packages about which it is asked how sure we are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.surface import surface
from goodoffices.preferences.draws import Draws
from goodoffices.preferences.layout import Floats
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference

Choices = npt.NDArray[np.int64]

MOST: Final = 500
_FRONTIERS: Final = 40
_CAP: Final = 2_000
_DIGITS: Final = 9


def considered(scenario: UncertainScenario, drawn: Sequence[Draws], *, most: int = MOST) -> Choices:
    """Packages worth a look, as option indices, shape (packages, issues), in the order of the agenda.

    All of them where there are at most `most`. Otherwise those on the frontier of the nominal preferences,
    and of some of the drawn ones, those that are there most often first, `most` of them.
    """
    if scenario.outcomes <= most:
        sizes = (range(len(issue.options)) for issue in scenario.agenda.issues)
        return np.array(list(product(*sizes)), dtype=np.int64)
    found = [surface(scenario.nominal, cap=_CAP).choices]
    frontiers = min(_FRONTIERS, len(drawn[0]))
    found += [surface(drawn_scenario(scenario, drawn, at), cap=_CAP).choices for at in range(frontiers)]
    packages, first, times = np.unique(np.concatenate(found), axis=0, return_index=True, return_counts=True)
    of_nominal = first < len(found[0])
    order = np.lexsort((-times, ~of_nominal))[:most]
    return packages[np.sort(order)].astype(np.int64)


def drawn_scenario(scenario: UncertainScenario, drawn: Sequence[Draws], at: int) -> Scenario:
    """The exact scenario of one draw; worths are rounded to nine digits of each party's range."""
    return Scenario(
        agenda=scenario.agenda,
        preferences=tuple(_exact(one, at) for one in drawn),
        source=scenario.source,
    )


def _exact(drawn: Draws, at: int) -> Preference:
    span = float(np.abs(drawn.terms[at]).sum()) or 1.0
    digits = _DIGITS - int(np.floor(np.log10(span)))
    rounded: Floats = drawn.terms[at].round(digits)
    parts: list[Floats] = np.split(rounded, drawn.layout.starts[1:])
    return Preference(
        holder=drawn.holder,
        reservation=float(drawn.reservations[at]),
        issues=tuple(
            IssueWorth(
                issue=issue.key,
                weight=1.0,
                values=tuple(
                    OptionWorth(option=option.key, value=float(value))
                    for option, value in zip(issue.options, part, strict=True)
                ),
            )
            for issue, part in zip(drawn.layout.agenda.issues, parts, strict=True)
        ),
    )
