"""How sure what is computed is, as a seat may say it of what it keeps."""

from __future__ import annotations

import re

import pytest

from goodoffices.desk import computing
from goodoffices.doors.cli.place import authored, in_memory
from goodoffices.doors.web.pages import sureness as page
from goodoffices.errors import ScenarioError
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.uncertain import AboutEqual, Acceptable, IssueBefore, OptionBefore, PackageBefore
from tests.doors.web.opened_examples import ARDMERE, Answer, reader

RANGE = re.compile(r"^[\d.]+ \(([\d.]+) to ([\d.]+)\)$")


@pytest.fixture(scope="module")
def asked() -> Answer:
    return reader(ARDMERE, "ministry").opens("packages?off=10")


def test_nothing_is_drawn_before_somebody_asks():
    words = reader(ARDMERE, "ministry").opens("packages").words
    assert "How sure is this?" in words
    assert "of 100 cases" not in words


def test_a_mediator_reads_how_sure_a_deal_is_with_what_the_drawing_leaves_open(asked: Answer):
    said = re.search(
        r"In at least ([\d.]+) of 100 cases \(([\d.]+) to ([\d.]+)\) there is a deal", asked.words
    )
    assert said is not None
    value, low, high = map(float, said.groups())
    assert 0 < low < value < high < 100
    assert "2,000 were drawn" in asked.words
    assert "Seed 1" in asked.words


def test_the_packages_of_the_page_are_judged_and_none_is_surer_than_that_there_is_some_deal(asked: Answer):
    table = asked.page.partition("at least as good as no agreement</caption>")[2].partition("</table>")[0]
    names = re.findall(r'role="rowheader">([^<]+)<', table)
    assert names[0] == "The candidate package"
    assert {"Proposal 1", "Package A"} <= set(names)
    assert len(set(names)) == len(names)
    shares = [float(found) for found in re.findall(r"<strong>([\d.]+) \(", table)]
    whole = re.search(r"In at least ([\d.]+) of 100", asked.words)
    assert whole is not None
    assert max(shares) <= float(whole[1])


def test_each_question_names_a_side_and_every_letter_in_it_is_spelled_out(asked: Answer):
    part = asked.words.partition("What to ask next")[2].partition("How this was found")[0]
    assert re.search(r"Ask Ardmere \w+.*?: Is package [A-Z] better for you than", part)
    letters = set(re.findall(r"package ([A-Z])\b", part))
    assert letters
    spelled = asked.page.partition("The packages with letters</caption>")[2].partition("</thead>")[0]
    assert letters <= set(re.findall(r"Package ([A-Z])<", spelled))


def test_the_picture_says_what_the_table_says(asked: Answer):
    assert 'id="sure-narrow-text"' in asked.page
    assert 'id="sure-wide-text"' in asked.page
    assert "The candidate package: the share of all cases" in asked.page


@pytest.mark.parametrize("off", ["", "7", "ten", "100"])
def test_only_the_percents_of_the_form_are_answered(off: str):
    assert "of 100 cases" not in reader(ARDMERE, "ministry").opens(f"packages?off={off}").words


def test_a_party_has_no_such_form_and_its_address_tells_it_nothing():
    union = reader(ARDMERE, "union")
    plain, with_query = union.opens("packages"), union.opens("packages?off=10")
    assert "How sure is this?" not in plain.words
    assert with_query.words == plain.words


def test_what_one_mediator_asks_shows_on_no_page_of_any_other_seat():
    others = [reader(ARDMERE, seat) for seat in ("judge", "union", "company")]
    before = [(seat.opens("packages").page, seat.opens("gap").page) for seat in others]
    assert "of 100 cases" in reader(ARDMERE, "ministry").opens("packages?off=5").words
    assert [(seat.opens("packages").page, seat.opens("gap").page) for seat in others] == before


def test_numbers_that_may_not_be_off_at_all_leave_no_doubt_and_a_package_twice_named_is_judged_alike():
    view = in_memory(authored(ARDMERE), "ministry").view()
    given = computing.scenario(view)
    assert not isinstance(given, str)
    first = given.package(tuple(0 for _ in given.agenda.issues))
    found = computing.how_sure(view, 0.0, (first, first))
    assert isinstance(found, computing.Sureness)
    assert found.found.result.acceptability.open_zone.value == 1.0
    assert {one.acceptable_to_all.value for one in found.named} <= {0.0, 1.0}
    first_time, second_time = found.named
    assert first_time == second_time
    assert isinstance(computing.how_sure(view, 1.0, ()), ScenarioError)


def test_every_kind_of_statement_can_be_asked_in_words():
    view = in_memory(authored(ARDMERE), "ministry").view()
    agenda = view.talks.agenda
    wage, crew = agenda.issues[0], agenda.issues[1]
    one = Package(choices=(Choice(issue=wage.key, option=wage.options[0].key),))
    other = Package(choices=(Choice(issue=wage.key, option=wage.options[1].key),))
    names = page._Names({one: "the candidate package"})
    better, worse = (option.title for option in wage.options[:2])
    asked = [
        (Acceptable(package=one), "Is the candidate package better for you than no agreement?"),
        (PackageBefore(better=other, worse=one), "Is package A better for you than the candidate package?"),
        (
            AboutEqual(first=one, second=other),
            "Is the candidate package worth about as much to you as package A?",
        ),
        (
            IssueBefore(heavier=wage.key, lighter=crew.key),
            f"Does “{wage.title}” matter more to you than “{crew.title}”?",
        ),
        (
            OptionBefore(issue=wage.key, better=wage.options[0].key, worse=wage.options[1].key),
            f"On “{wage.title}”: is “{better}” better for you than “{worse}”?",
        ),
    ]
    for statement, words in asked:
        assert page._question(statement, agenda, names) == words
    assert names.lettered == {"A": other}
