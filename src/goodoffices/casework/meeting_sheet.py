"""One page for the next meeting with an actor: what may be said, what must not, what to ask, what is owed."""

from __future__ import annotations

from itertools import product

import msgspec

from goodoffices.casework.confidence import (
    Confidence,
    confidence_of,
    confidences,
    day_of,
    giver,
    wording,
)
from goodoffices.casework.obstacle import LIFTED_BY_LEAVE, Obstacle, obstacles, sentence_of
from goodoffices.casework.roll import name_of, own_name
from goodoffices.casework.waiting import Wait, WaitKind, passed_on, waiting
from goodoffices.record.acts import EntryNoted, MessageSent, ProposalTabled, RelayNoted, RelaySent
from goodoffices.record.items import LaneItem, ReadBackReceived
from goodoffices.record.view import View
from goodoffices.terms.calendar import written_day
from goodoffices.terms.entry import LinkType, Status
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Delivery, Given, HopReport
from goodoffices.terms.moment import Moment
from goodoffices.terms.when import last_day


class MayBeSaid(msgspec.Struct, frozen=True, kw_only=True):
    """A confidence that may be passed on today, in the fullest form and under the fullest name allowed.

    `text` is what was told: to be said as it stands where `given` is "in words", in one's own words where
    it is "in substance". `attributed_to` None: as one's own.
    """

    confidence: str
    owner: str
    label: str
    given: Given
    attribution: Attribution
    attributed_to: str | None
    text: str
    conditions: tuple[str, ...] = ()


class MustNotBeSaid(msgspec.Struct, frozen=True, kw_only=True):
    """A confidence that may not be passed on today, and why; `askable` where leave would be enough."""

    confidence: str
    owner: str
    label: str
    reasons: tuple[str, ...]
    askable: bool


class ToAsk(msgspec.Struct, frozen=True, kw_only=True):
    """A question for the meeting, with the entries that it is about."""

    sentence: str
    entries: tuple[str, ...]


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """What is owed between this seat and the actor, in one direction or the other."""

    by_us: bool
    sentence: str
    entries: tuple[str, ...]


