"""Coming in: single-use links, seats beside each other, and one answer to everybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodoffices.desk.doorkeeper import Doorkeeper
from tests.doors.web.conftest import HERE, Browser


def test_opening_a_link_shows_a_button_and_uses_nothing_up(browser: Browser, doorkeeper: Doorkeeper):
    token = doorkeeper.invite("harbour", "union")
    page = browser.get(f"/enter/{token}")
    assert page.status_code == 200
    assert "<button" in page.text
    assert "harbour" not in page.text.lower().replace(token, "")
    assert browser.get(f"/enter/{token}").status_code == 200


def test_pressing_the_button_leads_to_the_seat(browser: Browser, doorkeeper: Doorkeeper):
    answer = browser.ask("POST", f"/enter/{doorkeeper.invite('harbour', 'union')}", headers=HERE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/harbour/union/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("goodoffices-8000=")
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    assert browser.get("/t/harbour/union/").status_code == 200


def test_a_link_works_once_and_a_used_one_answers_like_an_unknown_one(
    browser: Browser, doorkeeper: Doorkeeper
):
    token = doorkeeper.invite("harbour", "union")
    browser.ask("POST", f"/enter/{token}", headers=HERE)
    used = browser.ask("POST", f"/enter/{token}", headers=HERE)
    unknown = browser.ask("POST", "/enter/never-was", headers=HERE)
    assert used.status_code == 410
    assert (used.content, used.headers) == (unknown.content, unknown.headers)
    assert browser.get(f"/enter/{token}").content == used.content


def test_a_link_sent_from_another_site_is_not_used_up(browser: Browser, doorkeeper: Doorkeeper):
    token = doorkeeper.invite("harbour", "union")
    refused = browser.ask("POST", f"/enter/{token}", headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert browser.ask("POST", f"/enter/{token}", headers=HERE).status_code == 303


def test_two_seats_are_open_beside_each_other_in_one_browser(browser: Browser):
    browser.enter("union")
    browser.enter("ministry")
    assert "The union&#39;s room" in browser.get("/t/harbour/union/").text
    assert "The ministry&#39;s desk" in browser.get("/t/harbour/ministry/").text


def test_the_door_lists_the_seats_of_this_browser_and_no_others(browser: Browser):
    assert "harbour" not in browser.get("/").text
    browser.enter("union")
    listed = browser.get("/").text
    assert "/t/harbour/union/" in listed
    assert "ministry" not in listed


def test_leaving_closes_every_seat(browser: Browser):
    browser.enter("union")
    browser.ask("POST", "/leave", headers=HERE)
    assert browser.get("/t/harbour/union/").status_code == 404


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
    browser: Browser, seated: Callable[[str], Browser], path: str
):
    expected = browser.get("/no/such/page")  # not signed in
    for answer in (browser.get(path), seated("union").get(path)):
        assert answer.status_code == 404
        assert (answer.content, answer.headers) == (expected.content, expected.headers)


def test_a_made_up_cookie_opens_nothing(browser: Browser):
    expected = browser.get("/t/harbour/union/").content
    answer = browser.ask("GET", "/t/harbour/union/", headers={"cookie": "goodoffices-8000=made-up"})
    assert (answer.status_code, answer.content) == (404, expected)


def test_seats_can_be_changed_in_practice_talks(browser: Browser):
    browser.enter("union", "river")
    assert browser.get("/t/river/ministry/").status_code == 200
    assert 'href="/t/river/company/"' in browser.get("/t/river/union/").text


def test_seats_cannot_be_changed_in_other_talks(browser: Browser):
    browser.enter("union")
    browser.enter("union", "river")
    assert browser.get("/t/harbour/ministry/").status_code == 404
    assert 'href="/t/harbour/company/"' not in browser.get("/t/harbour/union/").text
