"""Every way by which something reaches a seat: each is taken in both runs, and what comes is compared.

A new way out is one function and one row of `WAYS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    AnswerProposal,
    AskDisclosure,
    Command,
    DecideDisclosure,
    NoteEntry,
    ReadBackRelay,
    SendMessage,
    SendRelay,
    ShareEntry,
    TableProposal,
    WithdrawMessage,
)
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from goodoffices.terms.proposal import Answer
from tests.visibility.browser import Browser, Seen, scope
from tests.visibility.command_line import typed
from tests.visibility.histories import PACE, PASSED_ON, SENTENCES, key_at
from tests.visibility.house import House, mark_of
from tests.visibility.listened import listening

QUERIES = ("lamp", "ledgers", "room", "zzz")
PROBED = ("entry", "message", "relay", "request", "proposal", "draft", "answer")
"""Pages that show one thing by its identity."""
QUIET = 40
"""Rounds of the loop without news after which there is none."""
FAR = 100_000
"""Minutes after which the seat looks round: later than any deed."""


@dataclass
class Look:
    """A seat that looks round in a house; `foreign` are identities that others hold."""

    house: House
    browser: Browser
    seat: str
    length: int
    foreign: tuple[str, ...] = ()
    pages: list[Seen] = field(default_factory=list)
    entered: Seen | None = None
    live: Live | None = None

    @property
    def start(self) -> str:
        """The seat's own address."""
        return f"/t/test/{self.seat}/"

    async def begin(self) -> None:
        """Come in, and wait for news."""
        self.entered = await self.house.enter(self.browser, self.seat)
        self.live = Live(self.house, self.seat)
        await self.live.open()

    async def midway(self, place: int) -> list[Seen]:
        """A few pages while the history goes on: what one visit leaves behind, the next could show."""
        self.house.at(PACE * (place + 1) + 15)
        paths = ("", "record", "search?q=lamp")
        return [await self.house.get(self.browser, self.seat, self.start + path) for path in paths]


async def pages(look: Look) -> list[Seen]:
    """Every page that links lead to, each search, each address of what others hold; in it all exports."""
    look.house.at(FAR)
    searches = [f"{look.start}search?q={query}" for query in QUERIES]
    probes = [f"{look.start}{page}/{identity}" for identity in look.foreign for page in PROBED]
    look.pages = await look.house.crawl(look.browser, look.seat, probes=[*searches, *probes])
    return look.pages


async def forms(look: Look) -> list[Seen]:
    """Every form sent empty, and sent about what others hold: refusals say nothing either."""
    found: list[Seen] = []
    mark = ""
    asked: set[str] = set()
    for page in look.pages:
        path = page.asked.removeprefix("GET ").partition("?")[0]
        here = mark_of(page) if path.startswith(look.start) else None
        if here is not None and (kind := path.split("/")[4]) not in asked:
            asked.add(kind)
            mark = here
            found.append(await look.house.post(look.browser, look.seat, path, {"mark": here}))
    for identity in look.foreign:
        for page in PROBED:
            path = f"{look.start}{page}/{identity}"
            found.append(await look.house.post(look.browser, look.seat, path, {"mark": mark, "text": "So."}))
    path = f"{look.start}notes"
    for text in (SENTENCES[0], "A note of our own.", "x" * 20_001):
        page = await look.house.get(look.browser, look.seat, path)
        fields = {"mark": mark_of(page) or "", "text": text}
        found += [page, await look.house.post(look.browser, look.seat, path, fields)]
    found.append(await look.house.post(look.browser, look.seat, path, {"mark": "forged", "text": "A note."}))
    return found


async def acts(look: Look) -> list[Seen]:
    """Acts of the seat past the door, good and bad: the answers, and how the store was asked."""
    found: list[Seen] = []
    for command, key in (*_keyed(look.length), *((each, None) for each in _commands(look.foreign))):
        look.house.log.lines.clear()
        with listening() as calls:
            answer = look.house.act(look.seat, command, key)
        found.append(
            Seen(
                asked=f"act {type(command).__name__} {key or ''}",
                status=0,
                headers=(),
                body=msgspec.json.encode(answer),
                calls=tuple(calls),
                logged=tuple(look.house.log.lines),
            )
        )
    return found


