"""Where each number of an additive preference stands in one long vector."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Package

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Layout:
    """z = (a weight for each issue, a term for each option of each issue, the worth of no agreement).

    A term is weight times value: what an option adds to the worth of a package.
    """

    agenda: Agenda

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(len(issue.options) for issue in self.agenda.issues)

    @cached_property
    def issues(self) -> int:
        """How many issues there are."""
        return len(self.sizes)

    @cached_property
    def starts(self) -> Indices:
        """Where the terms of each issue begin among all terms."""
        return np.concatenate(([0], np.cumsum(self.sizes)[:-1])).astype(np.int64)

    @cached_property
    def terms(self) -> int:
        """How many options all issues have together."""
        return sum(self.sizes)

    @cached_property
    def issue_of(self) -> Indices:
        """The issue of each term."""
        return np.repeat(np.arange(self.issues), self.sizes).astype(np.int64)

    @property
    def width(self) -> int:
        """How many numbers z has."""
        return self.issues + self.terms + 1

    def term(self, issue: str, option: str) -> int:
        """The place of an option among all terms. The agenda must hold both."""
        at = self.issue(issue)
        return int(self.starts[at]) + [one.key for one in self.agenda.issues[at].options].index(option)

    def issue(self, issue: str) -> int:
        """The place of an issue on the agenda, which must hold it."""
        return [one.key for one in self.agenda.issues].index(issue)

    def choices(self, package: Package) -> tuple[int, ...]:
        """The option indices of a whole package, issue by issue."""
        return tuple(
            [option.key for option in issue.options].index(package.option(issue.key) or "")
            for issue in self.agenda.issues
        )

    def indicators(self, choices: npt.ArrayLike) -> Floats:
        """One row for each package, shape (packages, terms): 1 where it takes the option, else 0.

        >>> from goodoffices.terms.agenda import Issue, Option
        >>> options = (Option(key="few", title="Few"), Option(key="many", title="Many"))
        >>> hours = Agenda(issues=(Issue(key="hours", title="Hours", options=options),))
        >>> Layout(agenda=hours).indicators([[1], [0]]).tolist()
        [[0.0, 1.0], [1.0, 0.0]]
        """
        picked = np.asarray(choices, dtype=np.int64).reshape(-1, self.issues) + self.starts
        rows = np.zeros((len(picked), self.terms))
        np.put_along_axis(rows, picked, 1.0, axis=1)
        return rows

    def worths(self, choices: npt.ArrayLike) -> Floats:
        """One row for each package, shape (packages, width): row times z is its worth."""
        rows = self.indicators(choices)
        return np.column_stack((np.zeros((len(rows), self.issues)), rows, np.zeros(len(rows))))

    def gains(self, choices: npt.ArrayLike) -> Floats:
        """As `worths`, less the worth of no agreement."""
        rows = self.worths(choices)
        rows[:, -1] = -1.0
        return rows
