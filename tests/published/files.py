"""Readers of published scenario files, for these tests only: additive ones, as they were published."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference


def read(folder: Path, profiles: tuple[str, ...]) -> Scenario:
    """A GeniusWeb or NegoLog folder; no agreement is worth as much as the worst package."""
    tables = {name: _table(json.loads((folder / name).read_text(encoding="utf-8"))) for name in profiles}
    weights, first = tables[profiles[0]]
    agenda = Agenda(
        issues=tuple(
            Issue(
                key=issue,
                title=issue,
                options=tuple(Option(key=option, title=option) for option in first[issue]),
            )
            for issue in weights
        )
    )
    return Scenario(
        agenda=agenda, preferences=tuple(_preference(name, *table) for name, table in tables.items())
    )


def _table(profile: dict[str, Any]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The weights, and the values of the options."""
    if "LinearAdditiveUtilitySpace" not in profile:
        return profile["issueWeights"], profile["issues"]
    space = profile["LinearAdditiveUtilitySpace"]
    values = {}
    for issue, kinds in space["issueUtilities"].items():
        (kind,) = kinds.values()
        values[issue] = kind["valueUtilities"]
    return space["issueWeights"], values


def _preference(name: str, weights: dict[str, float], values: dict[str, dict[str, float]]) -> Preference:
    worst = sum(
        Fraction(repr(float(weights[issue]))) * Fraction(repr(float(min(options.values()))))
        for issue, options in values.items()
    )
    return Preference(
        holder=name,
        reservation=float(worst),
        issues=tuple(
            IssueWorth(
                issue=issue,
                weight=weights[issue],
                values=tuple(OptionWorth(option=option, value=value) for option, value in options.items()),
            )
            for issue, options in values.items()
        ),
    )
