"""The pages as a browser shows them: under the strict policy, on a phone and on a desk, to everybody."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.desk.examples import FIRST
from goodoffices.desk.opening import open_file
from goodoffices.doors.web.app import build
from goodoffices.record.acts import RelaySent
from goodoffices.record.items import (
    DisclosureRequestReceived,
    Matter,
    MessageReceived,
    ProposalReceived,
    RelayReceived,
)
from goodoffices.stores.memory import MemoryStore
from tests.doors.web.opened_examples import example

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
COMPANY = "Ardmere Harbour Company"


@dataclass(frozen=True)
class Served:
    """A desk with the invented talks, at an address of this machine."""

    desk: Desk
    doorkeeper: Doorkeeper
    address: str

    def link(self, seat: str) -> str:
        return f"{self.address}/enter/{self.doorkeeper.invite(FIRST, seat)}"

    def of(self, seat: str, path: str = "") -> str:
        return f"{self.address}/t/{FIRST}/{seat}/{path}"

    def first(self, seat: str, kind: type[Matter]) -> str:
        return next(item.id for item, _ in self.desk.view(FIRST, seat).of_type(kind))


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    desk, doorkeeper = Desk(MemoryStore()), Doorkeeper()
    open_file(desk, example(FIRST))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # a browser that comes before the server waits, and is not turned away
        port = listening.getsockname()[1]
        app = build(desk, doorkeeper=doorkeeper, secret=b"s" * 32, port=port)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield Served(desk, doorkeeper, f"http://127.0.0.1:{port}")
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture
def seated(page: Page, served: Served) -> Page:
    """A page in a browser that has taken a seat of the practice talks."""
    page.goto(served.link("ministry"))
    page.get_by_role("button", name="Take the seat").click()
    return page


def pages(served: Served) -> dict[str, str]:
    """Every page on a message's way, by its name."""
    return {
        "overview": served.of("ministry"),
        "inbox": served.of("ministry", "inbox"),
        "message": served.of("ministry", f"message/{served.first('ministry', MessageReceived)}"),
        "note": served.of("ministry", "note"),
        "sheet": served.of("ministry", f"sheet?for={COMPANY}"),
        "passed on": served.of("ministry", f"passed-on?to={COMPANY}"),
        "sent": served.of("ministry", "sent"),
        "answer": served.of("ministry", f"answer/{served.first('ministry', RelaySent)}"),
        "proposals": served.of("ministry", "proposals"),
        "new proposal": served.of("ministry", "proposals/new"),
        "room": served.of("union"),
        "write": served.of("union", "write"),
        "relay": served.of("company", f"relay/{served.first('company', RelayReceived)}"),
        "request": served.of("union", f"request/{served.first('union', DisclosureRequestReceived)}"),
        "proposal": served.of("company", f"proposal/{served.first('company', ProposalReceived)}"),
        "notes": served.of("union", "notes"),
        "preferences": served.of("union", "preferences"),
        "record": served.of("ministry", "record"),
        "ladder": served.of("ministry", "ladder"),
        "sources": served.of("ministry", "sources"),
        "not said": served.of("ministry", "not-said"),
        "gap": served.of("ministry", "gap"),
        "packages": served.of("ministry", "packages"),
        "search": served.of("union", "search?q=crane"),
        "export": served.of("union", "export"),
        "door": f"{served.address}/",
    }


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_every_page_fits_its_screen_breaks_no_policy_and_bars_nobody(
    seated: Page, served: Served, size: dict[str, int], scheme: str
):
    complaints: list[str] = []
    seated.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    seated.on("pageerror", lambda error: complaints.append(str(error)))
    seated.set_viewport_size(size)  # type: ignore[arg-type]
    seated.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name, address in pages(served).items():
        seated.goto(address)
        width = seated.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            complaints.append(f"{name} is {width} pixels wide")
        found = Axe().run(seated).response["violations"]
        complaints += [f"{name}: {one['id']} {one['nodes'][0]['html']}" for one in found]
    assert not complaints


def test_an_open_page_hears_of_what_arrives_and_of_nothing_else(
    seated: Page, served: Served, browser_name: str
):
    seated.goto(served.of("company"))
    writing = seated.context.new_page()
    writing.goto(served.of("ministry", "notes"))
    writing.get_by_label("Your note").fill("Nobody else's business.")
    writing.get_by_role("button", name="Save the note").click()
    writing.get_by_text("Noted.").wait_for()
    assert not seated.get_by_role("link", name="Show it").is_visible()
    writing.goto(served.of("ministry", "draft"))
    writing.get_by_role("radio", name=COMPANY).check()
    writing.get_by_label("What you pass on").fill("We would like to hear from you.")
    writing.get_by_role("button", name="Send").click()
    seated.get_by_role("link", name="Show it").click()
    seated.get_by_text("We would like to hear from you.").first.wait_for()


def test_the_meeting_sheet_prints_on_one_page(seated: Page, served: Served):
    for actor in (COMPANY, "Ardmere Dockworkers' Union"):
        seated.goto(served.of("ministry", f"sheet?for={actor}"))
        printed = seated.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page") - printed.count(b"/Type /Pages") == 1


def test_a_note_is_made_on_a_phone_in_six_presses(seated: Page, served: Served):
    seated.set_viewport_size(PHONE)  # type: ignore[arg-type]
    seated.goto(served.of("ministry"))
    before = served.desk.view(FIRST, "ministry").version
    seated.get_by_role("link", name="Note what was said").locator("visible=true").first.click()  # 1
    seated.get_by_text("Nuala Corrane").click()  # 2
    seated.get_by_label("What was said").fill("They will be at the gate on Monday.")
    seated.get_by_text("Their very words").click()  # 3
    seated.get_by_text("Never", exact=True).click()  # 4
    seated.get_by_label("Language").fill("English")
    seated.get_by_role("button", name="Save the note").click()  # 5
    seated.get_by_text("Noted.").wait_for()
    assert served.desk.view(FIRST, "ministry").version == before + 1
