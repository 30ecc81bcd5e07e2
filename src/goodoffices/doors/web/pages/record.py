"""The record as this seat holds it: a picture of what happened when, and the list, filtered at will."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from goodoffices.desk import reading
from goodoffices.desk.line import Line, Placed
from goodoffices.desk.timeline import Timeline
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.timeline import Column, Mark, timeline
from goodoffices.doors.web import kind_words
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.paging import Part, newest_last
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import RelayNoted, RelayReadBack, RelaySent
from goodoffices.record.items import Matter, ReadBackReceived, RelayReceived
from goodoffices.terms.calendar import written_day
from goodoffices.terms.when import Precision

_ORDER_ONLY = "in order only"
_NO_DATE = "no date"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One line of the list: its number in the whole record of this seat, and its words."""

    number: int
    line: Line
    heading: str
    said: str


def show(visit: Visit) -> Response:
    """The list and the picture of what fits the filter in the address, a hundred entries at a time."""
    asked = {name: visit.query(name).strip() for name in ("actor", "kind", "source", "words")}
    whole = reading.whole_timeline(visit.view)
    part, found = _fitting(visit, whole, asked)
    shown = [shown_line(visit, line, number) for number, line in found]
    return visit.page(
        "record.html",
        shown=shown,
        part=part,
        total=len(whole.ordered),
        asked=asked,
        answers={
            "actor": _answers(whole.actors),
            "kind": _answers(whole.kinds),
            "source": _answers(whole.sources),
        },
        of_kind=kind_words.of_kind,
        as_written=str,
        pictures=pictures(columns(shown)),
    )


def _fitting(
    visit: Visit, whole: Timeline, asked: dict[str, str]
) -> tuple[Part[Any], Sequence[tuple[int, Line]]]:
    """The page of what fits, and its lines with their numbers in the whole."""
    page = visit.query("page")
    if any(asked.values()):
        part = newest_last(reading.numbered(visit.view, **asked), page)
        return part, part.shown
    everything = newest_last(whole.ordered, page)
    return everything, list(enumerate(everything.shown, start=everything.first))


def shown_line(visit: Visit, line: Line, number: int) -> Shown:
    """A line with its heading and its words."""
    if line.entry is None:
        matter = line.item.matter
        return Shown(number=number, line=line, heading=visit.describe(line.item.id), said=said(matter))
    content = line.entry.content
    return Shown(
        number=number, line=line, heading=kind_words.heading(line.entry), said=kind_words.said(content)
    )


def said(matter: Matter) -> str:
    """The words of something done with an entry; empty where there are none."""
    match matter:
        case RelaySent() | RelayNoted():
            return matter.relay.text
        case RelayReceived() | RelayReadBack() | ReadBackReceived():
            return matter.text
        case _:
            words = getattr(matter, "words", None)
            return words if isinstance(words, str) else ""


def columns(shown: list[Shown]) -> tuple[Column, ...]:
    """The columns of the picture: one for each date, and one for each run of entries without a date."""
    found: dict[tuple[str, int], list[Mark]] = {}
    run = 0
    for each in shown:
        dated = each.line.first is not None
        run += 0 if dated else 1
        label = column_label(each.line)
        # Undated entries keep their place: those that follow each other share a column.
        last = next(reversed(found), ("", 0))
        key = (label, 0) if dated else last if last[0] == label else (label, run)
        found.setdefault(key, []).append(_mark(each))
    return tuple(Column(label=label, marks=tuple(marks)) for (label, _), marks in found.items())


def pictures(found: tuple[Column, ...]) -> dict[str, Markup]:
    """The picture for a telephone and the one for a desk."""
    return {
        width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
            timeline(found, key=f"timeline-{width.name.lower()}", title="What happened when", width=width)
        )
        for width in Width
    }


def column_label(line: Line) -> str:
    """A date short enough to stand over a column."""
    if line.first is None or line.last is None:
        return _ORDER_ONLY if line.placed is Placed.BY_ORDER else _NO_DATE
    when = None if line.entry is None else line.entry.when
    if when is None or when.precision is not Precision.SPAN:
        start = None if when is None else when.start or when.end
        return _short(line.first if start is None or "T" in start else start)
    if when.end is None:
        return f"since {_short(when.start or line.first)}"
    if when.start is None:
        return f"until {_short(when.end)}"
    start, end = _short(when.start), _short(when.end)
    same = [one for one, other in zip(start.split()[::-1], end.split()[::-1], strict=False) if one == other]
    if start == end:
        return start
    kept = start.split()[: -len(same)] if same and len(start.split()) > len(same) else start.split()
    return f"{' '.join(kept)}–{end}"


def _short(written: str) -> str:
    """A year, month or day with the month's first three letters.

    >>> _short("2031-03-04"), _short("2031-03"), _short("2031")
    ('4 Mar 2031', 'Mar 2031', '2031')
    """
    day = written[:10] if "T" in written else written
    return " ".join(word if word.isdigit() else word[:3] for word in written_day(day).split())


def _mark(each: Shown) -> Mark:
    entry = each.line.entry
    return Mark(
        number=each.number,
        kind=kind_words.of_kind(each.line.kind),
        status=None if entry is None else entry.status,
        phase=None if entry is None else entry.phase,
    )


def _answers(found: Iterable[str]) -> list[str]:
    return sorted(found, key=lambda name: (name.casefold(), name))


PAGES = (
    Page(
        path="record",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="Record", group=Group.RECORD, order=10),
    ),
)
