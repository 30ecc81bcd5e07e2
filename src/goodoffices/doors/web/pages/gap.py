"""Positions and the gap between them: computed from what this seat holds, beside what people say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.responses import Response

from goodoffices.desk import computing, reading
from goodoffices.desk.line import Line
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.gap_series import Claimed, Counted, gap_series, state_shape
from goodoffices.doors.charts.stakes import Staked, stakes
from goodoffices.doors.web import kind_words
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.pages.record import column_label
from goodoffices.doors.web.visit import Visit
from goodoffices.terms.agenda import Issue

if TYPE_CHECKING:
    from goodoffices.bargaining.gap_of_positions import Gap, GapCounts, IssueGap, Stand

TENSIONS = {
    "common": "best the same way for all",
    "trade": "a trade: dear for one, cheap for the other",
    "conflict": "costs all about as much",
    "idle": "matters to nobody",
}
STATES = ("agreed", "overlapping", "open", "unknown")
WORDS = {"agreed": "agreed", "overlapping": "overlapping", "open": "open", "unknown": "not known"}


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What somebody said of the gap, by its number on the page."""

    number: int
    line: Line
    words: str


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """One issue with what each side could accept, in its words, and how far apart that is."""

    issue: Issue
    state: str
    accepts: tuple[tuple[str, ...], ...]
    steps: str
    losses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """The gap once a position had changed; `counts` None where there was none yet."""

    line: Line
    holder: str
    counts: dict[str, int] | None
    sentence: str


def show(visit: Visit) -> Response:
    """The gap as far as it can be computed, and all that was said of it."""
    from goodoffices.bargaining.gap_of_positions import Gap

    view = visit.view
    found = computing.gap(view)
    sayings = [
        Saying(number=number, line=line, words=kind_words.said(line.entry.content) if line.entry else "")
        for number, line in enumerate(reading.claimed_gaps(view), start=1)
    ]
    changes = list(_changes(visit))
    computed = found.result if isinstance(found.result, Gap) else None
    return visit.page(
        "gap.html",
        finding=found,
        computed=computed,
        parties=reading.parties(view),
        counts=None if computed is None else _named(computed.counts),
        rows=[] if computed is None else list(_rows(visit, computed)),
        with_losses=computed is not None
        and any(s.loss is not None for i in computed.issues for s in i.stands),
        positions=reading.positions(view),
        sayings=sayings,
        changes=changes,
        state_words=WORDS,
        shapes={state: Markup(state_shape(state)) for state in STATES},  # noqa: S704 - our own shapes
        pictures=_pictures(visit, changes, sayings),
        wanted=computing.preference_gap(view),
        stakes=_stakes(visit),
        tensions=TENSIONS,
    )


def _stakes(visit: Visit) -> dict[str, Markup] | None:
    """What giving way would cost each side, issue by issue, drawn for a telephone and for a desk."""
    found = computing.preference_gap(visit.view)
    if isinstance(found, str):
        return None
    titles = {issue.key: issue.title for issue in visit.talks.agenda.issues}
    rows = tuple(
        Staked(issue=titles[row.issue], parts=tuple(one.in_range or 0.0 for one in row.stakes))
        for row in found.result.issues
    )
    return {
        width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
            stakes(
                rows,
                parties=found.result.parties,
                key=f"stakes-{width.name.lower()}",
                title="What giving way would cost each side",
                width=width,
            )
        )
        for width in Width
    }


def _named(counts: GapCounts) -> dict[str, int]:
    return dict(zip(STATES, (counts.agreed, counts.overlapping, counts.open, counts.unknown), strict=True))


def _changes(visit: Visit) -> Iterator[Change]:
    from goodoffices.bargaining.gap_of_positions import Gap

    for moment in computing.gap_in_time(visit.view):
        gap = moment.gap
        yield Change(
            line=moment.line,
            holder=moment.holder,
            counts=_named(gap.counts) if isinstance(gap, Gap) else None,
            sentence="" if isinstance(gap, Gap) else gap.sentence,
        )


def _rows(visit: Visit, gap: Gap) -> Iterator[IssueRow]:
    for row in gap.issues:
        issue = visit.talks.agenda.issue(row.issue)
        if issue is not None:
            yield IssueRow(
                issue=issue,
                state=row.state.value,
                accepts=tuple(_options(issue, stand) for stand in row.stands),
                steps=_steps(issue, row),
                losses=tuple("" if stand.loss is None else f"{stand.loss:.3g}" for stand in row.stands),
            )


def _options(issue: Issue, stand: Stand) -> tuple[str, ...]:
    titles = (issue.option(key) for key in stand.acceptable)
    return tuple(option.title for option in titles if option is not None)


def _steps(issue: Issue, row: IssueGap) -> str:
    if row.steps is None:
        return "no order" if not issue.ordered else ""
    return f"{row.steps} of {len(issue.options) - 1}"


def _pictures(visit: Visit, changes: list[Change], sayings: list[Saying]) -> dict[str, Markup]:
    """Changes and sayings in the order of the record, drawn for a telephone and for a desk."""
    place = {line.item.id: at for at, line in enumerate(reading.timeline(visit.view))}
    moments: list[tuple[int, Counted | Claimed]] = [
        (
            place[change.line.item.id],
            Counted(
                label=column_label(change.line),
                who=change.holder,
                counts=None if change.counts is None else _four(change.counts),
            ),
        )
        for change in changes
    ]
    moments += [
        (
            place[saying.line.item.id],
            Claimed(
                label=column_label(saying.line),
                who=next(iter(saying.line.sources), ""),
                number=saying.number,
            ),
        )
        for saying in sayings
    ]
    moments.sort(key=lambda moment: moment[0])
    drawn = tuple(moment for _, moment in moments)
    return {
        width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
            gap_series(drawn, key=f"gap-{width.name.lower()}", title="The gap in time", width=width)
        )
        for width in Width
    }


def _four(counts: dict[str, int]) -> tuple[int, int, int, int]:
    agreed, overlapping, still_open, unknown = (counts[state] for state in STATES)
    return agreed, overlapping, still_open, unknown


PAGES = (
    Page(
        path="gap",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="Positions and gap", group=Group.TABLE, order=10),
    ),
)
