"""Meetings, what is scheduled, and where the talks stand."""

from __future__ import annotations

from enum import Enum

from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class Format(Enum):
    """How those present deal with each other."""

    DIRECT = "direct"
    PROXIMITY = "proximity"
    SHUTTLE = "shuttle"
    BACK_CHANNEL = "back_channel"
    MESSAGES = "messages"
    PRESS = "press"
    NOT_STATED = "not_stated"


class Meeting(Word, tag="meeting", tag_field="kind"):
    """A meeting or a round, planned or held. `level` may be "not stated"."""

    format: Format
    place: Label | None = None
    level: Label | None = None
    topic: Text | None = None
    outcome: Text | None = None
    until: Label | None = None


class ScheduledAction(Enum):
    """What a date is set for."""

    START = "start"
    RESUME = "resume"
    POSTPONE = "postpone"
    ADJOURN = "adjourn"
    PRESENT = "present"
    DEADLINE = "deadline"


class Schedule(Word, tag="schedule", tag_field="kind"):
    """A date or period that is set for something."""

    what: Text
    action: ScheduledAction


class TalksState(Enum):
    """Where the talks stand."""

    OPENED = "opened"
    ONGOING = "ongoing"
    STALLED = "stalled"
    RESUMED = "resumed"
    ADJOURNED = "adjourned"
    BROKEN_OFF = "broken_off"
    CONCLUDED = "concluded"


class ProcessState(Word, tag="process_state", tag_field="kind"):
    """The talks open, stall, resume, adjourn, break off or conclude.

    `left_by` is who had left the table, of talks that resume or break off; it may be "not stated".
    """

    state: TalksState
    content: Text | None = None
    left_by: Label | None = None
