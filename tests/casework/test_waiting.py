from __future__ import annotations

import msgspec

from goodoffices.casework import commands as c
from goodoffices.casework.waiting import WaitKind, waiting
from goodoffices.record.acts import RelayNoted
from goodoffices.record.items import (
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    ProposalReceived,
    RelayReceived,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Delivery, Given, Message
from goodoffices.terms.proposal import Answer, Proposal, ProposalState
from goodoffices.terms.relay import Relay
from tests.casework.conftest import JUDGE, MINISTRY, PORT, SHIPPERS, SUBSTANCE, UNION, WORDS

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
MESSAGE = Entry(content=Message(content=WORDS))


def kinds(table):
    return [wait.kind for wait in waiting(table.view)]


def test_nothing_waits_in_an_empty_record(table):
    assert waiting(table.view) == ()


def test_a_message_that_may_go_waits_until_all_whom_it_names_have_it(table):
    message = table.told(Handling(form=Form.IN_SUBSTANCE, to=(PORT, SHIPPERS), not_before="2031-03-07"))
    (wait,) = waiting(table.view)
    assert (wait.kind, wait.awaited, wait.waiting) == (WaitKind.PASSING_ON, MINISTRY, UNION)
    assert "not before 7 March 2031" in wait.sentence
    table.add(RelayNoted(relay=Relay(to=PORT, rests_on=(message,), text=SUBSTANCE)))
    (wait,) = waiting(table.view)
    assert (PORT in wait.sentence, SHIPPERS in wait.sentence) == (False, True)
    table.add(RelayNoted(relay=Relay(to=SHIPPERS, rests_on=(message,), text=SUBSTANCE)))
    assert kinds(table) == []


def test_what_names_a_co_mediator_waits_until_it_is_shared(table):
    message = table.told(Handling(form=Form.IN_SUBSTANCE, to=(JUDGE,)))
    assert kinds(table) == [WaitKind.PASSING_ON]
    table.do(c.ShareEntry(subject=message, to="judge"))
    assert kinds(table) == []


def test_delivery_that_was_asked_for_waits_until_it_is_told(table):
    message = table.told(Handling(tell_delivery=True))
    assert kinds(table) == [WaitKind.DELIVERY]
    table.do(c.TellDelivery(message=message, delivery=Delivery.SENT))
    assert kinds(table) == []


def test_a_withdrawal_waits_once_however_often_it_is_repeated(table):
    message = table.told(IN_SUBSTANCE)
    for _ in range(2):
        table.add(WithdrawalReceived(sender="union", message=message))
    assert kinds(table) == [WaitKind.WITHDRAWAL_ANSWER]
    table.do(c.AnswerWithdrawal(message=message, in_time=True))
    assert kinds(table) == []


def test_leave_waits_for_its_owner_or_to_be_asked_by_mouth(table):
    asked = table.do(c.AskDisclosure(confidence=table.told(None), to=PORT))
    by_mouth = table.do(c.AskDisclosure(confidence=table.noted(None), to=PORT))
    waits = waiting(table.view)
    assert [(wait.kind, wait.awaited) for wait in waits] == [
        (WaitKind.LEAVE, UNION),
        (WaitKind.LEAVE_BY_MOUTH, MINISTRY),
    ]
    table.add(DisclosureDecisionReceived(sender="union", request=asked, allowed=False))
    table.do(c.DecideDisclosure(request=by_mouth, allowed=False))
    assert kinds(table) == []


def test_a_draft_waits_until_it_is_sent_or_said(table):
    draft = table.do(c.DraftRelay(to=PORT, text=SUBSTANCE))
    assert kinds(table) == [WaitKind.DRAFT]
    table.do(c.NoteRelay(to=PORT, text=SUBSTANCE, draft=draft))
    assert kinds(table) == []


def test_a_party_is_waited_for_until_it_has_answered(at):
    table = at("port")
    relay = table.add(RelayReceived(sender="ministry", text="t", given=Given.IN_WORDS))
    proposal = Entry(content=Proposal(title="T", content="t", state=ProposalState.TABLED))
    shown = table.add(ProposalReceived(sender="ministry", entry=proposal))
    message = table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    request = DisclosureRequestReceived(
        sender="ministry", message=message, to=UNION, given=Given.IN_WORDS, attribution=Attribution.AS_OWN
    )
    asked = table.add(request)
    assert {(wait.awaited, wait.waiting) for wait in waiting(table.view)} == {(PORT, MINISTRY)}
    assert kinds(table) == [WaitKind.ACKNOWLEDGEMENT, WaitKind.PROPOSAL_ANSWER, WaitKind.LEAVE]
    table.do(c.ReadBackRelay(relay=relay, text="t"))
    table.do(c.AnswerProposal(proposal=shown, value=Answer.REJECT))
    table.do(c.DecideDisclosure(request=asked, allowed=True))
    assert kinds(table) == []


def test_a_sender_waits_for_what_it_asked_for_and_no_more(at):
    table = at("union")
    table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    assert kinds(table) == []
    curious = msgspec.structs.replace(MESSAGE, handling=Handling(tell_delivery=True))
    message = table.do(c.SendMessage(to="ministry", entry=curious))
    assert kinds(table) == [WaitKind.DELIVERY]
    table.add(DeliveryReceived(sender="ministry", message=message, delivery=Delivery.SENT))
    assert kinds(table) == []


def test_a_withdrawal_is_waited_for_until_it_is_answered(at):
    table = at("union")
    message = table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    table.do(c.WithdrawMessage(message=message))
    assert kinds(table) == [WaitKind.WITHDRAWAL_ANSWER]
    table.add(WithdrawalAnswerReceived(sender="ministry", message=message, in_time=False))
    assert kinds(table) == []
