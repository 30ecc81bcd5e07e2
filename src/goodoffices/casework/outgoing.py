"""Something about to be told, and the words in it that stand in a confidence."""

from __future__ import annotations

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


def readings(some: tuple[Confidence, ...]) -> tuple[Reading, ...]:
    """All texts of some confidences, ready to be compared."""
    return tuple(read(text) for one in some for text in one.texts)


def runs_of(one: Confidence, drafts: tuple[Reading, ...], free: tuple[Reading, ...]) -> tuple[str, ...]:
    """The runs of words that drafts take from a confidence and that nothing free holds."""
    return tuple(run for text in one.texts for draft in drafts for run in quotations(draft, read(text), free))


def longest(runs: tuple[str, ...]) -> str:
    """The longest of some runs in quotation marks, cut where it is long.

    >>> longest(("pier four", "pier four on friday night"))
    '“pier four on friday night”'
    """
    found = max(runs, key=len).split()
    return "“" + " ".join(found[:_SHOWN]) + ("…" if len(found) > _SHOWN else "") + "”"
