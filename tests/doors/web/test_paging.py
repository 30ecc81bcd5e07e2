"""A long list is shown a part at a time, and every entry of it on one page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casework.commands import SendMessage
from goodoffices.desk.desk import Desk
from goodoffices.doors.web import paging
from goodoffices.doors.web.paging import AT_ONCE, newest_first, newest_last
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from tests.doors.web.conftest import Browser

FEW, MORE = 10, 3
SAID = re.compile(r"Word (\d+)\.")


@given(st.integers(0, 450), st.sampled_from([newest_first, newest_last]))
def test_every_entry_stands_on_one_page_and_no_page_is_long(total: int, of_kind: Callable[..., object]):
    pages = [newest_first(range(total), str(n)) for n in range(1, newest_first(range(total), "").pages + 1)]
    if of_kind is newest_last:
        pages = [newest_last(range(total), str(n)) for n in range(len(pages), 0, -1)]
    assert [entry for page in pages for entry in page.shown] == list(range(total))
    assert max(len(page.shown) for page in pages) < 2 * AT_ONCE
    assert len(pages) == 1 or min(len(page.shown) for page in pages) >= AT_ONCE
    for page in pages:
        assert list(page.shown) == list(range(page.first - 1, page.last))


@given(st.text() | st.integers(-5, 10**12).map(str))
def test_whatever_is_asked_for_there_is_a_page(asked: str):
    part = newest_first(range(250), asked)
    assert 1 <= part.number <= part.pages == 2
    assert part.shown


def said(browser: Browser, path: str) -> list[int]:
    """The messages that stand on a page, each once."""
    page = re.sub("</?mark>", "", browser.get(path).text)
    return list(dict.fromkeys(map(int, SAID.findall(page))))


def test_a_record_an_inbox_a_room_and_a_search_of_many_messages_come_in_parts(
    desk: Desk, seated: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(paging, "AT_ONCE", FEW)
    for number in range(2 * FEW + MORE):
        entry = Entry(content=Message(content=f"Word {number}."))
        desk.act("harbour", "union", SendMessage(to="ministry", entry=entry))
    newest, oldest = list(range(FEW + MORE, 2 * FEW + MORE)), list(range(FEW + MORE))
    union, ministry = seated("union"), seated("ministry")
    for browser, first, second, newest_stands_first in (
        (union, "/t/harbour/union/record", "/t/harbour/union/record?page=2", False),
        (union, "/t/harbour/union/", "/t/harbour/union/?own=2", True),
        (ministry, "/t/harbour/ministry/inbox", "/t/harbour/ministry/inbox?page=2", True),
        (ministry, "/t/harbour/ministry/search?q=word", "/t/harbour/ministry/search?q=word&page=2", True),
    ):
        assert said(browser, first) == (newest[::-1] if newest_stands_first else newest)
        assert said(browser, second) == (oldest[::-1] if newest_stands_first else oldest)
        way_on = second.replace("&", "&amp;")
        assert way_on in browser.get(first).text
        assert f"of {2 * FEW + MORE}" in browser.get(first).text
