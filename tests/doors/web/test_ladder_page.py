"""The way of each message, as a seat reads it."""

from __future__ import annotations

from tests.doors.web.opened_examples import ARDMERE, DOHA, reader


def test_doha_has_one_message_with_two_legs_and_the_second_is_unclear():
    page = reader(DOHA, "reader").opens("ladder")
    assert page.page.count("<section>") == 1
    assert "1. United States to Qatar delivered" in page.words
    assert "2. Qatar to Hamas unclear" in page.words
    assert page.page.count('class="leg broken"') == 2  # for a telephone, and for a desk


def test_what_was_only_to_be_passed_on_does_not_stand_as_passed_on():
    page = reader(DOHA, "reader").opens("ladder")
    second = page.page.partition("2. <bdi>Qatar</bdi>")[2].partition("</tr>")[0]
    passed_on = second.partition('data-label="Words passed on"')[2].partition("</td>")[0]
    assert "not stated" in passed_on
    assert "Come through" not in passed_on


def test_the_pressure_that_is_claimed_is_no_report_of_a_leg():
    assert "immense" not in reader(DOHA, "reader").opens("ladder").words


def test_each_report_names_on_whose_word_and_leads_to_its_entry():
    page = reader(DOHA, "reader").opens("ladder")
    assert "asked – on the word of two US officials" in page.words
    assert "unclear – on the word of the report's own voice" in page.words
    assert {reader(DOHA, "reader").opens(link).status for link in page.links("entry/")} == {200}


def test_a_mediator_sees_what_was_given_passed_on_and_read_back_side_by_side():
    words = reader(ARDMERE, "ministry").opens("ladder").words
    assert "We understand that the union accepts new cranes" in words
    assert "It has not agreed to any number of cranes" in words
    assert "1 h 10 min" in words


def test_a_co_mediator_sees_no_way_that_is_not_her_own():
    assert "We understand that the union accepts" not in reader(ARDMERE, "judge").opens("ladder").page


def test_a_party_does_not_see_that_its_message_was_carried_on():
    union = reader(ARDMERE, "union").opens("ladder")
    assert "This seat knows of no message that was carried on." in union.words
