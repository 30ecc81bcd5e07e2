"""What one actor tells another, and each leg of its way."""

from __future__ import annotations

from enum import Enum

from goodoffices.errors import WordError
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import NOT_STATED, Word


class MessageForm(Enum):
    """What a message asks of its addressee."""

    INFORMATION = "information"
    QUESTION = "question"
    DEMAND = "demand"
    OFFER = "offer"
    WARNING = "warning"
    ULTIMATUM = "ultimatum"


class Channel(Enum):
    """How a message travelled."""

    ORAL = "oral"
    PLATFORM = "platform"
    LETTER = "letter"
    NOT_STATED = "not_stated"


class Given(Enum):
    """Whether the text holds the very words or their substance."""

    IN_WORDS = "in_words"
    IN_SUBSTANCE = "in_substance"


class Message(Word, tag="message", tag_field="kind"):
    """One communication from an issuer to an addressee, perhaps through others.

    A warning has a consequence; an ultimatum a deadline too. `demand`, `consequence`, `enforcer` and
    `deadline` may each be "not stated".
    """

    form: MessageForm = MessageForm.INFORMATION
    content: Text
    given: Given = Given.IN_SUBSTANCE
    channel: Channel = Channel.NOT_STATED
    demand: Text | None = None
    consequence: Text | None = None
    enforcer: Label | None = None
    deadline: Label | None = None
    place: Label | None = None
    language: Label | None = None
    interpreter: Label | None = None

    def __post_init__(self) -> None:
        """Refuse a warning without a consequence, and an ultimatum without a deadline."""
        if self.form in {MessageForm.WARNING, MessageForm.ULTIMATUM} and self.consequence in {
            None,
            NOT_STATED,
        }:
            raise WordError(f"a {self.form.value} says what follows if it is not met: give its consequence")
        if self.form is MessageForm.ULTIMATUM and self.deadline in {None, NOT_STATED}:
            raise WordError("an ultimatum has a deadline; without one it is a warning")


class Delivery(Enum):
    """What is said of a leg of a message's way, on someone's word."""

    ASKED = "asked"
    SENT = "sent"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    READ_BACK = "read_back"
    REFUSED = "refused"
    DENIED = "denied"
    UNCLEAR = "unclear"
    NOT_STATED = "not_stated"


class HopReport(Word, tag="hop_report", tag_field="kind"):
    """What somebody says of one leg: from whom, to whom, in which words, how it was received.

    It carries its message by a link of type `carries`. Claimed pressure is no evidence of delivery.
    """

    leg: int
    teller: Label
    hearer: Label
    delivery: Delivery
    wording: Text | None = None
    reception: Text | None = None
    place: Label | None = None
