"""What each kind of seat may ask for, and to whom it may write: one table, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    AnswerProposal,
    AnswerWithdrawal,
    AskDisclosure,
    Command,
    DecideDisclosure,
    DraftRelay,
    KeepPreference,
    NoteEntry,
    NoteRelay,
    ReadBackRelay,
    SendMessage,
    SendRelay,
    ShareEntry,
    TableProposal,
    TellDelivery,
    WithdrawMessage,
)
from goodoffices.casework.refusal import Decided, Refusal, Rule
from goodoffices.record.acts import DisclosureAsked, MessageWithdrawn
from goodoffices.record.view import View
from goodoffices.terms.actor import Seat, SeatKind

# Whoever may tell something on terms may also be asked about them.
_CORRESPONDENT: Final = frozenset[type[Command]](
    {NoteEntry, SendMessage, WithdrawMessage, AcknowledgeRelay, ReadBackRelay, DecideDisclosure}
)

REMIT: Final[Mapping[SeatKind, frozenset[type[Command]]]] = MappingProxyType(
    {
        SeatKind.PARTY: _CORRESPONDENT | {AnswerProposal, KeepPreference},
        SeatKind.MEDIATOR: frozenset[type[Command]](
            {
                NoteEntry,
                SendMessage,
                AnswerWithdrawal,
                DraftRelay,
                SendRelay,
                NoteRelay,
                AskDisclosure,
                DecideDisclosure,
                TellDelivery,
                ShareEntry,
                TableProposal,
                KeepPreference,
            }
        ),
        SeatKind.OUTSIDE_POWER: _CORRESPONDENT,
        SeatKind.HOST: _CORRESPONDENT,
        SeatKind.GUARANTOR: _CORRESPONDENT,
        SeatKind.OBSERVER: _CORRESPONDENT,
        SeatKind.READER: frozenset[type[Command]]({NoteEntry}),
    }
)
"""For each kind of seat, the commands that it may give."""

_KINDS: Final[Mapping[SeatKind, str]] = MappingProxyType(
    {
        SeatKind.PARTY: "a party",
        SeatKind.MEDIATOR: "a mediator",
        SeatKind.OUTSIDE_POWER: "an outside power",
        SeatKind.HOST: "a host",
        SeatKind.GUARANTOR: "a guarantor",
        SeatKind.OBSERVER: "an observer",
        SeatKind.READER: "a reader",
    }
)


def out_of_remit(command: Command, view: View) -> Refusal | None:
    """The refusal of a command that the view's kind of seat does not give, or None."""
    kind = view.seat.kind
    if type(command) in REMIT[kind]:
        return None
    return Refusal(
        rule=Rule.NOT_FOR_THIS_SEAT, sentence=f"The seat of {_KINDS[kind]} does not do this at these talks."
    )


def correspondent(view: View, seat: str) -> Seat | Refusal:
    """The seat, where the view's own may write to it: mediators to everyone with a part, others to mediators.

    An unknown seat, one's own, and one that cannot be written to get the same kind of refusal.
    """
    found = view.talks.seat(seat)
    by_mediator = view.seat.kind is SeatKind.MEDIATOR
    if found is None or found.name == view.seat.name or found.kind is SeatKind.READER:
        return _nobody(seat)
    if not by_mediator and found.kind is not SeatKind.MEDIATOR:
        return _nobody(seat)
    return found


def to_a_closed_seat(decided: Decided, view: View) -> Refusal | None:
    """The refusal of acts that somebody in a closed seat would have to read, or None.

    A withdrawal is accepted all the same: its answer is always the same.
    """
    for act in decided.acts:
        addressee = act.owner if isinstance(act, DisclosureAsked) else getattr(act, "to", None)
        if addressee in view.closed and not isinstance(act, MessageWithdrawn):
            return Refusal(
                rule=Rule.NO_SUCH_ADDRESSEE, sentence=f"The seat {addressee} was closed: nobody reads there."
            )
    return None


def _nobody(seat: str) -> Refusal:
    return Refusal(
        rule=Rule.NO_SUCH_ADDRESSEE,
        sentence=f"{seat} cannot be written to from this seat: parties write to mediators, and "
        "mediators to everyone who has a part in the talks.",
    )
