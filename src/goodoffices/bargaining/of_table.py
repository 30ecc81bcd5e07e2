"""The frontier of a plain table: what each outcome is worth to each party, and nothing else known of it."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import undominated
from goodoffices.errors import ScenarioError

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

_BANDS: Final = 4_096
_DIRECTIONS: Final = 16
_FEW: Final = 2_000
"""Rows below which a sort is cheaper than another look at all of them."""


def frontier_of_table(worths: npt.ArrayLike) -> tuple[Indices, Indices]:
    """The outcomes that no other beats: at least as good for every party, and better for one.

    Parameters
    ----------
    worths
        Shape (outcomes, parties), finite numbers, higher is better; read as float64.

    Returns
    -------
    tuple
        Rows of the table, best for the first party first (then for the second, and so on), the first of equal
        ones; and how many rows are equal to each. Both are empty for a table without outcomes.

    Raises
    ------
    ScenarioError
        Where there is no column for any party, or a worth is not a finite number.

    Notes
    -----
    Rows that are clearly beaten are put aside first: for two parties, by the best of what lies in a higher
    one of a few thousand bands of the first party's worths; for more, by the best rows for some weights.
    What remains is sorted: O(n log n) where nearly all outcomes are efficient, close to linear where few are.

    Examples
    --------
    >>> rows, counts = frontier_of_table([[3, 1], [1, 3], [2, 1], [1, 3]])
    >>> rows.tolist(), counts.tolist()
    ([0, 1], [1, 2])
    """
    table = np.asarray(worths, dtype=np.float64)
    if table.ndim != 2 or not table.shape[1]:  # noqa: PLR2004 - outcomes and parties
        raise ScenarioError("a table of worths has a row for each outcome and a column for each party")
    columns = np.ascontiguousarray(table.T)
    if not np.isfinite(columns.sum(axis=1)).all() and not np.isfinite(columns).all():
        raise ScenarioError("a worth in the table is not a finite number")
    left = _not_beaten_by_bands(columns) if len(columns) == 2 else _not_beaten_by_a_few(columns)  # noqa: PLR2004
    ranks = np.stack([_ranks(column) for column in columns[:, left]])
    kept, counts = undominated(ranks, np.ones(len(left), dtype=np.int64))
    return left[kept], counts


def _ranks(column: Floats) -> npt.NDArray[np.int64]:
    """The place of each number among the distinct ones: whole numbers in the same order."""
    _, ranks = np.unique(column, return_inverse=True)
    return ranks.astype(np.int64)


def _not_beaten_by_bands(columns: Floats) -> Indices:
    """For two parties: the rows that are better for the second than all rows in higher bands of the first."""
    first, second = columns
    low, span = float(first.min(initial=np.inf)), float(np.ptp(first)) if len(first) else 0.0
    if len(first) < _FEW or not np.isfinite(_BANDS / span if span else np.inf):
        return np.arange(len(first), dtype=np.intp)
    band = ((first - low) * (_BANDS / span)).astype(np.intp)
    best = np.full(_BANDS + 2, -np.inf)
    np.maximum.at(best, band, second)
    above = np.maximum.accumulate(best[::-1])[::-1][1:]
    return np.flatnonzero(second > above[band])


def _not_beaten_by_a_few(columns: Floats) -> Indices:
    """The rows that the best rows for some weights do not beat; equal rows beat each other never."""
    left: Indices = np.arange(columns.shape[1], dtype=np.intp)
    if not len(left):
        return left
    span = np.ptp(columns, axis=1)
    scale = np.where(span > 0, 1 / np.where(span > 0, span, 1), 0.0)
    for weights in _weights(len(columns)):
        if len(left) < _FEW:
            break
        best = columns[:, np.argmax((weights * scale) @ columns)]
        beaten = np.ones(columns.shape[1], dtype=np.bool_)
        equal = np.ones(columns.shape[1], dtype=np.bool_)
        for column, most in zip(columns, best, strict=True):
            beaten &= column <= most
            equal &= column == most
        stays = ~beaten | equal
        left, columns = left[stays], columns[:, stays]
    return left


def _weights(parties: int) -> Floats:
    """Equal weights first, then others between all parties, always the same ones."""
    # Multiples of irrational steps lie evenly, and nothing need be drawn.
    steps = np.sqrt(np.arange(2, 2 + parties) ** 2 + 1.0)
    spread = np.outer(np.arange(1, _DIRECTIONS), steps) % 1 + 1e-3
    return np.vstack((np.full(parties, 1 / parties), spread / spread.sum(axis=1, keepdims=True)))
