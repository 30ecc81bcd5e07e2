"""What one thing in a seat's record says, in its own words and on one line."""

from __future__ import annotations

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
from goodoffices.terms.claim import Arrangement, Assessment, Note, OutsideAction, Pressure, Statement
from goodoffices.terms.entry import Content
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.meeting import Meeting, ProcessState, Schedule
from goodoffices.terms.message import HopReport, Message
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Agreement, Linkage, Proposal, Response


def words_of(matter: Matter) -> str:
    """What a thing in the record says; empty where it only refers to another."""
    match matter:
        case (
            EntryNoted(entry=entry)
            | MessageSent(entry=entry)
            | EntryShared(entry=entry)
            | ProposalTabled(entry=entry)
            | ProposalAnswered(entry=entry)
            | MessageReceived(entry=entry)
            | EntryReceived(entry=entry)
            | ProposalReceived(entry=entry)
            | AnswerReceived(entry=entry)
        ):
            terms = terms_of(entry.handling)
            return content_of(entry.content) + (f" [{terms}]" if terms else "")
        case RelayDrafted(relay=relay) | RelaySent(relay=relay) | RelayNoted(relay=relay):
            return relay.text
        case RelayReceived(text=text) | RelayReadBack(text=text) | ReadBackReceived(text=text):
            return text
        case DisclosureAsked(wording=words) | DisclosureRequestReceived(wording=words):
            return words or ""
        case DisclosureDecided(words=words) | DisclosureDecisionReceived(words=words):
            return words or ""
        case DeliveryTold(delivery=delivery, words=words) | DeliveryReceived(delivery=delivery, words=words):
            return ": ".join(part for part in (spelled(delivery.value), words) if part)
        case WithdrawalAnswered(in_time=in_time) | WithdrawalAnswerReceived(in_time=in_time):
            return "in time" if in_time else "too late"
        case PreferenceKept(preference=preference):
            return preference.basis or ""
        case Welcome(talks=talks):
            return talks.title
        case SeatSeen(seat=seat):
            return seat.title
        case ClosingSeen(seat=seat):
            return seat
        case DueReceived(due=due):
            return spelled(due.value)
        case MessageWithdrawn() | RelayAcknowledged() | WithdrawalReceived() | AcknowledgementReceived():
            return ""
        case ErasureReceived() | Erased():
            return ""


def content_of(content: Content) -> str:
    """What an entry says; empty where its kind is all there is.

    >>> content_of(Note(text="Ask about the night shift."))
    'Ask about the night shift.'
    """
    match content:
        case (
            Message(content=text)
            | Proposal(content=text)
            | Agreement(content=text)
            | Assessment(content=text)
            | Statement(content=text)
        ):
            return text
        case Position(content=text) | ProcessState(content=text):
            return text or ""
        case Arrangement(relation=relation, content=text):
            return ": ".join(part for part in (relation, text) if part)
        case Response(value=value, reservations=reservations, content=text):
            return ". ".join(part for part in (spelled(value.value), text, reservations) if part)
        case HopReport(teller=teller, hearer=hearer, delivery=delivery):
            return f"{teller} to {hearer}: {spelled(delivery.value)}"
        case Meeting(topic=topic, outcome=outcome):
            return ". ".join(part for part in (topic, outcome) if part)
        case Schedule(what=what):
            return what
        case Pressure(means=means):
            return means
        case OutsideAction(action=action):
            return action
        case Linkage(give=give, get=get):
            return f"{give} in return for {get}"
        case Note(text=text):
            return text


def terms_of(handling: Handling | None) -> str:
    """Terms as a few words; empty where nobody set any.

    >>> terms_of(Handling(form=Form.IN_SUBSTANCE, to=("Harbour Company",)))
    'in substance; to Harbour Company; as own'
    """
    if handling is None:
        return ""
    parts = [spelled(handling.form.value)]
    if handling.to:
        parts.append(f"to {', '.join(handling.to)}")
    if handling.form is not Form.NEVER:
        parts.append(spelled(handling.attribution.value))
    if handling.not_before:
        parts.append(f"not before {handling.not_before}")
    if handling.not_after:
        parts.append(f"not after {handling.not_after}")
    if handling.in_return_for:
        parts.append(f"in return for {handling.in_return_for}")
    if handling.tell_delivery:
        parts.append("tell when delivered")
    return "; ".join(parts)


def spelled(value: str) -> str:
    """A word of the files as people write it.

    >>> spelled("in_substance")
    'in substance'
    """
    return value.replace("_", " ")
