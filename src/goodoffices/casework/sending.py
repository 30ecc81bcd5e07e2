"""Sending a message, with its terms."""

from __future__ import annotations

import msgspec

from goodoffices.casework.commands import SendMessage
from goodoffices.casework.disclosure import checked, refusal_of
from goodoffices.casework.outgoing import Outgoing
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.casework.remit import correspondent
from goodoffices.casework.roll import actor_named, name_of, own_name
from goodoffices.casework.texts import texts
from goodoffices.casework.well_formed import does_not_fit
from goodoffices.record.acts import MessageSent
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.handling import UNSPOKEN, Handling
from goodoffices.terms.message import Channel, Message
from goodoffices.terms.moment import Moment
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When


def send(command: SendMessage, view: View, moment: Moment) -> Decided | Refusal:
    """Send a message in the seat's own name. Terms that nobody named are "ask first", and said to be so.

    A mediator's message is held against her confidences like any relay.
    """
    seat = correspondent(view, command.to)
    if isinstance(seat, Refusal):
        return seat
    content = command.entry.content
    if not isinstance(content, Message):
        return does_not_fit("Only a message can be sent: note anything else, or put it into words.")
    issuers = {part.canonical for part in command.entry.actors if part.role is PartRole.ISSUER}
    if issuers - {own_name(view)}:
        return does_not_fit(f"From this seat messages go in the name of {own_name(view)}.")
    unfit = terms_misfit(command.entry.handling, view)
    if unfit is not None:
        return does_not_fit(unfit)
    entry = _filled(command.entry, content, view, addressee=name_of(view, seat.name), moment=moment)
    if view.seat.kind is SeatKind.MEDIATOR:
        refusal = quoted_to(name_of(view, seat.name), tuple(texts(entry)), view, moment)
        if refusal is not None:
            return refusal
    return Decided(acts=(MessageSent(to=seat.name, entry=entry),))


def quoted_to(actor: str, told: tuple[str, ...], view: View, moment: Moment) -> Refusal | None:
    """The refusal of words that stand in a confidence and may not go to that actor in words, or None."""
    return refusal_of(checked(Outgoing(to=actor, texts=told), view, moment).verdict)


def terms_misfit(handling: Handling | None, view: View) -> str | None:
    """What in the terms of an own message the talks do not know, as a sentence, or None."""
    for name in () if handling is None else handling.to:
        if actor_named(view, name) is None:
            return f"The terms name {name}, who has no part in these talks."
        if name == own_name(view):
            return f"The terms name {name}, from whom the message comes."
    return None


def _filled(entry: Entry, content: Message, view: View, *, addressee: str, moment: Moment) -> Entry:
    """The entry with what the platform itself knows of it."""
    own = own_name(view)
    issuer = [part for part in entry.actors if part.role is PartRole.ISSUER] or [
        Part(role=PartRole.ISSUER, canonical=own)
    ]
    others = [part for part in entry.actors if part.role not in {PartRole.ISSUER, PartRole.ADDRESSEE}]
    own_word = [source for source in entry.sources if source.type is SourceType.FIRST_HAND]
    return msgspec.structs.replace(
        entry,
        content=msgspec.structs.replace(content, channel=Channel.PLATFORM),
        when=entry.when or When(precision=Precision.DAY, start=moment.day),
        actors=(*issuer, Part(role=PartRole.ADDRESSEE, canonical=addressee), *others),
        sources=tuple(own_word) or (Source(type=SourceType.FIRST_HAND, label=own),),
        handling=entry.handling or (None if view.seat.kind is SeatKind.MEDIATOR else UNSPOKEN),
    )
