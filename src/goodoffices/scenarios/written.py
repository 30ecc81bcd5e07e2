"""What the files of the field have in common: issues and options by written names, worths in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from goodoffices.errors import ScenarioError, ScenarioFileError
from goodoffices.preferences.worth import worth_as_float
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.slug import slugs
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Discount
from goodoffices.terms.interaction import Interacting
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.text import hidden_character

MOST_ISSUES: Final = 2_000
MOST_OPTIONS: Final = 100_000
LONGEST_NAME: Final = 300
LONGEST_SOURCE: Final = 300


@dataclass(frozen=True, kw_only=True)
class WrittenIssue:
    """An issue as a file writes it; `line` 0 where the format has none to give."""

    name: str
    options: tuple[str, ...]
    ordered: bool = False
    line: int = 0


def agenda_of(issues: Sequence[WrittenIssue], file: str) -> Agenda:
    """The agenda of those issues: titles as written, keys made from them.

    Raises `ScenarioFileError` where there are none or too many, where a name stands twice, is empty, too
    long or holds what nobody sees.
    """
    if not issues:
        raise ScenarioFileError(file, 0, "issues", "expected at least one issue")
    if len(issues) > MOST_ISSUES:
        raise ScenarioFileError(file, 0, "issues", f"expected at most {MOST_ISSUES:,} issues")
    names: set[str] = set()
    for issue in issues:
        field = f"issue {short(issue.name)}"
        _refuse_name(issue.name, file, issue.line, field)
        if issue.name in names:
            raise ScenarioFileError(
                file, issue.line, field, "expected each issue once; this name stands twice"
            )
        names.add(issue.name)
        _refuse_options(issue, file, field)
    return Agenda(
        issues=tuple(
            Issue(
                key=key,
                title=issue.name,
                ordered=issue.ordered,
                options=tuple(
                    Option(key=option, title=title)
                    for option, title in zip(slugs(issue.options, kind="option"), issue.options, strict=True)
                ),
            )
            for key, issue in zip(slugs([issue.name for issue in issues], kind="issue"), issues, strict=True)
        )
    )


def _refuse_options(issue: WrittenIssue, file: str, field: str) -> None:
    if not issue.options:
        raise ScenarioFileError(file, issue.line, field, "expected at least one option")
    if len(issue.options) > MOST_OPTIONS:
        raise ScenarioFileError(file, issue.line, field, f"expected at most {MOST_OPTIONS:,} options")
    for option in issue.options:
        _refuse_name(option, file, issue.line, field)
    if len(set(issue.options)) < len(issue.options):
        (twice, _), *_ = Counter(issue.options).most_common(1)
        expected = f"expected each option once; {short(twice)} stands twice"
        raise ScenarioFileError(file, issue.line, field, expected)


def _refuse_name(name: str, file: str, line: int, field: str) -> None:
    if not name.strip():
        raise ScenarioFileError(file, line, field, "expected a name, not an empty one")
    if len(name) > LONGEST_NAME:
        raise ScenarioFileError(file, line, field, f"expected a name of at most {LONGEST_NAME} characters")
    if hidden := hidden_character(name):
        raise ScenarioFileError(file, line, field, f"expected no hidden characters; remove {hidden}")


def short(name: str) -> str:
    """A name in quotes, cut where a wrong file would make an error repeat much."""
    return f'"{name}"' if len(name) <= 60 else f'"{name[:60]}..."'  # noqa: PLR2004 - as much as fits a line


@dataclass(frozen=True, kw_only=True)
class WrittenPreference:
    """What one file says of one party, issue by issue in the order of the agenda.

    `weights` and `values` are as they are to be evaluated; `cap`: no package is worth more than that.
    `reservation` None: the file states none. `constant` is added to every package.
    """

    holder: str
    weights: tuple[Fraction, ...]
    values: tuple[tuple[Fraction, ...], ...]
    reservation: Fraction | None = None
    cap: Fraction | None = None
    constant: Fraction = Fraction(0)

    def worst(self) -> Fraction:
        """The worth of the worst package."""
        return sum((w * min(v) for w, v in zip(self.weights, self.values, strict=True)), self.constant)

    def best(self) -> Fraction:
        """The worth of the best package, before any cap."""
        return sum((w * max(v) for w, v in zip(self.weights, self.values, strict=True)), self.constant)

    def without_constant(self) -> WrittenPreference:
        """The same worths with the constant in the values of the first issue, whose weight becomes 1."""
        if not self.constant:
            return self
        first = tuple(self.weights[0] * value + self.constant for value in self.values[0])
        return replace(
            self,
            weights=(Fraction(1), *self.weights[1:]),
            values=(first, *self.values[1:]),
            constant=Fraction(0),
        )


BEARING: Final = Fraction(1, 10**12)
"""A cap that binds by less than this does not count: the engine tells no such difference apart."""


def preference_of(written: WrittenPreference, agenda: Agenda) -> Preference | Interacting:
    """The preference in the words of the field; capped only where the cap can bind."""
    written = written.without_constant()
    issues = tuple(
        IssueWorth(
            issue=issue.key,
            weight=worth_as_float(weight),
            values=tuple(
                OptionWorth(option=option.key, value=worth_as_float(value))
                for option, value in zip(issue.options, values, strict=True)
            ),
        )
        for issue, weight, values in zip(agenda.issues, written.weights, written.values, strict=True)
    )
    reservation = worth_as_float(written.worst(), below=True)
    if written.reservation is not None:
        reservation = worth_as_float(written.reservation)
    if written.cap is None or written.best() <= written.cap + BEARING:
        return Preference(holder=written.holder, issues=issues, reservation=reservation)
    ceiling = worth_as_float(written.cap)
    return Interacting(holder=written.holder, issues=issues, reservation=reservation, ceiling=ceiling)


def scenario_of(
    agenda: Agenda,
    preferences: Iterable[Preference | Interacting],
    *,
    source: str,
    discounts: Iterable[Discount] = (),
    remarks: Iterable[str] = (),
) -> Scenario:
    """The scenario, its refusals told as those of the files: `source` begins with their common name."""
    try:
        return Scenario(
            agenda=agenda,
            preferences=tuple(preferences),
            discounts=tuple(discounts),
            source=source if len(source) <= LONGEST_SOURCE else f"{source[: LONGEST_SOURCE - 3]}...",
            remarks=tuple(dict.fromkeys(remarks)),
        )
    except ScenarioError as reason:
        raise ScenarioFileError(source.split(" (", 1)[0], 0, "scenario", str(reason)) from reason


def holder_of(file: str) -> str:
    """The party of a profile that names none: the name of its file, without the ending.

    >>> holder_of("laptop_buyer_utility.xml")
    'laptop_buyer_utility'
    """
    name = file.rsplit(".", 1)[0] or file
    _refuse_name(name, file, 0, "file name")
    return name
