"""What is put on the table, what is answered to it, and what is settled."""

from __future__ import annotations

from enum import Enum

from goodoffices.errors import WordError
from goodoffices.terms.package import Package
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class ProposalState(Enum):
    """How far a proposal has come."""

    WORKED_ON = "worked_on"
    PREPARED = "prepared"
    TABLED = "tabled"
    WITHDRAWN = "withdrawn"


class Proposal(Word, tag="proposal", tag_field="kind"):
    """A package or text put on the table by its authors, in one version.

    Versions of one proposal share `title`; a later one carries the link `corrects` to the earlier.
    """

    title: Label
    content: Text
    state: ProposalState
    version: int | None = None
    package: Package | None = None


class Answer(Enum):
    """What a party answers to one version."""

    ACCEPT = "accept"
    ACCEPT_WITH_RESERVATIONS = "accept_with_reservations"
    REJECT = "reject"
    COUNTER = "counter"
    NO_ANSWER = "no_answer"
    NOT_STATED = "not_stated"


class Response(Word, tag="response", tag_field="kind"):
    """The answer of a party to one version of a proposal, linked to it by `answers`."""

    value: Answer
    content: Text | None = None
    reservations: Text | None = None
    version: int | None = None

    def __post_init__(self) -> None:
        """Refuse reservations that are announced and not given."""
        if self.value is Answer.ACCEPT_WITH_RESERVATIONS and self.reservations is None:
            raise WordError("accepted with reservations: say which reservations")


class AgreementState(Enum):
    """How firmly something is settled."""

    TENTATIVE = "tentative"
    REACHED = "reached"
    IN_FORCE = "in_force"
    EXTENDED = "extended"
    BREACHED = "breached"


class Agreement(Word, tag="agreement", tag_field="kind"):
    """Something settled by the parties."""

    content: Text
    state: AgreementState
    package: Package | None = None


class Linkage(Word, tag="linkage", tag_field="kind"):
    """X in return for Y, as content of a deal."""

    give: Text
    get: Text
