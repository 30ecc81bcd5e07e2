"""Taking a message back, and saying whether that came in time."""

from __future__ import annotations

from goodoffices.casework.commands import AnswerWithdrawal, WithdrawMessage
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.casework.well_formed import already_done, does_not_fit, not_here
from goodoffices.record.acts import MessageSent, MessageWithdrawn, WithdrawalAnswered
from goodoffices.record.items import MessageReceived, WithdrawalReceived
from goodoffices.record.view import View


def withdraw(command: WithdrawMessage, view: View) -> Decided | Refusal:
    """Take one's own message back: the same act each time, whatever became of the message meanwhile."""
    item = view.item(command.message)
    if item is None or not isinstance(item.matter, MessageSent):
        return not_here()
    return Decided(acts=(MessageWithdrawn(to=item.matter.to, message=item.id),))


def answer_withdrawal(command: AnswerWithdrawal, view: View) -> Decided | Refusal:
    """Tell the sender, once, whether its withdrawal came in time."""
    item = view.item(command.message)
    if item is None or not isinstance(item.matter, MessageReceived):
        return not_here()
    if not view.following(item.id, WithdrawalReceived):
        return does_not_fit("This message has not been withdrawn.", item.id)
    if view.following(item.id, WithdrawalAnswered):
        return already_done("The sender was told before whether the withdrawal came in time.", item.id)
    act = WithdrawalAnswered(to=item.matter.sender, message=item.id, in_time=command.in_time)
    return Decided(acts=(act,))
