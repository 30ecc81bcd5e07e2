"""A scenario as the JSON and YAML files of GeniusWeb, NegoLog and NegMAS."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Final

from goodoffices.errors import ScenarioError
from goodoffices.notation.plain import Plain
from goodoffices.notation.yaml_writing import written
from goodoffices.preferences.worth import as_printed, worth_as_float
from goodoffices.scenarios.fitting import (
    additive_only,
    file_names,
    numbers_of,
    refuse_conditions,
    refuse_same_titles,
)
from goodoffices.scenarios.geniusweb_json import DISCRETE, SPACE
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.condition import Discount
from goodoffices.terms.preference import Preference

DOMAIN: Final = "domain"
MOST_SUMS: Final = 100_000
"""Distinct sums of worths that the search for a reservation bid may hold."""


def negolog(scenario: Scenario) -> dict[str, str]:
    """The files of NegoLog by their names. Raises `ScenarioError` naming what does not fit."""
    name = "NegoLog"
    refuse_conditions(scenario, name)
    refuse_same_titles(scenario.agenda, name)
    preferences = additive_only(scenario, name)
    files: dict[str, str] = {}
    for stem, preference in zip(file_names(scenario.parties, taken="specs"), preferences, strict=True):
        weights, tables = _named(preference, scenario.agenda)
        plain = {"reservationValue": preference.reservation, "issueWeights": weights, "issues": tables}
        files[f"{stem}.json"] = json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
    return files


def geniusweb(scenario: Scenario) -> dict[str, str]:
    """The files of GeniusWeb by their names. Raises `ScenarioError` naming what does not fit."""
    name = "GeniusWeb"
    refuse_conditions(scenario, name)
    refuse_same_titles(scenario.agenda, name)
    preferences = additive_only(scenario, name)
    domain = {
        "name": DOMAIN,
        "issuesValues": {
            issue.title: {"values": [option.title for option in issue.options]}
            for issue in scenario.agenda.issues
        },
    }
    files = {f"{DOMAIN}.json": json.dumps(domain, indent=2, ensure_ascii=False) + "\n"}
    for stem, preference in zip(file_names(scenario.parties, taken=DOMAIN), preferences, strict=True):
        _refuse_outside(preference, scenario.agenda)
        weights, tables = _named(preference, scenario.agenda)
        space: dict[str, object] = {
            "name": stem,
            "issueUtilities": {
                issue: {DISCRETE[0]: {"valueUtilities": table}} for issue, table in tables.items()
            },
            "issueWeights": weights,
            "domain": domain,
        }
        bid = _reservation_bid(preference, scenario.agenda)
        if bid is not None:
            space["reservationBid"] = {"issuevalues": bid}
        files[f"{stem}.json"] = json.dumps({SPACE: space}, indent=2, ensure_ascii=False) + "\n"
    return files


def negmas(scenario: Scenario) -> dict[str, str]:
    """The files of NegMAS by their names. Raises `ScenarioError` naming what does not fit."""
    name = "NegMAS"
    refuse_conditions(scenario, name, discounts=True)
    refuse_same_titles(scenario.agenda, name)
    preferences = additive_only(scenario, name)
    issues: list[Plain] = [
        {
            "name": issue.title,
            "type": "DiscreteOrdinalIssue" if issue.ordered else "CategoricalIssue",
            "values": [option.title for option in issue.options],
        }
        for issue in scenario.agenda.issues
    ]
    files = {
        f"{DOMAIN}.yml": written({"issues": issues, "name": DOMAIN, "type": "DiscreteCartesianOutcomeSpace"})
    }
    discounts = {each.holder: each for each in scenario.discounts}
    for stem, preference in zip(file_names(scenario.parties, taken=DOMAIN), preferences, strict=True):
        weights, tables = _named(preference, scenario.agenda)
        ufun: dict[str, Plain] = {
            "name": stem,
            "reserved_value": preference.reservation,
            "type": "LinearAdditiveUtilityFunction",
            "values": [{"mapping": dict(table), "type": "TableFun"} for table in tables.values()],
            "weights": list(weights.values()),
        }
        if stem in discounts:
            ufun = _discounted(ufun, discounts[stem])
        files[f"{stem}.yml"] = written(ufun)
    return files


def _discounted(ufun: dict[str, Plain], discount: Discount) -> dict[str, Plain]:
    return {
        "discount": discount.factor,
        "factor": "step" if discount.by_rounds else "relative_time",
        "name": ufun["name"],
        "reserved_value": ufun["reserved_value"],
        "type": "ExpDiscountedUFun",
        "ufun": ufun,
    }


def _named(preference: Preference, agenda: Agenda) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Weights by the titles of issues, and values by those of their options."""
    worths = {worth.issue: worth for worth in preference.issues}
    weights: dict[str, float] = {}
    tables: dict[str, dict[str, float]] = {}
    for issue in agenda.issues:
        held = {value.option: value.value for value in worths[issue.key].values}
        weights[issue.title] = worths[issue.key].weight
        tables[issue.title] = {option.title: held[option.key] for option in issue.options}
    return weights, tables


def _refuse_outside(preference: Preference, agenda: Agenda) -> None:
    weights, values = numbers_of(preference, agenda)
    if abs(sum(weights, Fraction(0)) - 1) > Fraction(1, 10**6):
        raise ScenarioError(f"GeniusWeb has weights that sum to 1; those of {preference.holder} do not")
    if any(not 0 <= value <= 1 for table in values for value in table):
        raise ScenarioError(f"GeniusWeb has values from 0 to 1; {preference.holder} has others")


def _reservation_bid(preference: Preference, agenda: Agenda) -> dict[str, str] | None:
    """A package that is worth as much as no agreement, by titles; None where that is the worst package.

    Sums of worths are kept issue by issue, one package for each. Raises `ScenarioError` where no package is
    worth exactly as much, or none is found among `MOST_SUMS`.
    """
    weights, values = numbers_of(preference, agenda)
    worst = sum((w * min(table) for w, table in zip(weights, values, strict=True)), Fraction(0))
    if preference.reservation == worth_as_float(worst, below=True):
        return None
    wanted = as_printed(preference.reservation)
    kept: dict[Fraction, tuple[int, ...]] = {Fraction(0): ()}
    for weight, table in zip(weights, values, strict=True):
        longer: dict[Fraction, tuple[int, ...]] = {}
        for total, choices in kept.items():
            for place, value in enumerate(table):
                longer.setdefault(total + weight * value, (*choices, place))
        if len(longer) > MOST_SUMS:
            break
        kept = longer
    found = kept.get(wanted)
    if found is None or len(found) < len(agenda.issues):
        raise ScenarioError(
            f"GeniusWeb writes the worth of no agreement as a package; none was found that is worth exactly "
            f"{preference.reservation} to {preference.holder}"
        )
    return {issue.title: _title(issue, at) for issue, at in zip(agenda.issues, found, strict=True)}


def _title(issue: Issue, at: int) -> str:
    return issue.options[at].title
