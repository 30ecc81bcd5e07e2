from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.meeting_sheet import sheet
from goodoffices.record.acts import EntryNoted, ProposalTabled, RelayNoted
from goodoffices.record.items import (
    AcknowledgementReceived,
    AnswerReceived,
    ReadBackReceived,
    WithdrawalReceived,
)
from goodoffices.terms.entry import Entry, Link, LinkType, Status
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Delivery, Given, HopReport
from goodoffices.terms.proposal import Answer, Proposal, ProposalState, Response
from goodoffices.terms.relay import Relay
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import MINISTRY, PORT, SHIPPERS, SUBSTANCE, TODAY, UNION, WORDS, said

BY_SIDE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,), attribution=Attribution.BY_SIDE)
PROPOSAL = Entry(content=Proposal(title="Berth", content="One berth.", state=ProposalState.TABLED))


def for_port(table):
    return sheet(table.view, PORT, TODAY)


def passed_on(confidence, **fields):
    return RelayNoted(relay=Relay(to=PORT, rests_on=(confidence,), text=SUBSTANCE), **fields)


def test_an_empty_record_makes_an_empty_sheet(table):
    found = for_port(table)
    assert (found.may_say, found.must_not_say, found.to_ask, found.owed, found.told) == ((), (), (), (), ())


def test_what_may_be_said_comes_in_the_fullest_form_and_under_the_fullest_name_allowed(table):
    message = table.told(BY_SIDE)
    (found,) = for_port(table).may_say
    assert (found.confidence, found.given, found.attribution, found.attributed_to, found.text) == (
        message,
        Given.IN_SUBSTANCE,
        Attribution.BY_SIDE,
        UNION,
        WORDS,
    )


def test_what_may_go_in_words_by_name_says_whose(table):
    terms = Handling(form=Form.IN_WORDS, to=(PORT,), attribution=Attribution.BY_NAME)
    table.told(terms, written="Ines Halloran")
    (found,) = for_port(table).may_say
    assert (found.given, found.attributed_to) == (Given.IN_WORDS, "Ines Halloran")


def test_conditions_stand_beside_what_may_be_said(table):
    table.told(msgspec.structs.replace(BY_SIDE, not_after="2031-03-08", tell_delivery=True))
    (found,) = for_port(table).may_say
    assert found.conditions == ("not after 8 March 2031", f"tell {UNION} when it is delivered")


@pytest.mark.parametrize(
    ("terms", "askable"),
    [
        (None, True),
        (Handling(form=Form.IN_WORDS, to=(SHIPPERS,)), True),
        (Handling(form=Form.NEVER), False),
        (msgspec.structs.replace(BY_SIDE, not_before="2031-03-07"), False),
    ],
)
def test_what_must_not_be_said_says_why_and_whether_to_ask(table, terms, askable):
    message = table.told(terms)
    found = for_port(table)
    (closed,) = found.must_not_say
    assert (closed.confidence, closed.askable, found.may_say) == (message, askable, ())
    assert closed.reasons


def test_what_is_allowed_moves_to_what_may_be_said(table):
    message = table.told(None)
    table.leave(message)
    found = for_port(table)
    assert [said.confidence for said in found.may_say] == [message]
    assert found.must_not_say == ()


def test_what_the_actor_said_itself_is_neither(table):
    table.told(None, by="port")
    found = for_port(table)
    assert (found.may_say, found.must_not_say) == ((), ())


def test_what_was_told_already_stands_apart_with_its_day(table):
    message = table.told(BY_SIDE)
    when = When(precision=Precision.DAY, start="2031-03-02")
    relay = table.add(passed_on(message, when=when), at="2031-03-05T08:00:00.000Z")
    found = for_port(table)
    assert found.may_say == ()
    assert [(told.entry, told.day, told.rests_on) for told in found.told] == [
        (relay, "2031-03-02", (message,))
    ]


def test_what_was_told_to_another_is_still_to_be_said(table):
    message = table.told(Handling(form=Form.IN_SUBSTANCE, to=(PORT, SHIPPERS)))
    table.add(passed_on(message))
    assert [one.confidence for one in sheet(table.view, SHIPPERS, TODAY).may_say] == [message]


def test_leave_to_be_asked_by_mouth_is_a_question_for_the_owner_s_meeting(table):
    told = table.noted(None)
    table.do(c.AskDisclosure(confidence=told, to=PORT))
    (question,) = sheet(table.view, UNION, TODAY).to_ask
    assert (told in question.entries, PORT in question.sentence) == (True, True)
    assert for_port(table).to_ask == ()


def test_what_was_unclear_is_to_be_asked(table):
    entry = msgspec.structs.replace(said(PORT, WORDS), status=Status.UNCLEAR)
    unclear = table.add(EntryNoted(entry=entry))
    assert [question.entries for question in for_port(table).to_ask] == [(unclear,)]


def test_a_delivery_that_is_unclear_is_to_be_asked(table):
    hop = HopReport(leg=1, teller=MINISTRY, hearer=PORT, delivery=Delivery.UNCLEAR)
    unclear = table.add(EntryNoted(entry=Entry(content=hop)))
    assert [question.entries for question in for_port(table).to_ask] == [(unclear,)]


def read_back_by_mouth(relay):
    hop = HopReport(leg=1, teller=MINISTRY, hearer=PORT, delivery=Delivery.READ_BACK, wording="One berth.")
    return EntryNoted(entry=Entry(content=hop, links=(Link(type=LinkType.CARRIES, to=relay),)))


def read_back_here(relay):
    return ReadBackReceived(sender="port", relay=relay, text="One berth.")


@pytest.mark.parametrize("answer", [read_back_by_mouth, read_back_here])
def test_what_was_told_is_to_be_read_back_until_it_is(table, answer):
    relay = table.add(passed_on(table.told(BY_SIDE)))
    assert [question.entries for question in for_port(table).to_ask] == [(relay,)]
    table.add(answer(relay))
    assert for_port(table).to_ask == ()


def test_an_unanswered_proposal_is_asked_about_and_owed_by_the_side(table):
    tabled = table.add(ProposalTabled(to="port", entry=PROPOSAL))
    found = for_port(table)
    assert [question.entries for question in found.to_ask] == [(tabled,)]
    assert [(owed.by_us, owed.entries) for owed in found.owed] == [(False, (tabled,))]
    response = Entry(content=Response(value=Answer.REJECT))
    table.add(AnswerReceived(sender="port", proposal=tabled, entry=response))
    assert for_port(table).owed == ()


def test_what_we_owe_a_side_stands_on_its_sheet_and_on_no_other(table):
    message = table.told(msgspec.structs.replace(BY_SIDE, tell_delivery=True))
    owed = sheet(table.view, UNION, TODAY).owed
    assert [(one.by_us, one.entries) for one in owed] == [(True, (message,)), (True, (message,))]
    assert for_port(table).owed == ()


def test_a_withdrawal_is_owed_an_answer(table):
    message = table.told(BY_SIDE)
    taken_back = table.add(WithdrawalReceived(sender="union", message=message))
    (owed,) = sheet(table.view, UNION, TODAY).owed
    assert (owed.by_us, owed.entries) == (True, (message, taken_back))


def test_an_acknowledgement_is_owed_by_the_addressee(table):
    relay = table.do(c.SendRelay(to=PORT, rests_on=(table.told(BY_SIDE),), text=SUBSTANCE))
    assert [(owed.by_us, owed.entries) for owed in for_port(table).owed] == [(False, (relay,))]
    table.add(AcknowledgementReceived(sender="port", relay=relay))
    assert for_port(table).owed == ()
