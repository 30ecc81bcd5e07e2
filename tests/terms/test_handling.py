"""The terms on which something was told."""

from __future__ import annotations

import pytest

from goodoffices.errors import HandlingError
from goodoffices.terms.handling import UNSPOKEN, Attribution, Form, Handling


def test_where_nobody_named_terms_the_owner_is_asked_first() -> None:
    assert UNSPOKEN.form is Form.ASK_FIRST
    assert UNSPOKEN.to == ()


def test_unless_said_otherwise_the_mediator_speaks_as_her_own() -> None:
    assert Handling(form=Form.IN_WORDS, to=("B",)).attribution is Attribution.AS_OWN


@pytest.mark.parametrize("form", [Form.IN_SUBSTANCE, Form.IN_WORDS])
def test_leave_to_tell_names_to_whom(form: Form) -> None:
    with pytest.raises(HandlingError, match="to whom"):
        Handling(form=form)


def test_never_cannot_name_an_addressee() -> None:
    with pytest.raises(HandlingError, match="forbid telling"):
        Handling(form=Form.NEVER, to=("B",))


def test_terms_cannot_end_before_they_begin() -> None:
    with pytest.raises(HandlingError, match="end before they begin"):
        Handling(not_before="2031-03-10", not_after="2031-03-09")


def test_terms_may_hold_for_one_day() -> None:
    assert Handling(not_before="2031-03-10", not_after="2031-03-10").not_after == "2031-03-10"
