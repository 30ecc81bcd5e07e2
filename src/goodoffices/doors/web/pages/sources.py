"""On whose word the entries rest, and on whose none does."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from goodoffices.desk import reading
from goodoffices.doors.charts.bars import Bar, bars
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.web import source_words
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.terms.source import Source


@dataclass(frozen=True, kw_only=True)
class Row:
    """One voice: what it is called, what kind of word it is, whose side, how many entries rest on it."""

    label: str
    kind: str
    actor: str
    count: int


def show(visit: Visit) -> Response:
    """How many entries rest on each voice and each side, and on which party's word none does."""
    found = reading.sourcing(visit.view)
    rows = [
        Row(
            label=voice.label,
            kind=source_words.kind(Source(type=voice.type, label=voice.label)),
            actor=voice.side or "",
            count=len(voice.entries),
        )
        for voice in found.voices
    ]
    return visit.page(
        "sources.html",
        rows=rows,
        sides=found.sides,
        without=[side.actor for side in found.sides if side.party and not side.entries],
        unsourced=len(found.unsourced),
        total=len(reading.entries(visit.view)),
        pictures={
            width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
                bars(
                    tuple(Bar(label=row.label, count=row.count) for row in rows),
                    key=f"sources-{width.name.lower()}",
                    title="Entries by whose word they rest on",
                    width=width,
                )
            )
            for width in Width
        },
    )


PAGES = (
    Page(
        path="sources",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="On whose word", group=Group.RECORD, order=30),
    ),
)
