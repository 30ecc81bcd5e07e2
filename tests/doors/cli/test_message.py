"""Messages: sent with terms, noted from word of mouth, taken back, told of."""

from __future__ import annotations

import pytest

from tests.doors.cli.conftest import WORDS, Run, lane, last

SENDING = ["message", "send", "--seat", "union", "--to", "ministry"]


def test_a_message_reaches_the_mediator_with_all_its_terms(harbour: Run):
    answer = harbour(
        [
            *SENDING,
            *("--text", "No cuts in crew.", "--terms", "in_substance", "--tell", "Harbour Company"),
            *("--tell", "Fishers", "--attribution", "by_side", "--not-before", "2031-03-20"),
            *("--not-after", "2031-03-31", "--in-return-for", "their figures", "--tell-delivery"),
        ]
    )
    assert answer.code == 0
    assert last(harbour, "ministry")["entry"]["handling"] == {
        "form": "in_substance",
        "to": ["Harbour Company", "Fishers"],
        "attribution": "by_side",
        "not_before": "2031-03-20",
        "not_after": "2031-03-31",
        "in_return_for": "their figures",
        "tell_delivery": True,
    }


def test_a_message_says_what_kind_of_message_it_is(harbour: Run):
    harbour(
        [
            *SENDING,
            *("--text", "Sign by Friday.", "--form", "ultimatum", "--demand", "a signature"),
            *("--consequence", "a strike", "--enforcer", "Dockers Union", "--deadline", "Friday"),
            *("--language", "English"),
        ]
    )
    content = last(harbour, "ministry")["entry"]["content"]
    assert content == {
        "kind": "message",
        "form": "ultimatum",
        "content": "Sign by Friday.",
        "given": "in_words",
        "channel": "platform",
        "demand": "a signature",
        "consequence": "a strike",
        "enforcer": "Dockers Union",
        "deadline": "Friday",
        "language": "English",
    }


def test_the_text_may_come_from_the_input(harbour: Run):
    answer = harbour([*SENDING, "--text", "-"], typed="Über die Nachtschicht\nsprechen wir nicht.\n")
    assert answer.code == 0
    assert last(harbour, "ministry")["entry"]["content"]["content"] == (
        "Über die Nachtschicht\nsprechen wir nicht."
    )


def test_the_answer_names_the_new_entry_by_number_and_identity(harbour: Run):
    answer = harbour([*SENDING, "--text", "No cuts.", "--json"])
    (item,) = answer.json["accepted"]["items"]
    assert item == {"id": lane(harbour, "union")[-1]["id"], "number": 2}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "holds no words"),
        ("a" * 20_001, "at most 20,000"),
        ("a" * 10_000_000, "at most 20,000"),
        ("pay 40" + chr(0x202E) + "0", "U+202E"),
        ("\x1b[2J", "U+001B"),
        (b"\xff\xfe", "not text in UTF-8"),
    ],
    ids=["empty", "long", "of 10 MB", "bidirectional", "control", "other encoding"],
)
def test_a_text_that_is_no_text_is_wrong_use_and_changes_nothing(harbour: Run, typed, expected):
    answer = harbour([*SENDING, "--text", "-"], typed=typed)
    assert (answer.code, answer.out) == (2, "")
    assert expected in answer.err
    assert len(lane(harbour, "union")) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--tell", "Harbour Company"], "--tell needs --terms"),
        (["--terms", "in_substance"], "must name to whom"),
        (["--terms", "never", "--tell", "Harbour Company"], "cannot name to whom"),
        (["--terms", "ask_first", "--not-before", "2031-02-30"], "2031-02-30 does not exist"),
        (["--form", "warning"], "give its consequence"),
        (["--terms", "sometimes"], "sometimes"),
    ],
)
def test_terms_that_contradict_themselves_are_wrong_use(harbour: Run, options, expected):
    answer = harbour([*SENDING, "--text", "No cuts.", *options])
    assert answer.code == 2
    assert expected in answer.err


def test_a_message_to_a_side_is_refused_with_the_rule(harbour: Run):
    answer = harbour("message send --seat union --to company --text Hello --json")
    assert answer.code == 3
    assert answer.json["refused"]["rule"] == "no_such_addressee"


def test_a_note_keeps_who_said_it_where_when_and_how(harbour: Run):
    answer = harbour(
        [
            *(
                "message",
                "note",
                "--seat",
                "ministry",
                "--from",
                "Dockers Union",
                "--speaker",
                "Nuala Corrane",
            ),
            *("--text", "Two berths could do.", "--place", "Ardmere", "--language", "English"),
            *("--interpreter", "A. Byrne", "--on", "2031-03-05", "--in-words"),
            *("--terms", "in_words", "--tell", "Harbour Company"),
        ]
    )
    assert answer.code == 0
    entry = last(harbour, "ministry")["entry"]
    assert entry["content"] == {
        "kind": "message",
        "content": "Two berths could do.",
        "given": "in_words",
        "channel": "oral",
        "place": "Ardmere",
        "language": "English",
        "interpreter": "A. Byrne",
    }
    assert entry["when"] == {"precision": "day", "start": "2031-03-05"}
    assert entry["actors"][0] == {
        "role": "issuer",
        "canonical": "Dockers Union",
        "written": "Nuala Corrane",
    }
    assert entry["sources"][0]["type"] == "first_hand"
    assert entry["sources"][0]["chain"] == [
        {"teller": "Nuala Corrane", "hearer": "Ministry of Labour", "of": "Dockers Union"}
    ]


def test_a_note_is_seen_by_nobody_else(harbour: Run):
    harbour(["message", "note", "--seat", "ministry", "--from", "Dockers Union", "--text", WORDS])
    assert all(len(lane(harbour, seat)) == 1 for seat in ("union", "company", "judge"))


def test_a_note_may_answer_another(harbour: Run):
    noting = ["message", "note", "--seat", "ministry", "--from", "Dockers Union"]
    harbour([*noting, "--text", "What about nights?"])
    harbour([*noting, "--text", "Nights stay.", "--answers", "2"])
    items = lane(harbour, "ministry")
    assert items[-1]["matter"]["entry"]["links"] == [{"type": "answers", "to": items[-2]["id"]}]


def test_taking_back_always_gets_the_same_answer(told: Run):
    first = told("message withdraw 2 --seat union")
    told('relay note --seat ministry --to "Harbour Company" --rests-on 2 --text "A trial may do."')
    second = told("message withdraw 2 --seat union")
    assert (first.code, second.code) == (0, 0)
    assert first.out.partition("(")[0] == second.out.partition("(")[0]


def test_only_the_mediator_says_whether_it_came_in_time(told: Run):
    told("message withdraw 2 --seat union")
    answer = told("message answer-withdrawal 2 --seat ministry --too-late")
    assert answer.code == 0
    assert last(told, "union")["in_time"] is False


def test_the_sender_is_told_of_a_delivery_only_by_the_mediator(told: Run):
    told('relay send --seat ministry --to "Harbour Company" --rests-on 2 --text "A short trial may do."')
    assert len(lane(told, "union")) == 2
    answer = told('message tell 2 --seat ministry --delivery delivered --words "Yesterday."')
    assert answer.code == 0
    received = last(told, "union")
    assert (received["type"], received["delivery"], received["words"]) == (
        "delivery_received",
        "delivered",
        "Yesterday.",
    )
