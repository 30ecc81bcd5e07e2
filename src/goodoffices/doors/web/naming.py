"""What the things in a seat's record are called, and on which page they stand."""

from __future__ import annotations

from goodoffices.casework.confidence import confidence_of, wording
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    Due,
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
    Matter,
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
from goodoffices.terms.entry import Entry, PartRole, kind_of
from goodoffices.terms.message import Message
from goodoffices.terms.proposal import Proposal
from goodoffices.terms.talks import Talks


def of_seat(talks: Talks, name: str) -> str:
    """Whose a seat is: its actor, or its title where it has none."""
    seat = talks.seat(name)
    return name if seat is None else seat.actor or seat.title


def path_of(item: LaneItem) -> str:
    """The page of one item, below the seat's own address."""
    match item.matter:
        case MessageReceived() | MessageSent():
            return f"message/{item.id}"
        case EntryNoted(entry=Entry(content=Message())):
            return f"message/{item.id}"
        case RelayReceived():
            return f"relay/{item.id}"
        case ProposalReceived():
            return f"proposal/{item.id}"
        case DisclosureRequestReceived():
            return f"request/{item.id}"
        case _:
            return f"entry/{item.id}"


def described(view: View, identity: str) -> str:
    """What an item is, in a few words; for links."""
    item = view.item(identity)
    return "an entry" if item is None else of_matter(view, item.matter)


def excerpt(view: View, identity: str, longest: int = 140) -> str:
    """The beginning of what an item says; empty where it brings no words of its own."""
    item = view.item(identity)
    if item is None:
        return ""
    match item.matter:
        case RelaySent(relay=relay) | RelayNoted(relay=relay) | RelayDrafted(relay=relay):
            text = relay.text
        case RelayReceived(text=received):
            text = received
        case _:
            entry, told = view.entry(identity), confidence_of(view, item)
            text = wording(entry) if entry is not None else "" if told is None else told.text
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def of_matter(view: View, matter: Matter) -> str:  # noqa: C901, PLR0912 - one line for each kind
    """What kind of thing it is, and between whom, in a few words."""
    talks = view.talks
    match matter:
        case EntryNoted():
            return _noted(matter.entry)
        case MessageSent():
            return f"Your message to {of_seat(talks, matter.to)}"
        case MessageReceived():
            return f"Message from {of_seat(talks, matter.sender)}"
        case MessageWithdrawn():
            return "You asked for a message to be withdrawn"
        case WithdrawalAnswered():
            return "You said whether a withdrawal came in time"
        case RelayDrafted():
            return f"Draft for {matter.relay.to}"
        case RelaySent():
            return f"Passed on to {matter.relay.to}"
        case RelayNoted():
            return f"Passed on to {matter.relay.to} by word of mouth"
        case RelayAcknowledged():
            return "You said that you have received a message"
        case RelayReadBack():
            return "You read a message back"
        case DisclosureAsked():
            return f"You asked whether {matter.to} may be told"
        case DisclosureDecided():
            return "Allowed to be passed on" if matter.allowed else "Not allowed to be passed on"
        case DeliveryTold():
            return "You told what became of a message"
        case EntryShared():
            return f"Shared with {of_seat(talks, matter.to)}"
        case ProposalTabled():
            return f"Proposal shown to {of_seat(talks, matter.to)}"
        case ProposalAnswered():
            return "Your answer to a proposal"
        case PreferenceKept():
            return f"What matters to {matter.preference.holder}"
        case _:
            return _received(view, matter)


def _received(
    view: View,
    matter: Welcome
    | SeatSeen
    | ClosingSeen
    | DueReceived
    | ErasureReceived
    | Erased
    | WithdrawalReceived
    | WithdrawalAnswerReceived
    | RelayReceived
    | AcknowledgementReceived
    | ReadBackReceived
    | DisclosureRequestReceived
    | DisclosureDecisionReceived
    | DeliveryReceived
    | EntryReceived
    | ProposalReceived
    | AnswerReceived,
) -> str:
    if isinstance(matter, Welcome):
        return "The talks were opened"
    if isinstance(matter, SeatSeen | ClosingSeen):
        return _of_seats(view, matter)
    if isinstance(matter, DueReceived):
        return _due(matter.due)
    if isinstance(matter, Erased | ErasureReceived):
        return _erased(matter)
    sender = of_seat(view.talks, matter.sender)
    match matter:
        case WithdrawalReceived():
            return f"{sender} asks to withdraw a message"
        case WithdrawalAnswerReceived():
            return "The withdrawal came in time" if matter.in_time else "The withdrawal came too late"
        case RelayReceived():
            return f"Passed on by {sender}"
        case AcknowledgementReceived():
            return f"{sender} has received what you passed on"
        case ReadBackReceived():
            return f"{sender} read back what you passed on"
        case DisclosureRequestReceived():
            return f"{sender} asks whether {matter.to} may be told"
        case DisclosureDecisionReceived():
            return f"{sender} {'allows' if matter.allowed else 'does not allow'} it to be passed on"
        case DeliveryReceived():
            return f"{sender} tells what became of your message"
        case EntryReceived():
            return f"Shared by {sender}"
        case ProposalReceived():
            return f"Proposal shown by {sender}"
        case AnswerReceived():
            return f"{sender} answers a proposal"


def _of_seats(view: View, matter: SeatSeen | ClosingSeen) -> str:
    if isinstance(matter, SeatSeen):
        return f"A seat was opened: {matter.seat.title}"
    return f"A seat was closed: {of_seat(view.talks, matter.seat)}"


def _erased(matter: Erased | ErasureReceived) -> str:
    return "Erased on order" if isinstance(matter, Erased) else "Something was erased on order"


def _due(due: Due) -> str:
    match due:
        case Due.MAY_BE_TOLD:
            return "The day has come before which it was not to be told"
        case Due.MAY_NO_LONGER_BE_TOLD:
            return "The day has passed after which it is not to be told"


def _noted(entry: Entry) -> str:
    content = entry.content
    match content:
        case Message():
            issuer = entry.actor(PartRole.ISSUER)
            return f"What {issuer} said" if issuer else "A message, noted"
        case Proposal():
            version = f", version {content.version}" if content.version else ""
            return f"{content.title}{version}"
        case _:
            return kind_of(content).replace("_", " ").capitalize()
