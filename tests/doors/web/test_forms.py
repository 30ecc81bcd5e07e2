"""What may be sent: our own forms, once, in time, in readable characters and of a readable length."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from starlette.applications import Starlette

from goodoffices.casework.confidence import wording
from goodoffices.desk.desk import Desk
from goodoffices.doors.web.form import NotAForm, parsed
from goodoffices.record.items import MessageReceived
from goodoffices.testing.ports import SetClock
from tests.doors.web.conftest import HERE, Browser, mark_in

WRITE = "/t/harbour/union/write"
NOTES = "/t/harbour/union/notes"


def received(desk: Desk) -> list[str]:
    return [wording(m.entry) for _, m in desk.view("harbour", "ministry").of_type(MessageReceived)]


def test_a_sent_form_leads_on_and_the_message_arrives(seated: Callable[[str], Browser], desk: Desk):
    answer = seated("union").send(WRITE, to="ministry", text="Open the gate.", form="ask_first")
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/harbour/union/?done=sent")
    assert received(desk) == ["Open the gate."]


def test_the_same_form_sent_twice_gets_the_first_answer_again(seated: Callable[[str], Browser], desk: Desk):
    union = seated("union")
    mark = union.mark(WRITE)
    first = union.send(WRITE, mark, to="ministry", text="Open the gate.")
    again = union.send(WRITE, mark, to="ministry", text="Open the gate.")
    assert (again.status_code, again.headers["location"]) == (303, first.headers["location"])
    assert received(desk) == ["Open the gate."]


def test_the_same_form_with_another_body_is_refused(seated: Callable[[str], Browser], desk: Desk):
    union = seated("union")
    mark = union.mark(WRITE)
    union.send(WRITE, mark, to="ministry", text="Open the gate.")
    other = union.send(WRITE, mark, to="ministry", text="Close the gate.")
    assert other.status_code == 409
    assert "sent before with other content" in other.text
    assert "Close the gate." in other.text
    assert received(desk) == ["Open the gate."]


def test_a_page_older_than_twelve_hours_is_refused_and_gives_back_what_was_typed(
    seated: Callable[[str], Browser], desk: Desk, clock: SetClock
):
    union = seated("union")
    mark = union.mark(WRITE)
    clock.advance(minutes=12 * 60, seconds=1)
    answer = union.send(WRITE, mark, to="ministry", text="A <long> thought.", form="never")
    assert answer.status_code == 409
    assert "This page is too old" in answer.text
    assert "A &lt;long&gt; thought.</textarea>" in answer.text
    assert 'value="never" checked' in answer.text
    assert received(desk) == []


def test_a_form_of_twelve_hours_is_still_taken(seated: Callable[[str], Browser], desk: Desk, clock: SetClock):
    union = seated("union")
    mark = union.mark(WRITE)
    clock.advance(minutes=12 * 60)
    assert union.send(WRITE, mark, to="ministry", text="In time.").status_code == 303


@pytest.mark.parametrize(
    "mark", ["", "made-up", "1." + "k" * 24 + "." + "0" * 64, f"1.{'k' * 24}.{'0' * 64}.{'0' * 64}"]
)
def test_a_forged_form_is_refused(seated: Callable[[str], Browser], desk: Desk, mark: str):
    assert seated("union").send(WRITE, mark, to="ministry", text="Forged.").status_code == 403
    assert received(desk) == []


def test_a_form_of_one_seat_is_forged_at_another(stranger: Browser, desk: Desk):
    stranger.enter("union")
    stranger.enter("company")
    mark = stranger.mark("/t/harbour/company/write")
    assert stranger.send(WRITE, mark, to="ministry", text="In another's name.").status_code == 403
    assert received(desk) == []


def test_a_form_of_another_session_is_shown_again_and_done_only_once_in_all(
    seated: Callable[[str], Browser], stranger: Browser, desk: Desk
):
    """As after a restart: whoever sits there now does not know whether it was recorded."""
    stranger.enter("union")
    mark = stranger.mark(WRITE)
    union = seated("union")
    first = union.send(WRITE, mark, to="ministry", text="Open the gate.")
    assert first.status_code == 409
    assert "opened before the desk was last opened" in first.text
    assert "Open the gate.</textarea>" in first.text
    assert received(desk) == []
    again = mark_in(first.text)
    assert union.send(WRITE, again, to="ministry", text="Open the gate.").status_code == 303
    late = union.send(WRITE, mark, to="ministry", text="Open the gate.")
    assert union.send(WRITE, mark_in(late.text), to="ministry", text="Open the gate.").status_code == 303
    assert received(desk) == ["Open the gate."]


def test_a_message_of_ten_megabytes_is_turned_away_unread(
    app: Starlette, seated: Callable[[str], Browser], desk: Desk
):
    union = seated("union")
    answer = union.send(WRITE, to="ministry", text="x" * 10_000_000)
    assert answer.status_code == 413
    assert "longer than a message can be" in answer.text
    assert received(desk) == []


def test_a_length_that_no_number_can_hold_is_too_long(seated: Callable[[str], Browser]):
    headers = {**HERE, "content-length": "9" * 5_000}
    assert seated("union").ask("POST", WRITE, headers=headers).status_code == 413


def test_a_body_without_a_stated_length_is_read_no_further_than_the_limit(
    app: Starlette, doorkeeper, stranger: Browser
):
    cookie = stranger.enter("union").headers["set-cookie"].split(";")[0]
    taken = 0
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * 65_536, "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": WRITE,
        "raw_path": WRITE.encode(),
        "query_string": b"",
        "headers": [
            (b"host", b"localhost:8000"),
            (b"sec-fetch-site", b"same-origin"),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"cookie", cookie.encode()),
        ],
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 413
    assert taken <= 6


def test_a_text_longer_than_one_message_is_refused_and_given_back(
    seated: Callable[[str], Browser], desk: Desk
):
    answer = seated("union").send(WRITE, to="ministry", text="y" * 20_001)
    assert answer.status_code == 422
    assert "Your message: 20,001 characters; at most 20,000 fit in one text" in answer.text
    assert "y" * 20_001 in answer.text
    assert received(desk) == []


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u0000", "\u001b", "\u0085", "\ud7ff\ue000"])
def test_hidden_characters_are_refused_and_the_field_is_named(
    seated: Callable[[str], Browser], desk: Desk, hidden: str
):
    answer = seated("union").send(WRITE, to="ministry", text=f"pay 40{hidden}0")
    assert answer.status_code == 422
    assert "Your message: holds the hidden character U+" in answer.text
    assert received(desk) == []


def test_what_right_to_left_scripts_need_is_let_be(seated: Callable[[str], Browser], desk: Desk):
    text = "سنعود\u200c غداً\u200f."
    assert seated("union").send(WRITE, to="ministry", text=text).status_code == 303
    assert received(desk) == [text]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"text=a", "text/plain"),
        (b"text=%ff%fe", "application/x-www-form-urlencoded"),
        ("text=é".encode(), "application/x-www-form-urlencoded"),
        (b"&".join([b"a=1"] * 601), "application/x-www-form-urlencoded"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(seated: Callable[[str], Browser], content: bytes, kind: str):
    headers = {**HERE, "content-type": kind}
    answer = seated("union").ask("POST", WRITE, content=content, headers=headers)
    assert answer.status_code == 400
    assert "This is not a form of this desk" in answer.text


def test_terms_that_contradict_themselves_are_refused_with_their_reason(
    seated: Callable[[str], Browser], desk: Desk
):
    answer = seated("union").send(
        WRITE, to="ministry", text="Later.", form="ask_first", not_before="2031-05-02", not_after="2031-05-01"
    )
    assert answer.status_code == 422
    assert "terms end before they begin" in answer.text
    assert received(desk) == []


def test_a_day_that_does_not_exist_is_refused(seated: Callable[[str], Browser], desk: Desk):
    answer = seated("union").send(WRITE, to="ministry", text="Later.", not_before="2031-02-30")
    assert answer.status_code == 422
    assert "2031-02-30 does not exist" in answer.text
    assert received(desk) == []


def test_an_empty_note_is_refused_by_the_name_of_its_field(seated: Callable[[str], Browser]):
    answer = seated("union").send(NOTES, text="  ")
    assert answer.status_code == 422
    assert "Your note: write something here first." in answer.text


def test_an_empty_body_is_an_empty_form():
    assert parsed(b"") == {}


def test_a_body_without_an_equals_sign_is_no_form():
    with pytest.raises(NotAForm):
        parsed(b"text")
