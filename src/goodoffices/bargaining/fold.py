"""The frontier of additive preferences, issue by issue, without listing packages.

A package that part of another beats is never on the frontier: so of the sums over the last issues only
those are kept that no other beats, and the issue before is added to each (Nemhauser and Ullmann 1969).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Counts, Whole, undominated
from goodoffices.preferences.additive import Additive

_SAFE: Final = 2**62
_ROOM: Final = 4_000_000
"""Candidates pruned at a time: bounds the memory for issues with very many options."""
_ROUNDED: Final = 1 + 2.0**-30  # shares are quotients in floating point


@dataclass(frozen=True, kw_only=True, eq=False)
class Stage:
    """What is left after adding one issue: `sums` (parties, points), best for the first party first.

    Point k takes option `option[k]` of the issue and goes on with point `following[k]` of the stage
    of the next issue. Of packages with equal sums it stands for the first in the order of options.
    """

    sums: Whole
    option: npt.NDArray[np.int32]
    following: npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Fold:
    """All stages, in the order of the agenda: `stages[0]` is the frontier of whole packages.

    `counts` says how many packages have each sum of `stages[0]`. `error`, in units of each party's
    range, bounds what thinning lost: for every package there is a point worse by at most that much
    for any party. It is 0 where no stage was thinned.
    """

    stages: tuple[Stage, ...]
    counts: Counts
    error: float

    @property
    def sums(self) -> Whole:
        """The sums of the frontier, shape (parties, points)."""
        return self.stages[0].sums

    def choices(self) -> npt.NDArray[np.int32]:
        """The option indices of each point's package, shape (points, issues)."""
        picked = np.empty((self.sums.shape[1], len(self.stages)), dtype=np.int32)
        at = np.arange(self.sums.shape[1], dtype=np.int32)
        for issue, stage in enumerate(self.stages):
            picked[:, issue] = stage.option[at]
            at = stage.following[at]
        return picked


def fold(numbers: Additive, *, cap: int | None) -> Fold:
    """Add issue by issue, from the last to the first, keeping what no other sum beats.

    `cap` is the most points that a stage may keep before it is thinned; None: it is never thinned.
    Costs, for each issue, one sort of (options x points). Going backwards, the first of equal
    candidates is the one with the smallest option at the earliest issue: so each point stands for
    the smallest package in issue order.
    """
    parties = len(numbers.scales)
    tops = np.array([max(scale.top, 1) for scale in numbers.scales], dtype=np.float64)
    sums: Whole = np.zeros((parties, 1), dtype=np.int64)
    counts: Counts = np.ones(1, dtype=np.int64)
    stages: list[Stage] = []
    error = 0.0
    for terms in reversed(numbers.terms):
        if counts.dtype != object and int(counts.max()) * len(terms) >= _SAFE:
            counts = counts.astype(object)
        stage, counts = _add(terms, sums, counts)
        if cap is not None and stage.sums.shape[1] > cap:
            kept, width = thin(stage.sums / tops[:, None], cap)
            error += width
            counts = counts[kept]
            stage = Stage(
                sums=stage.sums[:, kept], option=stage.option[kept], following=stage.following[kept]
            )
        sums = stage.sums
        stages.append(stage)
    return Fold(stages=tuple(reversed(stages)), counts=counts, error=error)


def _add(terms: Whole, sums: Whole, counts: Counts) -> tuple[Stage, Counts]:
    """One more issue before those already added; a few options at a time where there are many."""
    points = sums.shape[1]
    rows = undominated_options(terms)
    each: npt.NDArray[np.int32] = np.arange(points, dtype=np.int32)
    pace = max(1, _ROOM // points)
    kept_sums, kept_counts = sums[:, :0], counts[:0]
    option, following = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    for start in range(0, len(rows), pace):
        some = rows[start : start + pace]
        fresh = (terms[some].T[:, :, None] + sums[:, None, :]).reshape(len(sums), -1)
        candidates = np.concatenate((kept_sums, fresh), axis=1)
        behind = np.concatenate((kept_counts, np.tile(counts, len(some))))
        options = np.concatenate((option, np.repeat(some, points)), dtype=np.int32)
        onward = np.concatenate((following, np.tile(each, len(some))), dtype=np.int32)
        kept, kept_counts = undominated(candidates, behind)
        kept_sums, option, following = candidates[:, kept], options[kept], onward[kept]
    return Stage(sums=kept_sums, option=option, following=following), kept_counts


def undominated_options(terms: Whole) -> npt.NDArray[np.intp]:
    """The options of one issue that no other option of it beats, equal ones all kept.

    >>> undominated_options(np.array([[0, 3], [1, 1], [1, 2], [0, 3]])).tolist()
    [0, 2, 3]
    """
    best, _ = undominated(terms.T, np.ones(len(terms), dtype=np.int64))
    worths = {tuple(row) for row in terms[best].tolist()}
    return np.array([at for at, row in enumerate(terms.tolist()) if tuple(row) in worths], dtype=np.intp)


def thin(shares: npt.NDArray[np.float64], cap: int) -> tuple[npt.NDArray[np.intp], float]:
    """At most `cap` of the points, and the width of the cells in which one point stands for all.

    `shares` has shape (parties, points), in units of each party's range. Every point that is left out
    lies in one cell of the grid with a kept one: no party loses more than the width. Widths are powers of
    two, the smallest that suffices.

    >>> kept, width = thin(np.array([[0.9, 0.6, 0.1], [0.1, 0.4, 0.9]]), 2)
    >>> kept.tolist(), round(width, 6)
    ([0, 2], 0.5)
    """
    finest, coarsest = -40, 1
    while finest < coarsest:  # grids of powers of two are nested: coarser never needs more cells
        middle = (finest + coarsest) // 2
        if len(_first_of_each_cell(shares, 2.0**middle)) > cap:
            finest = middle + 1
        else:
            coarsest = middle
    return _first_of_each_cell(shares, 2.0**finest), 2.0**finest * _ROUNDED


def _first_of_each_cell(shares: npt.NDArray[np.float64], width: float) -> npt.NDArray[np.intp]:
    cells = np.floor(shares / width).astype(np.int64)
    order = np.lexsort(cells[::-1])
    cells = cells[:, order]
    fresh = np.ones(len(order), dtype=np.bool_)
    np.any(cells[:, 1:] != cells[:, :-1], axis=0, out=fresh[1:])
    return np.sort(order[fresh])
