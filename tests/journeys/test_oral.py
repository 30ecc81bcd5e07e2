"""What is said by word of mouth, carried by a mediator with a phone in one hand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.opened import STORE, Opened, opened, type_line
from tests.journeys.phone import SCREEN, Hand

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TALKS = "quay"
UNION, COMPANY, MINISTRY = "Dockers Union", "Harbour Company", "Ministry of Labour"
SAID = "We could live with a trial on berth seven, if the night crew stays whole."
NEVER = "The strike fund is empty in nine days."
ASKED = "We might move on the contract workers."
BEFORE = "Both sides could begin with the smaller berths."
PASSED_ON = "A short trial somewhere is thinkable for them."
ANSWER = "Two months at most, they say, and on one berth."


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose talks have a union without any seat, and some things that were said in them before."""
    folder = tmp_path_factory.mktemp("quay")
    type_line(
        folder,
        *("talks", "new", TALKS, "--title", "The quay", "--actor", f"{UNION}:union:party"),
        *("--seat", f"company:party:{COMPANY}", "--seat", f"ministry:mediator:{MINISTRY}"),
    )
    noting = ("message", "note", "--seat", "ministry", "--from")
    type_line(folder, *noting, UNION, "--text", NEVER, "--terms", "never")
    type_line(folder, *noting, UNION, "--text", ASKED, "--terms", "ask_first")
    type_line(folder, *noting, COMPANY, "--text", "Tell us when they have it.", "--tell-delivery")
    passing_on = ("relay", "note", "--seat", "ministry", "--to", COMPANY)
    type_line(folder, *passing_on, "--text", BEFORE)
    return folder


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Iterator[Opened]:
    for file in (STORE, f"{STORE}.key"):
        shutil.copy(prepared / file, tmp_path)
    with opened(tmp_path, "--no-examples") as desk:
        yield desk


@pytest.fixture
def tab(browser: Browser, desk: Opened) -> Iterator[Page]:
    """The ministry's desk on a phone, at its overview."""
    phone = browser.new_context(
        viewport=SCREEN,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=3,
    )
    yield desk.enter(phone, TALKS, "ministry")
    phone.close()


@pytest.fixture
def hand(tab: Page) -> Hand:
    hand = Hand(tab)
    hand.looks()
    return hand


def note_what_the_union_said(hand: Hand) -> None:
    """From the overview to the note that is saved."""
    tab = hand.tab
    hand.follow(tab.get_by_role("link", name="Note what was said"))
    hand.press(tab.locator("label.answer", has_text=UNION))
    hand.types("What was said", SAID)
    hand.press(tab.locator("label.answer", has_text="Their very words"))
    hand.press(tab.locator("label.answer", has_text="In substance").last)
    hand.types("Language", "English")
    hand.press(tab.get_by_text("Day, place, interpreter"))
    hand.types("Place", "Berth seven")
    hand.follow(tab.get_by_role("button", name="Save the note"))
    expect(tab.get_by_text("Noted.", exact=True)).to_be_visible()


def open_the_sheet(hand: Hand) -> None:
    """From wherever one is to the sheet for the next meeting with the company."""
    hand.press(hand.tab.get_by_text("Menu", exact=True))
    hand.follow(hand.tab.get_by_role("link", name="Overview"))
    hand.follow(hand.tab.get_by_role("link", name=f"Prepare to meet {COMPANY}"))
    expect(hand.tab.get_by_role("heading", name=f"Meeting with {COMPANY}")).to_be_visible()


def pass_it_on(hand: Hand, *, in_words: bool = False) -> None:
    """From the sheet to the note of what was said at the meeting, in substance or word for word."""
    tab = hand.tab
    hand.follow(tab.get_by_role("link", name="I said this"))
    if in_words:
        hand.press(tab.locator("label.answer", has_text="Their very words"))
    else:
        hand.types("What you said", PASSED_ON)
    hand.follow(tab.get_by_role("button", name="Save"))


def part(tab: Page, heading: str) -> str:
    """What stands under a heading of the sheet."""
    return tab.get_by_role("region", name=heading, exact=True).inner_text()


