from __future__ import annotations

import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from tests.casework.conftest import TODAY, WORDS

MESSAGE = Entry(content=Message(content=WORDS))


@pytest.mark.parametrize(("by", "allowed"), [("union", True), ("ministry", True), ("reader", False)])
def test_what_a_seat_does_not_do_is_refused_before_anything_is_looked_at(at, by, allowed):
    found = at(by).decide(c.SendMessage(to="judge", entry=MESSAGE))
    assert allowed or found.rule is Rule.NOT_FOR_THIS_SEAT


def test_a_command_is_decided_the_same_way_twice(at):
    table = at("union")
    command = c.SendMessage(to="judge", entry=MESSAGE)
    assert table.decide(command, TODAY) == table.decide(command, TODAY)


def test_deciding_leaves_the_view_as_it_was(at):
    view = (table := at("union")).view
    table.decide(c.SendMessage(to="judge", entry=MESSAGE))
    assert table.view == view
