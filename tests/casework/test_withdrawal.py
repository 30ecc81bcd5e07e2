from __future__ import annotations

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.record import acts
from goodoffices.record.items import (
    RelayReceived,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Given, Message
from tests.casework.conftest import PORT, WORDS

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
MESSAGE = Entry(content=Message(content=WORDS))


def test_a_message_is_taken_back_with_the_same_answer_each_time(at):
    table = at("union")
    message = table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    first = table.decide(c.WithdrawMessage(message=message))
    table.do(c.WithdrawMessage(message=message))
    table.add(WithdrawalAnswerReceived(sender="ministry", message=message, in_time=False))
    assert table.decide(c.WithdrawMessage(message=message)) == first


def test_only_an_own_message_can_be_taken_back(at):
    table = at("union")
    relay = table.add(RelayReceived(sender="ministry", text="t", given=Given.IN_WORDS))
    assert table.refused(c.WithdrawMessage(message=relay)).rule is Rule.NOT_HERE
    assert table.refused(c.WithdrawMessage(message="unknown")) == table.refused(
        c.WithdrawMessage(message=relay)
    )


def test_whether_a_withdrawal_came_in_time_is_said_once_and_only_of_a_withdrawn_message(table):
    message = table.told(IN_SUBSTANCE)
    answer = c.AnswerWithdrawal(message=message, in_time=True)
    assert table.refused(answer).rule is Rule.DOES_NOT_FIT
    table.add(WithdrawalReceived(sender="union", message=message))
    assert table.act(answer) == acts.WithdrawalAnswered(to="union", message=message, in_time=True)
    table.do(answer)
    assert table.refused(answer).rule is Rule.ALREADY_DONE


def test_only_a_message_that_came_here_gets_an_answer_to_its_withdrawal(table):
    told = table.noted(IN_SUBSTANCE)
    assert table.refused(c.AnswerWithdrawal(message=told, in_time=True)).rule is Rule.NOT_HERE
