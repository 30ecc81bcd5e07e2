"""What a package must meet besides being worth it: links between options, and red lines."""

from __future__ import annotations

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.text import Label
from goodoffices.terms.word import Word


class Link(Word):
    """One option only together with another: a package with `option` and without `only_with` is none.

    A partial package breaks it only where it settles both issues.
    """

    option: Choice
    only_with: Choice

    def __post_init__(self) -> None:
        """Refuse a link of an issue with itself."""
        if self.option.issue == self.only_with.issue:
            raise WordError("a link joins options of two issues")

    def misfit(self, agenda: Agenda) -> str | None:
        """What the agenda does not know, as a sentence, or None."""
        return Package(choices=(self.option, self.only_with)).misfit(agenda)


class RedLine(Word):
    """What a party will not accept: a package that holds all of these options, whatever else is in it.

    Such a package is worse than no agreement for that party; it may still lie on the frontier of worths,
    never in the zone.
    """

    holder: Label
    options: tuple[Choice, ...]

    def __post_init__(self) -> None:
        """Refuse a red line that would exclude everything, and one that names an issue twice."""
        if not self.options:
            raise WordError(f"a red line of {self.holder} names no option")
        Package(choices=self.options)

    def misfit(self, agenda: Agenda) -> str | None:
        """What the agenda does not know, as a sentence, or None."""
        return Package(choices=self.options).misfit(agenda)


class Discount(Word):
    """What a round, or the whole of the time, leaves of every worth of a party: 0 < factor <= 1.

    By rounds: worth * factor ** round. By time: worth * factor ** t, t from 0 (begin) to 1 (deadline).
    """

    holder: Label
    factor: float
    by_rounds: bool = False

    def __post_init__(self) -> None:
        """Refuse a factor that is none."""
        if not 0 < self.factor <= 1:
            raise WordError(f"the discount factor of {self.holder} must lie above 0 and at most at 1")
