"""Why something may not be done: a value with its reason, never an exception."""

from __future__ import annotations

from enum import Enum

from goodoffices.record.items import Own
from goodoffices.terms.identity import Identity
from goodoffices.terms.word import Word


class Rule(Enum):
    """The rule that stands in the way."""

    NOT_HERE = "not_here"
    """The seat holds nothing of that identity, or nothing of the kind that the command needs."""
    NOT_FOR_THIS_SEAT = "not_for_this_seat"
    """A seat of this kind does not do that."""
    NO_SUCH_ADDRESSEE = "no_such_addressee"
    """The talks have no such seat or actor, or it cannot be written to from here."""
    BREAKS_CONFIDENCE = "breaks_confidence"
    """It would break the terms on which something was told."""
    NEEDS_DISCLOSURE = "needs_disclosure"
    """The owner must allow it first."""
    UNCONFIRMED_WARNINGS = "unconfirmed_warnings"
    """It may carry more than was meant: confirm each warning."""
    ALREADY_DONE = "already_done"
    """It was done before, and cannot be done twice."""
    DOES_NOT_FIT = "does_not_fit"
    """What is said does not fit the agenda or the terms."""
    NOT_BY_THE_RULES = "not_by_the_rules"
    """The rules of these talks do not provide for it."""


class Trace(Word):
    """A trace of a confidence in a draft that the sender may confirm: what, and of which confidence."""

    confidence: Identity
    sentence: str


class Refusal(Word):
    """Which rule, in a sentence for the person who asked, with the entries in that seat's own lane."""

    rule: Rule
    sentence: str
    entries: tuple[Identity, ...] = ()
    warnings: tuple[Trace, ...] = ()


class Decided(Word):
    """The acts that a command comes to, with references of the asking seat's own lane."""

    acts: tuple[Own, ...]
