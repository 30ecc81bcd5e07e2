"""Choices stand as plain words in the help, and are those of the field."""

from __future__ import annotations

from typing import get_args, get_type_hints

from goodoffices.doors.cli import message, parameters, proposal
from goodoffices.terms.handling import Attribution, Form
from goodoffices.terms.message import Delivery, MessageForm
from goodoffices.terms.proposal import Answer


def words(annotated) -> list[str]:
    literal = get_args(annotated)[0]
    return [one for part in get_args(literal) for one in (get_args(part) or (part,)) if isinstance(one, str)]


def test_the_choices_of_terms_are_those_of_the_field():
    assert words(parameters.Terms) == [form.value for form in Form]
    for attribution in (parameters.Attributed, parameters.AttributionAllowed):
        assert words(attribution) == [one.value for one in Attribution]


def test_the_choices_of_the_other_commands_are_those_of_the_field():
    assert words(message.Form) == [form.value for form in MessageForm]
    assert literal_of(message.tell, "delivery") == [one.value for one in Delivery]
    assert literal_of(proposal.answer, "value") == [one.value for one in Answer]


def literal_of(function, name: str) -> list[str]:
    return words(get_type_hints(function, include_extras=True)[name])
