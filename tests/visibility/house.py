"""A whole desk behind its web door, in one process, in which everything but the acts is fixed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
from starlette.types import ASGIApp

from goodoffices.casework.commands import Command
from goodoffices.desk.desk import Accepted, Answer, Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web.app import build
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.store import Store
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.talks import Talks
from goodoffices.testing.ports import SeededChance, SetClock
from tests.visibility.listened import ListenedStore, listening

START = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)
_LINK = re.compile(r'(?:href|src)="([^"#]+)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_INPUT = re.compile(r'<input\b[^>]*\bname="mark"[^>]*\bvalue="([^"]*)"')


def _actor(name: str, role: Role) -> Actor:
    return Actor(name=name, kind="organisation", roles=(Tenure(role=role),))


def _issue(key: str, title: str) -> Issue:
    options = tuple(Option(key=f"{key}-{step}", title=f"Step {step}") for step in ("one", "two", "three"))
    return Issue(key=key, title=title, options=options, ordered=True)


TALKS = Talks(
    name="test",
    title="A test",
    time_zone="Europe/Dublin",
    actors=(
        _actor("Union", Role.PARTY),
        _actor("Company", Role.PARTY),
        _actor("Ministry", Role.MEDIATOR),
        _actor("Judge", Role.MEDIATOR),
        _actor("Shippers", Role.OUTSIDE_POWER),
    ),
    seats=(
        Seat(name="union", kind=SeatKind.PARTY, title="The union", actor="Union"),
        Seat(name="company", kind=SeatKind.PARTY, title="The company", actor="Company"),
        Seat(name="ministry", kind=SeatKind.MEDIATOR, title="The ministry", actor="Ministry"),
        Seat(name="judge", kind=SeatKind.MEDIATOR, title="The judge", actor="Judge"),
        Seat(name="shippers", kind=SeatKind.OUTSIDE_POWER, title="The shippers", actor="Shippers"),
    ),
    agenda=Agenda(issues=(_issue("pay", "Pay"), _issue("hours", "Hours"))),
)
SEATS = tuple(seat.name for seat in TALKS.seats)


@dataclass(frozen=True)
class Seen:
    """One answer of the server, without a mask: everything that a browser gets."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    calls: tuple[str, ...] = ()
    """Which calls of the store it took, in order; not known on the other side of a socket."""


@dataclass
class House:
    """One desk, its door, and a browser for each seat."""

    desk: Desk
    app: ASGIApp
    clock: SetClock
    tokens: dict[str, str]
    store: ListenedStore
    port: int = 8000
    served: bool = False
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def built(
        cls,
        *,
        store: Store | None = None,
        around: Callable[[ASGIApp, Desk], ASGIApp] | None = None,
        desk_of: type[Desk] = Desk,
        port: int = 8000,
    ) -> House:
        """A new house; `around` and `desk_of` are where a test plants its leaks."""
        clock, chance = SetClock(START), SeededChance()
        listened = ListenedStore(store or MemoryStore())
        desk = desk_of(listened, clock=clock, chance=chance)
        desk.open_talks(TALKS)
        doorkeeper = Doorkeeper(chance)
        tokens = {seat: doorkeeper.invite("test", seat) for seat in SEATS}
        app: ASGIApp = build(desk, doorkeeper=doorkeeper, secret=b"a secret of the test", port=port)
        whole = around(app, desk) if around else app
        return cls(desk=desk, app=whole, clock=clock, tokens=tokens, store=listened, port=port)

    def at(self, minutes: int) -> None:
        """Set the clock: the moment belongs to the act or the look, not to how many went before."""
        self.clock.instant = START + timedelta(minutes=minutes)

    def act(self, seat: str, command: Command) -> Answer:
        """Do something from a seat, past the door."""
        return self.desk.act("test", seat, command)

    def newest(self, seat: str) -> str:
        """The identity of the last item that a seat holds."""
        return list(self.desk.view("test", seat))[-1].id

    # Through the door

    def client(self) -> httpx.AsyncClient:
        """A browser without cookies of its own, in the same process or on the other side of a socket."""
        base = f"http://localhost:{self.port}"
        if self.served:
            return httpx.AsyncClient(base_url=base, timeout=30)
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=base)

    async def enter(self, client: httpx.AsyncClient, seat: str) -> Seen:
        """Use the link of a seat up, once."""
        answer = await client.post(f"/enter/{self.tokens[seat]}", headers={"Sec-Fetch-Site": "same-origin"})
        self.cookies[seat] = answer.headers["set-cookie"].partition(";")[0]
        return seen(answer)

    async def get(self, client: httpx.AsyncClient, seat: str, path: str) -> Seen:
        """Look at a page as a seat."""
        with listening() as calls:
            answer = seen(await client.get(path, headers={"Cookie": self.cookies[seat]}))
        return replace(answer, calls=tuple(calls))

    async def send(
        self, client: httpx.AsyncClient, seat: str, path: str, fields: dict[str, str | list[str]]
    ) -> Seen:
        """Open a page as a seat, fill its first form and send it."""
        page = await self.get(client, seat, path)
        return await self.post(client, seat, path, {"mark": mark_of(page), **fields})

    async def post(
        self, client: httpx.AsyncClient, seat: str, path: str, fields: dict[str, str | list[str]]
    ) -> Seen:
        """Send a form as a seat's browser would."""
        headers = {"Cookie": self.cookies[seat], "Sec-Fetch-Site": "same-origin"}
        with listening() as calls:
            answer = seen(await client.post(path, data=fields, headers=headers))
        return replace(answer, calls=tuple(calls))

    async def crawl(
        self, client: httpx.AsyncClient, seat: str, *, probes: Iterable[str] = (), most: int = 120
    ) -> list[Seen]:
        """Every page that can be reached from a seat's first one, and the probes, in a fixed order."""
        waiting = [f"/t/test/{seat}/", "/", *probes]
        known = set(waiting)
        found: list[Seen] = []
        while waiting and len(found) < most:
            page = await self.get(client, seat, waiting.pop(0))
            found.append(page)
            for link in links(page.body.decode(errors="replace")):
                if link.startswith("/t/") and link not in known and not link.endswith("/live"):
                    known.add(link)
                    waiting.append(link)
        return found


def seen(answer: httpx.Response) -> Seen:
    """An answer as a value that can be compared byte for byte."""
    return Seen(
        asked=f"{answer.request.method} {answer.request.url.raw_path.decode()}",
        status=answer.status_code,
        headers=tuple(answer.headers.multi_items()),
        body=answer.content,
    )


def links(page: str) -> list[str]:
    """Where a page leads, in the order of the page."""
    return [unescape(link) for link in _LINK.findall(page)]


def mark_of(page: Seen) -> str:
    """The mark of the first form on a page."""
    found = _INPUT.search(page.body.decode())
    assert found is not None, f"no form on {page.asked} ({page.status})"
    return unescape(found[1])


def accepted(answer: Answer) -> bool:
    """Whether an act was done."""
    return isinstance(answer, Accepted)
