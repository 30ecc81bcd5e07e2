"""Every page that a seat can reach: it fits a phone, breaks no policy, and bars nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from goodoffices.doors.web.registry import PAGES
from goodoffices.terms.actor import SeatKind
from tests.journeys.opened import Opened, opened
from tests.journeys.walk import Answer, walk

ARDMERE, DOHA = "port-of-ardmere", "doha-cairo-2024"
SEATS = {
    "mediator": (ARDMERE, "ministry", SeatKind.MEDIATOR),
    "party": (ARDMERE, "union", SeatKind.PARTY),
    "reader": (DOHA, "reader", SeatKind.READER),
}
pytestmark = [pytest.mark.browser, pytest.mark.slow]
each_seat = pytest.mark.parametrize("who", SEATS)
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=860)
_TAG = re.compile(r"<([a-z]+)((?:\s+[^\s=>]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([^\s=]+)(?:=\"([^\"]*)\")?")
_TELLING = {"class", "role", "type"}


@dataclass(frozen=True)
class Seat:
    """A seat with all the pages that can be reached from its first one."""

    tab: Page
    start: str
    kind: SeatKind
    pages: Mapping[str, Answer]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("examples")) as desk:
        yield desk


@pytest.fixture(scope="module")
def seats(browser: Browser, desk: Opened) -> Iterator[dict[str, Seat]]:
    """The seats that were opened so far, each in a browser of its own."""
    found: dict[str, Seat] = {}
    yield found
    for seat in found.values():
        seat.tab.context.close()


@pytest.fixture
def seat(who: str, seats: dict[str, Seat], browser: Browser, desk: Opened) -> Seat:
    if who not in seats:
        talks, name, kind = SEATS[who]
        tab = desk.enter(browser.new_context(), talks, name)
        start = desk.at(talks, name)
        seats[who] = Seat(tab, start, kind, walk(tab, start, shown=False, within=start))
    return seats[who]


def shown(seat: Seat) -> list[str]:
    """The addresses that a browser shows: all but the files to take away."""
    return [
        address for address, answer in seat.pages.items() if "text/html" in answer.headers["content-type"]
    ]


def marks(answer: Answer) -> set[str]:
    """Each kind of element on a page, with all that a style sheet or a reader's aid could go by."""
    found: set[str] = set()
    for name, attributes in _TAG.findall(answer.body.decode()):
        told = [
            f"{key}={value}" if key in _TELLING else key
            for key, value in sorted(_ATTRIBUTE.findall(attributes))
        ]
        found.add(" ".join((name, *told)))
    return found


def different(seat: Seat) -> list[str]:
    """As few pages as bring together every kind of element that any of the seat's pages has."""
    seen: set[str] = set()
    found: list[str] = []
    for address in sorted(shown(seat), key=lambda one: -len(marks(seat.pages[one]))):
        new = marks(seat.pages[address]) - seen
        if new:
            found.append(address)
            seen |= new
    return found


def violations(tab: Page, address: str) -> list[str]:
    """What axe finds on a page, in a line each."""
    tab.goto(address, wait_until="domcontentloaded")
    found = Axe().run(tab).response["violations"]
    return [f"{address}: {one['id']}: {one['nodes'][0]['html']}" for one in found]


@each_seat
def test_every_page_of_a_seat_can_be_reached_by_links_from_its_first(seat: Seat):
    patterns = {
        page.path: re.compile(re.escape(seat.start) + re.sub(r"{\w+}", "[^/?]+", page.path) + r"(\?.*)?")
        for page in PAGES
        if seat.kind in page.seats
    }
    reached = {path for path, pattern in patterns.items() if any(map(pattern.fullmatch, seat.pages))}
    assert patterns.keys() == reached


@each_seat
def test_no_link_of_a_seat_leads_nowhere(seat: Seat):
    assert [address for address, answer in seat.pages.items() if answer.status != 200] == []


@each_seat
def test_every_page_fits_a_phone_and_no_page_complains(seat: Seat):
    complaints: list[str] = []
    tab = seat.tab.context.new_page()
    tab.on("console", lambda said: complaints.append(f"{tab.url}: {said.type}: {said.text}"))
    tab.on("pageerror", lambda error: complaints.append(f"{tab.url}: {error}"))
    tab.set_viewport_size(PHONE)
    for address in shown(seat):
        tab.goto(address, wait_until="load")
        width = tab.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            complaints.append(f"{address} is {width} pixels wide")
    tab.close()
    assert complaints == []


@each_seat
@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone by day", "desk by night"]
)
def test_no_page_bars_anybody(seat: Seat, size: ViewportSize, scheme: Literal["light", "dark"]):
    tab = seat.tab.context.new_page()
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)
    found = [one for address in different(seat) for one in violations(tab, address)]
    tab.close()
    assert found == []


def test_the_pages_before_any_seat_bar_nobody(browser: Browser, desk: Opened):
    with browser.new_context(viewport=PHONE) as context:
        tab = context.new_page()
        pages = (f"{desk.address}/", desk.links[ARDMERE, "judge"], desk.at(ARDMERE, "judge"))
        assert [one for address in pages for one in violations(tab, address)] == []


def test_a_refusal_bars_nobody_and_is_read_out(browser: Browser, desk: Opened):
    with browser.new_context(viewport=PHONE) as context:
        tab = desk.enter(context, ARDMERE, "shippers")
        tab.goto(desk.at(ARDMERE, "shippers", "write"))
        tab.get_by_role("textbox", name="Your message").fill("We wait until Friday.")
        tab.get_by_text("What kind of message, who says it").click()
        tab.get_by_role("radio", name="An ultimatum").check()
        tab.get_by_role("button", name="Send to the mediator").click()
        expect(tab.get_by_role("alert")).to_contain_text("Not done")
        assert Axe().run(tab).response["violations"] == []
