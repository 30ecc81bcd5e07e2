"""No way out is left untried: routes and commands are read from the programs, and each must be taken."""

from __future__ import annotations

import asyncio
import re

import pytest
from starlette.routing import Route

from tests.doors.cli.app import commands
from tests.visibility import command_line
from tests.visibility.browser import InProcess, Seen, compiled_once, one_thread
from tests.visibility.house import SEATS, House
from tests.visibility.two_runs import watched
from tests.visibility.ways_out import ROUTES, WAYS
from tests.visibility.worked_history import WORKED


@pytest.fixture(scope="module")
def asked() -> set[tuple[str, str]]:
    """Every method and path that some seat asks for in the worked history."""
    found: list[Seen] = [one for seat in SEATS for one in watched(WORKED, seat).seen]
    pairs = [one.asked.split(" ", 1) for one in found if one.asked.startswith(("GET ", "POST "))]
    return {(method, path.partition("?")[0]) for method, path in pairs}


def routes() -> list[Route]:
    """The routes of the door, from the door itself."""
    found = House.built().routes.routes
    assert all(isinstance(route, Route) for route in found)
    return [route for route in found if isinstance(route, Route)]


def test_every_route_has_its_way_and_no_way_is_of_a_route_that_is_gone() -> None:
    paths = {route.path for route in routes()}
    below = {path for path in paths if path.startswith("/t/{talks}/{seat}/")}
    assert paths - below <= set(ROUTES) <= paths
    assert set(ROUTES.values()) <= set(WAYS)


def test_every_route_is_taken_in_the_worked_history(asked: set[tuple[str, str]]) -> None:
    lacking = [
        (method, route.path)
        for route in routes()
        for method in sorted((route.methods or set()) - {"HEAD"})
        if WAYS.get(ROUTES.get(route.path, "pages")) is not WAYS["live"]
        and not any(route.path_regex.match(path) for how, path in asked if how == method)
    ]
    assert lacking == []


def test_every_page_is_really_shown_to_some_seat_in_the_worked_history() -> None:
    shown = {
        one.asked.removeprefix("GET ").partition("?")[0]
        for seat in SEATS
        for one in watched(WORKED, seat).seen
        if one.asked.startswith("GET ") and one.status == 200
    }
    unseen = [
        route.path
        for route in routes()
        if route.path.startswith("/t/") and not route.path.endswith("/live")
        if not any(route.path_regex.match(path) for path in shown)
    ]
    assert unseen == []


def test_every_command_stands_in_one_table() -> None:
    tables = (
        set(command_line.READS),
        set(command_line.ACTS),
        command_line.WITHOUT_ANOTHERS,
        command_line.FOR_THE_HOLDER,
    )
    assert set().union(*tables) == set(commands())
    assert sum(map(len, tables)) == len(commands())


def test_every_kind_of_deed_is_done_in_the_worked_history() -> None:
    from tests.visibility.histories import KINDS

    done = watched(WORKED, "union").done
    assert {WORKED[place].kind for place, happened in done.items() if happened} == set(KINDS)


def test_a_former_member_sees_one_answer_everywhere() -> None:
    house = House.built()

    async def looking() -> set[tuple[int, bytes]]:
        browser = InProcess(house.app, house.port)
        await house.enter(browser, "pilots")
        house.desk.close_seat("test", "pilots")
        paths = [re.sub(r"{\w+}", "x", route.path) for route in routes() if route.path.startswith("/t/")]
        pages = [path.replace("/t/x/x/", "/t/test/pilots/") for path in paths]
        found = [await house.get(browser, "pilots", page) for page in pages]
        return {(one.status, one.body) for one in found}

    with compiled_once(), one_thread():
        answers = asyncio.run(looking())
    assert len(answers) == 1
    assert {status for status, _ in answers} == {404}
