"""Passing something on: drafted, checked, sent, noted, acknowledged, read back."""

from __future__ import annotations

import pytest

from tests.doors.cli.conftest import WORDS, Run, lane, last

TO_COMPANY = ["--seat", "ministry", "--to", "Harbour Company", "--rests-on", "2"]
SUBSTANCE = "The union could accept a short trial."


@pytest.fixture
def passed_on(told: Run) -> Run:
    answer = told(["relay", "send", *TO_COMPANY, "--text", SUBSTANCE, "--attribution", "by_side"])
    assert answer.code == 0, answer.err
    return told


def test_a_draft_is_seen_by_its_author_alone(told: Run):
    answer = told(["relay", "draft", *TO_COMPANY, "--text", SUBSTANCE])
    assert answer.code == 0
    assert last(told, "ministry")["type"] == "relay_drafted"
    assert all("short trial" not in str(lane(told, seat)) for seat in ("union", "company", "judge"))


def test_a_relay_that_quotes_what_may_go_in_substance_is_refused_and_names_the_confidence(told: Run):
    answer = told(["relay", "send", *TO_COMPANY, "--text", WORDS])
    identity = lane(told, "ministry")[-1]["id"]
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("Refused (breaks_confidence): ")
    assert f"no. 2 ({identity})" in answer.err
    assert len(lane(told, "company")) == 1


def test_the_refusal_as_json_names_the_rule_and_the_entry(told: Run):
    answer = told(["relay", "send", *TO_COMPANY, "--text", WORDS, "--json"])
    refused = answer.json["refused"]
    assert answer.code == 3
    assert refused["rule"] == "breaks_confidence"
    assert refused["entries"] == [lane(told, "ministry")[-1]["id"]]
    assert refused["sentence"]


def test_what_the_addressee_sees_is_what_was_passed_on_and_no_more(passed_on: Run):
    received = last(passed_on, "company")
    assert received == {
        "type": "relay_received",
        "sender": "ministry",
        "text": SUBSTANCE,
        "given": "in_substance",
        "attributed_to": "Dockers Union",
    }


def test_a_check_of_a_quotation_says_why_it_may_not_go_and_sends_nothing(told: Run):
    answer = told(["relay", "check", *TO_COMPANY, "--in-words", "--text", WORDS])
    assert answer.code == 3
    assert "would break the terms" in answer.out
    assert "no. 2 (" in answer.out
    assert len(lane(told, "ministry")) == 2


def test_a_check_shows_the_draft_as_its_addressee_will_see_it(told: Run):
    answer = told(["relay", "check", *TO_COMPANY, "--text", SUBSTANCE, "--attribution", "by_side", "--json"])
    assert answer.code == 0
    assert answer.json["check"] == {
        "verdict": {"type": "clear"},
        "warnings": [],
        "as_seen": {
            "to": "Harbour Company",
            "text": SUBSTANCE,
            "given": "in_substance",
            "attributed_to": "Dockers Union",
            "language": None,
        },
    }


def test_a_check_of_what_lacks_leave_says_to_ask_its_owner(harbour: Run):
    harbour("message send --seat union --to ministry --text 'No cuts in crew.'")
    answer = harbour(["relay", "check", *TO_COMPANY, "--text", "Crews stay whole."])
    assert answer.code == 3
    assert "must allow it first" in answer.out


def test_a_check_from_a_seat_that_passes_nothing_on_is_refused(told: Run):
    answer = told('relay check --seat union --to "Harbour Company" --text Hello --json')
    assert (answer.code, answer.json["refused"]["rule"]) == (3, "not_for_this_seat")


def test_a_warning_is_confirmed_word_for_word_and_kept(harbour: Run):
    harbour(
        "message send --seat union --to ministry --text 'No fewer than 47 at a ship.' "
        "--terms in_substance --tell 'Harbour Company'"
    )
    sending = ["relay", "send", *TO_COMPANY, "--text", "Crews of 47 matter."]
    refused = harbour([*sending, "--json"])
    assert (refused.code, refused.json["refused"]["rule"]) == (3, "unconfirmed_warnings")
    (warning,) = refused.json["refused"]["warnings"]
    checked = harbour(["relay", "check", *sending[2:]])
    assert checked.code == 0
    assert warning["sentence"] in checked.out
    assert harbour([*sending, "--confirm", warning["sentence"]]).code == 0
    assert last(harbour, "ministry")["confirmed"] == [warning["sentence"]]


def test_a_relay_may_come_from_a_draft(told: Run):
    told(["relay", "draft", *TO_COMPANY, "--text", SUBSTANCE])
    told(["relay", "send", *TO_COMPANY, "--text", SUBSTANCE, "--draft", "3", "--language", "English"])
    items = lane(told, "ministry")
    assert items[-1]["matter"]["draft"] == items[-2]["id"]
    assert last(told, "company")["language"] == "English"


def test_what_was_said_by_mouth_is_recorded_and_flagged_where_it_broke_the_terms(told: Run):
    answer = told(
        ["relay", "note", *TO_COMPANY, "--text", WORDS, "--in-words", "--place", "Ardmere", "--on", "2031-03"]
    )
    assert answer.code == 0
    noted = last(told, "ministry")
    assert noted["breaches"][0]["confidence"] == lane(told, "ministry")[1]["id"]
    assert (noted["place"], noted["when"]) == ("Ardmere", {"precision": "month", "start": "2031-03"})
    assert len(lane(told, "company")) == 1


def test_an_acknowledgement_reaches_the_mediator_and_not_the_sender(passed_on: Run):
    assert passed_on("relay acknowledge 2 --seat company").code == 0
    assert last(passed_on, "ministry")["type"] == "acknowledgement_received"
    assert len(lane(passed_on, "union")) == 2


def test_what_was_understood_is_read_back_to_the_mediator(passed_on: Run):
    assert passed_on("relay read-back 2 --seat company --text 'A short trial is possible.'").code == 0
    assert last(passed_on, "ministry")["text"] == "A short trial is possible."


@pytest.mark.parametrize("identity", ["99", "00000000-0000-4000-8000-000000000000", "2"])
def test_what_is_not_there_and_what_is_not_for_this_seat_are_one_answer(passed_on: Run, identity: str):
    # No. 2 of the union is its own message: there, but nothing that could be acknowledged.
    foreign = lane(passed_on, "company")[-1]["id"]
    answer = passed_on(f"relay acknowledge {identity} --seat union")
    assert (answer.code, answer.err) == (
        3,
        passed_on(f"relay acknowledge {foreign} --seat union").err,
    )


def test_an_identity_that_is_none_is_refused_without_a_trace(passed_on: Run):
    answer = passed_on("relay acknowledge ../../etc --seat company")
    assert answer.code == 3
    assert "Traceback" not in answer.err