class AlreadyTold(msgspec.Struct, frozen=True, kw_only=True):
    """What the actor was told before: when, and in which words."""

    entry: str
    day: str
    text: str
    rests_on: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The page for one meeting; every list may be empty."""

    actor: str
    day: str
    may_say: tuple[MayBeSaid, ...]
    must_not_say: tuple[MustNotBeSaid, ...]
    to_ask: tuple[ToAsk, ...]
    owed: tuple[Owed, ...]
    told: tuple[AlreadyTold, ...]


def sheet(view: View, actor: str, moment: Moment) -> Sheet:
    """The page for the next meeting with an actor, from the seat's own view, on the day of the moment.

    What the actor gave itself, or was told already, is not among what may or must not be said. An actor
    of whom the view holds nothing gets a sheet that says only what must not be said to it.
    """
    untold = [one for one in confidences(view) if one.owner != actor and not passed_on(view, one.id, actor)]
    may_say = {one.id: said for one in untold if (said := _may_be_said(one, actor, moment.day))}
    waits = waiting(view)
    return Sheet(
        actor=actor,
        day=moment.day,
        may_say=tuple(may_say.values()),
        must_not_say=tuple(
            _must_not_be_said(one, actor, moment.day) for one in untold if one.id not in may_say
        ),
        to_ask=(*_questions(view, waits, actor), *_unclear(view, actor), *_unread(view, actor)),
        owed=tuple(_owed(view, waits, actor)),
        told=tuple(_told(view, actor)),
    )


_FULLEST_FIRST = tuple(
    product(
        (Given.IN_WORDS, Given.IN_SUBSTANCE), (Attribution.BY_NAME, Attribution.BY_SIDE, Attribution.AS_OWN)
    )
)


def _may_be_said(one: Confidence, actor: str, day: str) -> MayBeSaid | None:
    fullest = next(
        (way for way in _FULLEST_FIRST if not obstacles(one, actor, way[0], way[1], day)),
        None,
    )
    if fullest is None:
        return None
    given, attribution = fullest
    return MayBeSaid(
        confidence=one.id,
        owner=one.owner,
        label=one.label,
        given=given,
        attribution=attribution,
        attributed_to=one.attributed(attribution),
        text=one.text,
        conditions=tuple(_conditions(one, actor, given)),
    )


def _conditions(one: Confidence, actor: str, given: Given) -> list[str]:
    terms = one.handling
    found: list[str] = []
    if terms.not_after is not None:
        found.append(f"not after {written_day(last_day(terms.not_after).isoformat())}")
    wordings = [leave.wording for leave in one.leaves if leave.to == actor and leave.wording is not None]
    if given is Given.IN_WORDS:
        found += [f"in the words that were allowed: “{wording}”" for wording in wordings]
    if terms.in_return_for is not None:
        found.append(f"given in return for {terms.in_return_for}; the owner has allowed it")
    if terms.tell_delivery:
        found.append(f"tell {one.owner} when it is delivered")
    return found


def _must_not_be_said(one: Confidence, actor: str, day: str) -> MustNotBeSaid:
    found = obstacles(one, actor, Given.IN_SUBSTANCE, Attribution.AS_OWN, day)
    # Nothing stands in the way of the least that could be said only where it may be said.
    reasons = tuple(sentence_of(one, obstacle, actor, Attribution.AS_OWN) for obstacle in found)
    return MustNotBeSaid(
        confidence=one.id,
        owner=one.owner,
        label=one.label,
        reasons=reasons,
        askable=_askable(found),
    )


def _askable(found: tuple[Obstacle, ...]) -> bool:
    return all(obstacle in LIFTED_BY_LEAVE for obstacle in found)


def _questions(view: View, waits: tuple[Wait, ...], actor: str) -> list[ToAsk]:
    """Leave to be asked by mouth, and proposals that wait for an answer."""
    found: list[ToAsk] = []
    for wait in waits:
        asked_by_mouth = wait.kind is WaitKind.LEAVE_BY_MOUTH and _owner(view, wait.entries[-1]) == actor
        unanswered = wait.kind is WaitKind.PROPOSAL_ANSWER and wait.awaited == actor
        if asked_by_mouth or unanswered:
            found.append(ToAsk(sentence=wait.sentence, entries=wait.entries))
    return found


def _owner(view: View, identity: str) -> str | None:
    item = view.item(identity)
    told = None if item is None else confidence_of(view, item)
    return None if told is None else told.owner


def _unclear(view: View, actor: str) -> list[ToAsk]:
    """What the actor said, or is said to have received, that is noted as unclear."""
    own = own_name(view)
    found: list[ToAsk] = []
    for item, noted in view.of_type(EntryNoted):
        content = noted.entry.content
        hop = content if isinstance(content, HopReport) else None
        unclear_hop = (
            hop is not None and hop.delivery is Delivery.UNCLEAR and actor in {hop.hearer, hop.teller}
        )
        unclear = noted.entry.status is Status.UNCLEAR and giver(noted.entry, own) == actor
        if unclear or unclear_hop:
            day = written_day(day_of(view, item))
            found.append(ToAsk(sentence=f"What you noted on {day} is unclear.", entries=(item.id,)))
    return found


def _unread(view: View, actor: str) -> list[ToAsk]:
    """What was passed on to the actor and not read back: two memories begin here."""
    return [
        ToAsk(
            sentence=f"Ask {actor} to say in its own words what you told it on {written_day(told.day)}.",
            entries=(told.entry,),
        )
        for told in _told(view, actor)
        if isinstance(view.items[told.entry].matter, RelaySent | RelayNoted)
        and not _read_back(view, told.entry)
    ]


def _read_back(view: View, relay: str) -> bool:
    if view.following(relay, ReadBackReceived):
        return True
    reports = [
        noted.entry
        for _, noted in view.following(relay, EntryNoted)
        if relay in noted.entry.linked(LinkType.CARRIES) or relay in noted.entry.linked(LinkType.ABOUT)
    ]
    return any(
        isinstance(entry.content, HopReport) and entry.content.delivery is Delivery.READ_BACK
        for entry in reports
    )


def _owed(view: View, waits: tuple[Wait, ...], actor: str) -> list[Owed]:
    own = own_name(view)
    return [
        Owed(by_us=wait.awaited == own, sentence=wait.sentence, entries=wait.entries)
        for wait in waits
        if {wait.awaited, wait.waiting} == {own, actor}
    ]


def _told(view: View, actor: str) -> list[AlreadyTold]:
    return [told for item in view if (told := _telling(view, item, actor))]


def _telling(view: View, item: LaneItem, actor: str) -> AlreadyTold | None:
    match item.matter:
        case RelaySent(relay=relay) | RelayNoted(relay=relay) if relay.to == actor:
            text, rests_on = relay.text, relay.rests_on
        case MessageSent(to=to, entry=entry) | ProposalTabled(to=to, entry=entry) if (
            name_of(view, to) == actor
        ):
            text, rests_on = wording(entry), ()
        case _:  # only these four bring something to the other side
            return None
    day = day_of(view, item)
    if (
        isinstance(item.matter, RelayNoted)
        and item.matter.when is not None
        and item.matter.when.start is not None
    ):
        day = last_day(item.matter.when.start).isoformat()
    return AlreadyTold(entry=item.id, day=day, text=text, rests_on=rests_on)
