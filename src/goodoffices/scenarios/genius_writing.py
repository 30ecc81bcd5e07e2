"""A scenario as the files of GENIUS: a domain and one profile for each party."""

from __future__ import annotations

from fractions import Fraction
from typing import Final
from xml.sax.saxutils import quoteattr

from goodoffices.errors import ScenarioError
from goodoffices.preferences.worth import as_printed
from goodoffices.scenarios.fitting import (
    exactly,
    file_names,
    numbers_of,
    refuse_conditions,
    refuse_same_titles,
)
from goodoffices.scenarios.genius_evaluation import NOTHING
from goodoffices.scenarios.number import whole
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.written import BEARING
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.interaction import Interacting, Rectangle, Table
from goodoffices.terms.preference import Preference

NAME: Final = "GENIUS"
DOMAIN: Final = "domain"
_ROOT: Final = '<objective index="0" name="root" type="objective" etype="objective" description="">'


def written(scenario: Scenario) -> dict[str, str]:
    """The files by their names; read back, each package is worth the same to each party.

    Additive preferences become discrete issues; constraints need whole numbers in a row as options.
    Raises `ScenarioError` naming what does not fit.
    """
    refuse_conditions(scenario, NAME, discounts=True)
    refuse_same_titles(scenario.agenda, NAME)
    for discount in scenario.discounts:
        if discount.by_rounds:
            raise ScenarioError(f"{NAME} discounts by time; {discount.holder} discounts by rounds")
    names = file_names(scenario.parties, taken=DOMAIN)
    factors = [each for each in scenario.preferences if isinstance(each, Interacting) and each.factors]
    if factors and len(factors) < len(scenario.preferences):
        raise ScenarioError(f"{NAME} has constraints for all parties or for none")
    spans = _spans(scenario.agenda) if factors else None
    discounts = {each.holder: each.factor for each in scenario.discounts}
    files = {f"{DOMAIN}.xml": _domain(scenario.agenda, numeric=bool(factors))}
    for name, preference in zip(names, scenario.preferences, strict=True):
        if spans is not None and isinstance(preference, Interacting):
            body, kind = _constraints(preference, scenario.agenda, spans), ' type="nonlinear"'
        else:
            body, kind = _evaluations(preference, scenario.agenda), ""
        factor = exactly(as_printed(discounts.get(preference.holder, 1.0)))
        reservation = exactly(as_printed(preference.reservation))
        files[f"{name}.xml"] = "\n".join(
            (
                f"<utility_space{kind}>",
                f'<reservation value="{reservation}"/>',
                f'<discount_factor value="{factor}"/>',
                _ROOT,
                *body,
                "</objective>",
                "</utility_space>",
                "",
            )
        )
    return files


def _domain(agenda: Agenda, *, numeric: bool) -> str:
    lines = ["<negotiation_template>", f'<utility_space number_of_issues="{len(agenda.issues)}">', _ROOT]
    for index, issue in enumerate(agenda.issues, start=1):
        if numeric:
            lines.append(_numeric(index, issue))
            continue
        lines.append(_discrete(index, issue))
        lines += [
            f'  <item index="{place}" value={quoteattr(option.title)}/>'
            for place, option in enumerate(issue.options, start=1)
        ]
        lines.append("</issue>")
    return "\n".join((*lines, "</objective>", "</utility_space>", "</negotiation_template>", ""))


def _discrete(index: int, issue: Issue) -> str:
    kinds = 'type="discrete" etype="discrete" vtype="discrete"'
    return f'<issue index="{index}" name={quoteattr(issue.title)} {kinds}>'


def _numeric(index: int, issue: Issue) -> str:
    kinds = 'type="integer" etype="integer" vtype="integer"'
    bounds = f'lowerbound="{issue.options[0].title}" upperbound="{issue.options[-1].title}"'
    return f'<issue index="{index}" name={quoteattr(issue.title)} {kinds} {bounds}/>'


