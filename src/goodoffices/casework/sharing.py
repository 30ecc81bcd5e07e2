"""Sharing one thing with a co-mediator: telling it, like any other telling, with its terms."""

from __future__ import annotations

import msgspec

from goodoffices.casework.commands import ShareEntry
from goodoffices.casework.confidence import confidence_of, giver
from goodoffices.casework.disclosure import checked, refusal_of
from goodoffices.casework.outgoing import Outgoing
from goodoffices.casework.refusal import Decided, Refusal, Rule
from goodoffices.casework.remit import correspondent
from goodoffices.casework.roll import name_of, own_name
from goodoffices.casework.texts import texts
from goodoffices.casework.well_formed import does_not_fit, not_here
from goodoffices.record.acts import EntryShared, RelayNoted, RelaySent
from goodoffices.record.items import LaneItem, ReadBackReceived, entry_in
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.handling import UNSPOKEN
from goodoffices.terms.message import Channel, Given, Message
from goodoffices.terms.moment import Moment
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import When


class _Shareable(msgspec.Struct, frozen=True, kw_only=True):
    """What an item comes to when it is shared; what it rests on; the words in it that are this seat's own."""

    entry: Entry
    rests_on: tuple[str, ...]
    given_by: str | None
    own_words: tuple[str, ...] = ()


def share(command: ShareEntry, view: View, moment: Moment) -> Decided | Refusal:
    """Show a co-mediator one thing that this seat holds, where its terms name the co-mediator.

    The co-mediator is an addressee like any other, but for one thing: where the terms name it, the entry
    goes whole, as its terms go with it and bind the next hand too.
    """
    seat = correspondent(view, command.to)
    if isinstance(seat, Refusal):
        return seat
    if seat.kind is not SeatKind.MEDIATOR:
        return Refusal(
            rule=Rule.NO_SUCH_ADDRESSEE,
            sentence="Entries are shared among mediators only: pass it on, or send a message.",
        )
    item = view.item(command.subject)
    shareable = None if item is None else _shareable(view, item)
    if item is None or shareable is None:
        return not_here()
    to = name_of(view, seat.name)
    if shareable.given_by == to:
        return does_not_fit(f"It was {to} who gave it.", item.id)
    refusal = _refused(shareable, command.words, to, view, moment)
    if refusal is not None:
        return refusal
    act = EntryShared(
        to=seat.name,
        subject=item.id,
        entry=shareable.entry,
        given_by=shareable.given_by,
        words=command.words,
    )
    return Decided(acts=(act,))


def _refused(shareable: _Shareable, words: str | None, to: str, view: View, moment: Moment) -> Refusal | None:
    """The refusal by the terms of what is shared, or by words that are said with it."""
    # What others said is judged by its own terms; what this seat says, by those of everything it holds.
    resting = Outgoing(to=to, texts=(), rests_on=shareable.rests_on)
    said = Outgoing(to=to, texts=(*shareable.own_words, *([words] if words else [])))
    return refusal_of(checked(resting, view, moment).verdict) or refusal_of(
        checked(said, view, moment).verdict
    )


def _shareable(view: View, item: LaneItem) -> _Shareable | None:
    match item.matter:
        case RelaySent(relay=relay):
            return _of_a_relay(relay, Channel.PLATFORM, None, view)
        case RelayNoted(relay=relay, when=when):
            return _of_a_relay(relay, Channel.ORAL, when, view)
        case ReadBackReceived(sender=sender, text=text):
            by = name_of(view, sender)
            return _Shareable(
                entry=_said(by, own_name(view), text, Channel.PLATFORM, Given.IN_WORDS),
                rests_on=(item.id,),
                given_by=by,
            )
        case matter:
            entry = entry_in(matter)
            return None if entry is None else _of_an_entry(view, item, entry)


def _of_an_entry(view: View, item: LaneItem, entry: Entry) -> _Shareable:
    told = confidence_of(view, item)
    if told is None:
        return _Shareable(
            entry=entry,
            rests_on=(),
            given_by=giver(entry, own_name(view)),
            own_words=tuple(texts(entry)),
        )
    return _Shareable(
        entry=msgspec.structs.replace(entry, handling=told.handling),
        rests_on=(item.id,),
        given_by=told.owner,
    )


def _of_a_relay(relay: Relay, channel: Channel, when: When | None, view: View) -> _Shareable:
    """What this seat passed on, as a message of its own; on the strictest terms that leave can lift."""
    entry = _said(own_name(view), relay.to, relay.text, channel, relay.given)
    return _Shareable(
        entry=msgspec.structs.replace(entry, when=when, handling=UNSPOKEN),
        rests_on=relay.rests_on,
        given_by=own_name(view),
        own_words=(relay.text,),
    )


def _said(by: str, to: str, text: str, channel: Channel, given: Given) -> Entry:
    return Entry(
        content=Message(content=text, channel=channel, given=given),
        actors=(Part(role=PartRole.ISSUER, canonical=by), Part(role=PartRole.ADDRESSEE, canonical=to)),
        sources=(Source(type=SourceType.FIRST_HAND, label=by),),
        handling=UNSPOKEN,
    )