def test_what_a_side_without_an_account_said_is_noted_in_six_presses(hand: Hand):
    note_what_the_union_said(hand)
    assert hand.presses <= 6
    card = hand.tab.locator("article", has_text=SAID)
    for word in (UNION, "In substance", "English", "Berth seven", "In the very words"):
        expect(card).to_contain_text(word, ignore_case=True)


def test_the_sheet_says_what_may_be_said_in_which_form_and_in_whose_name(hand: Hand):
    note_what_the_union_said(hand)
    open_the_sheet(hand)
    may = part(hand.tab, "You may say")
    assert SAID in may
    assert "In substance, as your own thought" in may
    assert all(hidden not in may for hidden in (NEVER, ASKED))


def test_the_sheet_says_what_must_not_be_said_and_why(hand: Hand):
    open_the_sheet(hand)
    must_not = part(hand.tab, "Not to be said")
    assert NEVER in must_not
    assert ASKED in must_not
    assert f"what {UNION} told you" in must_not


def test_the_sheet_says_what_to_ask_what_is_owed_and_what_was_told_before(hand: Hand):
    open_the_sheet(hand)
    assert f"Ask {COMPANY} to say in its own words" in part(hand.tab, "To ask")
    assert "By us" in part(hand.tab, "Owed")
    assert BEFORE in part(hand.tab, "They were told before")


def test_the_sheet_prints_on_one_page_of_a4(hand: Hand):
    note_what_the_union_said(hand)
    open_the_sheet(hand)
    printed = hand.tab.pdf(prefer_css_page_size=True)
    pages = re.findall(rb"/Type\s*/Page\b", printed)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert len(pages) == 1
    assert [(round(float(w)), round(float(h))) for w, h in sizes] == [(595, 842)]


def test_what_was_passed_on_within_the_terms_is_recorded_without_a_flag(hand: Hand):
    note_what_the_union_said(hand)
    open_the_sheet(hand)
    pass_it_on(hand)
    expect(hand.tab.get_by_text("What you passed on is in the record.", exact=True)).to_be_visible()
    card = hand.tab.locator("article", has_text=PASSED_ON)
    expect(card).to_contain_text("by word of mouth")
    expect(card).not_to_contain_text("A term was not kept")


def test_what_was_passed_on_in_breach_is_recorded_all_the_same_and_flagged(hand: Hand):
    note_what_the_union_said(hand)
    open_the_sheet(hand)
    pass_it_on(hand, in_words=True)
    expect(hand.tab.get_by_text("It is flagged: a term was not kept.")).to_be_visible()
    card = hand.tab.locator("article", has_text=SAID)
    expect(card).to_contain_text("A term was not kept")
    expect(card).to_contain_text(f"what {UNION} told you")


def test_how_the_other_side_took_it_is_noted_beside_what_was_passed_on(hand: Hand):
    note_what_the_union_said(hand)
    open_the_sheet(hand)
    pass_it_on(hand)
    tab = hand.tab
    card = tab.locator("article", has_text=PASSED_ON)
    hand.follow(card.get_by_role("link", name="Note how they took it"))
    hand.press(tab.locator("label.answer", has_text="They said it back in their own words"))
    hand.types("What they said", ANSWER)
    hand.follow(tab.get_by_role("button", name="Save"))
    expect(tab.get_by_text("The answer is in the record.", exact=True)).to_be_visible()
    expect(card).to_contain_text(ANSWER)
    open_the_sheet(hand)
    assert PASSED_ON in part(tab, "They were told before")
    assert part(tab, "To ask").count("to say in its own words") == 1  # the older one is still open


def test_nothing_that_went_by_mouth_comes_to_the_seat_of_the_other_side(
    hand: Hand, browser: Browser, desk: Opened
):
    with browser.new_context() as other:
        company = desk.enter(other, TALKS, "company")
        note_what_the_union_said(hand)
        open_the_sheet(hand)
        pass_it_on(hand)
        company.goto(desk.at(TALKS, "company"))
        expect(company.get_by_text("Nothing was passed on to you yet.")).to_be_visible()
