"""Which seat has which page: a closed table. A route without a row fails, and a row without a route."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.terms.actor import Seat, SeatKind
from tests.doors.web.conftest import HERE, Browser

NOBODY: frozenset[SeatKind] = frozenset()
MEDIATOR = frozenset({SeatKind.MEDIATOR})
PARTY = frozenset({SeatKind.PARTY})
READER = frozenset({SeatKind.READER})
SIDES = frozenset(SeatKind) - MEDIATOR - READER
ALL = frozenset(SeatKind)

# Below /t/{talks}/{seat}/: who may look, who may send.
SEAT_PAGES: dict[str, tuple[frozenset[SeatKind], frozenset[SeatKind]]] = {
    "": (ALL, NOBODY),
    "live": (ALL, NOBODY),
    "note": (MEDIATOR, MEDIATOR),
    "passed-on": (MEDIATOR, MEDIATOR),
    "answer/{item}": (MEDIATOR, MEDIATOR),
    "sheet": (MEDIATOR, NOBODY),
    "inbox": (MEDIATOR, NOBODY),
    "message/{item}": (MEDIATOR | SIDES, MEDIATOR | SIDES),
    "drafts": (MEDIATOR, NOBODY),
    "sent": (MEDIATOR, NOBODY),
    "draft/{item}": (MEDIATOR, MEDIATOR),
    "draft": (MEDIATOR, MEDIATOR),
    "relay/{item}": (SIDES, SIDES),
    "request/{item}": (SIDES, SIDES),
    "write": (MEDIATOR | SIDES, MEDIATOR | SIDES),
    "proposals": (MEDIATOR | SIDES, NOBODY),
    "proposals/new": (MEDIATOR, MEDIATOR),
    "proposal/{item}": (MEDIATOR | SIDES, MEDIATOR | SIDES),
    "notes": (ALL, ALL),
    "preferences": (PARTY | MEDIATOR, PARTY | MEDIATOR),
    "record": (ALL, NOBODY),
    "entry/{item}": (ALL, NOBODY),
    "ladder": (ALL, NOBODY),
    "sources": (ALL, NOBODY),
    "not-said": (ALL, NOBODY),
    "gap": (ALL, NOBODY),
    "packages": (ALL, NOBODY),
    "known": (ALL, NOBODY),
    "search": (ALL, NOBODY),
    "receipt/{item}": (ALL, NOBODY),
    "receipt/{item}/proof.json": (ALL, NOBODY),
    "receipt/{item}/words.json": (ALL, NOBODY),
    "export": (ALL, NOBODY),
    "export/seat.json": (ALL, NOBODY),
    "export/seat.yaml": (ALL, NOBODY),
}
# Open to whoever reaches this machine; none of them shows anything of any talks to whoever has no seat.
DOOR_PAGES = {"/": {"GET"}, "/enter/{token}": {"GET", "POST"}, "/leave": {"POST"}, "/static/{name}": {"GET"}}
SENDING_TO_NO_ITEM = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def everybody(desk: Desk) -> dict[SeatKind, str]:
    """One seat of each kind at the harbour talks."""
    seats = {SeatKind.PARTY: "union", SeatKind.MEDIATOR: "ministry", SeatKind.READER: "observer"}
    for kind in ALL - set(seats):
        name = kind.value.replace("_", "-") + "-seat"
        desk.open_seat("harbour", Seat(name=name, kind=kind, title=name, actor="Shippers"))
        seats[kind] = name
    return seats


def routes(app: Starlette) -> Iterator[tuple[str, str]]:
    """Every (path, method) that the application answers to."""
    for route in app.routes:
        assert isinstance(route, Route), f"{route} is of a kind that this table does not know"
        path = re.sub(r":\w+\}", "}", route.path)
        for method in (route.methods or set()) - {"HEAD"}:
            yield path, method


def test_every_route_has_its_row_and_every_row_its_route(app: Starlette):
    rows = {(path, method) for path, methods in DOOR_PAGES.items() for method in methods}
    for path, (look, send) in SEAT_PAGES.items():
        assert look
        rows.add((f"/t/{{talks}}/{{seat}}/{path}", "GET"))
        if send:
            rows.add((f"/t/{{talks}}/{{seat}}/{path}", "POST"))
    assert set(routes(app)) == rows


@pytest.mark.parametrize("path", sorted(path for path in SEAT_PAGES if "{" not in path and path != "live"))
def test_a_seat_has_the_pages_of_its_row_and_no_others(
    seated: Callable[[str], Browser], everybody: dict[SeatKind, str], path: str
):
    look, _ = SEAT_PAGES[path]
    for kind, seat in everybody.items():
        expected = 200 if kind in look else 404
        assert seated(seat).get(f"/t/harbour/{seat}/{path}").status_code == expected, kind


@pytest.mark.parametrize("path", sorted(SEAT_PAGES))
def test_a_seat_may_send_what_its_row_says_and_nothing_else(
    seated: Callable[[str], Browser], everybody: dict[SeatKind, str], path: str
):
    _, send = SEAT_PAGES[path]
    for kind, seat in everybody.items():
        address = f"/t/harbour/{seat}/{path.replace('{item}', SENDING_TO_NO_ITEM)}"
        # A form without a mark is turned away as forged where there is something to send to.
        expected = 403 if kind in send else 404
        answer = seated(seat).ask("POST", address, data={"mark": "none"}, headers=HERE)
        assert answer.status_code == expected, kind


@pytest.mark.parametrize("path", sorted(path for path in SEAT_PAGES if "{" not in path))
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_seat_no_row_holds(
    app: Starlette, doorkeeper: Doorkeeper, seated: Callable[[str], Browser], path: str, method: str
):
    stranger = Browser(app, doorkeeper)
    expected = stranger.get("/nothing")
    for asking in (stranger, seated("company")):
        answer = asking.ask(method, f"/t/harbour/union/{path}", headers=HERE)
        assert (answer.status_code, answer.content) == (404, expected.content)
    stranger.close()
