"""Scenarios of NegoLog: one JSON file for each party, and no domain file."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios.held import Held
from goodoffices.scenarios.number import spelled
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.written import (
    WrittenIssue,
    WrittenPreference,
    agenda_of,
    holder_of,
    preference_of,
    scenario_of,
)
from goodoffices.terms.agenda import Agenda


def is_profile(held: Held) -> bool:
    """Whether a JSON file is a profile of NegoLog."""
    return isinstance(held.value, dict) and {"issueWeights", "issues"} <= set(held.value)


def read(files: Mapping[str, Held], *, folder: str, domain_file: str | None = None) -> Scenario:
    """The scenario of the profiles, in the order of their names; the agenda is that of the first.

    u(x) = sum of weight times value, as written; `reservationValue` 0 where it is absent. `specs.json`
    holds statistics and is not looked at. Raises `ScenarioFileError`.
    """
    if domain_file is not None:
        raise files[domain_file].wrong("expected a folder: NegoLog has profiles only, and no domain")
    remarks: list[str] = []
    profiles = {name: held for name, held in sorted(files.items()) if is_profile(held)}
    if not profiles:
        raise ScenarioFileError(folder, 0, "folder", "expected profiles with issueWeights and issues")
    others = sorted(set(files) - set(profiles) - {"specs.json"})
    remarks += [f"{name}: left out; it is no profile." for name in others]
    first = next(iter(profiles.values()))
    issues = [
        WrittenIssue(name=name, options=tuple(values.fields()))
        for name, values in first.field("issues").fields().items()
    ]
    agenda = agenda_of(issues, first.file)
    preferences = [preference_of(_preference(held, agenda, remarks), agenda) for held in profiles.values()]
    return scenario_of(
        agenda,
        preferences,
        source=f"{folder} (NegoLog JSON: {', '.join(profiles)})",
        remarks=remarks,
    )


def _preference(profile: Held, agenda: Agenda, remarks: list[str]) -> WrittenPreference:
    titles = tuple(issue.title for issue in agenda.issues)
    held = profile.field("issueWeights").once_each(titles, what="the issue")
    tables = profile.field("issues").once_each(titles, what="the issue")
    weights = tuple(held[title].weight() for title in titles)
    values: list[tuple[Fraction, ...]] = []
    for issue in agenda.issues:
        options = tuple(option.title for option in issue.options)
        worths = tables[issue.title].once_each(options, what="the value")
        values.append(tuple(worths[option].number() for option in options))
    total = sum(weights, Fraction(0))
    if abs(total - 1) > Fraction(1, 10**6):
        remarks.append(f"{profile.file}: the weights sum to {spelled(total)}; they are used as written.")
    reservation = profile.optional("reservationValue")
    return WrittenPreference(
        holder=holder_of(profile.file),
        weights=weights,
        values=tuple(values),
        reservation=Fraction(0) if reservation is None else reservation.number(),
    )
