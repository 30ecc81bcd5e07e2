from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.record import acts
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, PartRole
from goodoffices.terms.handling import UNSPOKEN, Form, Handling
from goodoffices.terms.message import Channel, Message
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import MINISTRY, PORT, UNION, WORDS, said

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
MESSAGE = Entry(content=Message(content=WORDS))


def test_a_message_is_filled_with_what_the_platform_knows(at):
    act = at("union").act(c.SendMessage(to="ministry", entry=MESSAGE))
    assert isinstance(act, acts.MessageSent)
    assert [(part.role, part.canonical) for part in act.entry.actors] == [
        (PartRole.ISSUER, UNION),
        (PartRole.ADDRESSEE, MINISTRY),
    ]
    assert isinstance(act.entry.content, Message)
    assert act.entry.content.channel is Channel.PLATFORM
    assert act.entry.sources == (Source(type=SourceType.FIRST_HAND, label=UNION),)
    assert act.entry.when == When(precision=Precision.DAY, start="2031-03-05")


def test_terms_that_a_party_does_not_name_are_ask_first_and_said_so(at):
    assert at("union").act(c.SendMessage(to="ministry", entry=MESSAGE)).entry.handling == UNSPOKEN


def test_terms_that_a_party_names_are_kept(at):
    entry = msgspec.structs.replace(MESSAGE, handling=IN_SUBSTANCE)
    assert at("union").act(c.SendMessage(to="ministry", entry=entry)).entry.handling == IN_SUBSTANCE


@pytest.mark.parametrize("name", [UNION, "Nobody"])
def test_terms_that_name_the_sender_or_a_stranger_are_refused(at, name):
    entry = msgspec.structs.replace(MESSAGE, handling=Handling(form=Form.IN_WORDS, to=(name,)))
    refusal = at("union").refused(c.SendMessage(to="ministry", entry=entry))
    assert refusal.rule is Rule.DOES_NOT_FIT
    assert name in refusal.sentence


def test_a_message_in_another_s_name_is_refused(at):
    refusal = at("union").refused(c.SendMessage(to="ministry", entry=said(PORT, WORDS)))
    assert refusal.rule is Rule.DOES_NOT_FIT


def test_the_person_who_speaks_is_kept(at):
    act = at("union").act(c.SendMessage(to="ministry", entry=said(UNION, WORDS, written="Ines Halloran")))
    assert act.entry.actors[0].written == "Ines Halloran"


def test_only_a_message_can_be_sent(at):
    entry = Entry(content=Note(text="t"))
    assert at("union").refused(c.SendMessage(to="ministry", entry=entry)).rule is Rule.DOES_NOT_FIT


@pytest.mark.parametrize("to", ["port", "union", "reader", "nobody"])
def test_a_party_cannot_write_to_anybody_but_mediators(at, to):
    refusal = at("union").refused(c.SendMessage(to=to, entry=MESSAGE))
    assert refusal.rule is Rule.NO_SUCH_ADDRESSEE


def test_a_mediator_s_message_that_quotes_a_confidence_is_refused_and_names_it(table):
    message = table.told(IN_SUBSTANCE)
    refusal = table.refused(c.SendMessage(to="port", entry=MESSAGE))
    assert (refusal.rule, refusal.entries) == (Rule.BREAKS_CONFIDENCE, (message,))


def test_a_mediator_may_write_to_a_side_in_that_side_s_own_words(table):
    table.told(IN_SUBSTANCE)
    assert table.act(c.SendMessage(to="union", entry=MESSAGE)).entry.handling is None
