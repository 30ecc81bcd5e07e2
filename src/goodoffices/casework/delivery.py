"""Telling a sender what became of its message: itself a disclosure, and the mediator's choice."""

from __future__ import annotations

from goodoffices.casework.commands import TellDelivery
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.casework.roll import name_of
from goodoffices.casework.sending import quoted_to
from goodoffices.casework.well_formed import not_here
from goodoffices.record.acts import DeliveryTold
from goodoffices.record.items import MessageReceived
from goodoffices.record.view import View
from goodoffices.terms.moment import Moment


def tell_delivery(command: TellDelivery, view: View, moment: Moment) -> Decided | Refusal:
    """Tell the sender of a message that came through the platform, asked for or not, once or often."""
    item = view.item(command.message)
    if item is None or not isinstance(item.matter, MessageReceived):
        return not_here()
    sender = item.matter.sender
    if command.words is not None:
        refusal = quoted_to(name_of(view, sender), (command.words,), view, moment)
        if refusal is not None:
            return refusal
    act = DeliveryTold(to=sender, message=item.id, delivery=command.delivery, words=command.words)
    return Decided(acts=(act,))
