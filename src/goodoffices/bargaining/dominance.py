"""Which sums of worths no other sum beats."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.additive import SMALL

Whole = npt.NDArray[np.int64]
Counts = npt.NDArray[Any]
"""Numbers of packages: int64, or Python's own whole numbers (dtype object) where those would overflow."""

COUNTED: Final = 2.0**53
"""Below it a float counts exactly; from it on, counts made of floats are lower bounds."""

_BLOCK: Final = 256


def undominated(sums: Whole, counts: Counts) -> tuple[npt.NDArray[np.intp], Counts]:
    """The columns that no other column beats, each distinct one once.

    One column beats another if it is at least as good for every party and better for one.

    Parameters
    ----------
    sums
        Shape (parties, candidates), whole numbers, higher is better.
    counts
        Shape (candidates,): how many packages stand behind each candidate.

    Returns
    -------
    tuple
        Indices of the kept candidates, best for the first party first (then for the second, and so
        on); and the counts of each, equal columns added up. Of equal columns the first one given is
        kept.

    Notes
    -----
    Two parties: one sort and one running maximum. More: sort, then each candidate against those kept
    so far, in blocks below `SMALL` candidates and compiled from there on. Three and four parties need
    no comparison with all that is kept; five and more are quadratic in the number kept.

    Examples
    --------
    >>> kept, counts = undominated(np.array([[2, 0, 2, 1], [1, 3, 1, 0]]), np.ones(4, dtype=np.int64))
    >>> kept.tolist(), counts.tolist()
    ([0, 1], [2, 1])
    """
    order = np.lexsort(-sums[::-1])
    ordered = sums[:, order]
    fresh = np.empty(len(order), dtype=np.bool_)
    fresh[:1] = True
    np.any(ordered[:, 1:] != ordered[:, :-1], axis=0, out=fresh[1:])
    starts = np.flatnonzero(fresh)
    added = counts[order]
    if len(starts) < len(order):
        added = np.add.reduceat(added, starts)
        ordered = ordered[:, starts]
        order = order[starts]
    keep = _unbeaten(ordered)
    return order[keep], added[keep]


def _unbeaten(ordered: Whole) -> npt.NDArray[Any]:
    if len(ordered) <= 2:  # noqa: PLR2004 - two parties
        return _staircase(ordered)
    if ordered.shape[1] < SMALL:
        return _pairwise(ordered)
    from goodoffices.bargaining.skyline import unbeaten  # noqa: PLC0415 - loads numba: a third of a second

    return unbeaten(np.ascontiguousarray(ordered.T))


def _staircase(ordered: Whole) -> npt.NDArray[np.bool_]:
    """For one or two parties: what is better for the last than everything better for the first."""
    second = ordered[-1]
    keep = np.ones(len(second), dtype=np.bool_)
    np.greater(second[1:], np.maximum.accumulate(second)[:-1], out=keep[1:])
    return keep


def _pairwise(ordered: Whole) -> npt.NDArray[np.bool_]:
    """For any number of parties: distinct columns, where only an earlier one can beat a later one."""
    keep = np.zeros(ordered.shape[1], dtype=np.bool_)
    kept = ordered[:, :0]
    for start in range(0, ordered.shape[1], _BLOCK):
        block = ordered[:, start : start + _BLOCK]
        alone = np.flatnonzero(~_beaten(block, kept))
        block = block[:, alone]
        alone = alone[~_beaten(block, block, strictly_earlier=True)]
        keep[start + alone] = True
        kept = np.concatenate((kept, ordered[:, start + alone]), axis=1)
    return keep


def _beaten(block: Whole, by: Whole, *, strictly_earlier: bool = False) -> npt.NDArray[np.bool_]:
    """For each column of the block: whether a column of `by` is at least as good for every party."""
    worse: npt.NDArray[np.bool_] = np.ones((by.shape[1], block.shape[1]), dtype=np.bool_)
    for mine, theirs in zip(block, by, strict=True):
        np.logical_and(worse, theirs[:, None] >= mine[None, :], out=worse)
    if strictly_earlier:
        worse = np.triu(worse, k=1)
    return np.any(worse, axis=0)
