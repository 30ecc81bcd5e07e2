"""What people say of the talks and do around them."""

from __future__ import annotations

from enum import Enum

from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class Direction(Enum):
    """Where things go, by somebody's judgement."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    NOT_STATED = "not_stated"


class Topic(Enum):
    """What a judgement is about; a claim about the gap stands beside the computed one."""

    GAP = "gap"
    PROSPECTS = "prospects"
    DIFFICULTY = "difficulty"
    PROGRESS = "progress"
    OTHER = "other"


class Assessment(Word, tag="assessment", tag_field="kind"):
    """Somebody's judgement of gaps, prospects, difficulty or risk."""

    topic: Topic
    direction: Direction
    content: Text


class PressureState(Enum):
    """How far leaning on somebody has gone, by somebody's word."""

    ASKED_FOR = "asked_for"
    PROMISED = "promised"
    CLAIMED = "claimed"
    OBSERVED = "observed"


class Pressure(Word, tag="pressure", tag_field="kind"):
    """One actor leans on another. Claimed pressure is no evidence that a message was delivered."""

    state: PressureState
    means: Text


class OutsideAction(Word, tag="outside_action", tag_field="kind"):
    """An action outside the talks, intended, threatened or taken.

    It is not by itself anybody's alternative to agreement: reading it as one is an analyst's note.
    """

    action: Text
    condition: Text | None = None


class Arrangement(Word, tag="arrangement", tag_field="kind"):
    """A standing fact between actors: hosts the office of, is a partner of, has mediated between since."""

    relation: Label
    content: Text | None = None


class StatementForm(Enum):
    """What kind of public word it is."""

    STATEMENT = "statement"
    VIEW = "view"
    COMMITMENT = "commitment"
    DENIAL = "denial"
    NO_COMMENT = "no_comment"
    UNVERIFIED = "unverified"


class Statement(Word, tag="statement", tag_field="kind"):
    """Other public word: a view, a commitment, a denial, no comment."""

    form: StatementForm
    content: Text


class Note(Word, tag="note", tag_field="kind"):
    """A seat's own note; nobody else's until it is shared."""

    text: Text
    subject: Label | None = None
