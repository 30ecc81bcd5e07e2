"""What one actor tells another."""

from __future__ import annotations

import pytest

from goodoffices.errors import WordError
from goodoffices.terms.message import Message, MessageForm
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.proposal import Answer, Response
from goodoffices.terms.word import NOT_STATED


@pytest.mark.parametrize("consequence", [None, NOT_STATED])
def test_a_warning_says_what_follows(consequence: str | None) -> None:
    with pytest.raises(WordError, match="consequence"):
        Message(form=MessageForm.WARNING, content="Do it.", consequence=consequence)


@pytest.mark.parametrize("deadline", [None, NOT_STATED])
def test_an_ultimatum_without_a_deadline_is_a_warning(deadline: str | None) -> None:
    with pytest.raises(WordError, match="deadline"):
        Message(form=MessageForm.ULTIMATUM, content="Do it.", consequence="We leave.", deadline=deadline)


def test_who_would_carry_a_warning_out_may_be_not_stated() -> None:
    warning = Message(
        form=MessageForm.WARNING, content="Do it.", consequence="They leave.", enforcer=NOT_STATED
    )
    assert warning.enforcer == "not stated"


def test_reservations_that_are_announced_are_given() -> None:
    with pytest.raises(WordError, match="which reservations"):
        Response(value=Answer.ACCEPT_WITH_RESERVATIONS)


def test_a_stance_names_at_least_one_option() -> None:
    with pytest.raises(WordError, match="at least one"):
        Stance(issue="wage", acceptable=())


def test_a_position_takes_one_stance_on_an_issue() -> None:
    stance = Stance(issue="wage", acceptable=("three",))
    with pytest.raises(WordError, match="one stance"):
        Position(holder="Union", stances=(stance, stance))
