"""A whole desk behind its web door, in one process, in which everything but the acts is fixed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from starlette.applications import Starlette
from starlette.types import ASGIApp

from goodoffices.casework.commands import Command
from goodoffices.desk.desk import Accepted, Answer, Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web.app import build
from goodoffices.errors import AccessError
from goodoffices.record.checkpoint import Signer
from goodoffices.record.view import View
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.store import Store
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.talks import Talks
from goodoffices.testing.ports import SeededChance, SetClock
from tests.visibility.browser import Browser, Fields, Logged, Seen
from tests.visibility.listened import ListenedStore, listening

START = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)
_LINK = re.compile(r'(?:href|src)="([^"#]+)"')
_INPUT = re.compile(r'<input\b[^>]*\bname="mark"[^>]*\bvalue="([^"]*)"')


def _actor(name: str, role: Role) -> Actor:
    return Actor(name=name, kind="organisation", roles=(Tenure(role=role),))


def _issue(key: str, title: str) -> Issue:
    options = tuple(Option(key=f"{key}-{step}", title=f"Step {step}") for step in ("one", "two", "three"))
    return Issue(key=key, title=title, options=options, ordered=True)


def _seat(name: str, kind: SeatKind) -> Seat:
    return Seat(name=name, kind=kind, title=f"The {name}", actor=name.title())


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
        _actor("League", Role.OBSERVER),
        _actor("Pilots", Role.GUARANTOR),
    ),
    seats=(
        _seat("union", SeatKind.PARTY),
        _seat("company", SeatKind.PARTY),
        _seat("ministry", SeatKind.MEDIATOR),
        _seat("judge", SeatKind.MEDIATOR),
        _seat("shippers", SeatKind.OUTSIDE_POWER),
        _seat("league", SeatKind.OBSERVER),
        _seat("pilots", SeatKind.GUARANTOR),
    ),
    agenda=Agenda(issues=(_issue("pay", "Pay"), _issue("hours", "Hours"))),
)
SEATS = tuple(seat.name for seat in TALKS.seats)
FORMER = "pilots"
"""The seat that a history may close."""


@dataclass
class House:
    """One desk, its door, and a browser for each seat."""

    desk: Desk
    routes: Starlette
    app: ASGIApp
    clock: SetClock
    tokens: dict[str, str]
    store: ListenedStore
    port: int = 8000
    served: bool = False
    path: Path | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    log: Logged = field(default_factory=Logged)

    @classmethod
    def built(
        cls,
        *,
        store: Store | None = None,
        around: Callable[[ASGIApp, Desk], ASGIApp] | None = None,
        port: int = 8000,
        path: Path | None = None,
    ) -> House:
        """A new house; `around` stands before the whole door."""
        clock, chance = SetClock(START), SeededChance()
        listened = ListenedStore(store or MemoryStore())
        desk = Desk(listened, clock=clock, chance=chance, signer=Signer(bytes(32)))
        desk.open_talks(TALKS)
        doorkeeper = Doorkeeper(chance)
        tokens = {seat: doorkeeper.invite("test", seat) for seat in SEATS}
        routes = build(desk, doorkeeper=doorkeeper, secret=b"a secret of the test", port=port)
        app: ASGIApp = around(routes, desk) if around else routes
        return cls(
            desk=desk,
            routes=routes,
            app=app,
            clock=clock,
            tokens=tokens,
            store=listened,
            port=port,
            path=path,
        )

    def at(self, minutes: int) -> None:
        """Set the clock: the moment belongs to the act or the look, not to how many went before."""
        self.clock.instant = START + timedelta(minutes=minutes)

    def act(self, seat: str, command: Command, key: str | None = None) -> Answer | None:
        """Do something from a seat, past the door; None where nobody may sit there."""
        try:
            return self.desk.act("test", seat, command, key=key)
        except AccessError:
            return None

    def view(self, seat: str) -> View | None:
        """All that a seat holds, or None where it is closed."""
        try:
            return self.desk.view("test", seat)
        except AccessError:
            return None

    def newest(self, seat: str) -> str | None:
        """The identity of the last item that a seat holds."""
        view = self.view(seat)
        return None if view is None else next(reversed(view.items))

    # Through the door

    async def enter(self, browser: Browser, seat: str) -> Seen:
        """Use the link of a seat up, once."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = await browser.ask("POST", f"/enter/{self.tokens[seat]}", headers, {})
        self.cookies[seat] = answer.header("set-cookie").partition(";")[0]
        return answer

    async def get(self, browser: Browser, seat: str, path: str) -> Seen:
        """Look at a page as a seat."""
        return await self._asked(browser, "GET", path, {"Cookie": self.cookies[seat]}, None)

    async def post(self, browser: Browser, seat: str, path: str, fields: Fields) -> Seen:
        """Send a form as a seat's browser would."""
        headers = {"Cookie": self.cookies[seat], "Sec-Fetch-Site": "same-origin"}
        return await self._asked(browser, "POST", path, headers, fields)

    async def _asked(
        self, browser: Browser, method: str, path: str, headers: dict[str, str], fields: Fields | None
    ) -> Seen:
        self.log.lines.clear()
        with listening() as calls:
            answer = await browser.ask(method, path, headers, fields)
        return replace(answer, calls=tuple(calls), logged=tuple(self.log.lines))

    async def crawl(
        self, browser: Browser, seat: str, *, probes: Iterable[str] = (), most: int = 200
    ) -> list[Seen]:
        """Every page that can be reached from a seat's first one, and the probes, in a fixed order."""
        waiting = [f"/t/test/{seat}/", "/", *probes]
        known = set(waiting)
        found: list[Seen] = []
        while waiting and len(found) < most:
            page = await self.get(browser, seat, waiting.pop(0))
            found.append(page)
            for link in links(page.body.decode(errors="replace")):
                if link.startswith("/t/") and link not in known and not link.endswith("/live"):
                    known.add(link)
                    waiting.append(link)
        return found


def links(page: str) -> list[str]:
    """Where a page leads, in the order of the page."""
    return [unescape(link) for link in _LINK.findall(page)]


def mark_of(page: Seen) -> str | None:
    """The mark of the first form on a page, or None where it has no form."""
    found = _INPUT.search(page.body.decode(errors="replace"))
    return None if found is None else unescape(found[1])


def accepted(answer: Answer | None) -> bool:
    """Whether an act was done."""
    return isinstance(answer, Accepted)
