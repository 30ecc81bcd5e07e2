"""One thing in the record: it happened, was said, or holds, on someone's word."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from goodoffices.terms.claim import Arrangement, Assessment, Note, OutsideAction, Pressure, Statement
from goodoffices.terms.handling import Handling
from goodoffices.terms.identity import Identity
from goodoffices.terms.meeting import Meeting, ProcessState, Schedule
from goodoffices.terms.message import HopReport, Message
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Agreement, Linkage, Proposal, Response
from goodoffices.terms.source import Grade, Source
from goodoffices.terms.text import Label
from goodoffices.terms.when import When
from goodoffices.terms.word import Word

Content: TypeAlias = (
    Message
    | HopReport
    | Meeting
    | Schedule
    | ProcessState
    | Position
    | Proposal
    | Response
    | Agreement
    | Assessment
    | Pressure
    | OutsideAction
    | Arrangement
    | Statement
    | Linkage
    | Note
)
"""The closed union of what an entry can hold; its tag is the entry's kind."""


class Status(Enum):
    """How firmly the source says it."""

    STATED = "stated"
    CLAIMED = "claimed"
    DENIED = "denied"
    UNCLEAR = "unclear"


class Phase(Enum):
    """Whether it lies behind, goes on, or lies ahead."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"


class LinkType(Enum):
    """How one entry refers to another; none of them says that one caused the other."""

    ANSWERS = "answers"
    CARRIES = "carries"
    CORRECTS = "corrects"
    REPEATS = "repeats"
    POSSIBLY_THE_SAME_AS = "possibly_the_same_as"
    ABOUT = "about"
    PART_OF = "part_of"


class Link(Word):
    """A reference from one entry to another."""

    type: LinkType
    to: Identity


class PartRole(Enum):
    """What an actor does in one entry."""

    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    VIA = "via"
    PARTY = "party"
    MEDIATOR = "mediator"
    HOST = "host"
    PARTICIPANT = "participant"
    AUTHOR = "author"
    SUPPORTER = "supporter"
    TARGET = "target"
    SOURCE_OF_PRESSURE = "source_of_pressure"
    ENFORCER = "enforcer"


class Part(Word):
    """An actor's part in an entry: the words used, and the plain name ("not stated" where unknown)."""

    role: PartRole
    canonical: Label
    written: Label | None = None


class Entry(Word):
    """Content with its status, phase, time, actors, sources, judgement, terms and references.

    `grade` absent means that nobody has judged; `handling` absent means that nobody set terms.
    """

    content: Content
    status: Status = Status.STATED
    phase: Phase = Phase.HAPPENED
    when: When | None = None
    actors: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    grade: Grade | None = None
    handling: Handling | None = None
    links: tuple[Link, ...] = ()

    def actor(self, role: PartRole) -> str | None:
        """The canonical name of the first actor in that role, or None."""
        return next((part.canonical for part in self.actors if part.role is role), None)

    def linked(self, kind: LinkType) -> tuple[str, ...]:
        """The identities that it refers to by links of that type, in order."""
        return tuple(link.to for link in self.links if link.type is kind)


def kind_of(content: Content) -> str:
    """The kind of an entry, as files and pages spell it.

    >>> kind_of(Note(text="Ask about the night shift."))
    'note'
    """
    return str(content.__struct_config__.tag)
