"""What an actor knows already, as far as the asking seat can tell: from it, to it, or in public."""

from __future__ import annotations

from itertools import chain

from goodoffices.casework.confidence import confidence_of, giver, is_public
from goodoffices.casework.roll import name_of, own_name
from goodoffices.casework.texts import texts
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    MessageSent,
    MessageWithdrawn,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    WithdrawalAnswered,
)
from goodoffices.record.continued import Layers, continued, layered
from goodoffices.record.items import (
    AcknowledgementReceived,
    AnswerReceived,
    ClosingSeen,
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    DueReceived,
    EntryReceived,
    Erased,
    ErasureReceived,
    LaneItem,
    MessageReceived,
    ProposalReceived,
    ReadBackReceived,
    RelayReceived,
    SeatSeen,
    Welcome,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, PartRole


def known_to(view: View, actor: str) -> tuple[str, ...]:
    """Every text that the actor gave itself, was told by this seat, or can read in public."""
    talks = view.talks
    found = [talks.title, *([talks.about] if talks.about else []), *texts(talks.agenda)]

    def more(before: Layers[str], view: View, come: tuple[LaneItem, ...]) -> Layers[str]:
        return layered(before, tuple(chain.from_iterable(_known_from(view, item, actor) for item in come)))

    told = continued(view, f"known to {actor}", (), more)
    return (*found, *chain.from_iterable(told))


def _known_from(view: View, item: LaneItem, actor: str) -> tuple[str, ...]:
    """What of one item the actor knows; nothing unless a case says so."""
    matter = item.matter
    match matter:
        case RelaySent(relay=relay) | RelayNoted(relay=relay):
            return (relay.text,) if relay.to == actor else ()
        case (
            MessageSent(to=seat, entry=entry)
            | ProposalTabled(to=seat, entry=entry)
            | ProposalAnswered(to=seat, entry=entry)
        ):
            return tuple(texts(entry)) if name_of(view, seat) == actor else ()
        case EntryShared(to=seat, entry=entry, words=words):
            shared = (*texts(entry), *([words] if words else []))
            return shared if name_of(view, seat) == actor else ()
        case DeliveryTold(to=seat, words=str(words)) | DisclosureDecided(to=str(seat), words=str(words)):
            return (words,) if name_of(view, seat) == actor else ()
        case DisclosureAsked(owner=str(seat), wording=str(wording)):
            return (wording,) if name_of(view, seat) == actor else ()
        case RelayReadBack(to=seat, text=text):
            return (text,) if name_of(view, seat) == actor else ()
        case EntryNoted(entry=entry):
            return tuple(texts(entry.content)) if _heard(view, item, entry, actor) else ()
        case (
            MessageReceived()
            | AnswerReceived()
            | ReadBackReceived()
            | DisclosureDecisionReceived()
            | DisclosureRequestReceived()
            | EntryReceived()
            | DeliveryReceived()
        ):
            return _own_word(view, item, actor)
        case DeliveryTold() | DisclosureDecided() | DisclosureAsked():
            return ()
        case MessageWithdrawn() | WithdrawalAnswered() | RelayDrafted() | RelayAcknowledged():
            return ()
        case (
            PreferenceKept()
            | Welcome()
            | SeatSeen()
            | ClosingSeen()
            | DueReceived()
            | ErasureReceived()
            | Erased()
            | WithdrawalReceived()
            | WithdrawalAnswerReceived()
        ):
            return ()
        case RelayReceived() | AcknowledgementReceived() | ProposalReceived():
            return ()


def _heard(view: View, item: LaneItem, entry: Entry, actor: str) -> bool:
    """Whether a noted entry is the actor's own word, was said to it by this seat, or is public."""
    own = own_name(view)
    by = giver(entry, own)
    to = [part.canonical for part in entry.actors if part.role is PartRole.ADDRESSEE]
    said_to_it = by == own and actor in to
    public = is_public(entry) and confidence_of(view, item) is None
    return by == actor or said_to_it or public


def _own_word(view: View, item: LaneItem, actor: str) -> tuple[str, ...]:
    confidence = confidence_of(view, item)
    if confidence is not None and isinstance(item.matter, EntryReceived) and item.matter.words is not None:
        sharer = name_of(view, item.matter.sender)
        given = tuple(texts(item.matter.entry.content)) if confidence.owner == actor else ()
        return (*given, *([item.matter.words] if sharer == actor else []))
    if confidence is not None:
        return confidence.texts if confidence.owner == actor else ()
    entry = view.entry(item.id)
    return tuple(texts(entry.content)) if entry is not None and is_public(entry) else ()
