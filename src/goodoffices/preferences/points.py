"""Many additive preferences at once, one in each row, and the orders that they must agree with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.layout import Floats, Layout
from goodoffices.preferences.statements import rows
from goodoffices.terms.uncertain import OptionBefore, Statement

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Points:
    """`weights` (points, issues), `values` (points, options of all issues), `reservations` (points,)."""

    weights: Floats
    values: Floats
    reservations: Floats

    def __len__(self) -> int:
        return len(self.reservations)

    def at(self, which: Marks | npt.NDArray[np.int64]) -> Points:
        """The rows that are marked."""
        return Points(
            weights=self.weights[which], values=self.values[which], reservations=self.reservations[which]
        )

    def first(self, most: int) -> Points:
        """The first rows, `most` at most."""
        return self.at(np.arange(min(most, len(self))))

    @staticmethod
    def together(parts: Sequence[Points]) -> Points:
        """All rows of all parts."""
        return Points(
            weights=np.concatenate([part.weights for part in parts]),
            values=np.concatenate([part.values for part in parts]),
            reservations=np.concatenate([part.reservations for part in parts]),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Orders:
    """Statements as inequalities on weights, values, terms, reservation: each sum plus slack is at least 0.

    Row k has coefficients `of_terms[k]`, `of_values[k]` (both over all options), `of_weights[k]`,
    `of_reservation[k]`. An order of options is one of values here, so that it also counts where the issue
    weighs nothing.
    """

    of_terms: Floats
    of_values: Floats
    of_weights: Floats
    of_reservation: Floats
    slack: Floats
    issue_of: npt.NDArray[np.int64]

    def rooms(self, points: Points) -> Floats:
        """By how much each point keeps each order, shape (orders, points); below 0 where it breaks it."""
        terms = points.weights[:, self.issue_of] * points.values
        return (
            self.of_terms @ terms.T
            + self.of_values @ points.values.T
            + self.of_weights @ points.weights.T
            + np.outer(self.of_reservation, points.reservations)
            + self.slack[:, None]
        )

    def hold(self, points: Points) -> Marks:
        """Which points keep all orders."""
        if not len(self.slack):
            return np.ones(len(points), dtype=np.bool_)
        return np.all(self.rooms(points) >= 0, axis=0)


def orders(statements: Sequence[Statement], layout: Layout) -> Orders:
    """The inequalities of all statements."""
    meant = [(one, row, slack) for one in statements for row, slack, _ in rows(one, layout)]
    many, m = len(meant), layout.issues
    held = np.array([row for _, row, _ in meant]).reshape(many, layout.width)
    within = np.array([isinstance(one, OptionBefore) for one, _, _ in meant], dtype=np.bool_)
    terms = held[:, m:-1]
    return Orders(
        of_terms=np.where(within[:, None], 0.0, terms),
        of_values=np.where(within[:, None], terms, 0.0),
        of_weights=held[:, :m],
        of_reservation=held[:, -1],
        slack=np.array([slack for _, _, slack in meant], dtype=np.float64),
        issue_of=layout.issue_of,
    )
