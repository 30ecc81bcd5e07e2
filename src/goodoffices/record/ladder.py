"""The way of each message, leg by leg, with everything that is said of each leg and on whose word.

The state of a leg is derived from the reports on it, never set: one report that it arrived and another
that it did not make it disputed. Claimed pressure is no report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from goodoffices.record.acts import RelayNoted, RelaySent
from goodoffices.record.items import (
    AcknowledgementReceived,
    LaneItem,
    ReadBackReceived,
    entry_in,
)
from goodoffices.record.showing import entries_held
from goodoffices.record.sourcing import label_of
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, LinkType, PartRole, Status
from goodoffices.terms.identity import Identity
from goodoffices.terms.message import Delivery, HopReport, Message
from goodoffices.terms.text import Label, Text
from goodoffices.terms.when import Precision, When
from goodoffices.terms.word import NOT_STATED, Word


class LegState(Enum):
    """What the reports on a leg come to; as a delivery, or disputed."""

    ASKED = "asked"
    SENT = "sent"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    READ_BACK = "read_back"
    REFUSED = "refused"
    DENIED = "denied"
    UNCLEAR = "unclear"
    NOT_STATED = "not_stated"
    DISPUTED = "disputed"


class LegReport(Word):
    """What one source says of one leg: `entry` is the entry or item that says so, `sources` who says it."""

    entry: Identity
    delivery: Delivery
    sources: tuple[Label, ...] = ()
    when: When | None = None
    wording: Text | None = None
    reception: Text | None = None
    place: Label | None = None


class Leg(Word):
    """One leg: from whom to whom, its derived state, the reports in the order in which they came."""

    number: int
    teller: Label
    hearer: Label
    state: LegState
    reports: tuple[LegReport, ...]


class Carried(Word):
    """A message and the legs of its way, in order; `message` is None where a report names none."""

    message: Identity | None
    legs: tuple[Leg, ...]


_Key = tuple[int, str, str]
_Ways = dict[str | None, dict[_Key, list[LegReport]]]

_UNDER_WAY = (Delivery.ASKED, Delivery.SENT)
_ARRIVED = (Delivery.DELIVERED, Delivery.ACKNOWLEDGED, Delivery.READ_BACK)
_NOT_ARRIVED = (Delivery.REFUSED, Delivery.DENIED)


def state_of(reports: Iterable[Delivery]) -> LegState:
    """The state that the reports on one leg come to; nothing reported is "not stated".

    That it was asked for, and that nobody knows more, go together; that it arrived does not go with a word
    that it did not, or that this is not known; nor does "sent" with a denial.

    >>> state_of([Delivery.ASKED, Delivery.UNCLEAR]).value, state_of([Delivery.SENT, Delivery.DENIED]).value
    ('unclear', 'disputed')
    """
    said = set(reports) - {Delivery.NOT_STATED}
    arrived = [delivery for delivery in _ARRIVED if delivery in said]
    missed = [delivery for delivery in _NOT_ARRIVED if delivery in said]
    unclear = Delivery.UNCLEAR in said
    if (arrived and (missed or unclear)) or len(missed) > 1 or {Delivery.SENT, Delivery.DENIED} <= said:
        return LegState.DISPUTED
    if unclear and not missed:
        return LegState.UNCLEAR
    furthest = missed or arrived or [delivery for delivery in _UNDER_WAY if delivery in said]
    return LegState(furthest[-1].value) if furthest else LegState.NOT_STATED


def reported(entries: Iterable[tuple[str, Entry]]) -> tuple[Carried, ...]:
    """The ways that the reports among the entries tell of; empty where there are none.

    A report that another corrects no longer counts.
    """
    ways: _Ways = {}
    held = tuple(entries)
    corrected = _corrected(held)
    for identity, entry in held:
        content = entry.content
        if not isinstance(content, HopReport) or identity in corrected:
            continue
        for message in entry.linked(LinkType.CARRIES) or (None,):
            key = (content.leg, content.teller, content.hearer)
            ways.setdefault(message, {}).setdefault(key, []).append(_report(identity, entry, content))
    return _carried(ways)


def carried(view: View) -> tuple[Carried, ...]:
    """The ways of all messages that a seat holds: what is reported, and what went through this platform.

    A live message has its leg to this seat, and one more for each relay of this seat that rests on it, with
    the addressee's acknowledgement and reading back. What it only drafted is no leg.
    """
    ways: _Ways = {}
    relays = {item.id: item for item, _ in (*view.of_type(RelaySent), *view.of_type(RelayNoted))}
    held = tuple(entries_held(view))
    corrected = _corrected(held)
    for item in relays.values():
        for message in _resting(view, item):
            way = ways.setdefault(message, {})
            if not way:
                _first_leg(view, message, way)
            _onward(view, item, way)
    for identity, entry in held:
        content = entry.content
        if not isinstance(content, HopReport) or identity in corrected:
            continue
        report = _report(identity, entry, content)
        about = (*entry.linked(LinkType.CARRIES), *entry.linked(LinkType.ABOUT))
        relayed = [relays[link] for link in about if link in relays]
        for item in relayed:  # how the addressee answered a relay by mouth
            for message in _resting(view, item):
                key = _key(view, item)
                ways.setdefault(message, {}).setdefault(key, []).append(report)
        if not relayed:
            for message in entry.linked(LinkType.CARRIES) or (None,):
                key = (content.leg, content.teller, content.hearer)
                ways.setdefault(message, {}).setdefault(key, []).append(report)
    return _carried(ways)


def _corrected(entries: Iterable[tuple[str, Entry]]) -> set[str]:
    return {
        link
        for _, entry in entries
        if isinstance(entry.content, HopReport)
        for link in entry.linked(LinkType.CORRECTS)
    }


def _report(identity: str, entry: Entry, content: HopReport) -> LegReport:
    match entry.status:
        case Status.DENIED:
            delivery = Delivery.DENIED
        case Status.UNCLEAR:
            delivery = Delivery.UNCLEAR
        case Status.STATED | Status.CLAIMED:
            delivery = content.delivery
    return LegReport(
        entry=identity,
        delivery=delivery,
        sources=tuple(dict.fromkeys(map(label_of, entry.sources))),
        when=entry.when,
        wording=content.wording,
        reception=content.reception,
        place=content.place,
    )


def _resting(view: View, item: LaneItem) -> Iterator[str | None]:
    """The messages that a relay of this seat rests on; the relay alone where it rests on none."""
    relay = item.matter.relay if isinstance(item.matter, RelaySent | RelayNoted) else None
    found = False
    for identity in () if relay is None else relay.rests_on:
        entry = view.entry(identity)
        if entry is not None and isinstance(entry.content, Message):
            found = True
            yield identity
    if not found:
        yield item.id


def _first_leg(view: View, message: str | None, way: dict[_Key, list[LegReport]]) -> None:
    """A message that this seat holds has reached it: on its own word."""
    item = None if message is None else view.item(message)
    entry = None if item is None else entry_in(item.matter)
    if item is None or entry is None or not isinstance(entry.content, Message):
        return
    own = _own(view)
    issuer = entry.actor(PartRole.ISSUER) or _sender(view, item) or NOT_STATED
    if issuer == own:
        return
    way[1, issuer, own] = [
        LegReport(
            entry=item.id,
            delivery=Delivery.DELIVERED,
            sources=tuple(dict.fromkeys(map(label_of, entry.sources))) or (own,),
            when=entry.when or _at(item),
            wording=entry.content.content,
            place=entry.content.place,
        )
    ]


def _onward(view: View, item: LaneItem, way: dict[_Key, list[LegReport]]) -> None:
    """The leg that a relay makes, with what its addressee said of it on the platform."""
    own, key = _own(view), _key(view, item)
    reports = way.setdefault(key, [])
    match item.matter:
        case RelaySent(relay=relay):
            reports.append(_said(item, Delivery.SENT, own, relay.text))
        case RelayNoted(relay=relay, when=when, place=place):
            told = LegReport(
                entry=item.id,
                delivery=Delivery.DELIVERED,
                sources=(own,),
                when=when or _at(item),
                wording=relay.text,
                place=place,
            )
            reports.append(told)
        case _:
            return
    for answer, matter in view.following(item.id, AcknowledgementReceived):
        reports.append(_said(answer, Delivery.ACKNOWLEDGED, _actor(view, matter.sender)))
    for answer, matter in view.following(item.id, ReadBackReceived):
        reports.append(_said(answer, Delivery.READ_BACK, _actor(view, matter.sender), matter.text))


def _said(item: LaneItem, delivery: Delivery, who: str, wording: str | None = None) -> LegReport:
    return LegReport(entry=item.id, delivery=delivery, sources=(who,), when=_at(item), wording=wording)


def _key(view: View, item: LaneItem) -> _Key:
    hearer = item.matter.relay.to if isinstance(item.matter, RelaySent | RelayNoted) else NOT_STATED
    return 2, _own(view), hearer


def _own(view: View) -> str:
    return view.seat.actor or view.seat.title


def _actor(view: View, seat: str) -> str:
    found = view.talks.seat(seat)
    return seat if found is None else found.actor or found.title


def _sender(view: View, item: LaneItem) -> str | None:
    sender = getattr(item.matter, "sender", None)
    return _actor(view, sender) if isinstance(sender, str) else None


def _at(item: LaneItem) -> When:
    """When an item was recorded: an instant for the seat's own acts, a day for what others' acts show."""
    return When(precision=Precision.INSTANT if "T" in item.at else Precision.DAY, start=item.at)


def _carried(ways: _Ways) -> tuple[Carried, ...]:
    return tuple(
        Carried(
            message=message,
            legs=tuple(
                Leg(
                    number=number,
                    teller=teller,
                    hearer=hearer,
                    state=state_of(report.delivery for report in reports),
                    reports=tuple(reports),
                )
                for (number, teller, hearer), reports in sorted(way.items(), key=lambda leg: leg[0][0])
            ),
        )
        for message, way in ways.items()
    )
