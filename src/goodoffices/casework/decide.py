"""What becomes of a command: the acts that it comes to, or the rule that stands in the way."""

from __future__ import annotations

from goodoffices.casework import asking, delivery, noting, relaying, sending, sharing, tabling, withdrawal
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
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.casework.remit import out_of_remit, to_a_closed_seat
from goodoffices.casework.well_formed import well_formed
from goodoffices.record.view import View
from goodoffices.terms.moment import Moment


def decide(command: Command, view: View, moment: Moment) -> Decided | Refusal:
    """Decide one command on the asking seat's own view, and nothing else.

    Pure and total: any command on any view is decided or refused, and never raises. References in the
    answer are identities of that view. So a refusal can tell the seat nothing that it did not hold.
    """
    refusal = out_of_remit(command, view)
    if refusal is not None:
        return refusal
    tidy = well_formed(command, view)
    decided = tidy if isinstance(tidy, Refusal) else _decided(tidy, view, moment)
    return decided if isinstance(decided, Refusal) else to_a_closed_seat(decided, view) or decided


def _decided(command: Command, view: View, moment: Moment) -> Decided | Refusal:  # noqa: C901 - one line each
    match command:
        case NoteEntry():
            return noting.note(command, view)
        case SendMessage():
            return sending.send(command, view, moment)
        case WithdrawMessage():
            return withdrawal.withdraw(command, view)
        case AnswerWithdrawal():
            return withdrawal.answer_withdrawal(command, view)
        case DraftRelay():
            return relaying.draft(command, view)
        case SendRelay():
            return relaying.send(command, view, moment)
        case NoteRelay():
            return relaying.note(command, view, moment)
        case AcknowledgeRelay():
            return relaying.acknowledge(command, view)
        case ReadBackRelay():
            return relaying.read_back(command, view)
        case AskDisclosure():
            return asking.ask(command, view, moment)
        case DecideDisclosure():
            return asking.decide_disclosure(command, view, moment)
        case TellDelivery():
            return delivery.tell_delivery(command, view, moment)
        case ShareEntry():
            return sharing.share(command, view, moment)
        case TableProposal():
            return tabling.table(command, view, moment)
        case AnswerProposal():
            return tabling.answer(command, view, moment)
        case KeepPreference():
            return noting.keep_preference(command, view)
