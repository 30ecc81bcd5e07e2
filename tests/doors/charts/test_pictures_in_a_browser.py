"""The pictures as a browser draws them: large enough on a telephone, visible in the dark and on paper."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.doors.web.opened_examples import ARDMERE, DOHA, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = "Array.from(document.querySelectorAll('svg[role=img]')).filter(each => each.checkVisibility())"
SMALLEST = f"Math.min(...{SHOWN}.map(each => 12 * each.getScreenCTM().a))"
WIDE = f"{SHOWN}.filter(each => each.viewBox.baseVal.width > 400).length"
INK = "getComputedStyle(document.querySelector('svg[role=img] text')).fill"
PAGES = [
    (DOHA, "reader", "ladder"),
    (DOHA, "reader", "sources"),
    (DOHA, "reader", "gap"),
    (ARDMERE, "ministry", "packages"),
]


def shown(page: Page, name: str, seat: str, path: str) -> None:
    """The desk's own answer with its style sheets laid in, as no desk listens here."""
    static = files("goodoffices.doors.web") / "static"
    styles = "".join((static / sheet).read_text(encoding="utf-8") for sheet in ("desk.css", "reading.css"))
    page.set_content(
        reader(name, seat).opens(path).page.replace("</head>", f"<style>{styles}</style></head>")
    )


@pytest.mark.parametrize(("name", "seat", "path"), PAGES)
def test_texts_in_pictures_are_eleven_pixels_or_more_on_a_telephone(
    page: Page, name: str, seat: str, path: str
):
    page.set_viewport_size({"width": 390, "height": 844})
    shown(page, name, seat, path)
    assert page.evaluate(SMALLEST) >= 11
    assert page.evaluate(WIDE) == 0


@pytest.mark.parametrize(("name", "seat", "path"), PAGES)
def test_a_desk_and_paper_get_the_wide_picture(page: Page, name: str, seat: str, path: str):
    page.set_viewport_size({"width": 1280, "height": 900})
    shown(page, name, seat, path)
    assert page.evaluate(WIDE) == 1
    page.set_viewport_size({"width": 760, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(WIDE) == 1


def test_the_ink_of_a_picture_turns_with_the_scheme(page: Page):
    inks: set[str] = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        shown(page, *PAGES[0])
        inks.add(page.evaluate(INK))
    assert len(inks) == 2
