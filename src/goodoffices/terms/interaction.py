"""What a side wants where issues do not simply add up: the worth of one depends on another."""

from __future__ import annotations

import math
from itertools import chain
from typing import Annotated

import msgspec

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.identity import Slug
from goodoffices.terms.preference import IssueWorth, Worth
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word

FewIssues = Annotated[tuple[Slug, ...], msgspec.Meta(min_length=1)]


class Table(Word, tag="table", tag_field="kind"):
    """The worth of every combination of options of a few issues.

    `values` are in the order of the issues as named here and of their options on the agenda, the last
    issue fastest.
    """

    issues: FewIssues
    values: tuple[Worth, ...]


class Side(Word):
    """One side of a rectangle: the options of an issue that lie within it; at least one."""

    issue: Slug
    within: tuple[Slug, ...]


class Rectangle(Word, tag="rectangle", tag_field="kind"):
    """A constraint that adds `worth` to a package that meets it.

    A package meets it where each side's issue takes an option within the side; where `outside`, it meets
    it if at least one does not.
    """

    sides: tuple[Side, ...]
    worth: Worth
    outside: bool = False


Factor = Table | Rectangle


class Interacting(Word, tag="interacting", tag_field="kind"):
    """A preference over groups of issues: the additive part, and a term for each factor; higher is better.

    u(x) = min(ceiling, sum of weight times value + sum of factors). `issues` may leave issues out: those
    add nothing by themselves. `holder`, `reservation` and `basis` are those of `Preference`; `ceiling` is
    the most that a package can be worth, None: no bound.
    """

    holder: Label
    issues: tuple[IssueWorth, ...] = ()
    factors: tuple[Factor, ...] = ()
    reservation: Worth
    ceiling: Worth | None = None
    basis: Text | None = None

    def misfit(self, agenda: Agenda) -> str | None:
        """What does not fit the agenda, as a sentence, or None."""
        said = f"the preference of {self.holder}"
        named = [worth.issue for worth in self.issues]
        if len(set(named)) != len(named):
            return f"{said} must weigh an issue once"
        for worth in self.issues:
            issue = agenda.issue(worth.issue)
            options = [] if issue is None else sorted(option.key for option in issue.options)
            if sorted(value.option for value in worth.values) != options:
                return f"{said} must value each option of {worth.issue} once"
        return next((f"{said}: {why}" for factor in self.factors if (why := _misfit(factor, agenda))), None)

    def __post_init__(self) -> None:
        """Refuse numbers that are not numbers."""
        numbers = [self.reservation, *(worth.weight for worth in self.issues)]
        numbers += () if self.ceiling is None else (self.ceiling,)
        numbers += [value.value for worth in self.issues for value in worth.values]
        numbers += chain.from_iterable(
            factor.values if isinstance(factor, Table) else (factor.worth,) for factor in self.factors
        )
        if any(map(math.isnan, numbers)):
            raise WordError(f"the preference of {self.holder} holds a value that is not a number")


def _misfit(factor: Factor, agenda: Agenda) -> str | None:
    named = factor.issues if isinstance(factor, Table) else tuple(side.issue for side in factor.sides)
    if len(set(named)) != len(named):
        return "a factor names an issue twice"
    issues = [agenda.issue(key) for key in named]
    for key, issue in zip(named, issues, strict=True):
        if issue is None:
            return f"the agenda has no issue {key}"
    if isinstance(factor, Table):
        cells = math.prod(len(issue.options) for issue in issues if issue is not None)
        if cells != len(factor.values):
            return f"a factor over {', '.join(named)} needs {cells} values, and holds {len(factor.values)}"
        return None
    for side, issue in zip(factor.sides, issues, strict=True):
        if not side.within:
            return f"a side of a rectangle holds no option of {side.issue}"
        for key in side.within:
            if issue is not None and issue.option(key) is None:
                return f"issue {side.issue} has no option {key}"
    return None
