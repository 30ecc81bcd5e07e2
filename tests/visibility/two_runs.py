"""Two runs that differ only in what is hidden from a seat, and everything that the seat gets in each."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

import httpx
import pytest
import uvicorn

from goodoffices.record.references import DanglingReference
from tests.visibility.browser import InProcess, OverASocket, Seen, compiled_once, one_thread
from tests.visibility.histories import Deed, Doer, shown_places
from tests.visibility.house import House
from tests.visibility.ways_out import WAYS, Look

History: TypeAlias = tuple[Deed | None, ...]
Build: TypeAlias = Callable[[], House]
Plant: TypeAlias = Callable[[House, pytest.MonkeyPatch], None]


@dataclass
class Run:
    """What one seat got of a history, way by way, and which of the deeds that show it something were done."""

    seen: list[Seen] = field(default_factory=list)
    done: dict[int, bool] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()


def differences(
    history: History, changed: History, seat: str, *, build: Build = House.built, plant: Plant | None = None
) -> list[str] | None:
    """Everything in which the two runs differ for the seat; empty where nothing interferes.

    None where a deed that shows the seat something was done in only one of them: then the histories differ
    in more than what is hidden, and are no example.
    """
    return next(iter(compared(history, (changed,), seat, build=build, plant=plant)))


def compared(
    history: History,
    changes: Iterable[History],
    seat: str,
    *,
    build: Build = House.built,
    plant: Plant | None = None,
) -> Generator[list[str] | None]:
    """The same for several changes of one history, which itself is run once."""
    first = watched(history, seat, build, plant=plant)
    shown = shown_places(history, seat)
    for changed in changes:
        second = watched(changed, seat, build, foreign=first.foreign, plant=plant)
        if any(first.done.get(place) != second.done.get(place) for place in shown):
            yield None
        else:
            yield _differing(first, second)


def _differing(first: Run, second: Run) -> list[str]:
    found = [
        f"{one.asked}: {_difference(one, other)}"
        for one, other in zip(first.seen, second.seen, strict=False)
        if one != other
    ]
    if len(first.seen) != len(second.seen):
        found.append(f"{len(first.seen)} answers against {len(second.seen)}")
    return found


def _difference(one: Seen, other: Seen) -> str:
    if one.asked != other.asked:
        return f"asked for {other.asked} instead"
    if one.status != other.status:
        return f"status {one.status} against {other.status}"
    if one.body != other.body:
        pair = enumerate(zip(one.body, other.body, strict=False))
        at = next((n for n, (a, b) in pair if a != b), min(len(one.body), len(other.body)))
        part = slice(max(0, at - 60), at + 60)
        return f"body {one.body[part]!r} against {other.body[part]!r}"
    if one.headers != other.headers:
        return f"headers {one.headers} against {other.headers}"
    if one.calls != other.calls:
        return f"store calls {one.calls} against {other.calls}"
    return f"log {one.logged} against {other.logged}"


def watched(
    history: History,
    seat: str,
    build: Build = House.built,
    *,
    foreign: tuple[str, ...] | None = None,
    plant: Plant | None = None,
) -> Run:
    """Everything that a seat gets while a history happens; with a leak, where one is planted.

    With a leak a seat may act on what it does not hold; what the desk then breaks on is an answer, too.
    """
    with compiled_once():
        house = build()
    broken = () if plant is None else (DanglingReference,)
    with pytest.MonkeyPatch.context() as patch, _logging(house):
        if plant is not None:
            plant(house, patch)
        if house.served:
            with served(house):
                return asyncio.run(_run(history, seat, house, foreign, broken))
        with one_thread():
            return asyncio.run(_run(history, seat, house, foreign, broken))


async def _run(
    history: History,
    seat: str,
    house: House,
    foreign: tuple[str, ...] | None,
    broken: tuple[type[Exception], ...],
) -> Run:
    run = Run()
    async with _browser(house, broken) as browser:
        look = Look(house=house, browser=browser, seat=seat, length=len(history))
        await look.begin()
        doer = Doer(house, browser)
        for place, deed in enumerate(history):
            if deed is not None:
                run.done[place] = False
                with suppress(*broken):
                    run.done[place] = await doer.do(place, deed)
            if place == len(history) // 2:
                run.seen += await look.midway(place)
        own_foreign = _foreign(house, seat)
        run.foreign = own_foreign if foreign is None else foreign
        look.foreign = run.foreign
        for way in WAYS.values():
            run.seen += await way(look)
    return run


@asynccontextmanager
async def _browser(house: House, broken: tuple[type[Exception], ...]):
    if not house.served:
        yield InProcess(house.app, house.port, broken)
        return
    async with httpx.AsyncClient(base_url=f"http://localhost:{house.port}", timeout=30) as client:
        yield OverASocket(client)


def _foreign(house: House, seat: str) -> tuple[str, ...]:
    """The newest identities that only other seats hold."""
    view = house.view(seat)
    own = set() if view is None else set(view.items)
    others = [
        identity
        for other in house.tokens
        if other != seat and (held := house.view(other)) is not None
        for identity in held.items
        if identity not in own
    ]
    return tuple(others[-2:])


@contextmanager
def _logging(house: House) -> Generator[None]:
    root = logging.getLogger()
    root.addHandler(house.log)
    try:
        yield
    finally:
        root.removeHandler(house.log)


@contextmanager
def served(house: House) -> Generator[None]:
    """The house behind a real server on a socket of this machine, set up as the desk sets its own up."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", house.port))
    listener.listen()  # whoever comes before the server waits, and is not turned away
    config = uvicorn.Config(
        house.app, log_level="critical", server_header=False, date_header=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
