from __future__ import annotations

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Delivery
from tests.casework.conftest import PORT

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))


def test_a_sender_is_told_of_delivery_asked_for_or_not(table):
    message = table.told(IN_SUBSTANCE)
    act = table.act(c.TellDelivery(message=message, delivery=Delivery.DELIVERED))
    assert (act.to, act.message) == ("union", message)


def test_nobody_is_told_of_the_delivery_of_what_came_by_mouth(table):
    told = table.noted(IN_SUBSTANCE)
    command = c.TellDelivery(message=told, delivery=Delivery.DELIVERED)
    assert table.refused(command).rule is Rule.NOT_HERE


def test_telling_of_delivery_does_not_quote_how_the_other_side_took_it(table):
    message = table.told(IN_SUBSTANCE)
    table.noted(None, by=PORT, words="They laughed and left the room at once.")
    words = "They laughed and left the room, I fear."
    command = c.TellDelivery(message=message, delivery=Delivery.DELIVERED, words=words)
    assert table.refused(command).rule is Rule.BREAKS_CONFIDENCE
