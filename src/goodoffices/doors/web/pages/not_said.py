"""What the record does not say: the questions that its entries leave open."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from goodoffices.desk import reading
from goodoffices.doors.web import kind_words
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.terms.when import When


@dataclass(frozen=True, kw_only=True)
class Question:
    """One plain question, and the entry that it belongs to."""

    question: str
    identity: str
    entry: str
    when: When | None


def show(visit: Visit) -> Response:
    """Every question that an entry of this seat raises and leaves open."""
    held = dict(reading.entries(visit.view))
    questions = [
        Question(
            question=each.question,
            identity=each.entry,
            entry=kind_words.heading(held[each.entry]),
            when=held[each.entry].when,
        )
        for each in reading.unstated(visit.view)
    ]
    return visit.page("not_said.html", questions=questions)


PAGES = (
    Page(
        path="not-said",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="What is not said", group=Group.RECORD, order=40),
    ),
)
