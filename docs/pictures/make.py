"""The pictures of the docs, taken from the running program: `python -m docs.pictures.make`."""
# ruff: noqa: INP001 - a script among the docs, no package

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import launch_arguments, prepare_driver
from tests.journeys.opened import Opened, opened

HERE = Path(__file__).resolve().parent
TALKS, SEAT = "port-of-ardmere", "ministry"
SCREEN = ViewportSize(width=1280, height=860)
PAPER = ViewportSize(width=794, height=1123)  # A4 at 96 pixels an inch
MARGINS = "8mm 12mm"  # a screenshot leaves out those of the sheet's own style


def take(browser: Browser, desk: Opened) -> None:
    """Sit down as the ministry at the invented talks, and take each picture."""
    context = browser.new_context(viewport=SCREEN, color_scheme="light", reduced_motion="reduce")
    tab = desk.enter(context, TALKS, SEAT)
    _keep(tab, "desk")
    tab.goto(desk.at(TALKS, SEAT, "gap"))
    _keep(tab, "gap")
    tab.goto(desk.at(TALKS, SEAT, "packages?off=10"))
    _keep(tab, "packages")
    tab.get_by_role("heading", name="How sure is this?").evaluate("one => one.scrollIntoView()")
    _keep(tab, "sure")
    tab.goto(desk.at(TALKS, SEAT, "sheet"))
    tab.locator("main").get_by_role("link", name="Ardmere Harbour Company").click()
    tab.get_by_role("heading", name="You may say").wait_for()
    tab.emulate_media(media="print")
    tab.set_viewport_size(PAPER)
    tab.evaluate("margins => document.body.style.padding = margins", MARGINS)
    _keep(tab, "sheet")
    context.close()


def _keep(tab: Page, name: str) -> None:
    tab.wait_for_load_state()
    tab.screenshot(path=HERE / f"{name}.png", caret="hide", animations="disabled")


def main() -> None:
    """Open the desk on a store of its own, and take the pictures."""
    prepare_driver()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())  # type: ignore[arg-type]
        with opened(Path(folder)) as desk:
            take(browser, desk)
        browser.close()


if __name__ == "__main__":
    main()
