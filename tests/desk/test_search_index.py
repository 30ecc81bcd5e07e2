"""Searching finds, in a seat's own record, whatever looking through all of it would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casework.texts import texts
from goodoffices.desk.desk import Desk
from goodoffices.desk.search_index import SearchIndex, folded
from tests.desk.test_desk import message, note

letters = st.text(st.sampled_from("aAiIıİsSſßẞσςΣkK\u212aµμéÉ \u0307"), min_size=1, max_size=6)


@given(text=letters, asked=letters)
def test_what_a_search_without_regard_to_case_finds_is_never_passed_over(text: str, asked: str):
    if re.search(re.escape(asked), text, re.IGNORECASE):
        assert folded(asked) in folded(text)


def test_what_comes_later_is_found_as_well_and_the_newest_comes_first(desk: Desk):
    index = SearchIndex()
    desk.act("test", "union", note("Pier four."))
    assert len(index.holding(desk.view("test", "union"), "PIER")) == 1
    desk.act("test", "union", note("Pier five."))
    found = index.holding(desk.view("test", "union"), "pier")
    assert [next(texts(item.matter)) for item in found] == ["Pier five.", "Pier four."]


def test_an_older_view_finds_nothing_that_came_after_it(desk: Desk):
    index = SearchIndex()
    before = desk.view("test", "union")
    desk.act("test", "union", note("Pier four."))
    assert len(index.holding(desk.view("test", "union"), "pier")) == 1
    assert index.holding(before, "pier") == []


def test_one_seats_words_are_found_by_no_other(desk: Desk):
    index = SearchIndex()
    desk.act("test", "union", note("Pier four."))
    desk.act("test", "union", message("Pier five."))
    assert len(index.holding(desk.view("test", "union"), "pier")) == 2
    assert len(index.holding(desk.view("test", "ministry"), "pier")) == 1
    assert index.holding(desk.view("test", "company"), "pier") == []


def test_a_lane_that_was_forgotten_is_read_again(desk: Desk):
    index = SearchIndex()
    desk.act("test", "union", note("Pier four."))
    assert len(index.holding(desk.view("test", "union"), "pier")) == 1
    index.forget("test", "union")
    assert not index._words
    assert len(index.holding(desk.view("test", "union"), "pier")) == 1
