"""What somebody asks to do from a seat: a closed union, decided by `goodoffices.casework.decide`.

Every reference is an identity of the asking seat's own lane.
"""

from __future__ import annotations

from typing import TypeAlias

from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution
from goodoffices.terms.identity import Identity, Slug
from goodoffices.terms.message import Delivery, Given
from goodoffices.terms.preference import Preference
from goodoffices.terms.proposal import Answer
from goodoffices.terms.text import Label, Text
from goodoffices.terms.when import When
from goodoffices.terms.word import Word


class _Command(Word, tag_field="type"):
    """Something asked for from a seat."""


class NoteEntry(_Command, tag="note_entry"):
    """Write an entry into the seat's own record."""

    entry: Entry


class SendMessage(_Command, tag="send_message"):
    """Send a message, with its terms, to a mediator's seat (or, from a mediator, to a party's)."""

    to: Slug
    entry: Entry


class WithdrawMessage(_Command, tag="withdraw_message"):
    """Take one's own message back; always accepted, always with the same answer."""

    message: Identity


class AnswerWithdrawal(_Command, tag="answer_withdrawal"):
    """Tell the sender whether its withdrawal came in time."""

    message: Identity
    in_time: bool


class DraftRelay(_Command, tag="draft_relay"):
    """Keep a draft of what to pass on."""

    to: Label
    rests_on: tuple[Identity, ...] = ()
    given: Given = Given.IN_SUBSTANCE
    attribution: Attribution = Attribution.AS_OWN
    text: Text
    language: Label | None = None


class SendRelay(_Command, tag="send_relay"):
    """Pass something on through the platform; `confirmed` holds the warnings that were seen."""

    to: Label
    rests_on: tuple[Identity, ...] = ()
    given: Given = Given.IN_SUBSTANCE
    attribution: Attribution = Attribution.AS_OWN
    text: Text
    language: Label | None = None
    draft: Identity | None = None
    confirmed: tuple[Text, ...] = ()


class NoteRelay(_Command, tag="note_relay"):
    """Record what was passed on by mouth: never refused for breaking terms, flagged instead."""

    to: Label
    rests_on: tuple[Identity, ...] = ()
    given: Given = Given.IN_SUBSTANCE
    attribution: Attribution = Attribution.AS_OWN
    text: Text
    language: Label | None = None
    draft: Identity | None = None
    when: When | None = None
    place: Label | None = None


class AcknowledgeRelay(_Command, tag="acknowledge_relay"):
    """Say that a relay was received."""

    relay: Identity


class ReadBackRelay(_Command, tag="read_back_relay"):
    """Say in one's own words what a relay was understood to mean."""

    relay: Identity
    text: Text


class AskDisclosure(_Command, tag="ask_disclosure"):
    """Ask the owner of a confidence to allow passing it on.

    Where the owner has no seat, this notes that she is to be asked, or was asked, by mouth.
    """

    confidence: Identity
    to: Label
    given: Given = Given.IN_SUBSTANCE
    attribution: Attribution = Attribution.AS_OWN
    wording: Text | None = None


class DecideDisclosure(_Command, tag="decide_disclosure"):
    """Allow or refuse a disclosure that was asked for; a mediator notes an owner's answer given by mouth."""

    request: Identity
    allowed: bool
    words: Text | None = None


class TellDelivery(_Command, tag="tell_delivery"):
    """Tell the sender what became of its message."""

    message: Identity
    delivery: Delivery
    words: Text | None = None


class ShareEntry(_Command, tag="share_entry"):
    """Show another seat one thing that this seat holds."""

    subject: Identity
    to: Slug
    words: Text | None = None


class TableProposal(_Command, tag="table_proposal"):
    """Show one side one version of a proposal that this seat has noted."""

    subject: Identity
    to: Slug


class AnswerProposal(_Command, tag="answer_proposal"):
    """Answer the version of a proposal that was shown."""

    proposal: Identity
    value: Answer
    content: Text | None = None
    reservations: Text | None = None


class KeepPreference(_Command, tag="keep_preference"):
    """Keep a preference in the seat's own room."""

    preference: Preference


Command: TypeAlias = (
    NoteEntry
    | SendMessage
    | WithdrawMessage
    | AnswerWithdrawal
    | DraftRelay
    | SendRelay
    | NoteRelay
    | AcknowledgeRelay
    | ReadBackRelay
    | AskDisclosure
    | DecideDisclosure
    | TellDelivery
    | ShareEntry
    | TableProposal
    | AnswerProposal
    | KeepPreference
)
"""Everything that can be asked for; a new one does not type-check until every match says what it comes to."""

RelayCommand: TypeAlias = DraftRelay | SendRelay | NoteRelay
"""The commands that name something to pass on."""
