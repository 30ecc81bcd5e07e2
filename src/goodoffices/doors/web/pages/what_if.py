"""What if an issue were settled so, or not so: a plain form, and the candidate packages that it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk import computing
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import ScenarioError
from goodoffices.terms.agenda import Issue
from goodoffices.terms.package import Choice, Package

if TYPE_CHECKING:
    from goodoffices.bargaining.candidate import Candidate, NoCandidate
    from goodoffices.bargaining.candidates import Candidates
    from goodoffices.bargaining.efficient import Point
    from goodoffices.bargaining.fixed import Fixed
    from goodoffices.terms.finding import Finding

SETTLED, BUT = "as-", "not-"
"""How a field says that an option is kept, or ruled out, before the key of the option."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One issue of the form: its name in the address, and what is picked."""

    issue: Issue
    name: str
    picked: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One issue of the candidate packages, side by side."""

    issue: str
    options: tuple[str, ...]
    same: bool


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """The form as it was filled in, and what it leaves: candidates and frontier, or why there are none."""

    fields: tuple[Field, ...]
    asked: bool
    finding: Finding[Candidates | NoCandidate] | None
    candidates: tuple[Candidate, ...]
    rows: tuple[Compared, ...]
    points: tuple[Point, ...]
    sentence: str


def what_if(visit: Visit) -> WhatIf:
    """What the address asks, answered from what this seat keeps."""
    from goodoffices.bargaining.candidates import Candidates

    fields = tuple(_fields(visit))
    constraints = _fixed(fields)
    found = computing.proposed(visit.view, constraints)
    left = computing.frontier_with(visit.view, constraints)
    if isinstance(found, ScenarioError | str) or isinstance(left, ScenarioError | str):
        said = f"Nothing can be computed so: {found}."
        return WhatIf(
            fields=fields, asked=True, finding=None, candidates=(), rows=(), points=(), sentence=said
        )
    result = found.result
    candidates = result.candidates if isinstance(result, Candidates) else ()
    return WhatIf(
        fields=fields,
        asked=bool(constraints),
        finding=found,
        candidates=candidates,
        rows=tuple(_rows(visit, candidates)),
        points=left.result.points,
        sentence=result.sentence,
    )


def _fields(visit: Visit) -> Iterator[Field]:
    """What the address says of each issue; what no issue knows counts as open."""
    for issue in visit.talks.agenda.issues:
        name = f"if-{issue.key}"
        picked = visit.query(name)
        option = picked.removeprefix(SETTLED).removeprefix(BUT)
        known = picked.startswith((SETTLED, BUT)) and issue.option(option) is not None
        yield Field(issue=issue, name=name, picked=picked if known else "")


def _fixed(fields: tuple[Field, ...]) -> Fixed:
    from goodoffices.bargaining.fixed import Fixed

    keep = tuple(
        Choice(issue=each.issue.key, option=each.picked.removeprefix(SETTLED))
        for each in fields
        if each.picked.startswith(SETTLED)
    )
    without = tuple(
        Choice(issue=each.issue.key, option=each.picked.removeprefix(BUT))
        for each in fields
        if each.picked.startswith(BUT)
    )
    return Fixed(keep=Package(choices=keep), without=without)


def _rows(visit: Visit, candidates: tuple[Candidate, ...]) -> Iterator[Compared]:
    for issue in visit.talks.agenda.issues:
        options = tuple(_title(issue, one.package.option(issue.key)) for one in candidates)
        yield Compared(issue=issue.title, options=options, same=len(set(options)) == 1)


def _title(issue: Issue, key: str | None) -> str:
    option = issue.option(key or "")
    return "" if option is None else option.title
