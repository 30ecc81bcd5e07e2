"""May this be passed on? A draft held against every confidence in the sender's own view."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from goodoffices.casework.confidence import Confidence, remarks
from goodoffices.casework.obstacle import LIFTED_BY_LEAVE, Obstacle, may_be_quoted, obstacles, sentence_of
from goodoffices.casework.outgoing import Held, Outgoing, held, longest, readings, runs_of
from goodoffices.casework.refusal import Refusal, Rule, Trace
from goodoffices.casework.told import known_to
from goodoffices.casework.touched import touched
from goodoffices.casework.traces import Reading, read
from goodoffices.casework.unmeant import unmeant
from goodoffices.record.view import View
from goodoffices.terms.message import Given
from goodoffices.terms.moment import Moment
from goodoffices.terms.relay import Relay


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One obstacle of one confidence, in a sentence for the sender."""

    confidence: str
    obstacle: Obstacle
    sentence: str


class Clear(msgspec.Struct, frozen=True, tag="clear"):
    """No term stands in the way."""


class NeedsDisclosure(msgspec.Struct, frozen=True, kw_only=True, tag="needs_disclosure"):
    """The owners of these confidences must allow it first; nothing forbids it."""

    confidences: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Forbidden(msgspec.Struct, frozen=True, kw_only=True, tag="forbidden"):
    """It would break the terms of these confidences; `reasons` may hold leave that is lacking as well."""

    confidences: tuple[str, ...]
    reasons: tuple[Reason, ...]


Verdict: TypeAlias = Clear | NeedsDisclosure | Forbidden


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a check: the verdict, and traces that the sender may confirm."""

    verdict: Verdict
    traces: tuple[Trace, ...] = ()


def check(relay: Relay, view: View, moment: Moment) -> Check:
    """Whether a relay keeps the terms of everything in the view, on the day of the moment.

    Forbidden outweighs lacking leave, and that outweighs clear. The order of reasons and traces is that
    of the view. A relay that rests on nothing and repeats nothing is clear.
    """
    outgoing = Outgoing(
        to=relay.to,
        texts=(relay.text, *([relay.language] if relay.language else [])),  # the addressee reads both
        rests_on=relay.rests_on,
        given=relay.given,
        attribution=relay.attribution,
    )
    return checked(outgoing, view, moment)


def checked(outgoing: Outgoing, view: View, moment: Moment) -> Check:
    """The same check for anything that is told to anybody: a message, a proposal, a shared entry."""
    drafts = tuple(map(read, outgoing.texts))
    return held_against(touched(view, outgoing, drafts), outgoing, drafts, view, moment)


def held_against(
    told: tuple[Confidence, ...],
    outgoing: Outgoing,
    drafts: tuple[Reading, ...],
    view: View,
    moment: Moment,
) -> Check:
    """What is to be told, held closely against these confidences, and against what colleagues remarked."""
    others = tuple(held(one) for one in told if one.owner != outgoing.to)
    beside = tuple(held(one) for one in remarks(view, outgoing.to))
    if not others and not beside:
        return Check(verdict=Clear())
    known = tuple(map(read, known_to(view, outgoing.to)))
    released = [
        one
        for one in others
        if one.confidence.id in outgoing.rests_on and may_be_quoted(one.confidence, outgoing.to, moment.day)
    ]
    reasons: list[Reason] = []
    for one in others:
        found = _terms_broken(one.confidence, outgoing, moment.day)
        if found and outgoing.given is Given.IN_WORDS:
            reasons += found  # the words are what was refused
            continue
        of_one_owner = (other for other in released if other.confidence.owner == one.confidence.owner)
        free = (*known, *readings(of_one_owner))
        reasons += (*found, *_quoted(one, outgoing, drafts, free, moment.day))
    for one in beside:  # nothing rests on these: what was shared is the addressee's own
        reasons += _quoted(one, outgoing, drafts, known, moment.day)
    return Check(
        verdict=_verdict(reasons),
        traces=unmeant((*others, *beside), outgoing, drafts, known, moment.day, view),
    )


def refusal_of(verdict: Verdict) -> Refusal | None:
    """The refusal that a verdict comes to, or None where it is clear."""
    match verdict:
        case Clear():
            return None
        case NeedsDisclosure():
            rule = Rule.NEEDS_DISCLOSURE
        case Forbidden():
            rule = Rule.BREAKS_CONFIDENCE
    return Refusal(
        rule=rule,
        sentence=" ".join(dict.fromkeys(reason.sentence for reason in verdict.reasons)),
        entries=verdict.confidences,
    )


def reasons_of(verdict: Verdict) -> tuple[Reason, ...]:
    """Every obstacle that was found; empty where it is clear."""
    match verdict:
        case Clear():
            return ()
        case NeedsDisclosure() | Forbidden():
            return verdict.reasons


def _verdict(reasons: list[Reason]) -> Verdict:
    named = tuple(dict.fromkeys(reason.confidence for reason in reasons))
    if not reasons:
        return Clear()
    if all(reason.obstacle in LIFTED_BY_LEAVE for reason in reasons):
        return NeedsDisclosure(confidences=named, reasons=tuple(reasons))
    return Forbidden(confidences=named, reasons=tuple(reasons))


def _terms_broken(one: Confidence, outgoing: Outgoing, day: str) -> list[Reason]:
    """The terms of a confidence that a draft which rests on it would break."""
    if one.id not in outgoing.rests_on:
        return []
    return [
        Reason(
            confidence=one.id,
            obstacle=obstacle,
            sentence=sentence_of(one, obstacle, outgoing.to, outgoing.attribution),
        )
        for obstacle in obstacles(one, outgoing.to, outgoing.given, outgoing.attribution, day)
    ]


def _quoted(
    one: Held, outgoing: Outgoing, drafts: tuple[Reading, ...], free: tuple[Reading, ...], day: str
) -> list[Reason]:
    """The reason that a draft repeats words which may not go in words, or none.

    `free` is what the addressee knows, and what the same owner released for it in something that the draft
    rests on.
    """
    told = one.confidence
    if may_be_quoted(told, outgoing.to, day):
        return []
    runs = runs_of(one, drafts, (*free, *_allowed_wordings(told, outgoing.to)))
    if not runs:
        return []
    sentence = f"It repeats words of {told.label}: {longest(runs)}."
    return [Reason(confidence=told.id, obstacle=Obstacle.QUOTED, sentence=sentence)]


def _allowed_wordings(one: Confidence, to: str) -> tuple[Reading, ...]:
    """The wordings that the owner was shown and allowed for this actor."""
    return tuple(read(leave.wording) for leave in one.leaves if leave.to == to and leave.wording is not None)
