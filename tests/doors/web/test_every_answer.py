"""What holds for every request and every answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette

from goodoffices.desk.desk import Desk
from goodoffices.doors.web.app import build
from goodoffices.doors.web.page import ALL_SEATS, Page
from goodoffices.doors.web.registry import PAGES
from goodoffices.doors.web.visit import Visit
from tests.doors.web.conftest import HERE, ORIGIN, Browser


def fails(visit: Visit) -> None:
    raise RuntimeError(f"the secret of {visit.seat.name}")


@pytest.fixture
def app(desk: Desk, doorkeeper) -> Starlette:
    broken = Page(path="broken", seats=ALL_SEATS, show=fails)  # type: ignore[arg-type]
    return build(desk, doorkeeper=doorkeeper, secret=b"s" * 32, port=8000, pages=(*PAGES, broken))


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {}, 200),
        ("GET", "/t/harbour/union/", {}, 200),
        ("GET", "/t/harbour/union/export/seat.json", {}, 200),
        ("GET", "/static/desk.css", {}, 200),
        ("GET", "/nothing", {}, 404),
        ("DELETE", "/t/harbour/union/", HERE, 404),
        ("POST", "/t/harbour/union/write", {}, 403),
        ("POST", "/t/harbour/union/write", HERE, 400),
        ("GET", "/enter/unknown", {}, 410),
        ("GET", "/", {"host": "rebound.example"}, 421),
        ("GET", "/t/harbour/union/broken", {}, 500),
    ],
)
def test_every_answer_is_under_the_strict_policy_and_kept_nowhere(
    seated: Callable[[str], Browser], method: str, path: str, headers: dict[str, str], status: int
):
    answer = seated("union").ask(method, path, headers=headers)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not {"etag", "last-modified", "server"} & set(answer.headers)


def test_only_the_address_of_the_very_content_is_kept(stranger: Browser):
    page = stranger.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in stranger.get(address).headers["cache-control"]
    assert stranger.get("/static/desk.css?v=other").headers["cache-control"] == "no-store"


def test_a_fault_inside_shows_a_clear_page_and_nothing_of_itself(seated: Callable[[str], Browser]):
    answer = seated("union").get("/t/harbour/union/broken")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    for trace in ("Traceback", "RuntimeError", "secret", "site-packages"):
        assert trace not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site", "origin": ORIGIN},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_write_from_another_origin_is_refused_and_changes_nothing(
    seated: Callable[[str], Browser], desk: Desk, headers: dict[str, str]
):
    union = seated("union")
    data = {"mark": union.mark("/t/harbour/union/notes"), "text": "Not ours."}
    answer = union.ask("POST", "/t/harbour/union/notes", data=data, headers=headers)
    assert answer.status_code == 403
    assert desk.view("harbour", "union").version == 1


def test_a_write_that_names_our_own_origin_is_taken(seated: Callable[[str], Browser], desk: Desk):
    union = seated("union")
    data = {"mark": union.mark("/t/harbour/union/notes"), "text": "Ours."}
    assert (
        union.ask("POST", "/t/harbour/union/notes", data=data, headers={"origin": ORIGIN}).status_code == 303
    )
    assert desk.view("harbour", "union").version == 2


def test_the_same_name_at_another_port_is_another_desk(stranger: Browser):
    assert stranger.ask("GET", "/", headers={"host": "localhost:9000"}).status_code == 421


def test_no_page_has_inline_style_or_script(seated: Callable[[str], Browser]):
    for seat, path in (("ministry", ""), ("ministry", "note"), ("union", ""), ("union", "preferences")):
        text = seated(seat).get(f"/t/harbour/{seat}/{path}").text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert text.count("<script") == text.count("<script src=")


def test_what_stands_small_beside_an_answer_keeps_its_direction_to_itself(seated: Callable[[str], Browser]):
    assert '<small dir="auto">speaker</small>' in seated("ministry").get("/t/harbour/ministry/note").text
    assert '<small dir="auto">The union' in seated("ministry").get("/t/harbour/ministry/write").text
