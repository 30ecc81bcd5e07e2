"""Open pages whose connections break: each item of a seat comes to each of its pages once, none is left out.

A page hears the number of its seat's last item, and then fetches what it has not got. Here its connection is
dropped in the middle of an event, it asks again from the last number that it heard, it stops reading for a
while, and two pages of one seat are open at once; between the desk and the pages news is dropped, told twice,
and told out of order. Everything goes through the application as a server would call it.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.types import Message

from goodoffices.casework.commands import SendMessage
from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.desk.notices import Notices
from goodoffices.doors.web.app import build
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message as Content
from tests.doors.web.conftest import invented

SEAT = "/t/harbour/ministry/"
HOST = (b"host", b"localhost:8000")
_EVENT = re.compile(r"id: (\d+)\ndata: [^\n]*\n\n")
ACTS = 12
PATIENCE = 60.0
"""Seconds after which a page that has not got everything never will."""


class UnreliableNotices(Notices):
    """News that is dropped, told twice, or told after what came later."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance
        self._held_back: list[tuple[str, dict[str, int]]] = []

    def tell(self, talks: str, heads: dict[str, int]) -> None:
        match self._chance.randrange(6):
            case 0:
                return
            case 1:
                self._held_back.append((talks, heads))
                return
            case 2:
                super().tell(talks, heads)
        super().tell(talks, heads)
        if self._chance.randrange(2):
            for late in self._held_back:
                super().tell(*late)
            self._held_back.clear()


@dataclass
class Tab:
    """One open page: the items it has got, in the order in which they came, and the numbers it heard."""

    app: Starlette
    cookie: bytes
    chance: random.Random
    items: list[int] = field(default_factory=list)
    heard: list[list[int]] = field(default_factory=list)
    last: int = 0

    async def live(self, until: Callable[[], bool]) -> None:
        """Listen, break off, and listen again from the last number heard, until all is over."""
        while not until():
            await self._connected(until, breaks_after=self.chance.choice((1, 2, 3, 10_000)))

    async def _connected(self, until: Callable[[], bool], *, breaks_after: int) -> None:
        here = self.heard
        here.append([])
        buffer = ""
        gone = asyncio.Event()

        async def receive() -> Message:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            nonlocal buffer, breaks_after
            body = message.get("body", b"").decode()
            if body and breaks_after <= 0 and self.chance.randrange(2):
                body = body[: self.chance.randrange(len(body))]  # broken off in the middle of an event
                gone.set()
            buffer += body
            while (event := _EVENT.search(buffer)) is not None:
                buffer = buffer[event.end() :]
                here[-1].append(int(event[1]))
                await self._fetch(int(event[1]))
                breaks_after -= 1
            if breaks_after <= 0 or until():
                gone.set()
            if self.chance.randrange(4) == 0:
                await asyncio.sleep(self.chance.choice((0, 0, 0.004)))  # it reads no further for a while

        headers = [HOST, (b"cookie", self.cookie)]
        by_header = self.chance.randrange(2)
        if by_header:
            headers.append((b"last-event-id", str(self.last).encode()))
        query = b"" if by_header else f"after={self.last}".encode()
        await self.app(_scope(f"{SEAT}live", headers, query), receive, send)

    async def _fetch(self, number: int) -> None:
        """Get what this page has not got: everything after its last item."""
        part = json.loads(await _got(self.app, f"{SEAT}export/seat.json", self.cookie))
        self.items += [item["number"] for item in part["items"] if self.last < item["number"] <= number]
        self.last = number


def _scope(path: str, headers: list[tuple[bytes, bytes]], query: bytes = b"") -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query,
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }


async def _got(app: Starlette, path: str, cookie: bytes) -> bytes:
    body = b""
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal body
        body += message.get("body", b"")

    await app(_scope(path, [HOST, (b"cookie", cookie)]), receive, send)
    return body


def faulty_pages(seed: int, *, notices: Callable[[random.Random], Notices] = UnreliableNotices) -> list[Tab]:
    """One run: acts reach a seat whose two pages are open over broken connections; the pages at the end.

    Raises `TimeoutError` where a page is left without something.
    """
    chance = random.Random(seed)  # noqa: S311 - a fault that can be made again
    desk = Desk(MemoryStore())
    desk.notices = notices(chance)
    desk.open_talks(invented("harbour", practice=False))
    doorkeeper = Doorkeeper()
    app = build(desk, doorkeeper=doorkeeper, secret=b"s" * 32)
    entered = doorkeeper.enter(doorkeeper.invite("harbour", "ministry"))
    assert entered is not None
    cookie = f"goodoffices-8000={entered[0]}".encode()
    tabs = [Tab(app, cookie, random.Random(f"{seed}/{number}")) for number in range(2)]  # noqa: S311
    asyncio.run(asyncio.wait_for(_run(desk, tabs, chance), PATIENCE))
    return tabs


async def _run(desk: Desk, tabs: list[Tab], chance: random.Random) -> None:
    last = 1 + ACTS  # the welcome, and one message from each act

    def over() -> bool:
        return all(tab.last == last for tab in tabs)

    async def act() -> None:
        for number in range(ACTS):
            entry = Entry(content=Content(content=str(number)))
            command = SendMessage(to="ministry", entry=entry)
            await asyncio.to_thread(desk.act, "harbour", ("union", "company")[number % 2], command)
            if chance.randrange(2):
                await asyncio.sleep(0.001)

    await asyncio.gather(act(), *(tab.live(over) for tab in tabs))


def wrong(tab: Tab) -> list[str]:
    """What is wrong with what came to a page."""
    found: list[str] = []
    if tab.items != list(range(1, ACTS + 2)):
        found.append(f"items {tab.items}")
    found += [f"numbers {numbers}" for numbers in tab.heard if numbers != sorted(set(numbers))]
    return found
