"""What a record does not say comes as plain questions, and nothing else does."""

from __future__ import annotations

import pytest

from goodoffices.record.unstated import unstated
from goodoffices.terms.entry import Content, Entry, Part, PartRole
from goodoffices.terms.meeting import Format, Meeting, ProcessState, TalksState
from goodoffices.terms.message import Delivery, HopReport, Message, MessageForm
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Answer, Proposal, ProposalState, Response
from goodoffices.terms.word import NOT_STATED


def asked(content: Content, *actors: Part) -> list[tuple[str, str]]:
    found = unstated([("e1", Entry(content=content, actors=actors))])
    assert {one.entry for one in found} <= {"e1"}
    return [(one.field, one.question) for one in found]


WARNING = Message(
    form=MessageForm.WARNING, content="Go.", consequence="It ends.", enforcer=NOT_STATED, deadline=NOT_STATED
)

OPEN: list[tuple[Content, list[tuple[str, str]]]] = [
    (WARNING, [("enforcer", "Who would carry it out?"), ("deadline", "By when?")]),
    (
        HopReport(leg=2, teller="A", hearer="B", delivery=Delivery.UNCLEAR),
        [("delivery", "Was it delivered to B?")],
    ),
    (
        HopReport(leg=2, teller="A", hearer="B", delivery=Delivery.NOT_STATED),
        [("delivery", "Was it delivered to B?")],
    ),
    (Position(holder="B", content=NOT_STATED), [("content", "What does B ask for?")]),
    (
        Proposal(title="P", content=NOT_STATED, state=ProposalState.TABLED),
        [("content", "What does the proposal say?")],
    ),
    (Response(value=Answer.NOT_STATED, content=NOT_STATED), [("value", "What was the answer?")]),
    (Meeting(format=Format.PROXIMITY, level=NOT_STATED), [("level", "At what level?")]),
    (
        ProcessState(state=TalksState.RESUMED, left_by=NOT_STATED),
        [("left_by", "Who had left the table?")],
    ),
    (Message(content="Go.", interpreter=NOT_STATED), [("interpreter", "What is the interpreter?")]),
]


@pytest.mark.parametrize(("content", "expected"), OPEN, ids=lambda value: type(value).__name__)
def test_what_is_noted_as_not_stated_is_asked_once(content: Content, expected: list[tuple[str, str]]) -> None:
    assert asked(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        Message(content="Go."),
        HopReport(leg=1, teller="A", hearer="B", delivery=Delivery.ASKED),
        Position(holder="B", content="More pay."),
        ProcessState(state=TalksState.STALLED),
        Meeting(format=Format.PRESS),
    ],
    ids=lambda content: type(content).__name__,
)
def test_what_is_absent_is_no_question(content: Content) -> None:
    assert asked(content) == []


def test_an_actor_whom_nobody_names_is_asked_for_in_the_words_used() -> None:
    going = ProcessState(state=TalksState.ONGOING)
    named = Part(role=PartRole.PARTICIPANT, canonical="A", written="they")
    unnamed = Part(role=PartRole.PARTICIPANT, canonical=NOT_STATED, written="The teams")
    assert asked(going, named, unnamed) == [("actors", "Who is meant by “The teams”?")]
    silent = Part(role=PartRole.SOURCE_OF_PRESSURE, canonical=NOT_STATED)
    assert asked(going, silent) == [("actors", "Who is meant by the source of pressure?")]


def test_a_record_without_entries_leaves_nothing_open() -> None:
    assert unstated([]) == ()
