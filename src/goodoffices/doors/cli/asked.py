"""What the commands of the engine are asked: which scenario, what is on the table and fixed, how exact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli.scenario import AsWritten, Named, Points

if TYPE_CHECKING:
    from goodoffices.record.view import View
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.agenda import Agenda, Issue, Option
    from goodoffices.terms.package import Choice, Package

_DRAWN = 2

Most = Annotated[
    int | None,
    typer.Option(
        "--cap",
        metavar="N",
        min=1,
        help="The most points that any stage may keep; past it the frontier is approximated, and says so.",
        show_default=False,
    ),
]
Exact = Annotated[
    bool, typer.Option("--exact", help="Approximate nothing, however long it takes.", show_default=False)
]
Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="ISSUE=OPTION",
        help="Keep an issue as agreed; may be repeated.",
        show_default=False,
    ),
]
Not = Annotated[
    list[str] | None,
    typer.Option(
        "--not", metavar="ISSUE=OPTION", help="Rule an option out; may be repeated.", show_default=False
    ),
]
Chart = Annotated[
    Path | None,
    typer.Option(
        "--chart", metavar="FILE.svg", help="Draw it as well; an existing file is kept.", show_default=False
    ),
]
Seat = Annotated[
    str | None,
    typer.Option(
        "--seat",
        metavar="NAME",
        help="Of talks: by the preferences that this seat keeps.",
        show_default=False,
    ),
]
StoreOfTalks = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="FILE", help="The store in which the talks lie, with --seat.", show_default=False
    ),
]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A scenario, and the packages on the table where it comes from talks."""

    scenario: Scenario
    table: tuple[Package, ...] = ()


def asked(
    scenario: Named,
    *,
    as_written: AsWritten = False,
    points: Points = 21,
    seat: Seat = None,
    store: StoreOfTalks = None,
) -> Asked:
    """The scenario of that path or name; with a seat, what that seat of the talks keeps."""
    from goodoffices.doors.cli.place import author_view, reading_from
    from goodoffices.doors.cli.scenario_place import scenario_at, talks_or_path

    if seat is not None:
        with reading_from(scenario, seat, store) as seated:
            return _of_view(seated.view())
    if store is not None:
        raise typer.BadParameter("say which seat reads from the store", param_hint="--seat")
    found = talks_or_path(scenario)
    if isinstance(found, Path):
        return Asked(scenario=scenario_at(scenario, as_written=as_written, points=points))
    return _of_view(author_view(found))


def _of_view(view: View) -> Asked:
    from goodoffices.desk import computing, reading
    from goodoffices.errors import ScenarioError

    found = computing.scenario(view)
    if isinstance(found, str):
        raise ScenarioError(found)
    tabled = (each.package for each in reading.proposals(view))
    return Asked(scenario=found, table=tuple(one for one in tabled if one.misfit(found.agenda) is None))


def choice(text: str, agenda: Agenda) -> Choice:
    """One option of one issue, written as ISSUE=OPTION by keys or titles. Raises `ScenarioError`.

    >>> from goodoffices.terms.agenda import Agenda, Issue, Option
    >>> wage = Issue(key="wage", title="Basic wage", options=(Option(key="two", title="2 %"),))
    >>> choice("Basic wage=2 %", Agenda(issues=(wage,)))
    Choice(issue='wage', option='two')
    """
    from goodoffices.errors import ScenarioError
    from goodoffices.terms.package import Choice

    named, mark, wanted = text.partition("=")
    if not mark:
        raise ScenarioError(f"{text} is not written as ISSUE=OPTION")
    issue = next((each for each in agenda.issues if _means(named, each)), None)
    if issue is None:
        known = ", ".join(each.key for each in agenda.issues)
        raise ScenarioError(f"the agenda has no issue {named.strip()} (issues: {known})")
    option = next((each for each in issue.options if _means(wanted, each)), None)
    if option is None:
        known = ", ".join(each.key for each in issue.options)
        raise ScenarioError(f"issue {issue.key} has no option {wanted.strip()} (options: {known})")
    return Choice(issue=issue.key, option=option.key)


def _means(written: str, named: Issue | Option) -> bool:
    return written.strip().casefold() in {named.key.casefold(), named.title.casefold()}


def in_words(package: Package, agenda: Agenda) -> str:
    """The titles of the options of a package, issue by issue."""
    titles: list[str] = []
    for issue in agenda.issues:
        option = issue.option(package.option(issue.key) or "")
        if option is not None:
            titles.append(f"{issue.title}: {option.title}")
    return "; ".join(titles)


def in_short(package: Package, agenda: Agenda) -> str:
    """The titles of the options alone, in the order of the agenda."""
    options = (issue.option(package.option(issue.key) or "") for issue in agenda.issues)
    return "; ".join("open" if option is None else option.title for option in options)


def worth(number: float) -> str:
    """A worth for people's eyes.

    >>> worth(67.2), worth(1 / 3)
    ('67.2', '0.3333')
    """
    return f"{number:.4g}"


def plotted(points: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, float], ...]:
    """Points of two parties, to be drawn. Raises `ScenarioError` where there are more parties."""
    from goodoffices.errors import ScenarioError

    pairs = tuple((point[0], point[1]) for point in points if len(point) == _DRAWN)
    if len(pairs) < len(points):
        raise ScenarioError("only the packages of two parties can be drawn")
    return pairs
