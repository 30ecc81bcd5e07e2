"""One hand on a phone: every press is counted, and every page has to suit the hand and the screen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, ViewportSize

SCREEN = ViewportSize(width=390, height=844)
SMALLEST = 40
"""Pixels: what is to be pressed is at least as high."""

_TO_BE_PRESSED = (
    "button, .button, .answer, .wide-link, .waits a, summary:not(.tag), "
    "select, textarea, input:not([type=hidden])"
)
_TOO_SMALL = """([pressed, least]) => [...document.querySelectorAll(pressed)]
  .filter(one => !one.closest(".answer") || one.matches(".answer"))
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least)
  .map(one => one.outerHTML.slice(0, 120))"""


@dataclass
class Hand:
    """Presses and types on a phone; typing into a field is not counted, and neither is finding it."""

    tab: Page
    presses: int = 0

    def press(self, target: Locator) -> None:
        """Press something that changes the page that is open."""
        self._big_enough(target).tap()
        self.looks()

    def follow(self, target: Locator) -> None:
        """Press something that leads to another page, or saves this one."""
        pressed = self._big_enough(target)
        with self.tab.expect_event("domcontentloaded"):
            pressed.tap()
        self.looks()

    def _big_enough(self, target: Locator) -> Locator:
        self.presses += 1
        pressed = target.locator("visible=true").first
        box = pressed.bounding_box()
        assert box is not None
        assert box["height"] >= SMALLEST, f"{box['height']} pixels high: {pressed}"
        return pressed

    def types(self, label: str, text: str) -> None:
        """Type into a field."""
        self.tab.get_by_label(label).fill(text)

    def looks(self) -> None:
        """Nothing on the page is wider than the screen, or too small to be pressed."""
        wide = self.tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], f"{self.tab.url} is {wide[0]} pixels wide on a screen of {wide[1]}"
        small = self.tab.evaluate(_TOO_SMALL, [_TO_BE_PRESSED, SMALLEST])
        assert not small, f"too small to be pressed on {self.tab.url}: {small}"
