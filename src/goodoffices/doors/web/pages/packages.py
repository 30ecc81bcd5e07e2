"""Packages: is there a deal that every side would rather have than none, and which one might do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.responses import Response

from goodoffices.desk import computing, reading
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.frontier import Plotted, frontier
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.pages.sureness import OFF, sureness
from goodoffices.doors.web.pages.what_if import WhatIf, what_if
from goodoffices.doors.web.visit import Visit
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.preference import Preference

if TYPE_CHECKING:
    from goodoffices.bargaining.candidate import Candidate
    from goodoffices.bargaining.efficient import Point
    from goodoffices.bargaining.shortfall import Shortfall
    from goodoffices.bargaining.zone import Zone
    from goodoffices.scenarios.scenario import Scenario

MOST_ROWS = 20
"""Packages of the frontier that the table shows; of more, evenly many are left out."""

_DRAWN_PARTIES = 2


@dataclass(frozen=True, kw_only=True)
class OnTheTable:
    """A proposal that settles every issue, by its number, with what it is worth to each side."""

    number: int
    held: reading.TabledPackage
    worths: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one issue of the candidate package is worth to one side, and the most that it could be."""

    gets: str
    most: str


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """One issue of the candidate package."""

    issue: str
    option: str
    cells: tuple[Cell, ...]


def show(visit: Visit) -> Response:
    """Everything that can be computed from the preferences that this seat keeps, or why nothing can."""
    from goodoffices.bargaining.candidate import Candidate

    given = computing.scenario(visit.view)
    zone, shortfall = computing.zone(visit.view), computing.shortfall(visit.view)
    surface, candidate = computing.frontier(visit.view), computing.candidate(visit.view)
    estimates = visit.seat.kind is SeatKind.MEDIATOR
    kept = reading.preferences(visit.view)
    if (
        isinstance(given, str)
        or isinstance(zone, str)
        or isinstance(shortfall, str)
        or isinstance(surface, str)
        or isinstance(candidate, str)
    ):
        own = computing.own_room(visit.view)
        return visit.page("packages.html", missing=given, kept=kept, estimates=estimates, own=own)
    found = candidate.result if isinstance(candidate.result, Candidate) else None
    tabled = list(_tabled(visit, given))
    asked = what_if(visit)
    return visit.page(
        "packages.html",
        missing="",
        kept=kept,
        estimates=estimates,
        given=given,
        zone=zone,
        shortfall=shortfall,
        surface=surface,
        candidate=candidate,
        found=found,
        answer=_answer(zone.result, shortfall.result),
        lowerings=[] if shortfall.result.amount in {0.0, None} else shortfall.result.lowerings,
        rows=[] if found is None else list(_rows(visit, given, found)),
        points=list(_listed(given, surface.result.points)),
        tabled=tabled,
        what_if=asked,
        pictures=_pictures(given, surface.result.points, found, tabled, asked),
        sure=sureness(visit, _named(found, tabled)),
        may_be_off=OFF,
    )


def _named(found: Candidate | None, tabled: list[OnTheTable]) -> tuple[tuple[str, Package], ...]:
    """The packages that stand on the page, each with its name there."""
    candidate = () if found is None else (("the candidate package", found.package),)
    return (*candidate, *((f"proposal {each.number}", each.held.package) for each in tabled))


def _answer(zone: Zone, shortfall: Shortfall) -> str:
    """Whether there is a deal, in a sentence."""
    if zone.empty is None:
        return "It is not decided whether any package is as good for every side as no agreement."
    if not zone.empty:
        if zone.outcomes is None:
            return "Yes: some packages are at least as good for every side as no agreement."
        are = "package is" if zone.outcomes == 1 else "packages are"
        return (
            f"Yes: {zone.outcomes:,} of {zone.all_outcomes:,} possible {are} at least as good "
            "for every side as no agreement."
        )
    if shortfall.amount is None:
        return "No: no package is as good for every side as no agreement, and no concession opens one."
    return (
        "No: no package is as good for every side as no agreement. What is missing is "
        f"{shortfall.amount:.1%} of what is at stake for each side."
    )


def _tabled(visit: Visit, given: Scenario) -> Iterator[OnTheTable]:
    seen: set[tuple[str, Package]] = set()
    for held in reading.proposals(visit.view):
        worths = computing.worths(given, held.package)
        if worths is not None and (held.proposal.title, held.package) not in seen:
            seen.add((held.proposal.title, held.package))
            yield OnTheTable(number=len(seen), held=held, worths=worths)


def _rows(visit: Visit, given: Scenario, found: Candidate) -> Iterator[IssueRow]:
    for choice in found.package.choices:
        issue = visit.talks.agenda.issue(choice.issue)
        option = None if issue is None else issue.option(choice.option)
        if issue is not None and option is not None:
            cells = tuple(_cell(preference, choice) for preference in given.additive)
            yield IssueRow(issue=issue.title, option=option.title, cells=cells)


def _cell(preference: Preference, choice: Choice) -> Cell:
    worth = next(each for each in preference.issues if each.issue == choice.issue)
    values = {each.option: each.value for each in worth.values}
    most = max(values.values())
    return Cell(gets=f"{worth.weight * values[choice.option]:.3g}", most=f"{worth.weight * most:.3g}")


def _listed(given: Scenario, points: tuple[Point, ...]) -> Iterator[tuple[Point, Package]]:
    """The points of the frontier, or evenly many of them, each with one package."""
    last = len(points) - 1
    if len(points) > MOST_ROWS:
        points = tuple(points[at * last // (MOST_ROWS - 1)] for at in range(MOST_ROWS))
    for point in points:
        yield point, given.package(point.choices)


def _pictures(
    given: Scenario,
    points: tuple[Point, ...],
    found: Candidate | None,
    tabled: list[OnTheTable],
    asked: WhatIf,
) -> dict[str, Markup] | None:
    """The frontier against what no agreement is worth; only two sides can be drawn."""
    if len(given.parties) != _DRAWN_PARTIES:
        return None
    one, other = given.preferences
    before = ()
    if asked.asked and asked.points:
        points, before = asked.points, tuple((point.worths[0], point.worths[1]) for point in points)
        found = next(iter(asked.candidates), None)
    shares = () if found is None else found.shares
    return {
        width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
            frontier(
                tuple((point.worths[0], point.worths[1]) for point in points),
                parties=(one.holder, other.holder),
                reservation=(one.reservation, other.reservation),
                candidate=(shares[0].worth, shares[1].worth) if shares else None,
                tabled=tuple(
                    Plotted(worths=(each.worths[0], each.worths[1]), number=each.number) for each in tabled
                ),
                before=before,
                key=f"packages-{width.name.lower()}",
                title="Packages that no other beats",
                width=width,
            )
        )
        for width in Width
    }


PAGES = (
    Page(
        path="packages",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="Packages", group=Group.TABLE, order=20),
    ),
)
