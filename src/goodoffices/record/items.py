"""What a seat holds: its own acts as it did them, and what others' acts let it see."""

from __future__ import annotations

from typing import TypeAlias

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
from goodoffices.terms.actor import Seat
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution
from goodoffices.terms.identity import Identity, Slug
from goodoffices.terms.message import Delivery, Given
from goodoffices.terms.talks import Talks
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class _Received(Word, tag_field="type"):
    """Something that another seat's act lets this seat see."""


class Welcome(_Received, tag="welcome"):
    """The first item of every lane: the talks, its seat, and the instant at which they were opened."""

    talks: Talks
    seat: Seat
    opened: str | None = None


class SeatSeen(_Received, tag="seat_seen"):
    """A seat was opened later."""

    seat: Seat


class ClosingSeen(_Received, tag="closing_seen"):
    """A seat was closed: nobody sits there any more."""

    seat: Slug


class DueReceived(_Received, tag="due_received"):
    """A dated term of something that this seat holds has begun or run out."""

    subject: Identity
    due: Due


class ErasureReceived(_Received, tag="erasure_received"):
    """The content of something that this seat held was erased on order."""

    subject: Identity


class Erased(_Received, tag="erased"):
    """What is left where a content was erased: never stored, but shown in its place."""


class MessageReceived(_Received, tag="message_received"):
    """A message reached this mediator, with its terms."""

    sender: Slug
    entry: Entry


class WithdrawalReceived(_Received, tag="withdrawal_received"):
    """The sender has taken a message back."""

    sender: Slug
    message: Identity


class WithdrawalAnswerReceived(_Received, tag="withdrawal_answer_received"):
    """The mediator says whether a withdrawal came in time."""

    sender: Slug
    message: Identity
    in_time: bool


class RelayReceived(_Received, tag="relay_received"):
    """What a mediator passed on to this seat: no more than she passed on."""

    sender: Slug
    text: Text
    given: Given
    attributed_to: Label | None = None
    language: Label | None = None


class AcknowledgementReceived(_Received, tag="acknowledgement_received"):
    """The addressee says that it has received a relay."""

    sender: Slug
    relay: Identity


class ReadBackReceived(_Received, tag="read_back_received"):
    """The addressee says in its own words what it understood."""

    sender: Slug
    relay: Identity
    text: Text


class DisclosureRequestReceived(_Received, tag="disclosure_request_received"):
    """A mediator asks this seat to let her pass on something that it told her."""

    sender: Slug
    message: Identity
    to: Label
    given: Given
    attribution: Attribution
    wording: Text | None = None


class DisclosureDecisionReceived(_Received, tag="disclosure_decision_received"):
    """The owner has allowed or refused a disclosure."""

    sender: Slug
    request: Identity
    allowed: bool
    words: Text | None = None


class DeliveryReceived(_Received, tag="delivery_received"):
    """The mediator tells this seat what became of its message."""

    sender: Slug
    message: Identity
    delivery: Delivery
    words: Text | None = None


class EntryReceived(_Received, tag="entry_received"):
    """Another seat has shared one thing that it holds."""

    sender: Slug
    entry: Entry
    given_by: Label | None = None
    words: Text | None = None


class ProposalReceived(_Received, tag="proposal_received"):
    """A mediator has put one version of a proposal before this seat."""

    sender: Slug
    entry: Entry


class AnswerReceived(_Received, tag="answer_received"):
    """A party has answered the version of a proposal that it was shown."""

    sender: Slug
    proposal: Identity
    entry: Entry


Own: TypeAlias = (
    EntryNoted
    | MessageSent
    | MessageWithdrawn
    | WithdrawalAnswered
    | RelayDrafted
    | RelaySent
    | RelayNoted
    | RelayAcknowledged
    | RelayReadBack
    | DisclosureAsked
    | DisclosureDecided
    | DeliveryTold
    | EntryShared
    | ProposalTabled
    | ProposalAnswered
    | PreferenceKept
)
"""The acts that a seat can do: each stands in its author's own lane as it was done."""

Received: TypeAlias = (
    Welcome
    | SeatSeen
    | ClosingSeen
    | DueReceived
    | ErasureReceived
    | Erased
    | MessageReceived
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
    | AnswerReceived
)

Matter: TypeAlias = Own | Received
"""What a lane item holds."""


class LaneItem(Word):
    """One thing in one seat's lane, with an identity and a running number of that lane's own.

    `at` is an instant for the seat's own acts, and no more than the day for what others' acts show it.
    """

    id: Identity
    number: int
    at: str
    matter: Matter


def entry_in(matter: Matter) -> Entry | None:
    """The entry that an item brings, or None where it only refers to others.

    The match is closed: a new kind of item does not type-check until it stands here.
    """
    match matter:
        case (
            EntryNoted()
            | MessageSent()
            | EntryShared()
            | ProposalTabled()
            | ProposalAnswered()
            | MessageReceived()
            | EntryReceived()
            | ProposalReceived()
            | AnswerReceived()
        ):
            return matter.entry
        case (
            MessageWithdrawn()
            | WithdrawalAnswered()
            | RelayDrafted()
            | RelaySent()
            | RelayNoted()
            | RelayAcknowledged()
            | RelayReadBack()
            | DisclosureAsked()
            | DisclosureDecided()
            | DeliveryTold()
            | PreferenceKept()
            | Welcome()
            | SeatSeen()
            | ClosingSeen()
            | DueReceived()
            | ErasureReceived()
            | Erased()
            | WithdrawalReceived()
            | WithdrawalAnswerReceived()
            | RelayReceived()
            | AcknowledgementReceived()
            | ReadBackReceived()
            | DisclosureRequestReceived()
            | DisclosureDecisionReceived()
            | DeliveryReceived()
        ):
            return None
