"""What the user will not touch: issues kept as agreed, options ruled out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

import msgspec

from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.condition import Link
from goodoffices.terms.finding import Setting
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.preference import Preference

Allowed = dict[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Constraints on packages: the option of each issue that is kept, and options that are ruled out."""

    keep: Package = field(default_factory=Package)
    without: tuple[Choice, ...] = ()

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What was asked for, to be shown with a finding."""
        kept = [Setting(name="keep", value=f"{c.issue}={c.option}") for c in self.keep.choices]
        return (*kept, *(Setting(name="not", value=f"{c.issue}={c.option}") for c in self.without))

    def __bool__(self) -> bool:
        """Whether anything is fixed at all."""
        return bool(self.keep.choices or self.without)


NOTHING_FIXED = Fixed()


def narrowed(scenario: Scenario, fixed: Fixed) -> Scenario:
    """The same scenario with only the options that are left; its preferences are worth what they were.

    Raises `ScenarioError` where a constraint names what the agenda does not hold, or leaves an issue without
    options.

    >>> from goodoffices.scenarios.table import from_table
    >>> cake = from_table({"cake": {"a": (2, 0), "b": (1, 1), "c": (0, 2)}}, {"A": 0, "B": 0})
    >>> left = narrowed(cake, Fixed(without=(Choice(issue="cake", option="c"),)))
    >>> [option.key for option in left.agenda.issues[0].options], left.outcomes
    (['a', 'b'], 2)
    """
    if not fixed:
        return scenario
    allowed = _allowed(scenario, fixed)
    agenda = Agenda(issues=tuple(_issue(issue, allowed[issue.key]) for issue in scenario.agenda.issues))
    return msgspec.structs.replace(
        scenario,
        agenda=agenda,
        preferences=tuple(_preference(each, scenario.agenda, allowed) for each in scenario.preferences),
        links=tuple(link for link in scenario.links if _may_bind(link, allowed)),
        red_lines=tuple(
            line
            for line in scenario.red_lines
            if all(choice.option in allowed[choice.issue] for choice in line.options)
        ),
    )


def _allowed(scenario: Scenario, fixed: Fixed) -> Allowed:
    """The options of each issue that are left, those that a link has made unusable taken out as well."""
    for said, choices in (("kept", fixed.keep.choices), ("ruled out", fixed.without)):
        for choice in choices:
            if misfit := Package(choices=(choice,)).misfit(scenario.agenda):
                raise ScenarioError(f"{choice.issue}={choice.option} cannot be {said}: {misfit}")
    out = {(choice.issue, choice.option) for choice in fixed.without}
    allowed = {
        issue.key: frozenset(
            option.key
            for option in issue.options
            if (issue.key, option.key) not in out and fixed.keep.option(issue.key) in {None, option.key}
        )
        for issue in scenario.agenda.issues
    }
    for _ in scenario.links:
        allowed = reduce(_without_unusable, scenario.links, allowed)
    for issue, left in allowed.items():
        if not left:
            raise ScenarioError(f"no option of {issue} is left: what is kept and ruled out allows no package")
    return allowed


def _without_unusable(allowed: Allowed, link: Link) -> Allowed:
    one, other = link.option, link.only_with
    if other.option in allowed[other.issue]:
        return allowed
    return {**allowed, one.issue: allowed[one.issue] - {one.option}}


def _may_bind(link: Link, allowed: Allowed) -> bool:
    return (
        link.option.option in allowed[link.option.issue]
        and link.only_with.option in allowed[link.only_with.issue]
    )


def _issue(issue: Issue, left: frozenset[str]) -> Issue:
    return msgspec.structs.replace(
        issue, options=tuple(option for option in issue.options if option.key in left)
    )


def _preference(
    preference: Preference | Interacting, agenda: Agenda, allowed: Allowed
) -> Preference | Interacting:
    issues = tuple(
        msgspec.structs.replace(
            worth, values=tuple(value for value in worth.values if value.option in allowed[worth.issue])
        )
        for worth in preference.issues
    )
    if isinstance(preference, Preference):
        return msgspec.structs.replace(preference, issues=issues)
    tables = [_table(each, agenda, allowed) for each in preference.factors if isinstance(each, Table)]
    shapes = [_rectangle(each, agenda, allowed) for each in preference.factors if isinstance(each, Rectangle)]
    factors = (*tables, *(shape for shape in shapes if shape is not None))
    return msgspec.structs.replace(preference, issues=issues, factors=factors)


def _table(table: Table, agenda: Agenda, allowed: Allowed) -> Table:
    """The rows that are left, in the same order: the last issue fastest."""
    kept = list(enumerate(table.values))
    size = len(kept)
    for key in table.issues:
        issue = agenda.issue(key)
        options = () if issue is None else issue.options
        size //= len(options)
        stays = [option.key in allowed[key] for option in options]
        kept = [(at, value) for at, value in kept if stays[at // size % len(options)]]
    return Table(issues=table.issues, values=tuple(value for _, value in kept))


def _rectangle(shape: Rectangle, agenda: Agenda, allowed: Allowed) -> Rectangle | Table | None:
    """What is left of it; None where no package meets it any more."""
    sides = [(side, allowed[side.issue] & frozenset(side.within)) for side in shape.sides]
    if all(left for _, left in sides):
        return msgspec.structs.replace(
            shape,
            sides=tuple(
                Side(issue=side.issue, within=tuple(key for key in side.within if key in left))
                for side, left in sides
            ),
        )
    if not shape.outside:
        return None
    issue = agenda.issues[0]  # every package lies outside: the same worth for all, whatever they take
    return Table(issues=(issue.key,), values=(shape.worth,) * len(allowed[issue.key]))
