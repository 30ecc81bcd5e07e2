from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining.gap_in_time import gap_in_time
from goodoffices.bargaining.gap_of_positions import (
    CannotBeComputed,
    Gap,
    GapCounts,
    GapState,
    gap_of_positions,
)
from goodoffices.errors import ScenarioError
from goodoffices.scenarios.table import from_table
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.position import Position, Stance

WEEKS = tuple(Option(key=f"w{n}", title=f"{n} weeks") for n in (2, 4, 6, 8))
TRUCE = Agenda(
    issues=(
        Issue(key="length", title="Length", options=WEEKS, ordered=True),
        Issue(
            key="monitors",
            title="Monitors",
            options=(Option(key="un", title="UN"), Option(key="none", title="None")),
        ),
    )
)
NORTH_AND_SOUTH = ("North", "South")


def says(holder: str, **options: str) -> Position:
    stances = tuple(Stance(issue=issue, acceptable=tuple(keys.split())) for issue, keys in options.items())
    return Position(holder=holder, stances=stances)


def answer(*positions: Position, parties=NORTH_AND_SOUTH, scenario=None) -> Gap | CannotBeComputed:
    return gap_of_positions(TRUCE, positions, parties=parties, scenario=scenario).result


def computed(found: Gap | CannotBeComputed) -> Gap:
    assert isinstance(found, Gap)
    return found


def of(*positions: Position, parties=NORTH_AND_SOUTH) -> Gap:
    return computed(answer(*positions, parties=parties))


@pytest.mark.parametrize(
    ("north", "south", "state", "common", "steps"),
    [
        ("w2", "w2", GapState.AGREED, ("w2",), 0),
        ("w2 w4", "w4", GapState.OVERLAPPING, ("w4",), 0),
        ("w4 w2", "w2 w4", GapState.OVERLAPPING, ("w2", "w4"), 0),
        ("w2", "w8", GapState.OPEN, (), 3),
        ("w2 w6", "w8", GapState.OPEN, (), 1),
    ],
)
def test_an_ordered_issue_has_a_state_common_options_and_steps(north, south, state, common, steps):
    issue = of(says("North", length=north), says("South", length=south)).issues[0]
    assert (issue.state, issue.common, issue.steps, issue.distance) == (state, common, steps, steps / 3)


def test_an_issue_without_order_has_no_steps():
    issue = of(says("North", monitors="un"), says("South", monitors="none")).issues[1]
    assert (issue.state, issue.steps, issue.distance, issue.widest) == (GapState.OPEN, None, None, None)


def test_an_issue_on_which_a_side_has_stated_nothing_is_unknown():
    found = of(says("North", length="w2"), Position(holder="South", content="We want it all."))
    assert found.counts == GapCounts(unknown=2)
    assert found.issues[0].lacking == ("South",)
    assert found.issues[1].lacking == NORTH_AND_SOUTH


def test_a_later_position_replaces_the_earlier_one_whole():
    found = of(
        says("North", length="w2", monitors="un"),
        says("South", length="w8", monitors="un"),
        says("South", length="w2"),
    )
    assert found.counts == GapCounts(agreed=1, unknown=1)


@pytest.mark.parametrize(
    ("held", "parties", "whose"),
    [
        ((), NORTH_AND_SOUTH, "either side"),
        ((), (), "either side"),
        (("South",), NORTH_AND_SOUTH, "North"),
        (("A",), ("A", "B", "C"), "B and C"),
        ((), ("A", "B", "C"), "any side"),
        (("A",), ("A",), "the other side"),
    ],
)
def test_without_positions_the_answer_is_that_it_cannot_be_computed(held, parties, whose):
    found = answer(*(says(holder, length="w2") for holder in held), parties=parties)
    assert isinstance(found, CannotBeComputed)
    assert found.sentence == f"cannot be computed: the record holds no position of {whose}"
    assert found.lacking == tuple(party for party in parties if party not in held)


def test_with_nothing_on_the_agenda_there_is_no_gap_to_compute():
    said = tuple(Position(holder=holder, content="Peace first.") for holder in NORTH_AND_SOUTH)
    found = gap_of_positions(Agenda(), said, parties=NORTH_AND_SOUTH).result
    assert found == CannotBeComputed(lacking=(), sentence="cannot be computed: the agenda names no issue")


