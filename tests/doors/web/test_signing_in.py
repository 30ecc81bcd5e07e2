"""Coming in: single-use links, seats beside each other, and one answer to everybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodoffices.desk.doorkeeper import Doorkeeper
from tests.doors.web.conftest import HERE, Browser


def test_opening_a_link_shows_a_button_and_uses_nothing_up(stranger: Browser, doorkeeper: Doorkeeper):
    token = doorkeeper.invite("harbour", "union")
    page = stranger.get(f"/enter/{token}")
    assert page.status_code == 200
    assert "<button" in page.text
    assert "harbour" not in page.text.lower().replace(token, "")
    assert stranger.get(f"/enter/{token}").status_code == 200


def test_pressing_the_button_leads_to_the_seat(stranger: Browser, doorkeeper: Doorkeeper):
    answer = stranger.ask("POST", f"/enter/{doorkeeper.invite('harbour', 'union')}", headers=HERE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/harbour/union/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("goodoffices-8000=")
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    assert stranger.get("/t/harbour/union/").status_code == 200


def test_a_link_works_once_and_a_used_one_answers_like_an_unknown_one(
    stranger: Browser, doorkeeper: Doorkeeper
):
    token = doorkeeper.invite("harbour", "union")
    stranger.ask("POST", f"/enter/{token}", headers=HERE)
    used = stranger.ask("POST", f"/enter/{token}", headers=HERE)
    unknown = stranger.ask("POST", "/enter/never-was", headers=HERE)
    assert used.status_code == 410
    assert (used.content, used.headers) == (unknown.content, unknown.headers)
    assert stranger.get(f"/enter/{token}").content == used.content


def test_a_link_sent_from_another_site_is_not_used_up(stranger: Browser, doorkeeper: Doorkeeper):
    token = doorkeeper.invite("harbour", "union")
    refused = stranger.ask("POST", f"/enter/{token}", headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert stranger.ask("POST", f"/enter/{token}", headers=HERE).status_code == 303


def test_two_seats_are_open_beside_each_other_in_one_browser(stranger: Browser):
    stranger.enter("union")
    stranger.enter("ministry")
    assert "The union&#39;s room" in stranger.get("/t/harbour/union/").text
    assert "The ministry&#39;s desk" in stranger.get("/t/harbour/ministry/").text


def test_the_door_lists_the_seats_of_this_browser_and_no_others(stranger: Browser):
    assert "harbour" not in stranger.get("/").text
    stranger.enter("union")
    listed = stranger.get("/").text
    assert "/t/harbour/union/" in listed
    assert "ministry" not in listed


def test_leaving_closes_every_seat(stranger: Browser):
    stranger.enter("union")
    stranger.ask("POST", "/leave", headers=HERE)
    assert stranger.get("/t/harbour/union/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/t/harbour/ministry/",  # a foreign seat
        "/t/harbour/ministry/inbox",
        "/t/harbour/ministry/live",
        "/t/harbour/nobody/",  # no such seat
        "/t/river/union/",  # foreign talks
        "/t/nowhere/union/",  # no such talks
        "/t/harbour/union/inbox",  # a page that this seat has not
        "/t/harbour/union/message/00000000-0000-4000-8000-000000000000",  # no such entry
        "/t/harbour/union/nothing",
        "/t/harbour/union",
        "/nothing",
        "/static/nothing.css",
        "/static/../app.py",
        "/leave",
    ],
)
def test_what_is_not_there_and_what_is_not_for_you_are_the_same_bytes(
    stranger: Browser, seated: Callable[[str], Browser], path: str
):
    expected = stranger.get("/no/such/page")  # not signed in
    for answer in (stranger.get(path), seated("union").get(path)):
        assert answer.status_code == 404
        assert (answer.content, answer.headers) == (expected.content, expected.headers)


def test_a_made_up_cookie_opens_nothing(stranger: Browser):
    expected = stranger.get("/t/harbour/union/").content
    answer = stranger.ask("GET", "/t/harbour/union/", headers={"cookie": "goodoffices-8000=made-up"})
    assert (answer.status_code, answer.content) == (404, expected)


def test_seats_can_be_changed_in_practice_talks(stranger: Browser):
    stranger.enter("union", "river")
    assert stranger.get("/t/river/ministry/").status_code == 200
    assert 'href="/t/river/company/"' in stranger.get("/t/river/union/").text


def test_seats_cannot_be_changed_in_other_talks(stranger: Browser):
    stranger.enter("union")
    stranger.enter("union", "river")
    assert stranger.get("/t/harbour/ministry/").status_code == 404
    assert 'href="/t/harbour/company/"' not in stranger.get("/t/harbour/union/").text
