"""What a record does not say: the fields in which somebody has noted that nobody says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodoffices.terms.entry import Content, Entry
from goodoffices.terms.identity import Identity
from goodoffices.terms.meeting import Format, Meeting, ProcessState
from goodoffices.terms.message import Delivery, HopReport, Message
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Answer, Proposal, Response
from goodoffices.terms.text import Text
from goodoffices.terms.word import NOT_STATED, Word


class Unstated(Word):
    """One thing that is not said: in which entry, in which field, as a plain question."""

    entry: Identity
    field: str
    question: Text


def unstated(entries: Iterable[tuple[str, Entry]]) -> tuple[Unstated, ...]:
    """What is "not stated" or unclear in the entries, in their order; empty where everything is said.

    A field that is absent is no question: it does not arise. Times and routes of a source are left out.

    >>> warning = Message(content="Leave.", enforcer="not stated")
    >>> [open.question for open in unstated([("m1", Entry(content=warning))])]
    ['Who would carry it out?']
    """
    return tuple(
        Unstated(entry=identity, field=field, question=question)
        for identity, entry in entries
        for field, question in _open(entry)
    )


def _open(entry: Entry) -> Iterator[tuple[str, str]]:
    content = entry.content
    asked: set[str] = set()
    for field in content.__struct_fields__:
        if _is_open(content, field):
            question = _question(content, field)
            if question not in asked:
                yield field, question
            asked.add(question)
    for part in entry.actors:
        if part.canonical == NOT_STATED:
            whom = f"“{part.written}”" if part.written else f"the {part.role.value.replace('_', ' ')}"
            yield "actors", f"Who is meant by {whom}?"


def _is_open(content: Content, field: str) -> bool:
    held = getattr(content, field)
    return held in {NOT_STATED, Delivery.UNCLEAR, Delivery.NOT_STATED, Answer.NOT_STATED, Format.NOT_STATED}


def _question(content: Content, field: str) -> str:
    match content:
        case Message():
            asked = _OF_A_MESSAGE.get(field)
        case HopReport(hearer=hearer) if field == "delivery":
            asked = f"Was it delivered to {hearer}?"
        case Meeting():
            asked = _OF_A_MEETING.get(field)
        case ProcessState() if field == "left_by":
            asked = "Who had left the table?"
        case Position(holder=holder) if field == "content":
            asked = f"What does {holder} ask for?"
        case Proposal() if field == "content":
            asked = "What does the proposal say?"
        case Response() if field in {"content", "value"}:
            asked = "What was the answer?"
        case _:
            asked = None
    return asked or f"What is the {field.replace('_', ' ')}?"


_OF_A_MESSAGE = {
    "content": "What was the message?",
    "demand": "What does it ask for?",
    "consequence": "What follows if it is not met?",
    "enforcer": "Who would carry it out?",
    "deadline": "By when?",
    "place": "Where was it given?",
}

_OF_A_MEETING = {
    "format": "In which form did they meet?",
    "level": "At what level?",
    "place": "Where was it?",
    "topic": "What was it about?",
    "outcome": "What came of it?",
    "until": "Until when?",
}