def test_three_parties_are_as_far_apart_as_the_widest_pair():
    issue = of(
        says("A", length="w2"), says("B", length="w4"), says("C", length="w8"), parties=("A", "B", "C")
    ).issues[0]
    assert (issue.state, issue.steps, issue.widest) == (GapState.OPEN, 3, ("A", "C"))


def test_what_two_of_three_share_is_not_common_to_all():
    issue = of(
        says("A", length="w2 w4"),
        says("B", length="w4 w6"),
        says("C", length="w6 w2"),
        parties=("A", "B", "C"),
    ).issues[0]
    assert (issue.state, issue.common, issue.steps) == (GapState.OPEN, (), 0)


def test_positions_of_others_are_left_out_and_named():
    found = gap_of_positions(
        TRUCE,
        (says("North", length="w2"), says("South", length="w2"), says("East", length="w8")),
        parties=NORTH_AND_SOUTH,
    )
    assert computed(found.result).counts.agreed == 1
    assert found.remarks == ("Not counted, as they are no parties here: the positions of East.",)


def test_with_preferences_each_side_sees_what_it_would_lose_by_its_own_utility():
    scenario = from_table(
        {"price": {"low": (0, 10), "mid": (4, 7), "high": (9, 0)}}, {"Seller": 0, "Buyer": 0}
    )
    found = gap_of_positions(
        scenario.agenda,
        (says("Seller", price="high mid"), says("Buyer", price="low")),
        parties=("Seller", "Buyer"),
        scenario=scenario,
    )
    assert [stand.loss for stand in computed(found.result).issues[0].stands] == [9.0, 3.0]


def test_with_three_parties_the_loss_is_the_worst():
    scenario = from_table({"x": {"a": (9, 0, 1), "b": (5, 0, 1), "c": (1, 5, 1)}}, {"A": 0, "B": 0, "C": 0})
    found = gap_of_positions(
        scenario.agenda,
        (says("A", x="a"), says("B", x="b"), says("C", x="c")),
        parties=("A", "B", "C"),
        scenario=scenario,
    )
    assert [stand.loss for stand in computed(found.result).issues[0].stands] == [8.0, 0.0, 0.0]


def test_a_position_outside_the_agenda_is_refused():
    with pytest.raises(ScenarioError, match="the position of North: issue length has no option w9"):
        of(says("North", length="w9"))


def test_preferences_over_another_agenda_are_refused():
    scenario = from_table({"x": {"a": (0, 0)}}, {"North": 0, "South": 0})
    with pytest.raises(ScenarioError, match="another agenda"):
        answer(says("North", length="w2"), says("South", length="w2"), scenario=scenario)


@given(st.permutations(["w2", "w4", "w6", "w8"]), st.integers(1, 4), st.integers(1, 4))
def test_the_order_of_parties_changes_no_state_and_no_step(keys, first, second):
    one, other = " ".join(keys[:first]), " ".join(keys[-second:])
    there = of(says("North", length=one), says("South", length=other)).issues[0]
    back = of(says("North", length=other), says("South", length=one)).issues[0]
    assert (there.state, there.common, there.steps) == (back.state, back.common, back.steps)


def test_the_gap_in_time_has_one_entry_for_each_change_of_position():
    moves = (
        ("1 May", says("North", length="w2")),
        ("2 May", says("South", length="w8")),
        ("3 May", says("South", length="w8")),
        ("4 May", says("East", length="w2")),
        ("9 May", says("South", length="w4 w2")),
    )
    series = gap_in_time(TRUCE, NORTH_AND_SOUTH, moves).result
    assert [(at.label, at.holder) for at in series] == [
        ("1 May", "North"),
        ("2 May", "South"),
        ("9 May", "South"),
    ]
    assert isinstance(series[0].gap, CannotBeComputed)
    assert [computed(at.gap).counts for at in series[1:]] == [
        GapCounts(open=1, unknown=1),
        GapCounts(overlapping=1, unknown=1),
    ]


def test_the_digest_of_a_gap_is_that_of_the_positions_that_count():
    early, late, south = says("North", length="w2"), says("North", length="w4"), says("South", length="w8")
    of_all = gap_of_positions(TRUCE, (early, south, late), parties=NORTH_AND_SOUTH).digest
    assert of_all == gap_of_positions(TRUCE, (late, south), parties=NORTH_AND_SOUTH).digest
    assert of_all != gap_of_positions(TRUCE, (early, south), parties=NORTH_AND_SOUTH).digest
