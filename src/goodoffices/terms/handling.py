"""The terms on which something was told."""

from __future__ import annotations

from enum import Enum

from goodoffices.errors import HandlingError
from goodoffices.terms.text import Label
from goodoffices.terms.when import first_day, last_day
from goodoffices.terms.word import Word


class Form(Enum):
    """In which form a confidence may be passed on, from the strictest."""

    NEVER = "never"
    ASK_FIRST = "ask_first"
    IN_SUBSTANCE = "in_substance"
    IN_WORDS = "in_words"


class Attribution(Enum):
    """Under whose name it may be passed on, from the strictest."""

    AS_OWN = "as_own"
    BY_SIDE = "by_side"
    BY_NAME = "by_name"


class Handling(Word):
    """The terms of a confidence: to whom, in which form, under whose name, when, in return for what.

    `to` names actors; it is empty only where nothing may be told to anybody (form `never`) or where the
    owner must be asked in each case (`ask_first`). `not_before` and `not_after` are days in the talks' own
    time zone, both inclusive of the day named. Clock time alone never discloses: the dates bind the teller.

    >>> Handling(form=Form.IN_SUBSTANCE, to=("Harbour Company",)).attribution
    <Attribution.AS_OWN: 'as_own'>
    >>> Handling(form=Form.IN_WORDS)
    Traceback (most recent call last):
    ...
    goodoffices.errors.HandlingError: terms that allow telling must name to whom
    """

    form: Form = Form.ASK_FIRST
    to: tuple[Label, ...] = ()
    attribution: Attribution = Attribution.AS_OWN
    not_before: str | None = None
    not_after: str | None = None
    in_return_for: Label | None = None
    tell_delivery: bool = False

    def __post_init__(self) -> None:
        """Refuse terms that contradict themselves."""
        if self.form in {Form.IN_SUBSTANCE, Form.IN_WORDS} and not self.to:
            raise HandlingError("terms that allow telling must name to whom")
        if self.form is Form.NEVER and self.to:
            raise HandlingError("terms that forbid telling cannot name to whom it may be told")
        begins = None if self.not_before is None else first_day(self.not_before)
        ends = None if self.not_after is None else last_day(self.not_after)
        if begins and ends and ends < begins:
            raise HandlingError("terms end before they begin")


UNSPOKEN = Handling()
"""What holds where somebody told something and named no terms: the owner is asked first."""
