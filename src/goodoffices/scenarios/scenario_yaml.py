"""Our own scenario file: YAML 1.2 with agenda, preferences, and what a package must meet besides."""

from __future__ import annotations

from typing import Literal, cast

import msgspec

from goodoffices.errors import ScenarioError, WordError
from goodoffices.notation.expectation import fitted
from goodoffices.notation.plain import Located, Path, Plain
from goodoffices.notation.schema import DIALECT, REF, Schema, published
from goodoffices.notation.yaml_reading import parsed
from goodoffices.notation.yaml_writing import written
from goodoffices.scenarios.in_file import in_file
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.condition import Discount, Link, RedLine
from goodoffices.terms.interaction import Factor, Interacting
from goodoffices.terms.preference import IssueWorth, Preference, Worth
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import NOT_STATED, Word

FORMAT = "goodoffices-scenario/1"


class Wanted(Word):
    """What one party wants: its issues add up; with factors or a ceiling, they interact.

    `kind` may be left out: it is "interacting" where factors or a ceiling are given, else "additive".
    """

    holder: Label
    kind: Literal["additive", "interacting"] | None = None
    issues: tuple[IssueWorth, ...] = ()
    factors: tuple[Factor, ...] = ()
    reservation: Worth
    ceiling: Worth | None = None
    basis: Text | None = None

    def __post_init__(self) -> None:
        """Refuse an additive preference with what only an interacting one has."""
        if self.kind == "additive" and (self.factors or self.ceiling is not None):
            raise WordError("additive preferences have no factors and no ceiling; say kind: interacting")
        self.preference()  # which refuses what is no number

    def preference(self) -> Preference | Interacting:
        """The same in the words of the field."""
        if self.kind == "interacting" or self.factors or self.ceiling is not None:
            return Interacting(
                holder=self.holder,
                issues=self.issues,
                factors=self.factors,
                reservation=self.reservation,
                ceiling=self.ceiling,
                basis=self.basis,
            )
        return Preference(
            holder=self.holder, issues=self.issues, reservation=self.reservation, basis=self.basis
        )


class ScenarioFile(Word):
    """A scenario as people write it; `source` says where the numbers come from.

    `remarks` are sentences that every result made from it must show.
    """

    format: Literal["goodoffices-scenario/1"]
    source: Label = NOT_STATED
    remarks: tuple[Text, ...] = ()
    agenda: Agenda
    preferences: tuple[Wanted, ...]
    links: tuple[Link, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    discounts: tuple[Discount, ...] = ()


def read(text: str, file: str) -> Scenario:
    r"""The scenario that a text in our own format holds; `file` is its name in errors.

    Raises `ScenarioFileError` with the line, the field and what was expected there.

    >>> read("format: goodoffices-scenario/1\npreferences: []", "a.yaml")
    Traceback (most recent call last):
    ...
    goodoffices.errors.ScenarioFileError: a.yaml: line 1, file: expected the field agenda, which is missing
    """
    with in_file(file):
        return fit(parsed(text))


def fit(located: Located) -> Scenario:
    """The scenario that plain values hold. Raises `FileError`."""
    file = fitted(located, ScenarioFile)
    _refuse_misfits(file, located)
    try:
        return Scenario(
            agenda=file.agenda,
            preferences=tuple(each.preference() for each in file.preferences),
            links=file.links,
            red_lines=file.red_lines,
            discounts=file.discounts,
            source=file.source,
            remarks=file.remarks,
        )
    except ScenarioError as reason:
        raise located.wrong((), str(reason)) from reason


def _refuse_misfits(file: ScenarioFile, located: Located) -> None:
    """Say where a part does not fit the agenda or the parties; `Scenario` would only say that it does not."""
    holders = [each.holder for each in file.preferences]
    for place, wanted in enumerate(file.preferences):
        path: Path = ("preferences", place)
        if wanted.holder in holders[:place]:
            raise located.wrong((*path, "holder"), "expected each party once; this one stands twice")
        if (misfit := _misfit(wanted, file.agenda, path)) is not None:
            raise located.wrong(*misfit)
    conditions = (("links", file.links), ("red_lines", file.red_lines))
    for name, held in conditions:
        for place, condition in enumerate(held):
            if misfit := condition.misfit(file.agenda):
                raise located.wrong((name, place), f"expected what fits the agenda: {misfit}")
    for name, bounds in (("red_lines", file.red_lines), ("discounts", file.discounts)):
        for place, bound in enumerate(bounds):
            if bound.holder not in holders:
                known = ", ".join(holders) or "none is given"
                raise located.wrong((name, place, "holder"), f"expected the holder of a preference ({known})")


def _misfit(wanted: Wanted, agenda: Agenda, path: Path) -> tuple[Path, str] | None:
    """Where a preference does not fit the agenda, and what was expected there; or None."""
    said = wanted.preference().misfit(agenda)
    if said is None:
        return None
    seen: set[str] = set()
    for place, worth in enumerate(wanted.issues):
        here: Path = (*path, "issues", place)
        issue = agenda.issue(worth.issue)
        if issue is None or worth.issue in seen:
            keys = ", ".join(each.key for each in agenda.issues)
            return (*here, "issue"), f"expected an issue of the agenda, each once: {keys}"
        seen.add(worth.issue)
        keys = ", ".join(each.key for each in issue.options)
        options: set[str] = set()
        for at, value in enumerate(worth.values):
            if issue.option(value.option) is None or value.option in options:
                return (
                    *here,
                    "values",
                    at,
                    "option",
                ), f"expected an option of {issue.key}, each once: {keys}"
            options.add(value.option)
        if len(options) < len(issue.options):
            return (*here, "values"), f"expected a value for each option of {issue.key}: {keys}"
    for place, factor in enumerate(wanted.factors):
        alone = Interacting(holder=wanted.holder, factors=(factor,), reservation=0)
        if misfit := alone.misfit(agenda):
            return (*path, "factors", place), f"expected what fits the agenda: {misfit}"
    return path, f"expected what fits the agenda: {said}"


def write(scenario: Scenario) -> str:
    """The scenario as YAML text: fields in declared order, defaults left out.

    `read(write(scenario), ...) == scenario`, and writing again gives the same text.
    """
    file = ScenarioFile(
        format=FORMAT,
        source=scenario.source,
        remarks=scenario.remarks,
        agenda=scenario.agenda,
        preferences=tuple(map(_wanted, scenario.preferences)),
        links=scenario.links,
        red_lines=scenario.red_lines,
        discounts=scenario.discounts,
    )
    plain = cast("dict[str, Plain]", msgspec.json.decode(msgspec.json.encode(file)))
    return written(plain, apart=("agenda", "preferences", "links", "red_lines", "discounts"))


def _wanted(preference: Preference | Interacting) -> Wanted:
    match preference:
        case Preference():
            return Wanted(
                holder=preference.holder,
                issues=preference.issues,
                reservation=preference.reservation,
                basis=preference.basis,
            )
        case Interacting():
            return Wanted(
                holder=preference.holder,
                kind="interacting",
                issues=preference.issues,
                factors=preference.factors,
                reservation=preference.reservation,
                ceiling=preference.ceiling,
                basis=preference.basis,
            )


def schema() -> Schema:
    """The JSON Schema of a scenario file. What it cannot say (what fits the agenda) is checked by reading."""
    _, parts = msgspec.json.schema_components((ScenarioFile,), ref_template=REF)
    found = cast("dict[str, Schema]", published(parts))
    whole = found.pop("ScenarioFile")
    return {"$schema": DIALECT, **whole, "title": "Scenario file", "$defs": found}
