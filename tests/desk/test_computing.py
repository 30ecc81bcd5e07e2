"""What a seat computes from its own view."""

from __future__ import annotations

from goodoffices.bargaining.candidate import Candidate
from goodoffices.bargaining.gap_of_positions import CannotBeComputed, Gap
from goodoffices.desk import computing
from goodoffices.record.acts import PreferenceKept
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.preference import Preference
from tests.desk.views import day, says, view, wants


def test_without_positions_the_gap_is_a_sentence():
    result = computing.gap(view()).result
    assert isinstance(result, CannotBeComputed)
    assert result.sentence == "cannot be computed: the record holds no position of either side"


def test_the_position_that_happened_last_counts_not_the_one_recorded_last():
    found = view(
        says("East", "high", when=day("2031-03-09")),
        says("East", "low", when=day("2031-03-02")),
        says("West", "high", when=day("2031-03-01")),
    )
    result = computing.gap(found).result
    assert isinstance(result, Gap)
    assert result.counts.agreed == 1


def test_a_position_that_does_not_fit_the_agenda_is_answered_in_a_sentence():
    result = computing.gap(view(says("East", "sideways"), says("West", "low"))).result
    assert isinstance(result, CannotBeComputed)
    assert "sideways" in result.sentence


def test_the_series_names_the_entry_that_changed_each_position():
    found = view(
        says("East", "low", when=day("2031-03-01")),
        says("West", "high", when=day("2031-03-01")),
        says("East", "low", when=day("2031-03-04")),
        says("East", "high", when=day("2031-03-09")),
    )
    series = computing.gap_in_time(found)
    assert [(moment.holder, moment.line.first) for moment in series] == [
        ("East", "2031-03-01"),
        ("West", "2031-03-01"),
        ("East", "2031-03-09"),
    ]


def test_a_mediator_computes_from_the_latest_estimate_of_each_side():
    found = view(wants("East", 9, 9, 9), wants("West", 2, 1, 0), wants("East", 0, 1, 2))
    zone, candidate = computing.zone(found), computing.candidate(found)
    assert not isinstance(zone, str)
    assert not isinstance(candidate, str)
    assert zone.result.outcomes == 3
    assert isinstance(candidate.result, Candidate)
    assert candidate.result.package.option("price") == "middle"


def test_an_estimate_that_changes_changes_the_answer():
    before = view(wants("East", 0, 1, 2), wants("West", 2, 1, 0))
    after = view(wants("East", 0, 1, 2, reservation=3), wants("West", 2, 1, 0))
    answers = [computing.zone(found) for found in (before, after, before)]
    assert [answer.result.empty for answer in answers if not isinstance(answer, str)] == [False, True, False]


def test_a_party_keeps_only_its_own_and_is_told_so():
    found = view(wants("East", 0, 1, 2), seat="east")
    assert computing.scenario(found) == (
        "Only your own preferences are kept here, the other side's are not yours to see."
    )


def test_a_mediator_with_one_estimate_is_told_whose_is_missing():
    assert "No preferences of West" in str(computing.frontier(view(wants("East", 0, 1, 2))))


def test_talks_without_an_agenda_say_so_first():
    assert "names no issue" in str(computing.shortfall(view(agenda=Agenda(), seat="reader")))


def test_preferences_that_do_not_fit_the_agenda_are_refused_in_a_sentence():
    odd = PreferenceKept(preference=Preference(holder="West", issues=(), reservation=0))
    assert "cannot be used" in str(computing.scenario(view(wants("East", 0, 1, 2), odd)))


def test_a_package_is_worth_what_the_preferences_say_and_a_partial_one_nothing_certain():
    given_here = computing.scenario(view(wants("East", 0, 1, 2), wants("West", 2, 1, 0)))
    assert not isinstance(given_here, str)
    whole = Package(choices=(Choice(issue="price", option="high"),))
    assert computing.worths(given_here, whole) == (2.0, 0.0)
    assert computing.worths(given_here, Package()) is None
