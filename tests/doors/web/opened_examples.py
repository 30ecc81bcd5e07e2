"""The examples opened on a desk in memory, and their pages as one seat reads them."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import httpx
from starlette.applications import Starlette

from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.desk.examples import find
from goodoffices.desk.opening import open_file
from goodoffices.doors.web.app import build
from goodoffices.record.talks_file import TalksFile
from goodoffices.record.talks_yaml import read
from goodoffices.stores.memory import MemoryStore
from goodoffices.testing.ports import SeededChance, SetClock

ARDMERE = "port-of-ardmere"
DOHA = "doha-cairo-2024"
_ADDRESS = "http://localhost:8000"


@cache
def example(name: str) -> TalksFile:
    """The talks file of an example."""
    path = find(name)
    assert path is not None, f"there is no example {name}"
    return read(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    """What the desk answered: the page as it was sent, and its words without the marks."""

    status: int
    page: str

    @property
    def words(self) -> str:
        """The words of the page's own part, as somebody reads them."""
        own = self.page.partition('<main id="content" tabindex="-1">')[2].partition("</main>")[0]
        plain = re.sub(r"<svg.*?</svg>", " ", own, flags=re.DOTALL)
        plain = re.sub(r"</?(?:bdi|strong|a)\b[^>]*>", "", plain)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())

    def links(self, start: str) -> list[str]:
        """The addresses in the page's own part with that start below the seat, in order."""
        own = self.page.partition('<main id="content"')[2]
        return [found for found in re.findall(r'href="([^"]+)"', own) if f"/{start}" in found]


Value = TypeVar("Value")


def _done(asked: Coroutine[object, object, Value]) -> Value:
    """What it comes to, in a thread of its own: a browser that drives this one keeps an event loop here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


class Reader:
    """Somebody who sits in one seat and opens pages."""

    def __init__(self, app: Starlette, keeper: Doorkeeper, talks: str, seat: str) -> None:
        self._app = app
        self._start = f"/t/{talks}/{seat}/"
        self._cookies = httpx.Cookies()
        _done(self._enter(keeper.invite(talks, seat)))

    def opens(self, path: str) -> Answer:
        """A page below the seat, or at a whole address."""
        return _done(self._get(path if path.startswith("/") else self._start + path))

    async def _enter(self, token: str) -> None:
        async with self._client() as client:
            await client.post(f"/enter/{token}", headers={"Sec-Fetch-Site": "same-origin"})
            self._cookies = client.cookies

    async def _get(self, path: str) -> Answer:
        async with self._client() as client:
            answer = await client.get(path)
            return Answer(status=answer.status_code, page=answer.text)

    def _client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self._app)
        return httpx.AsyncClient(transport=transport, base_url=_ADDRESS, cookies=self._cookies)


def reader_of(talks: TalksFile, seat: str) -> Reader:
    """A reader in one seat of talks that were opened for this alone."""
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
    open_file(desk, talks)
    keeper = Doorkeeper(SeededChance("door"))
    return Reader(build(desk, doorkeeper=keeper, secret=b"s" * 32), keeper, talks.talks.name, seat)


@cache
def reader(name: str, seat: str) -> Reader:
    """A reader in one seat of an example; pages do not change it."""
    return reader_of(example(name), seat)
