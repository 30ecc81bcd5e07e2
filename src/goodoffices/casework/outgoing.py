"""Something about to be told, and the words in it that stand in a confidence."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from goodoffices.casework.confidence import Confidence
from goodoffices.casework.traces import Reading, quotations, read
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Given

_SHOWN = 12


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """Something about to be told: to which actor, in which texts, resting on what, under whose name."""

    to: str
    texts: tuple[str, ...]
    rests_on: tuple[str, ...] = ()
    given: Given = Given.IN_SUBSTANCE
    attribution: Attribution = Attribution.AS_OWN


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A confidence with its texts made ready to be compared."""

    confidence: Confidence
    readings: tuple[Reading, ...]


def held(one: Confidence) -> Held:
    """A confidence, read once for a whole check."""
    return Held(confidence=one, readings=tuple(map(read, one.texts)))


def readings(some: Iterable[Held]) -> tuple[Reading, ...]:
    """All texts of some confidences."""
    return tuple(reading for one in some for reading in one.readings)


def runs_of(one: Held, drafts: tuple[Reading, ...], free: tuple[Reading, ...]) -> tuple[str, ...]:
    """The runs of words that drafts take from a confidence and that nothing free holds."""
    return tuple(run for text in one.readings for draft in drafts for run in quotations(draft, text, free))


def longest(runs: tuple[str, ...]) -> str:
    """The longest of some runs in quotation marks, cut where it is long.

    >>> longest(("pier four", "pier four on friday night"))
    '“pier four on friday night”'
    """
    found = max(runs, key=len).split()
    return "“" + " ".join(found[:_SHOWN]) + ("…" if len(found) > _SHOWN else "") + "”"
