"""What a seat knew on a day, as its page says it."""

from __future__ import annotations

from tests.doors.web.opened_examples import ARDMERE, reader


def test_what_came_later_is_not_on_the_page():
    union = reader(ARDMERE, "union")
    early, late = union.opens("known?on=2031-03-05"), union.opens("known?on=2031-03-22")
    assert len(early.links("entry/")) + len(early.links("message/")) < len(late.links("entry/"))
    assert "Known by 5 March 2031" in early.words


def test_before_the_talks_nothing_was_known():
    assert "Nothing was known yet." in reader(ARDMERE, "union").opens("known?on=2030-01-01").words


def test_a_mediator_is_shown_what_she_had_not_passed_on_and_a_party_is_not():
    ministry, union = (
        reader(ARDMERE, seat).opens("known?on=2031-03-12").words for seat in ("ministry", "union")
    )
    assert "not passed on to every side by then" in ministry
    assert "not passed on" not in union


def test_which_version_each_side_had_seen_is_shown():
    words = reader(ARDMERE, "ministry").opens("known?on=2031-03-17").words
    assert "The lantern paper" in words
    assert "The sides have different versions before them." in words
    assert "Their latest answers are to different versions." in words


def test_a_party_is_shown_only_what_it_was_itself_shown():
    words = reader(ARDMERE, "company").opens("known?on=2031-03-17").words
    assert "Shown to Ardmere Harbour Company" in words
    assert "Shown to Ardmere Dockworkers' Union" not in words


def test_what_no_longer_stood_can_be_left_out():
    ministry = reader(ARDMERE, "ministry")
    whole, stood = ministry.opens("known?on=2031-03-22"), ministry.opens("known?on=2031-03-22&stood=yes")
    assert ("Taken back by then" in whole.words or "Corrected by then" in whole.words) == (
        len(stood.page) < len(whole.page)
    )
    assert "Taken back by then" not in stood.words
    assert "Corrected by then" not in stood.words


def test_what_is_no_day_is_refused_in_a_sentence_and_today_is_shown():
    page = reader(ARDMERE, "union").opens("known?on=soon")
    assert page.status == 422
    assert "soon is not a date" in page.words
    assert "Known by 22 March 2031" in page.words
