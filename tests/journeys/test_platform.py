"""A message carried through the desk in real browsers, and all that each seat gets of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys import carrying
from tests.journeys.canaries import found_in
from tests.journeys.carrying import (
    CANARIES,
    COMPANY,
    READ_BACK,
    SUBSTANCE,
    TALKS,
    TELLING,
    TOLD,
    UNION,
    People,
)
from tests.journeys.live import heard, listen
from tests.journeys.opened import Opened, opened
from tests.journeys.walk import Answer, ask, unmarked, walk

# The journey is made once; each test looks at one thing that came of it (`make test` keeps a file together).
pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEVER_SAID = "Wexcombe"
IDENTITY = re.compile(rb"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")
Pages = dict[str, Answer]


@dataclass(frozen=True)
class Journey:
    """What was seen on the way, from first to last."""

    refused: str
    refused_links: list[str]
    preview: str
    received: str
    before: dict[str, Pages]
    after_refusal: dict[str, Pages]
    after_relay: dict[str, Pages]
    after_answer: Pages
    after_telling: Pages
    sent_page: str
    news: dict[str, int]
    streams: dict[str, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("platform")
    carrying.make_talks(folder)
    with opened(folder, "--no-examples") as desk:
        yield desk


@pytest.fixture(scope="module")
def journey(browser: Browser, desk: Opened) -> Iterator[Journey]:
    with ExitStack() as stack:
        tabs: dict[str, Page] = {}
        for seat in ("union", "company", "ministry", "judge"):
            context = stack.enter_context(browser.new_context())
            tabs[seat] = desk.enter(context, TALKS, seat)
        people = People(desk, tabs["union"], tabs["company"], tabs["ministry"])
        yield _travelled(people, {seat: tab for seat, tab in tabs.items() if seat != "ministry"})


def _travelled(people: People, tabs: dict[str, Page]) -> Journey:
    desk = people.desk
    searches = [f"search?q={word}" for word in ("Quillfeather", "61873", NEVER_SAID)]

    def pages(*seats: str, shown: bool = False) -> dict[str, Pages]:
        return {
            seat: walk(
                tabs[seat],
                desk.at(TALKS, seat),
                *(desk.at(TALKS, seat, search) for search in searches),
                shown=shown,
            )
            for seat in seats
        }

    people.union_writes()
    waiting = {seat: tab.context.new_page() for seat, tab in tabs.items()}
    for seat, tab in waiting.items():
        tab.goto(desk.at(TALKS, seat))
        listen(tab, desk.at(TALKS, seat, "live"))
    before = {**pages("company", "judge"), **pages("union", shown=True)}

    people.ministry_opens_it()
    people.ministry_presses("Send", f"They say: {TOLD}")
    trouble = people.ministry.get_by_role("alert")
    refused = trouble.inner_text()
    refused_links = [link.get_attribute("href") or "" for link in trouble.get_by_role("link").all()]
    after_refusal = pages("union", "company", "judge")

    people.ministry_presses("Check", SUBSTANCE)
    people.ministry.get_by_text("No term stands in the way").wait_for()
    preview = people.ministry.locator("#checked article.relay").inner_text()
    people.ministry.get_by_role("button", name="Send", exact=True).click()
    people.ministry.get_by_text("Passed on.", exact=True).wait_for()
    waiting["company"].get_by_role("link", name="Show it").wait_for()
    after_relay = pages("union", "company", "judge", shown=True)
    news = {seat: tab.get_by_role("link", name="Show it").count() for seat, tab in waiting.items()}

    people.company_opens_it()
    received = people.company.locator("article.relay").inner_text()
    people.company_answers()
    people.ministry.goto(desk.at(TALKS, "ministry", "sent"))
    sent_page = people.ministry.locator("main").inner_text()
    after_answer = pages("union")["union"]

    people.ministry_tells()
    _judge_notes(tabs["judge"], desk)
    streams = {seat: heard(tab, frames=3 if seat == "company" else 1) for seat, tab in waiting.items()}
    waiting["union"].get_by_role("link", name="Show it").click()
    after_telling = pages("union")["union"]
    return Journey(
        refused=refused,
        refused_links=refused_links,
        preview=preview,
        received=received,
        before=before,
        after_refusal=after_refusal,
        after_relay=after_relay,
        after_answer=after_answer,
        after_telling=after_telling,
        sent_page=sent_page,
        news=news,
        streams=streams,
    )


def _judge_notes(tab: Page, desk: Opened) -> None:
    """The judge keeps a note of its own: what its stream brings afterwards is all that it ever brought."""
    tab.goto(desk.at(TALKS, "judge", "notes"))
    tab.get_by_label("Your note").fill("A quiet day.")
    tab.get_by_role("button", name="Save the note").click()
    tab.get_by_text("Noted.", exact=True).wait_for()


def all_of(pages: Pages) -> bytes:
    return b"\n".join(answer.everything for answer in pages.values())


def held(pages: Pages, desk: Opened, seat: str) -> list[dict[str, object]]:
    """What a seat took away as JSON, item by item."""
    return json.loads(pages[desk.at(TALKS, seat, "export/seat.json")].body)["items"]


# What is refused, what is checked


def test_a_relay_that_quotes_what_may_go_in_substance_only_is_refused_and_names_the_confidence(
    journey: Journey, desk: Opened
):
    assert "Not done" in journey.refused
    assert f"what {UNION} told you" in journey.refused
    assert "substance only" in journey.refused
    assert any("/message/" in link for link in journey.refused_links)


def test_a_refused_relay_changes_nothing_that_any_other_seat_gets(journey: Journey):
    for seat, pages in journey.before.items():
        assert unmarked(journey.after_refusal[seat]) == unmarked(pages)


def test_the_draft_was_shown_as_the_addressee_sees_it(journey: Journey):
    assert SUBSTANCE in journey.received
    assert journey.preview == journey.received


# What the addressee gets


def test_the_search_for_canaries_sees_all_that_there_is_to_see(journey: Journey):
    """The same search, in what the union gets: each canary is there, in the pages and in both files."""
    pages = journey.after_relay["union"]
    for canary in CANARIES:
        assert found_in(all_of(pages), [canary])
    for file in ("export/seat.json", "export/seat.yaml"):
        content = next(answer for address, answer in pages.items() if address.endswith(file))
        assert found_in(content.everything, CANARIES)


def test_nothing_that_the_addressee_gets_holds_a_trace_of_what_was_withheld(journey: Journey, desk: Opened):
    pages = journey.after_relay["company"]
    asked = {address for address in pages if "search?q=" in address}
    assert found_in(all_of({a: page for a, page in pages.items() if a not in asked}), CANARIES) == []
    assert found_in(journey.streams["company"].encode(), CANARIES) == []


def test_a_search_for_a_withheld_word_answers_as_for_a_word_that_nobody_ever_said(
    journey: Journey, desk: Opened
):
    pages = journey.after_relay["company"]
    nobody = pages[desk.at(TALKS, "company", f"search?q={NEVER_SAID}")]
    for word in ("Quillfeather", "61873"):
        answer = pages[desk.at(TALKS, "company", f"search?q={word}")]
        assert answer.body.replace(word.encode(), NEVER_SAID.encode()) == nobody.body


def test_the_same_search_finds_it_for_the_seat_that_said_it(journey: Journey, desk: Opened):
    own = journey.after_relay["union"][desk.at(TALKS, "union", "search?q=Quillfeather")]
    assert "1 entry holds" in own.words


def test_the_addressee_counts_only_what_came_to_it(journey: Journey, desk: Opened):
    items = held(journey.after_relay["company"], desk, "company")
    assert [item["number"] for item in items] == [1, 2]
    assert (
        f"company/live?after={2}".encode() in journey.after_relay["company"][desk.at(TALKS, "company")].body
    )
    assert re.findall(r"^id: (\d+)$", journey.streams["company"], re.MULTILINE) == ["2", "3", "4"]


def test_no_identity_of_one_seat_is_ever_shown_to_another(journey: Journey):
    shown = {
        seat: set(IDENTITY.findall(all_of(pages).lower())) for seat, pages in journey.after_relay.items()
    }
    assert shown["union"]
    assert shown["company"]
    assert shown["union"].isdisjoint(shown["company"])
    assert shown["judge"].isdisjoint(shown["union"] | shown["company"])


def test_news_of_the_relay_comes_into_an_open_page_of_the_addressee_and_into_no_other(journey: Journey):
    assert journey.news == {"union": 0, "company": 1, "judge": 0}


# What the sender and the co-mediator get


def test_the_pages_of_the_sender_are_the_same_bytes_before_and_after_the_relay(journey: Journey):
    before, after = journey.before["union"], journey.after_relay["union"]
    assert unmarked(after) == unmarked(before)
    assert {a: page.words for a, page in after.items()} == {a: page.words for a, page in before.items()}


def test_the_pages_of_the_sender_are_the_same_bytes_after_the_addressee_answered(journey: Journey):
    assert unmarked(journey.after_answer) == unmarked(journey.before["union"])


def test_the_sender_hears_of_the_delivery_once_the_ministry_tells_it_and_only_then(
    journey: Journey, desk: Opened
):
    assert TELLING in all_of(journey.after_telling).decode()
    assert TELLING not in all_of(journey.after_answer).decode()
    assert re.findall(r"^id: (\d+)$", journey.streams["union"], re.MULTILINE) == ["3"]


def test_the_sender_never_sees_in_which_words_or_to_whom_it_was_relayed(journey: Journey):
    for pages in (journey.after_relay["union"], journey.after_answer, journey.after_telling):
        assert found_in(all_of(pages), [SUBSTANCE, READ_BACK]) == []


def test_the_co_mediator_holds_nothing_of_any_of_it(journey: Journey):
    before, after = journey.before["judge"], journey.after_relay["judge"]
    assert unmarked(after) == unmarked(before)
    asked = {address for address in after if "search?q=" in address}
    rest = all_of({address: page for address, page in after.items() if address not in asked})
    assert found_in(rest, [*CANARIES, SUBSTANCE, READ_BACK]) == []
    assert re.findall(r"^id: (\d+)$", journey.streams["judge"], re.MULTILINE) == ["2"]


def test_the_ministry_sees_that_it_was_received_and_how_it_was_understood(journey: Journey):
    assert f"{COMPANY} has received what you passed on" in journey.sent_page
    assert READ_BACK in journey.sent_page


# Coming in, and without scripts


@pytest.fixture
def own_desk(tmp_path: Path) -> Iterator[Opened]:
    """A desk for one test alone."""
    carrying.make_talks(tmp_path)
    with opened(tmp_path, "--no-examples") as desk:
        yield desk


def test_a_link_that_was_used_is_refused_in_any_browser(browser: Browser, own_desk: Opened):
    with browser.new_context() as first, browser.new_context() as second:
        mine = own_desk.enter(first, TALKS, "union")
        for context in (first, second):
            tab = context.new_page()
            answer = tab.goto(own_desk.links[TALKS, "union"])
            assert answer is not None
            assert answer.status == 410
            expect(tab.get_by_role("heading", name="This link opens no seat")).to_be_visible()
        mine.reload()
        expect(mine.get_by_role("heading", name="Our room")).to_be_visible()


def test_a_seat_that_is_not_mine_answers_as_one_that_does_not_exist(browser: Browser, own_desk: Opened):
    with browser.new_context() as context:
        tab = own_desk.enter(context, TALKS, "union")
        answers = [
            ask(tab, own_desk.at(talks, seat)).unmarked
            for talks, seat in ((TALKS, "company"), (TALKS, "nobody"), ("nothing", "company"))
        ]
        assert answers[0][0] == 404
        assert answers[0] == answers[1] == answers[2]


def test_two_seats_can_be_open_in_two_tabs_of_one_browser(browser: Browser, own_desk: Opened):
    with browser.new_context() as context:
        union = own_desk.enter(context, TALKS, "union")
        judge = own_desk.enter(context, TALKS, "judge")
        union.get_by_role("link", name="Write a message").locator("visible=true").first.click()
        judge.get_by_role("link", name="Inbox").locator("visible=true").first.click()
        for tab, title in ((union, UNION), (judge, carrying.JUDGE)):
            tab.reload()
            expect(tab.get_by_role("banner").get_by_text(title)).to_be_visible()


def test_an_open_page_hears_its_news_where_the_script_for_it_comes_last(browser: Browser, own_desk: Opened):
    def come_last(route: Route) -> None:
        page = route.request.frame
        page.wait_for_function("window.htmx")
        page.evaluate("new Promise(done => setTimeout(() => setTimeout(done)))")  # all that waited has run
        route.continue_()

    with browser.new_context() as one, browser.new_context() as other:
        judge = own_desk.enter(other, TALKS, "judge")
        one.route("**/hx-sse.min.js*", come_last)
        company = own_desk.enter(one, TALKS, "company")
        judge.goto(own_desk.at(TALKS, "judge", "draft"))
        judge.get_by_role("radio", name=COMPANY).check()
        judge.get_by_label("What you pass on").fill(SUBSTANCE)
        judge.get_by_role("button", name="Send", exact=True).click()
        expect(company.get_by_role("link", name="Show it")).to_be_visible()


def test_a_message_is_carried_and_answered_with_no_script_running(browser: Browser, own_desk: Opened):
    with ExitStack() as stack:
        tabs = [
            own_desk.enter(stack.enter_context(browser.new_context(java_script_enabled=False)), TALKS, seat)
            for seat in ("union", "company", "ministry")
        ]
        people = People(own_desk, *tabs)
        people.union_writes()
        people.ministry_opens_it()
        people.ministry_presses("Send", f"They say: {TOLD}")
        expect(people.ministry.get_by_role("alert")).to_contain_text(f"what {UNION} told you")
        people.ministry_presses("Check", SUBSTANCE)
        expect(people.ministry.get_by_text("No term stands in the way")).to_be_visible()
        people.ministry_presses("Send", SUBSTANCE)
        people.company_opens_it()
        people.company_answers()
        people.ministry_tells()
        people.union.goto(own_desk.at(TALKS, "union"))
        people.union.get_by_role("link", name=re.compile("Your message")).click()
        expect(people.union.locator("main")).to_contain_text(TELLING)
