"""What a side wants, as plain values; the numbers made from it live in the engine."""

from __future__ import annotations

import math
from typing import Annotated

import msgspec

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.identity import Slug
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word

Weight = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
Worth = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]


class OptionWorth(Word):
    """How good one option is for the holder; higher is better."""

    option: Slug
    value: Worth


class IssueWorth(Word):
    """How much an issue weighs, and how good each of its options is."""

    issue: Slug
    weight: Weight
    values: tuple[OptionWorth, ...]


class Preference(Word):
    """An additive preference: u(x) = sum over issues of weight times value; higher is better.

    `holder` is the canonical name of the actor whose preference it is, `reservation` the worth of no
    agreement on the same scale, `basis` how we know ("its own", "the mediator's estimate").
    """

    holder: Label
    issues: tuple[IssueWorth, ...]
    reservation: Worth
    basis: Text | None = None

    def misfit(self, agenda: Agenda) -> str | None:
        """What does not fit the agenda, as a sentence, or None: each issue and option exactly once."""
        if sorted(worth.issue for worth in self.issues) != sorted(issue.key for issue in agenda.issues):
            return f"the preference of {self.holder} must weigh each issue of the agenda once"
        for worth in self.issues:
            issue = agenda.issue(worth.issue)
            options = [] if issue is None else sorted(option.key for option in issue.options)
            if sorted(value.option for value in worth.values) != options:
                return f"the preference of {self.holder} must value each option of {worth.issue} once"
        return None

    def __post_init__(self) -> None:
        """Refuse numbers that are not numbers."""
        numbers = [self.reservation, *(worth.weight for worth in self.issues)]
        numbers += [value.value for worth in self.issues for value in worth.values]
        if any(map(math.isnan, numbers)):
            raise WordError(f"the preference of {self.holder} holds a value that is not a number")
