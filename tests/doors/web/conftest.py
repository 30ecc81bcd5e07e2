"""A desk with invented talks behind the web door, and a browser without scripts in front of it."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.applications import Starlette

from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web.app import build
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Spokesperson, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.talks import Talks
from goodoffices.testing.ports import SeededChance, SetClock

ORIGIN = "http://localhost:8000"
HERE = {"sec-fetch-site": "same-origin"}
MARK = re.compile(r'name="mark" value="([^"]+)"')


def invented(name: str, *, practice: bool) -> Talks:
    """Two sides, one of them without a seat of the power behind it; two mediators; a reader."""

    def actor(called: str, role: Role, person: str) -> Actor:
        return Actor(
            name=called,
            kind="organisation",
            roles=(Tenure(role=role),),
            spokespersons=(Spokesperson(name=person, office="speaker"),),
        )

    return Talks(
        name=name,
        title=f"The {name} talks",
        time_zone="Asia/Qatar",
        practice=practice,
        actors=(
            actor("Union", Role.PARTY, "Ada Quill"),
            actor("Company", Role.PARTY, "Ben Marsh"),
            actor("Ministry", Role.MEDIATOR, "Cleo Hart"),
            actor("Judge", Role.MEDIATOR, "Dora Finch"),
            actor("Shippers", Role.OUTSIDE_POWER, "Emil Brook"),
        ),
        seats=(
            Seat(name="union", kind=SeatKind.PARTY, title="The union's room", actor="Union"),
            Seat(name="company", kind=SeatKind.PARTY, title="The company's room", actor="Company"),
            Seat(name="ministry", kind=SeatKind.MEDIATOR, title="The ministry's desk", actor="Ministry"),
            Seat(name="judge", kind=SeatKind.MEDIATOR, title="The judge's desk", actor="Judge"),
            Seat(name="observer", kind=SeatKind.READER, title="A reader"),
        ),
        agenda=Agenda(
            issues=(
                Issue(
                    key="wage",
                    title="Wage",
                    ordered=True,
                    options=(Option(key="two", title="2 %"), Option(key="four", title="4 %")),
                ),
            )
        ),
    )


def mark_in(page: str) -> str:
    """The mark of the first form on a page."""
    found = MARK.search(page)
    assert found, "the page has no form"
    return html.unescape(found[1])


@dataclass
class Browser:
    """A browser without scripts: follows no redirect by itself, sends forms with the mark of their page."""

    app: Starlette
    doorkeeper: Doorkeeper
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url=ORIGIN)

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        return self._runner.run(self._client.request(method, path, **more))  # type: ignore[arg-type]

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def enter(self, seat: str, talks: str = "harbour") -> httpx.Response:
        return self.ask("POST", f"/enter/{self.doorkeeper.invite(talks, seat)}", headers=HERE)

    def mark(self, path: str) -> str:
        """The mark of the first form on a page."""
        return mark_in(self.get(path).text)

    def send(self, path: str, mark: str | None = None, **fields: object) -> httpx.Response:
        """Send a page's form, with the mark of the page or one that was taken before."""
        data = {"mark": self.mark(path) if mark is None else mark, **fields}
        return self.ask("POST", path, data=data, headers=HERE)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(clock: SetClock) -> Desk:
    opened = Desk(MemoryStore(), clock=clock, chance=SeededChance())
    opened.open_talks(invented("harbour", practice=False))
    opened.open_talks(invented("river", practice=True))
    return opened


@pytest.fixture
def doorkeeper() -> Doorkeeper:
    return Doorkeeper(SeededChance("doorkeeper"))


@pytest.fixture
def app(desk: Desk, doorkeeper: Doorkeeper) -> Starlette:
    return build(desk, doorkeeper=doorkeeper, secret=b"s" * 32, port=8000)


@pytest.fixture
def stranger(app: Starlette, doorkeeper: Doorkeeper) -> Iterator[Browser]:
    opened = Browser(app, doorkeeper)
    yield opened
    opened.close()


@pytest.fixture
def seated(app: Starlette, doorkeeper: Doorkeeper) -> Iterator[Callable[[str], Browser]]:
    """A browser of its own for a seat of the harbour talks; the same one when asked for again."""
    opened: dict[str, Browser] = {}

    def sit(seat: str) -> Browser:
        if seat not in opened:
            opened[seat] = Browser(app, doorkeeper)
            opened[seat].enter(seat)
        return opened[seat]

    yield sit
    for one in opened.values():
        one.close()
