from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Link, RedLine
from goodoffices.terms.interaction import Interacting, Table
from goodoffices.terms.package import Choice, Package

TABLE = {
    "land": {"all": (2, 0), "none": (0, 2)},
    "sea-border": {"near": (1, 1), "far": (0, 3), "none": (0, 0)},
}


def two_parties() -> Scenario:
    return from_table(TABLE, {"East": 1, "West": 1})


def test_outcomes_are_counted_exactly():
    assert two_parties().outcomes == 6
    assert (
        from_table(
            {f"i{n}": {f"o{k}": (0, 0) for k in range(10)} for n in range(50)}, {"A": 0, "B": 0}
        ).outcomes
        == 10**50
    )


def test_a_package_is_made_of_option_indices():
    assert two_parties().package((1, 2)) == Package(
        choices=(Choice(issue="land", option="none"), Choice(issue="sea-border", option="none"))
    )


def test_an_empty_agenda_is_refused():
    with pytest.raises(ScenarioError, match="names no issue"):
        Scenario(agenda=Agenda(), preferences=two_parties().preferences)


def test_one_party_is_no_scenario():
    with pytest.raises(ScenarioError, match="1 preferences given; a scenario needs two or more"):
        Scenario(agenda=two_parties().agenda, preferences=two_parties().preferences[:1])


def test_a_party_has_one_preference():
    with pytest.raises(ScenarioError, match="two preferences"):
        Scenario(agenda=two_parties().agenda, preferences=two_parties().preferences[:1] * 2)


def test_a_preference_that_leaves_out_an_issue_is_refused_by_name():
    more = Issue(key="name", title="Name", options=(Option(key="old", title="Old"),))
    with pytest.raises(ScenarioError, match="East must weigh each issue"):
        Scenario(
            agenda=Agenda(issues=(*two_parties().agenda.issues, more)), preferences=two_parties().preferences
        )


def test_the_digest_is_of_the_numbers_and_not_of_their_source():
    one = two_parties()
    other = Scenario(agenda=one.agenda, preferences=one.preferences, source="elsewhere")
    assert one.digest == other.digest
    assert one.digest != from_table(TABLE, {"East": 1, "West": 2}).digest


def test_the_digest_does_not_change_from_release_to_release():
    assert two_parties().digest == "20cba8539c5b902bc29bcbc41bd891c007160a975db86946491f948be9e429cd"


def test_a_scenario_is_frozen():
    with pytest.raises(AttributeError):
        setattr(two_parties(), "source", "elsewhere")  # noqa: B010 - as an assignment it would not type-check


def test_titles_are_made_from_keys():
    assert [issue.title for issue in two_parties().agenda.issues] == ["Land", "Sea border"]


def test_conditions_are_part_of_what_a_finding_was_made_from():
    plain = two_parties()
    near = Choice(issue="sea-border", option="near")
    linked = Link(option=Choice(issue="land", option="all"), only_with=near)
    kept = [
        Scenario(agenda=plain.agenda, preferences=plain.preferences, links=(linked,)),
        Scenario(
            agenda=plain.agenda,
            preferences=plain.preferences,
            red_lines=(RedLine(holder="East", options=(near,)),),
        ),
    ]
    assert len({each.digest for each in (plain, *kept)}) == 3


def test_a_condition_on_what_is_not_there_is_refused():
    plain = two_parties()
    nowhere = RedLine(holder="East", options=(Choice(issue="sky", option="near"),))
    nobody = RedLine(holder="South", options=(Choice(issue="land", option="all"),))
    for wrong, said in ((nowhere, "no issue sky"), (nobody, "South holds no preference")):
        with pytest.raises(ScenarioError, match=said):
            Scenario(agenda=plain.agenda, preferences=plain.preferences, red_lines=(wrong,))


def test_what_needs_additive_preferences_is_told_where_there_are_none():
    plain = two_parties()
    interacting = Interacting(holder="West", factors=(Table(issues=("land",), values=(0, 1)),), reservation=0)
    scenario = Scenario(agenda=plain.agenda, preferences=(plain.preferences[0], interacting))
    with pytest.raises(ScenarioError, match="interact"):
        _ = scenario.additive
