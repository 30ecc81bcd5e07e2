"""The words that pages use for the closed sets of the field."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from goodoffices.doors.web.page import Group
from goodoffices.terms.actor import Role, SeatKind
from goodoffices.terms.claim import Direction, PressureState, StatementForm, Topic
from goodoffices.terms.entry import LinkType, PartRole, Phase, Status
from goodoffices.terms.handling import Attribution, Form
from goodoffices.terms.meeting import Format, ScheduledAction, TalksState
from goodoffices.terms.message import Channel, Delivery, Given, MessageForm
from goodoffices.terms.position import Conveyed
from goodoffices.terms.proposal import AgreementState, Answer, ProposalState
from goodoffices.terms.source import SourceType
from goodoffices.terms.when import Precision

# Only what reads better than the key itself; every other member is its key with blanks.
_WORDS: Mapping[Enum, str] = {
    Form.NEVER: "never pass on",
    Form.ASK_FIRST: "ask first",
    Form.IN_SUBSTANCE: "in substance only",
    Form.IN_WORDS: "in these words",
    Attribution.AS_OWN: "as the mediator's own",
    Attribution.BY_SIDE: "as from this side",
    Attribution.BY_NAME: "by name",
    Given.IN_WORDS: "in the very words",
    Given.IN_SUBSTANCE: "in substance",
    Channel.ORAL: "by word of mouth",
    Channel.PLATFORM: "through this desk",
    Channel.LETTER: "by letter",
    Delivery.READ_BACK: "read back",
    Delivery.NOT_STATED: "nobody says",
    Answer.ACCEPT: "accepted",
    Answer.ACCEPT_WITH_RESERVATIONS: "accepted with reservations",
    Answer.REJECT: "rejected",
    Answer.COUNTER: "answered with a counter-proposal",
    Answer.NO_ANSWER: "no answer yet",
    ProposalState.TABLED: "put on the table",
    ProposalState.WORKED_ON: "being worked on",
    TalksState.BROKEN_OFF: "broken off",
    TalksState.ONGOING: "going on",
    Format.PRESS: "before the press",
    Format.PROXIMITY: "near each other, not in one room",
    Format.DIRECT: "face to face",
    Format.SHUTTLE: "the mediator travels between them",
    Precision.ORDER: "in order only",
    Conveyed.AS_DELIVERED: "as delivered",
}

CLOSED_SETS = (
    AgreementState,
    Answer,
    Attribution,
    Channel,
    Conveyed,
    Delivery,
    Direction,
    Form,
    Format,
    Given,
    Group,
    LinkType,
    MessageForm,
    PartRole,
    Phase,
    Precision,
    PressureState,
    ProposalState,
    Role,
    ScheduledAction,
    SeatKind,
    SourceType,
    StatementForm,
    Status,
    TalksState,
    Topic,
)


def in_words(member: Enum) -> str:
    """A member of a closed set in plain words.

    >>> in_words(Form.ASK_FIRST), in_words(Role.OUTSIDE_POWER)
    ('ask first', 'outside power')
    """
    return _WORDS.get(member, str(member.value).replace("_", " "))
