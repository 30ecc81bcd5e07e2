"""Our own file of a scenario known in part: intervals, distributions, orders, and what is not known."""

from __future__ import annotations

from typing import cast

import msgspec

from goodoffices.errors import ScenarioError
from goodoffices.notation.expectation import fitted
from goodoffices.notation.plain import Located, Path, Plain
from goodoffices.notation.schema import DIALECT, REF, Schema, published
from goodoffices.notation.yaml_reading import parsed
from goodoffices.notation.yaml_writing import written
from goodoffices.scenarios.in_file import in_file
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.scenarios.uncertain_file import FORMAT, UncertainFile
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.uncertain import UncertainPreference, misfit_of


def read(text: str, file: str) -> UncertainScenario:
    r"""The scenario that a text holds; `file` is its name in errors.

    Raises `ScenarioFileError` with the line, the field and what was expected there. Orders that contradict
    each other are told when numbers are wanted (`UncertainScenario.admissible`).

    >>> read("format: goodoffices-uncertain/1\npreferences: []", "a.yaml")
    Traceback (most recent call last):
    ...
    goodoffices.errors.ScenarioFileError: a.yaml: line 1, file: expected the field agenda, which is missing
    """
    with in_file(file):
        return fit(parsed(text))


def fit(located: Located) -> UncertainScenario:
    """The scenario that plain values hold. Raises `FileError`."""
    file = fitted(located, UncertainFile)
    holders = [each.holder for each in file.preferences]
    for place, preference in enumerate(file.preferences):
        path: Path = ("preferences", place)
        if preference.holder in holders[:place]:
            raise located.wrong((*path, "holder"), "expected each party once; this one stands twice")
        if (misfit := _misfit(preference, file.agenda, path)) is not None:
            raise located.wrong(*misfit)
    try:
        return file.scenario()
    except ScenarioError as reason:
        raise located.wrong((), str(reason)) from reason


def _misfit(preference: UncertainPreference, agenda: Agenda, path: Path) -> tuple[Path, str] | None:
    """Where what is known of a party does not fit the agenda, and what was expected there; or None."""
    for place, held in enumerate(preference.issues):
        here: Path = (*path, "issues", place)
        issue = agenda.issue(held.issue)
        if issue is None:
            keys = ", ".join(each.key for each in agenda.issues)
            return (*here, "issue"), f"expected an issue of the agenda: {keys}"
        for at, value in enumerate(held.values):
            if issue.option(value.option) is None:
                keys = ", ".join(each.key for each in issue.options)
                return (*here, "values", at, "option"), f"expected an option of {issue.key}: {keys}"
    for place, statement in enumerate(preference.orders):
        if (said := misfit_of(statement, agenda)) is not None:
            return (*path, "orders", place), f"expected what fits the agenda: {said}"
    said = preference.misfit(agenda)
    return None if said is None else (path, f"expected what fits the agenda: {said}")


def write(scenario: UncertainScenario) -> str:
    """The scenario as YAML text: fields in declared order, defaults left out.

    `read(write(scenario), ...) == scenario`, and writing again gives the same text.
    """
    file = UncertainFile(
        format=FORMAT,
        source=scenario.source,
        remarks=scenario.remarks,
        agenda=scenario.agenda,
        preferences=scenario.preferences,
    )
    plain = cast("dict[str, Plain]", msgspec.json.decode(msgspec.json.encode(file)))
    return written(plain, apart=("agenda", "preferences"))


def schema() -> Schema:
    """The JSON Schema of such a file. What it cannot say (what fits the agenda) is checked by reading."""
    _, parts = msgspec.json.schema_components((UncertainFile,), ref_template=REF)
    found = cast("dict[str, Schema]", published(parts))
    whole = found.pop("UncertainFile")
    return {"$schema": DIALECT, **whole, "title": "Scenario known in part", "$defs": found}
