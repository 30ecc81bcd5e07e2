"""On whose word the record rests, and what it does not say."""

from __future__ import annotations

import re

from tests.doors.web.opened_examples import ARDMERE, DOHA, reader


def test_none_rests_on_the_word_of_hamas_or_israel():
    words = reader(DOHA, "reader").opens("sources").words
    assert "None rests on Hamas’s word." in words
    assert "None rests on Israel’s word." in words


def test_each_voice_has_its_count_and_its_kind_and_leads_to_its_entries():
    doha = reader(DOHA, "reader")
    page = doha.opens("sources")
    assert "two US officials people without a name United States 3" in page.words
    for address in page.links("record?source="):
        found = doha.opens(address.replace("&amp;", "&"))
        assert found.links("entry/")


def test_the_counts_are_those_of_the_seats_own_record():
    ministry, shippers = (reader(ARDMERE, seat).opens("sources").page for seat in ("ministry", "shippers"))
    assert "Nuala Corrane" in ministry
    assert "Nuala Corrane" not in shippers


def test_the_report_leaves_exactly_nine_questions_open():
    page = reader(DOHA, "reader").opens("not-said")
    questions = re.findall(r"<li><p><strong><bdi>([^<]+)</bdi></strong>", page.page)
    assert sorted(questions) == sorted(
        [
            "Who would carry it out?",
            "By when?",
            "Was it delivered to Hamas?",
            "What does Hamas ask for?",
            "What does the proposal say?",
            "What was the answer?",
            "At what level?",
            "Who is meant by “The teams”?",
            "Who had left the table?",
        ]
    )


def test_each_question_leads_to_the_entry_that_leaves_it_open():
    doha = reader(DOHA, "reader")
    links = doha.opens("not-said").links("entry/")
    assert len(links) == 9
    assert all(
        "not stated" in doha.opens(link).words or "unclear" in doha.opens(link).words for link in links
    )


def test_a_record_without_open_questions_says_so():
    assert "Nothing in this record is marked" in reader(ARDMERE, "shippers").opens("not-said").words
