"""Positions and the gap, computed and claimed, as a seat reads them."""

from __future__ import annotations

from tests.doors.web.opened_examples import ARDMERE, DOHA, reader


def test_a_mediator_sees_the_counts_and_each_issue_with_both_sides():
    page = reader(ARDMERE, "ministry").opens("gap")
    assert "1 agreed 6 overlapping 2 open 1 not known" in page.words
    assert page.words.count("Steps apart") == 1  # the labels for telephones are no second text
    assert "At most one in five; Any number, at the same pay as staff" in page.words


def test_what_people_claim_stands_apart_from_what_is_computed():
    words = reader(ARDMERE, "ministry").opens("gap").words
    computed, _, claimed = words.partition("Claimed")
    assert "narrowing" not in computed
    assert claimed.count("narrowing") >= 2
    assert "Edmund Hallory, managing director" in claimed


def test_co_mediators_have_each_the_gap_of_what_they_were_told():
    ministry, judge = (reader(ARDMERE, seat).opens("gap").words for seat in ("ministry", "judge"))
    assert "0 agreed 0 overlapping 10 open 0 not known" in judge
    assert "0 agreed 0 overlapping 10 open 0 not known" not in ministry


def test_a_seat_without_positions_reads_that_nothing_can_be_computed():
    words = reader(ARDMERE, "shippers").opens("gap").words
    assert "cannot be computed: the record holds no position of either side" in words


def test_a_party_sees_no_losses_as_it_holds_no_numbers_of_the_other_side():
    assert "would lose" not in reader(ARDMERE, "union").opens("gap").page


def test_the_gap_says_how_it_was_computed():
    words = reader(ARDMERE, "ministry").opens("gap").words
    assert "Method gap between positions" in words
    assert "none: exact" in words


def test_doha_holds_the_three_sayings_and_the_sentence():
    words = reader(DOHA, "reader").opens("gap").words
    assert "cannot be computed: the record holds no position of either side" in words
    sayings = words.partition("Claimed")[2]
    assert sayings.count("the entry of saying") == 3


def test_a_mediator_sees_which_issues_could_be_traded():
    words = reader(ARDMERE, "ministry").opens("gap").words
    assert "What could be traded" in words
    assert "a trade: dear for one, cheap for the other" in words
    assert "Costs the sides least together" in words


def test_who_keeps_no_preferences_of_both_sides_sees_no_trades():
    for seat in ("union", "company", "shippers"):
        assert "What could be traded" not in reader(ARDMERE, seat).opens("gap").words
