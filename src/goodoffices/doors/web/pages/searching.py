"""Finding words in what a seat holds: in memory, in its own record, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from goodoffices.casework.texts import texts
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.paging import newest_first
from goodoffices.doors.web.visit import Visit
from goodoffices.record.items import LaneItem, Welcome

AROUND = 120
"""Characters shown on each side of what was found."""
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Hit:
    """One place where the words stand: what comes before, the words as written there, what comes after."""

    before: str
    found: str
    after: str


def show(visit: Visit) -> Response:
    """The words asked for, and every entry that holds them, newest first."""
    asked = visit.query("q").strip()[:LONGEST_QUERY]
    holding = visit.door.desk.words.holding(visit.view, asked) if asked else []
    part = newest_first(
        [item for item in holding if not isinstance(item.matter, Welcome)], visit.query("page")
    )
    return visit.page(
        "search.html", asked=asked, part=part, found=[(item, _places(item, asked)) for item in part.shown]
    )


def _places(item: LaneItem, asked: str) -> list[Hit]:
    """The first place in each of its texts, up to three."""
    found = (next(hits(text, asked), None) for text in texts(item.matter))
    return [hit for hit in found if hit is not None][:3]


def hits(text: str, asked: str) -> Iterator[Hit]:
    """The places in a text, without regard to case.

    >>> [(hit.before, hit.found) for hit in hits("Pier four, pier five", "PIER")]
    [('', 'Pier'), ('Pier four, ', 'pier')]
    """
    for place in re.finditer(re.escape(asked), text, re.IGNORECASE):
        at, end = place.span()
        start, stop = max(0, at - AROUND), end + AROUND
        before = f"{'…' if start else ''}{text[start:at]}"
        yield Hit(before, place.group(), f"{text[end:stop]}{'…' if stop < len(text) else ''}")


PAGES = (
    Page(path="search", seats=ALL_SEATS, show=show, nav=Nav(label="Search", group=Group.RECORD, order=90)),
)
