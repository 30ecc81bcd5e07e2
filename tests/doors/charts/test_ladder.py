"""The picture of a message's way."""

from __future__ import annotations

import pytest

from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.ladder import Rung, ladder
from goodoffices.terms.message import Delivery


def leg(state: str, teller: str = "Qatar", hearer: str = "Hamas") -> Rung:
    return Rung(teller=teller, hearer=hearer, state=state, state_words=state, said=("deliver on a deal",))


def drawn(*rungs: Rung, width: Width = Width.NARROW) -> str:
    return ladder(("United States", "Qatar", "Hamas"), rungs, key="l", title="The way", width=width)


@pytest.mark.parametrize("width", Width)
def test_each_leg_is_one_rung_with_its_words_and_its_state(width: Width):
    picture = drawn(leg("delivered", "United States", "Qatar"), leg("unclear"), width=width)
    assert picture.count('class="head ') == 2
    assert "1. delivered" in picture
    assert "2. unclear" in picture
    assert picture.count("deliver on a deal") == 2


def test_an_unclear_leg_is_broken_and_has_a_question_mark():
    picture = drawn(leg("unclear"))
    assert 'class="leg broken"' in picture
    assert ">?</text>" in picture


def test_a_leg_back_points_to_the_left():
    forward, back = drawn(leg("sent")), drawn(leg("sent", "Hamas", "Qatar"))
    assert forward != back


def test_a_message_without_legs_has_its_columns_and_says_so():
    picture = ladder(("North", "South"), (), key="l", title="The way", width=Width.WIDE)
    assert "No leg is recorded" in picture
    assert "North" in picture


@pytest.mark.parametrize(
    "state",
    [*(delivery.value for delivery in Delivery), "disputed"],
)
def test_every_state_of_a_leg_has_a_look(state: str):
    assert 'class="leg ' in drawn(leg(state))
