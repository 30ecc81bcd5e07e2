"""The way of the tutorial from preferences to packages, walked at the desk in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.journeys.opened import Opened, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TALKS, SEAT = "port-of-ardmere", "ministry"
DESK, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)
Places = frozenset[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Packages:
    """What the page of packages showed: its words, and the points of the frontier as they were drawn."""

    words: str
    address: str
    points: Places
    faint: Places
    candidates: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Way:
    """What was seen on the way, page after page."""

    moments_in_the_picture: int
    changes_in_the_table: int
    trades: dict[str, tuple[str, str]]
    before: Packages
    settled: Packages
    again: Packages
    sure: str
    barring: tuple[str, ...]
    too_wide: tuple[str, ...]


@pytest.fixture(scope="module")
def way(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    with opened(tmp_path_factory.mktemp("desk")) as desk:
        context = browser.new_context(viewport=DESK, reduced_motion="reduce")
        yield _walked(desk.enter(context, TALKS, SEAT), desk)
        context.close()


def _walked(tab: Page, desk: Opened) -> Way:
    tab.get_by_role("link", name="Positions and gap").click()
    in_time = tab.locator("figure[aria-label='The gap in time'] .chart-wide svg")
    in_time.wait_for()
    moments = in_time.locator("text").filter(has_text=re.compile("Mar 2031")).count()
    changes = _rows(tab, "The gap at each change of position").count()
    trades = {
        row.get_by_role("rowheader").inner_text(): tuple(row.get_by_role("cell").all_inner_texts()[1:3])
        for row in _rows(tab, "What could be traded").all()
        if "a trade" in row.inner_text()
    }
    tab.get_by_role("link", name="Packages", exact=True).click()
    before = _packages(tab)
    tab.get_by_label("Basic wage rise").select_option("5 % a year")
    tab.get_by_role("button", name="Look").click()
    tab.wait_for_url("**if-wage=as-five**")
    settled = _packages(tab)
    tab.get_by_role("link", name="Everything open again").click()
    tab.wait_for_url(lambda address: "if-wage" not in address)
    again = _packages(tab)
    tab.get_by_label("Each number may be off by").select_option("20 %")
    tab.get_by_role("button", name="See what holds").click()
    tab.get_by_role("heading", name="What to ask next").wait_for()
    sure = tab.locator("main").inner_text()
    barring = tuple(found["id"] for found in Axe().run(tab).response["violations"])
    return Way(
        moments_in_the_picture=moments,
        changes_in_the_table=changes,
        trades={issue: (costs[0], costs[1]) for issue, costs in trades.items()},
        before=before,
        settled=settled,
        again=again,
        sure=sure,
        barring=barring,
        too_wide=tuple(_too_wide(tab, desk, "gap", "packages?off=20")),
    )


def _rows(tab: Page, caption: str) -> Locator:
    return tab.get_by_role("table", name=caption, exact=True).locator("tbody").get_by_role("row")


def _packages(tab: Page) -> Packages:
    drawn = tab.locator("figure[aria-label='Packages that no other beats'] .chart-wide svg")
    drawn.wait_for()
    rows = _rows(tab, "Packages to put before the sides").all()
    cells = [tuple(row.get_by_role("cell").all_inner_texts()) for row in rows]
    return Packages(
        words=tab.locator("main").inner_text(),
        address=tab.url,
        points=_places(drawn, "point"),
        faint=_places(drawn, "before"),
        candidates=tuple(zip(*cells, strict=True)),
    )


def _places(drawn: Locator, look: str) -> Places:
    """Where the circles of that look lie; the first stands in the legend where the picture has one."""
    found = drawn.locator(f"circle.{look}").evaluate_all(
        "all => all.map(one => [one.getAttribute('cx'), one.getAttribute('cy')])"
    )
    return frozenset((x, y) for x, y in found if float(x) > 10)


def _too_wide(tab: Page, desk: Opened, *pages: str) -> Iterator[str]:
    tab.set_viewport_size(PHONE)
    for page in pages:
        tab.goto(desk.at(TALKS, SEAT, page))
        if tab.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            yield page


def test_the_gap_in_time_is_drawn_with_every_change_that_its_table_holds(way: Way):
    assert way.changes_in_the_table == 9
    assert way.moments_in_the_picture >= way.changes_in_the_table


def test_the_table_of_trades_names_what_is_dear_for_one_side_and_cheap_for_the_other(way: Way):
    assert way.trades == {
        "Job guarantee": ("18%", "8%"),
        "Pay for the strike days": ("4%", "2%"),
        "Term of the agreement": ("2%", "10%"),
    }


def test_three_candidate_packages_stand_side_by_side_and_none_twice(way: Way):
    assert len(way.before.candidates) == 3
    assert len(set(way.before.candidates)) == 3
    assert all(len(package) == 10 + 2 for package in way.before.candidates)


def test_an_issue_that_is_settled_is_settled_in_every_package_that_is_left(way: Way):
    assert "if-wage=as-five" in way.settled.address
    assert {package[0] for package in way.settled.candidates} == {"5 % a year"}


def test_the_frontier_moves_and_the_one_before_is_drawn_faintly_behind(way: Way):
    assert way.before.faint == frozenset()
    assert len(way.settled.faint) == len(way.before.points)
    assert len(way.settled.points) != len(way.before.points)
    said = re.search(r"(\d+) packages that no other beats are left of (\d+)", way.settled.words)
    assert said is not None
    left, whole = map(int, said.groups())
    assert 0 < left < whole


def test_with_everything_open_again_the_page_is_what_it_was(way: Way):
    assert (way.again.points, way.again.candidates) == (way.before.points, way.before.candidates)
    assert way.again.words == way.before.words


def test_how_sure_it_is_can_be_asked_and_names_a_question_for_a_side(way: Way):
    assert re.search(r"In at least [\d.]+ of 100 cases \([\d.]+ to [\d.]+\) there is a deal", way.sure)
    assert re.search(r"Ask Ardmere .*: Is .* better for you than no agreement\?", way.sure)


def test_the_page_with_its_answer_bars_nobody(way: Way):
    assert way.barring == ()


def test_on_a_telephone_nothing_is_wider_than_the_screen(way: Way):
    assert way.too_wide == ()
