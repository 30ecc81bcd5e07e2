"""Who may see what: one total function of event, standing and seat.

Nothing shows unless a rule here shows it. The author of an act sees it as it was done; another seat sees
something only where the act itself names that seat, and then only what the act passes on.
"""

from __future__ import annotations

from goodoffices.record.acts import (
    ContentErased,
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    Event,
    FellDue,
    KnowledgeAsked,
    MessageSent,
    MessageWithdrawn,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RecordExported,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    SeatClosed,
    SeatOpened,
    TalksOpened,
    WithdrawalAnswered,
)
from goodoffices.record.items import (
    AcknowledgementReceived,
    AnswerReceived,
    ClosingSeen,
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    DueReceived,
    EntryReceived,
    ErasureReceived,
    Matter,
    MessageReceived,
    Own,
    ProposalReceived,
    ReadBackReceived,
    Received,
    RelayReceived,
    SeatSeen,
    Welcome,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.standing import Standing
from goodoffices.terms.actor import Seat, SeatKind


def visibility(event: Event, standing: Standing, seat: Seat) -> Matter | None:
    """What the seat is shown of the event, or None.

    `standing` is the fold of all seats up to and including this event. References in the answer are
    still event identities; the desk turns them into identities of the seat's own lane, or drops them.
    """
    act = event.act
    if isinstance(act, SeatClosed):
        return _of_a_closing(act, standing, seat)
    if seat.name in standing.closed:
        return None
    match act:
        case TalksOpened():
            if act.talks.seat(seat.name) is None:
                return None
            return Welcome(talks=act.talks, seat=seat, opened=standing.opened)
        case SeatOpened():
            return _of_an_opening(act, standing, seat)
        case FellDue():
            return DueReceived(subject=act.subject, due=act.due) if act.to == seat.name else None
        case ContentErased():
            return ErasureReceived(subject=act.subject) if seat.name in act.seats else None
        case RecordExported() | KnowledgeAsked():
            return None
        case _:
            author = event.seat or ""
            return act if seat.name == author else _of_another(act, author, seat)


def _of_an_opening(act: SeatOpened, standing: Standing, seat: Seat) -> Received | None:
    if seat.name == act.seat.name:
        return Welcome(talks=standing.roll(), seat=seat, opened=standing.opened)
    return SeatSeen(seat=act.seat) if seat.kind is SeatKind.MEDIATOR else None


def _of_a_closing(act: SeatClosed, standing: Standing, seat: Seat) -> Received | None:
    """The closed seat's own last item; and word to all who could have written to it."""
    if seat.name == act.seat:
        return ClosingSeen(seat=act.seat)
    if seat.name in standing.closed or seat.kind is SeatKind.READER:
        return None
    closed = standing.roll().seat(act.seat)
    could_write = SeatKind.MEDIATOR in {seat.kind, None if closed is None else closed.kind}
    return ClosingSeen(seat=act.seat) if could_write else None


def _of_another(act: Own, author: str, seat: Seat) -> Received | None:
    """What an act shows to a seat that did not do it."""
    match act:
        case EntryNoted() | RelayDrafted() | RelayNoted() | PreferenceKept():
            return None
        case DisclosureAsked():
            return _request(act, author) if act.owner == seat.name else None
        case _:
            return _addressed(act, author) if act.to == seat.name else None


def _request(act: DisclosureAsked, author: str) -> Received:
    return DisclosureRequestReceived(
        sender=author,
        message=act.confidence,
        to=act.to,
        given=act.given,
        attribution=act.attribution,
        wording=act.wording,
    )


def _addressed(
    act: MessageSent
    | MessageWithdrawn
    | WithdrawalAnswered
    | RelaySent
    | RelayAcknowledged
    | RelayReadBack
    | DisclosureDecided
    | DeliveryTold
    | EntryShared
    | ProposalTabled
    | ProposalAnswered,
    author: str,
) -> Received:
    """What the addressee of an act is shown: built up field by field, never cut down."""
    match act:
        case MessageSent():
            return MessageReceived(sender=author, entry=act.entry)
        case MessageWithdrawn():
            return WithdrawalReceived(sender=author, message=act.message)
        case WithdrawalAnswered():
            return WithdrawalAnswerReceived(sender=author, message=act.message, in_time=act.in_time)
        case RelaySent():
            return RelayReceived(
                sender=author,
                text=act.relay.text,
                given=act.relay.given,
                attributed_to=act.relay.attributed_to,
                language=act.relay.language,
            )
        case RelayAcknowledged():
            return AcknowledgementReceived(sender=author, relay=act.relay)
        case RelayReadBack():
            return ReadBackReceived(sender=author, relay=act.relay, text=act.text)
        case DisclosureDecided():
            return DisclosureDecisionReceived(
                sender=author, request=act.request, allowed=act.allowed, words=act.words
            )
        case DeliveryTold():
            return DeliveryReceived(
                sender=author, message=act.message, delivery=act.delivery, words=act.words
            )
        case EntryShared():
            return EntryReceived(sender=author, entry=act.entry, given_by=act.given_by, words=act.words)
        case ProposalTabled():
            return ProposalReceived(sender=author, entry=act.entry)
        case ProposalAnswered():
            return AnswerReceived(sender=author, proposal=act.proposal, entry=act.entry)
