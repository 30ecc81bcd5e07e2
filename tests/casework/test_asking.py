from __future__ import annotations

import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.record import acts
from goodoffices.record.items import (
    DisclosureRequestReceived,
    EntryReceived,
    WithdrawalReceived,
)
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Given, Message
from tests.casework.conftest import MINISTRY, PORT, UNION, WORDS, said

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
MESSAGE = Entry(content=Message(content=WORDS))


def test_the_owner_is_asked_at_its_own_seat_and_once_at_a_time(table):
    message = table.told(None)
    ask = c.AskDisclosure(confidence=message, to=PORT)
    assert table.act(ask).owner == "union"
    table.do(ask)
    assert table.refused(ask).rule is Rule.ALREADY_DONE
    table.act(c.AskDisclosure(confidence=message, to=PORT, given=Given.IN_WORDS))


def test_an_owner_without_an_account_is_asked_by_mouth_and_its_answer_noted_once(table):
    told = table.noted(None)
    asked = table.do(c.AskDisclosure(confidence=told, to=PORT))
    assert table.view.item(asked).matter.owner is None
    decide = c.DecideDisclosure(request=asked, allowed=True)
    table.do(decide)
    assert table.refused(decide).rule is Rule.ALREADY_DONE


def test_the_owner_of_what_was_shared_is_asked_by_mouth(table):
    told = table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS), given_by=UNION))
    assert table.act(c.AskDisclosure(confidence=told, to=PORT)).owner is None


def test_a_mediator_does_not_answer_for_an_owner_who_has_a_seat(table):
    asked = table.do(c.AskDisclosure(confidence=table.told(None), to=PORT))
    refusal = table.refused(c.DecideDisclosure(request=asked, allowed=True))
    assert refusal.rule is Rule.NOT_FOR_THIS_SEAT


def test_the_owner_answers_once(at):
    table = at("union")
    message = table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    request = DisclosureRequestReceived(
        sender="ministry", message=message, to=PORT, given=Given.IN_SUBSTANCE, attribution=Attribution.AS_OWN
    )
    asked = table.add(request)
    decide = c.DecideDisclosure(request=asked, allowed=False, words="Not yet.")
    assert table.act(decide).to == "ministry"
    table.do(decide)
    assert table.refused(decide).rule is Rule.ALREADY_DONE


@pytest.mark.parametrize(
    ("to", "rule"),
    [("A stranger", Rule.NO_SUCH_ADDRESSEE), (MINISTRY, Rule.NO_SUCH_ADDRESSEE), (UNION, Rule.DOES_NOT_FIT)],
)
def test_leave_is_asked_for_somebody_else_at_the_talks(table, to, rule):
    assert table.refused(c.AskDisclosure(confidence=table.told(None), to=to)).rule is rule


def test_no_leave_is_asked_for_what_may_never_be_passed_on_or_was_withdrawn(table):
    never, back = table.told(Handling(form=Form.NEVER)), table.told(IN_SUBSTANCE)
    table.add(WithdrawalReceived(sender="union", message=back))
    for confidence in (never, back):
        refusal = table.refused(c.AskDisclosure(confidence=confidence, to=PORT))
        assert (refusal.rule, refusal.entries) == (Rule.BREAKS_CONFIDENCE, (confidence,))


def test_no_leave_is_asked_for_an_own_note(table):
    note = table.do(c.NoteEntry(entry=Entry(content=Note(text="t"))))
    assert table.refused(c.AskDisclosure(confidence=note, to=PORT)).rule is Rule.NOT_HERE


def test_a_question_does_not_quote_another_s_confidence(table):
    table.told(IN_SUBSTANCE, by="port", words="Nobody here may know of the sale of the cranes.")
    ask = c.AskDisclosure(confidence=table.told(None), to=PORT, wording="Nobody here may know of the sale.")
    assert table.refused(ask).rule is Rule.BREAKS_CONFIDENCE


def test_a_mediator_s_answer_to_a_colleague_does_not_quote_a_confidence(table):
    table.told(IN_SUBSTANCE, by="port", words="Nobody here may know of the sale of the cranes.")
    asked = table.add(
        DisclosureRequestReceived(
            sender="judge",
            message=table.do(c.SendMessage(to="judge", entry=Entry(content=Message(content="Rain.")))),
            to=UNION,
            given=Given.IN_SUBSTANCE,
            attribution=Attribution.AS_OWN,
        )
    )
    words = "Nobody here may know of the sale."
    refusal = table.refused(c.DecideDisclosure(request=asked, allowed=False, words=words))
    assert refusal.rule is Rule.BREAKS_CONFIDENCE
    table.act(c.DecideDisclosure(request=asked, allowed=False, words="Not yet."))


def test_what_is_no_question_is_not_decided(table):
    message = table.told(None)
    assert table.refused(c.DecideDisclosure(request=message, allowed=True)).rule is Rule.NOT_HERE


def test_a_question_may_hold_the_owner_s_own_words(table):
    message = table.told(None)
    assert table.act(c.AskDisclosure(confidence=message, to=PORT, wording=WORDS)).wording == WORDS


def test_words_that_a_side_was_asked_about_are_known_to_it(table):
    table.told(IN_SUBSTANCE, by="port", words="Nobody here may know of the sale of the cranes.")
    words = "Nobody here may know of the sale."
    message = table.told(None)
    say = c.SendMessage(to="union", entry=Entry(content=Message(content=words)))
    assert table.refused(say).rule is Rule.BREAKS_CONFIDENCE
    asked = acts.DisclosureAsked(
        owner="union",
        confidence=message,
        to=PORT,
        given=Given.IN_WORDS,
        attribution=Attribution.AS_OWN,
        wording=words,
    )
    table.add(asked)
    table.act(say)
