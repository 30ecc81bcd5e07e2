"""Two runs that differ only in what is hidden from a seat, and everything that the seat gets in each."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import uvicorn
from hypothesis import assume

from tests.visibility.histories import PACE, SENTENCES, Deed, Doer
from tests.visibility.house import SEATS, House, Seen

History = tuple[Deed | None, ...]
QUERIES = ("lamp", "ledgers", "gulls", "room", "zzz")
PROBED = ("entry", "message", "relay", "request", "proposal")
"""Pages that show one thing by its identity."""


@dataclass
class Run:
    """What one seat saw of a history, and which of the deeds that show it something were done."""

    seen: list[Seen] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    done: dict[int, bool] = field(default_factory=dict)


def differences(
    history: History, changed: History, seat: str, *, build: Callable[[], House] = House.built
) -> list[str]:
    """Everything in which the two runs differ for the seat; empty where nothing interferes.

    Gives the example up (`assume`) where a deed that shows the seat something was done in only one of
    them: then the histories differ in more than what is hidden.
    """
    probes = _foreign(history, seat, build)
    first = _watched(history, seat, build, probes)
    second = _watched(changed, seat, build, probes)
    shown = {place for place, deed in enumerate(history) if deed is not None and seat in deed.shows_to}
    assume(all(first.done.get(place) == second.done.get(place) for place in shown))
    found = [
        f"{one.asked}: {_difference(one, other)}"
        for one, other in zip(first.seen, second.seen, strict=False)
        if one != other
    ]
    if len(first.seen) != len(second.seen):
        found.append(f"{len(first.seen)} pages against {len(second.seen)}")
    if first.frames != second.frames:
        found.append(f"live: {first.frames!r} against {second.frames!r}")
    return found


def _watched(history: History, seat: str, build: Callable[[], House], probes: list[str]) -> Run:
    house = build()
    if not house.served:
        return asyncio.run(_run(history, seat, house, probes))
    with served(house):
        return asyncio.run(_run(history, seat, house, probes))


@contextmanager
def served(house: House) -> Iterator[None]:
    """The house behind a real server on a socket of this machine, set up as the desk sets its own up."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", house.port))
    listener.listen()  # whoever comes before the server waits, and is not turned away
    config = uvicorn.Config(house.app, log_level="critical", server_header=False, date_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


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
        return f"headers {sorted(set(one.headers) ^ set(other.headers))}"
    return f"store calls {one.calls} against {other.calls}"


def _foreign(history: History, seat: str, build: Callable[[], House]) -> list[str]:
    """Addresses of this seat with identities that only other seats hold."""
    house = build()
    doer = Doer(house)
    for place, deed in enumerate(history):
        if deed is not None:
            doer.do(place, deed)
    own = {item.id for item in house.desk.view("test", seat)}
    others = [
        item.id
        for other in SEATS
        if other != seat
        for item in house.desk.view("test", other)
        if item.id not in own
    ]
    return [f"/t/test/{seat}/{page}/{identity}" for identity in others[-3:] for page in PROBED]


async def _run(history: History, seat: str, house: House, probes: list[str]) -> Run:
    run = Run()
    searches = [f"/t/test/{seat}/search?q={query}" for query in QUERIES]
    async with house.client() as client:
        run.seen.append(await house.enter(client, seat))
        live = Live(house, seat)
        await live.open()
        doer = Doer(house)
        halfway = len(history) // 2
        for place, deed in enumerate(history):
            if deed is not None:
                run.done[place] = doer.do(place, deed)
            if place == halfway:
                house.at(PACE * place + PACE + 15)
                run.seen += await house.crawl(client, seat)
        house.at(PACE * len(history) + PACE + 15)
        run.seen += await house.crawl(client, seat, probes=[*searches, *probes])
        run.seen += await _own_acts(house, client, seat)
        run.frames = await live.closed()
    return run


async def _own_acts(house: House, client: httpx.AsyncClient, seat: str) -> list[Seen]:
    """What the seat itself does at the end, good and bad, through its own pages."""
    path = f"/t/test/{seat}/notes"
    texts = (*SENTENCES[:3], "A note of our own.", "", "hidden \u202e turn", "x" * 20_001)
    found = [await house.send(client, seat, path, {"text": text}) for text in texts]
    found.append(await house.post(client, seat, path, {"mark": "forged", "text": "A note."}))
    return found


class Live:
    """A page of a seat that waits for news, spoken to as a server speaks to an application."""

    def __init__(self, house: House, seat: str) -> None:
        self._house = house
        self._seat = seat
        self._before = house.desk.view("test", seat).version
        self._frames: list[bytes] = []
        self._gone = asyncio.Event()
        self._opened = asyncio.Event()
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to wait; returns once the server listens."""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "path": f"/t/test/{self._seat}/live",
            "raw_path": f"/t/test/{self._seat}/live".encode(),
            "query_string": b"",
            "headers": [
                (b"host", f"localhost:{self._house.port}".encode()),
                (b"cookie", self._house.cookies[self._seat].encode()),
            ],
            "scheme": "http",
            "server": ("localhost", self._house.port),
            "client": ("localhost", 50000),
        }
        self._task = asyncio.create_task(self._house.app(scope, self._receive, self._send))  # type: ignore[arg-type]
        await asyncio.wait_for(self._opened.wait(), 20)

    async def closed(self) -> list[bytes]:
        """Everything that came, once there is a frame for each item since the opening; then hang up."""
        expected = self._house.desk.view("test", self._seat).version - self._before
        async with asyncio.timeout(20):
            while b"".join(self._frames).count(b"id: ") < expected:
                self._came.clear()
                await self._came.wait()
        self._gone.set()
        assert self._task is not None
        await asyncio.wait_for(self._task, 20)
        return self._frames

    async def _receive(self) -> dict[str, object]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, object]) -> None:
        if message["type"] == "http.response.body":
            body = message.get("body", b"")
            assert isinstance(body, bytes)
            if body.startswith(b":"):
                self._opened.set()
            elif body:
                self._frames.append(body)
                self._came.set()
