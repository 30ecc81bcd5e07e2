"""What may be said at the next meeting, and what must not."""

from __future__ import annotations

from tests.doors.cli.conftest import WORDS, Run

FOR_COMPANY = "sheet --talks harbour --seat ministry --for 'Harbour Company'"


def test_the_sheet_says_what_may_be_said_and_how(told: Run):
    answer = told(FOR_COMPANY)
    assert answer.code == 0
    may_be_said = answer.out.partition("Must not be said:")[0]
    assert WORDS in may_be_said
    assert "in substance; from Dockers Union" in may_be_said


def test_the_sheet_says_what_must_not_be_said_and_why(harbour: Run):
    harbour("message send --seat union --to ministry --text 'We are split.' --terms never")
    answer = harbour(FOR_COMPANY)
    must_not = answer.out.partition("Must not be said:")[2].partition("To ask:")[0]
    assert "never to be passed on" in must_not
    assert "We are split" not in answer.out


def test_the_sheet_as_json_has_all_its_parts(told: Run):
    sheet = told(f"{FOR_COMPANY} --json").json["sheet"]
    assert set(sheet) == {"actor", "day", "may_say", "must_not_say", "to_ask", "owed", "told"}
    assert sheet["may_say"][0]["text"] == WORDS


def test_the_sheet_of_one_mediator_knows_nothing_of_the_other_s(told: Run):
    assert WORDS not in told("sheet --seat judge --for 'Harbour Company'").out


def test_a_sheet_for_nobody_is_wrong_use(told: Run):
    answer = told("sheet --seat ministry --for Nobody")
    assert (answer.code, "Harbour Company" in answer.err) == (2, True)