def _keyed(length: int) -> list[tuple[Command, str]]:
    note = NoteEntry(entry=Entry(content=Note(text="Under a key that others may have used.")))
    return [(note, key_at(place)) for place in range(length)]


def _commands(foreign: tuple[str, ...]) -> list[Command]:
    found: list[Command] = [
        SendMessage(to="ministry", entry=Entry(content=Message(content="We are ready."))),
        *(SendRelay(to="Company", text=text) for text in (*SENTENCES[:2], PASSED_ON[0])),
    ]
    for identity in foreign:
        found += [
            WithdrawMessage(message=identity),
            AcknowledgeRelay(relay=identity),
            ReadBackRelay(relay=identity, text="So."),
            DecideDisclosure(request=identity, allowed=False),
            AskDisclosure(confidence=identity, to="Company"),
            ShareEntry(subject=identity, to="judge"),
            TableProposal(subject=identity, to="union"),
            AnswerProposal(proposal=identity, value=Answer.ACCEPT),
            SendRelay(to="Company", rests_on=(identity,), text="So."),
        ]
    return found


async def live(look: Look) -> list[Seen]:
    """All that an open page of the seat was told."""
    assert look.live is not None
    frames = await look.live.closed()
    return [Seen(asked="live", status=0, headers=look.live.headers, body=frame) for frame in frames]


async def entrance(look: Look) -> list[Seen]:
    """The pages before any seat: a used link, a file, leaving, and the seat once it was left."""
    assert look.entered is not None
    link = f"/enter/{look.house.tokens[look.seat]}"
    found = [look.entered]
    for method, path in (("GET", link), ("GET", "/static/desk.css"), ("POST", "/leave"), ("GET", look.start)):
        headers = {"Cookie": look.house.cookies[look.seat], "Sec-Fetch-Site": "same-origin"}
        found.append(await look.browser.ask(method, path, headers, {} if method == "POST" else None))
    return found


async def command_line(look: Look) -> list[Seen]:
    """The program, where the house lies in a file: what it prints, and how it ends. It takes the store."""
    if look.house.path is None:
        return []
    look.house.store.close()
    return typed(look.house.path, look.seat, look.foreign)


Way: TypeAlias = Callable[[Look], Awaitable[list[Seen]]]
WAYS: Mapping[str, Way] = {
    "pages": pages,
    "forms": forms,
    "acts": acts,
    "live": live,
    "entrance": entrance,
    "command line": command_line,
}
ROUTES: Mapping[str, str] = {
    "/": "pages",
    "/enter/{token}": "entrance",
    "/leave": "entrance",
    "/static/{name:path}": "entrance",
    "/t/{talks}/{seat}/live": "live",
}
"""By which way each route is taken; all others below a seat's address by `pages` and `forms`."""


class Live:
    """A page of a seat that waits for news, spoken to as a server speaks to an application."""

    def __init__(self, house: House, seat: str) -> None:
        self._house = house
        self._seat = seat
        self._frames: list[bytes] = []
        self.headers: tuple[tuple[str, str], ...] = ()
        self._gone = asyncio.Event()
        self._opened = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to wait; returns once the server listens."""
        headers = {"host": f"localhost:{self._house.port}", "cookie": self._house.cookies[self._seat]}
        asked = scope("GET", f"/t/test/{self._seat}/live", headers, self._house.port)
        self._task = asyncio.create_task(self._house.app(asked, self._receive, self._send))  # type: ignore[arg-type]
        await asyncio.wait_for(self._opened.wait(), 20)

    async def closed(self) -> list[bytes]:
        """Everything that came, once nothing more comes; then hang up.

        Whatever the desk has told by now waits in this very loop: a few rounds of it bring it out.
        """
        quiet = 0
        while quiet < QUIET:
            before = len(self._frames)
            await asyncio.sleep(0)
            quiet = quiet + 1 if len(self._frames) == before else 0
        self._gone.set()
        assert self._task is not None
        await asyncio.wait_for(self._task, 20)
        return self._frames

    async def _receive(self) -> dict[str, object]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.headers = tuple((name.decode(), value.decode()) for name, value in message["headers"])
        elif (body := message.get("body", b"")).startswith(b":"):
            self._opened.set()
        elif body:
            self._frames.append(body)
