"""What can be done at the talks: the closed union that the log is made of.

References (`Identity`) are the author's lane identities when an act is decided, and event identities once
it lies in the log; `goodoffices.record.references` turns one into the other. Every act that shows
something to another seat names that seat: no caller of the store passes an audience.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from goodoffices.terms.actor import Seat
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution
from goodoffices.terms.identity import Identity, Slug
from goodoffices.terms.message import Delivery, Given
from goodoffices.terms.preference import Preference
from goodoffices.terms.relay import Relay
from goodoffices.terms.talks import Talks
from goodoffices.terms.text import Label, Text
from goodoffices.terms.when import When
from goodoffices.terms.word import Word


class _Act(Word, tag_field="type"):
    """Something done from a seat."""


class TalksOpened(_Act, tag="talks_opened"):
    """The desk opens the talks; every seat on the roll is told who is on it."""

    talks: Talks


class SeatOpened(_Act, tag="seat_opened"):
    """The desk opens one more seat; it starts empty, and only mediators are told."""

    seat: Seat


class SeatClosed(_Act, tag="seat_closed"):
    """The desk closes a seat: whoever sat there reads nothing from then on, and its lane stays."""

    seat: Slug


class EntryNoted(_Act, tag="entry_noted"):
    """A seat writes something into its own record: what was said to it, what it read, what it thinks."""

    entry: Entry


class MessageSent(_Act, tag="message_sent"):
    """A seat sends a message to a mediator's seat, with its terms."""

    to: Slug
    entry: Entry


class MessageWithdrawn(_Act, tag="message_withdrawn"):
    """The sender takes a message back; whether in time, only the mediator says."""

    to: Slug
    message: Identity


class WithdrawalAnswered(_Act, tag="withdrawal_answered"):
    """A mediator says whether a withdrawal came before the message was passed on."""

    to: Slug
    message: Identity
    in_time: bool


class RelayDrafted(_Act, tag="relay_drafted"):
    """A mediator keeps a draft."""

    relay: Relay


class RelaySent(_Act, tag="relay_sent"):
    """A mediator passes something on through the platform.

    `confirmed` holds the warnings that she saw and sent the relay all the same.
    """

    to: Slug
    relay: Relay
    draft: Identity | None = None
    confirmed: tuple[Text, ...] = ()


class Breach(Word):
    """A term that was not kept when something was passed on: which confidence, which rule."""

    confidence: Identity
    rule: Label
    sentence: Text


class RelayNoted(_Act, tag="relay_noted"):
    """A mediator notes what she passed on by mouth: a fact, flagged where it broke the terms."""

    relay: Relay
    when: When | None = None
    place: Label | None = None
    breaches: tuple[Breach, ...] = ()
    draft: Identity | None = None


class RelayAcknowledged(_Act, tag="relay_acknowledged"):
    """The addressee says that it has received a relay."""

    to: Slug
    relay: Identity


class RelayReadBack(_Act, tag="relay_read_back"):
    """The addressee says in its own words what it understood."""

    to: Slug
    relay: Identity
    text: Text


class DisclosureAsked(_Act, tag="disclosure_asked"):
    """A mediator asks an owner to let her pass a confidence on.

    `owner` is the owner's seat; absent where the owner has none and is asked by mouth.
    """

    owner: Slug | None = None
    confidence: Identity
    to: Label
    given: Given
    attribution: Attribution
    wording: Text | None = None


class DisclosureDecided(_Act, tag="disclosure_decided"):
    """The owner allows or refuses a disclosure.

    `to` is the seat that asked; absent where the mediator notes what an owner without a seat answered.
    """

    to: Slug | None = None
    request: Identity
    allowed: bool
    words: Text | None = None


class DeliveryTold(_Act, tag="delivery_told"):
    """A mediator tells the sender what became of its message: itself a disclosure, never automatic."""

    to: Slug
    message: Identity
    delivery: Delivery
    words: Text | None = None


class EntryShared(_Act, tag="entry_shared"):
    """A seat shows another one thing that it holds, with its terms and the name of whoever gave it."""

    to: Slug
    subject: Identity
    entry: Entry
    given_by: Label | None = None
    words: Text | None = None


class ProposalTabled(_Act, tag="proposal_tabled"):
    """A mediator shows one side one version of a proposal."""

    to: Slug
    subject: Identity | None = None
    entry: Entry


class ProposalAnswered(_Act, tag="proposal_answered"):
    """A party answers the version that it was shown."""

    to: Slug
    proposal: Identity
    entry: Entry


class PreferenceKept(_Act, tag="preference_kept"):
    """A seat keeps a preference: a party its own, a mediator her estimate of a side's."""

    preference: Preference


class Due(Enum):
    """What a date in the terms of a confidence has brought."""

    MAY_BE_TOLD = "may_be_told"
    MAY_NO_LONGER_BE_TOLD = "may_no_longer_be_told"


class FellDue(_Act, tag="fell_due"):
    """The desk notes, for the one seat that holds it, that a dated term has begun or run out.

    It discloses nothing: the dates bind the teller, and the owner is not told that they passed.
    """

    to: Slug
    subject: Identity
    due: Due


class ContentErased(_Act, tag="content_erased"):
    """The archive destroyed the content of an earlier event, on somebody's order and for the reason given.

    `seats` are those that held it: each is told that it was erased, and on which day, and no more.
    """

    subject: Identity
    seats: tuple[Slug, ...]
    ordered_by: Label
    reason: Text


class RecordExported(_Act, tag="record_exported"):
    """The archive took the whole record out, for the reason given."""

    reason: Text


class KnowledgeAsked(_Act, tag="knowledge_asked"):
    """The archive asked what every seat knew by a moment, for the reason given."""

    by: Label
    reason: Text
    words: Text | None = None


Act: TypeAlias = (
    TalksOpened
    | SeatOpened
    | SeatClosed
    | EntryNoted
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
    | FellDue
    | ContentErased
    | RecordExported
    | KnowledgeAsked
)
"""Everything that can be done; a new one does not type-check until every match says what becomes of it."""


class Claimed(Word):
    """What a talks file says of an imported act: its identity there, and when it was recorded."""

    identity: Identity
    recorded: str | None = None


class Event(Word):
    """An act in its envelope: who did it, from which seat, and when it was recorded.

    `seat` and `account` are absent for what the desk itself does.
    """

    id: Identity
    recorded: str
    day: str
    seat: Slug | None = None
    account: Label | None = None
    act: Act
    claimed: Claimed | None = None