def _evaluations(preference: Preference | Interacting, agenda: Agenda) -> list[str]:
    holder = preference.holder
    if isinstance(preference, Interacting):
        if preference.ceiling != 1:
            raise ScenarioError(f"{NAME} caps every worth at 1; that of {holder} has another ceiling")
        preference = _filled(preference, agenda)
        capped = True
    else:
        capped = False
    weights, values = numbers_of(preference, agenda)
    total = Fraction(0)
    lines: list[str] = []
    for index, (issue, weight, worths) in enumerate(
        zip(agenda.issues, weights, values, strict=True), start=1
    ):
        most = max(worths)
        if min(worths) < 0 or (0 < most < NOTHING):
            raise ScenarioError(
                f"{NAME} divides values by the largest of their issue; those of {issue.title} for {holder} "
                f"are below 0, or all below {float(NOTHING)}"
            )
        total += weight * most
        lines.append(_discrete(index, issue))
        lines += [
            f'  <item index="{place}" value={quoteattr(option.title)} evaluation="{exactly(worth)}"/>'
            for place, (option, worth) in enumerate(zip(issue.options, worths, strict=True), start=1)
        ]
        lines.append("</issue>")
        lines.append(f'<weight index="{index}" value="{exactly(weight * most)}"/>')
    if not capped and total > 1 + BEARING:
        raise ScenarioError(
            f"{NAME} caps every worth at 1; packages are worth up to {float(total)} to {holder}"
        )
    return lines


def _filled(preference: Interacting, agenda: Agenda) -> Preference:
    """The additive part of a capped preference, which must weigh every issue."""
    plain = Preference(holder=preference.holder, issues=preference.issues, reservation=preference.reservation)
    if misfit := plain.misfit(agenda):
        raise ScenarioError(f"{NAME}: {misfit}")
    return plain


def _spans(agenda: Agenda) -> tuple[dict[str, int], ...]:
    """For each issue, the whole number of each option; they must follow each other."""
    spans: list[dict[str, int]] = []
    for issue in agenda.issues:
        numbers = [whole(option.title) for option in issue.options]
        first = numbers[0]
        if first is None or numbers != list(range(first, first + len(numbers))):
            raise ScenarioError(f"{NAME} has constraints on whole numbers in a row; {issue.title} has others")
        spans.append({option.key: first + at for at, option in enumerate(issue.options)})
    return tuple(spans)


def _constraints(preference: Interacting, agenda: Agenda, spans: tuple[dict[str, int], ...]) -> list[str]:
    holder = preference.holder
    if preference.issues:
        raise ScenarioError(f"{NAME} has constraints or weights; the preference of {holder} has both")
    if preference.ceiling != 1:
        raise ScenarioError(f"{NAME} caps the sum of constraints at 1; that of {holder} has no such ceiling")
    lines = [_numeric(index, issue) for index, issue in enumerate(agenda.issues, start=1)]
    lines += ['<utility maxutility="1">', '<ufun type="PlainUfun" weight="1" aggregation="sum">']
    for factor in preference.factors:
        match factor:
            case Table():
                raise ScenarioError(
                    f"{NAME} has no tables over several issues; the preference of {holder} has one"
                )
            case Rectangle():
                lines += _rectangle(factor, agenda, spans)
    return [*lines, "</ufun>", "</utility>"]


def _rectangle(factor: Rectangle, agenda: Agenda, spans: tuple[dict[str, int], ...]) -> list[str]:
    places = {issue.key: place for place, issue in enumerate(agenda.issues)}
    tag = "EXCLUDES" if factor.outside else "INCLUDES"
    lines = [f'<hyperRectangle utility="{exactly(as_printed(factor.worth))}">']
    for side in factor.sides:
        place = places[side.issue]
        numbers = sorted(spans[place][key] for key in side.within)
        if numbers[-1] - numbers[0] >= len(numbers):
            title = agenda.issues[place].title
            raise ScenarioError(f"{NAME} bounds a constraint from below and above; one on {title} has a hole")
        lines.append(f'  <{tag} index="{place + 1}" min="{numbers[0]}" max="{numbers[-1]}"/>')
    return [*lines, "</hyperRectangle>"]
