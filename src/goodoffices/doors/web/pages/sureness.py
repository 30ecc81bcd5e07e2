"""How sure what is computed is: what still holds where the numbers kept here may be off, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from markupsafe import Markup

from goodoffices.desk import computing
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.shares import Row, Share, figure, shares
from goodoffices.doors.web.pages.what_if import Compared
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import ScenarioError
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.package import Package
from goodoffices.terms.uncertain import (
    AboutEqual,
    Acceptable,
    IssueBefore,
    OptionBefore,
    PackageBefore,
    Statement,
)

if TYPE_CHECKING:
    from goodoffices.bargaining.acceptability import PackageAcceptability
    from goodoffices.bargaining.estimate import Estimate
    from goodoffices.bargaining.how_sure import HowSure
    from goodoffices.terms.finding import Finding

OFF = (5, 10, 20, 30)
"""By how many percent each number may be taken to be off."""

_LISTED = 3
"""Packages found beside those that were named, and questions, that the page shows."""


@dataclass(frozen=True, kw_only=True)
class PackageRow:
    """One package by its name on the page, and in how many of 100 cases it is good for all, and for each."""

    name: str
    to_all: str
    to_each: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What to ask whom, in how many of 100 cases the answer is yes, and what knowing it would add."""

    holder: str
    question: str
    yes: str
    adds: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """What holds of packages: those named elsewhere on the page, and lettered ones that are spelled out."""

    finding: Finding[HowSure]
    cases: str
    sentence: str
    packages: tuple[PackageRow, ...]
    letters: tuple[str, ...]
    compared: tuple[Compared, ...]
    questions: tuple[Asking, ...]
    pictures: dict[str, Markup]


@dataclass(frozen=True, kw_only=True)
class Sure:
    """The form as it was filled in, by percents, and what came of it; `trouble` says why nothing did."""

    picked: int | None
    found: Found | None = None
    trouble: str = ""


def sureness(visit: Visit, named: tuple[tuple[str, Package], ...]) -> Sure:
    """What the address asks, answered from what this seat keeps; `named` are packages shown elsewhere."""
    picked = next((off for off in OFF if visit.query("off") == str(off)), None)
    if picked is None:
        return Sure(picked=None)
    once = tuple({package: (name, package) for name, package in reversed(named)}.values())[::-1]
    result = computing.how_sure(visit.view, picked / 100, tuple(package for _, package in once))
    if isinstance(result, ScenarioError | str):
        return Sure(picked=picked, trouble=f"Nothing can be said of it: {result}.")
    return Sure(picked=picked, found=_found(visit.talks.agenda, result, tuple(name for name, _ in once)))


class _Names:
    """The names of packages on the page: those they have already, and letters for the others."""

    def __init__(self, held: dict[Package, str]) -> None:
        self._held = held
        self.lettered: dict[str, Package] = {}

    def of(self, package: Package) -> str:
        """Its name; a letter where it has none yet."""
        if package not in self._held:
            letter = ascii_uppercase[len(self.lettered)]
            self._held[package] = f"package {letter}"
            self.lettered[letter] = package
        return self._held[package]


def _found(agenda: Agenda, result: computing.Sureness, names: tuple[str, ...]) -> Found:
    whole = result.found.result
    held = {one.package: name for one, name in zip(result.named, names, strict=True)}
    others = [one for one in whole.acceptability.packages if one.package not in held][:_LISTED]
    naming = _Names(held)
    rows = [(naming.of(one.package), one) for one in (*result.named, *others)]
    asked = tuple(
        Asking(
            holder=one.holder,
            question=_question(one.statement, agenda, naming),
            yes=_of_100(one.yes),
            adds=f"{one.gain.value:.2%} ± {one.gain.error:.2%}",
        )
        for one in whole.information.questions[:_LISTED]
        if one.gain.low > 0
    )
    return Found(
        finding=result.found,
        cases=f"{computing.SAMPLES:,}",
        sentence=_sentence(whole),
        packages=tuple(
            PackageRow(
                name=name[0].upper() + name[1:],
                to_all=_of_100(one.acceptable_to_all),
                to_each=tuple(map(_of_100, one.acceptable)),
            )
            for name, one in rows
        ),
        letters=tuple(naming.lettered),
        compared=tuple(_compared(agenda, naming.lettered.values())),
        questions=asked,
        pictures=_pictures(whole, rows),
    )


def _sentence(found: HowSure) -> str:
    """In how many cases there is a deal; at least so many where not all packages were looked at."""
    shares = found.acceptability
    least = "at least " if shares.considered < shares.outcomes else ""
    value, _, between = _of_100(shares.open_zone).partition(" ")
    return f"In {least}{value} of 100 cases {between} there is a deal that is good for every side."


def _of_100(found: Estimate) -> str:
    """A share as so many of 100, with the interval that holds the true one."""
    return figure(_drawn(found)).replace("%", "")


def _question(statement: Statement, agenda: Agenda, names: _Names) -> str:
    """A statement as a question to the side that it is about."""
    match statement:
        case Acceptable(package=package):
            return f"Is {names.of(package)} better for you than no agreement?"
        case PackageBefore(better=better, worse=worse):
            return f"Is {names.of(better)} better for you than {names.of(worse)}?"
        case AboutEqual(first=first, second=second):
            return f"Is {names.of(first)} worth about as much to you as {names.of(second)}?"
        case IssueBefore(heavier=heavier, lighter=lighter):
            one, other = (_titled(agenda.issue(key), key) for key in (heavier, lighter))
            return f"Does “{one}” matter more to you than “{other}”?"
        case OptionBefore(issue=key, better=better, worse=worse):
            issue = agenda.issue(key)
            one, other = (_answer(issue, option) for option in (better, worse))
            return f"On “{_titled(issue, key)}”: is “{one}” better for you than “{other}”?"


def _titled(issue: Issue | None, key: str) -> str:
    return key if issue is None else issue.title


def _answer(issue: Issue | None, key: str | None) -> str:
    option = None if issue is None else issue.option(key or "")
    return key or "" if option is None else option.title


def _compared(agenda: Agenda, packages: Iterable[Package]) -> Iterator[Compared]:
    held = tuple(packages)
    for issue in agenda.issues if held else ():
        options = tuple(_answer(issue, package.option(issue.key)) for package in held)
        yield Compared(issue=issue.title, options=options, same=len(set(options)) == 1)


def _pictures(found: HowSure, rows: list[tuple[str, PackageAcceptability]]) -> dict[str, Markup]:
    """The shares drawn for a telephone and for a desk."""
    drawn = (
        Row(label="Some package, whichever", shares=(_drawn(found.acceptability.open_zone),)),
        *(
            Row(label=name[0].upper() + name[1:], shares=(_drawn(one.acceptable_to_all),))
            for name, one in rows
        ),
    )
    return {
        width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
            shares(
                drawn,
                meanings=("the share of all cases in which the package is good for every side",),
                key=f"sure-{width.name.lower()}",
                title="How sure each package is",
                width=width,
            )
        )
        for width in Width
    }


def _drawn(found: Estimate) -> Share:
    return Share(value=found.value, low=found.low, high=found.high)
