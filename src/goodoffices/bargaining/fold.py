"""The frontier of additive preferences, issue by issue, without listing packages.

A package that part of another beats is never on the frontier: so of the sums over the last issues only
those are kept that no other beats, and the issue before is added to each (Nemhauser and Ullmann 1969).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Counts, Whole, undominated
from goodoffices.preferences.additive import SMALL, Additive

Progress = Callable[[int, int], None]
"""Told how many steps of the work are done, and of how many."""

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
class Laid(Sequence[Stage]):
    """Stages end to end, the last issue first; `starts` says where each begins, and the end."""

    sums: Whole
    option: npt.NDArray[np.int32]
    following: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, at: int) -> Stage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Stage, ...]: ...
    def __getitem__(self, at: int | slice) -> Stage | tuple[Stage, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        place = len(self) - 1 - range(len(self))[at]
        here = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return Stage(sums=self.sums[:, here], option=self.option[here], following=self.following[here])


@dataclass(frozen=True, kw_only=True, eq=False)
class Fold:
    """All stages, in the order of the agenda: `stages[0]` is the frontier of whole packages.

    `counts` says how many packages have each sum of `stages[0]`, and `choices`, shape (points, issues),
    which options its package takes. `error`, in units of each party's range, bounds what thinning lost:
    for every package there is a point worse by at most that much for any party. It is 0 where no
    stage was thinned.
    """

    stages: Sequence[Stage]
    counts: Counts
    choices: npt.NDArray[np.int32]
    error: float

    @property
    def sums(self) -> Whole:
        """The sums of the frontier, shape (parties, points)."""
        return self.stages[0].sums


def decoded(stages: Sequence[Stage]) -> npt.NDArray[np.int32]:
    """The option indices of each point's package, shape (points, issues)."""
    points = len(stages[0].option)
    picked = np.empty((points, len(stages)), dtype=np.int32)
    at = np.arange(points, dtype=np.int32)
    for issue, stage in enumerate(stages):
        picked[:, issue] = stage.option[at]
        at = stage.following[at]
    return picked


def fold(
    numbers: Additive, *, cap: int | None, outcomes: int | None = None, progress: Progress | None = None
) -> Fold:
    """Add issue by issue, from the last to the first, keeping what no other sum beats.

    `cap` is the most points that a stage may keep before it is thinned; None: it is never thinned.
    `outcomes` is the number of packages: from `SMALL` on the inner loops are compiled, with the same
    results. `progress` is told after each issue (compiled: after all) how many are done, and of how many.
    Going backwards, the first of equal candidates is the one with the smallest option at the
    earliest issue: so each point stands for the smallest package in issue order.
    """
    if outcomes is None:
        outcomes = prod(len(terms) for terms in numbers.terms)
    if outcomes >= SMALL:
        from goodoffices.bargaining.fold_compiled import folded  # noqa: PLC0415 - loads numba: a third of a second

        found = folded(numbers, cap=cap, progress=progress)
        if found is not None:
            return found
    return _folded(numbers, cap=cap, progress=progress)


def _folded(numbers: Additive, *, cap: int | None, progress: Progress | None) -> Fold:
    """In arrays, issue by issue, with counts of any size."""
    parties = len(numbers.scales)
    sums: Whole = np.zeros((parties, 1), dtype=np.int64)
    counts: Counts = np.ones(1, dtype=np.int64)
    stages: list[Stage] = []
    error = 0.0
    for done, terms in enumerate(reversed(numbers.terms), start=1):
        if counts.dtype != object and int(counts.max()) * len(terms) >= _SAFE:
            counts = counts.astype(object)
        stage, counts = _add(terms, sums, counts)
        if cap is not None and stage.sums.shape[1] > cap:
            stage, kept, width = thinned(stage, numbers, cap)
            error += width
            counts = counts[kept]
        sums = stage.sums
        stages.append(stage)
        if progress is not None:
            progress(done, len(numbers.terms))
    stages.reverse()
    return Fold(stages=stages, counts=counts, choices=decoded(stages), error=error)


def thinned(stage: Stage, numbers: Additive, cap: int) -> tuple[Stage, npt.NDArray[np.intp], float]:
    """The stage with at most `cap` points, which of them were kept, and what any party may lose by it."""
    tops = np.array([max(scale.top, 1) for scale in numbers.scales], dtype=np.float64)
    kept, width = thin(stage.sums / tops[:, None], cap)
    return (
        Stage(sums=stage.sums[:, kept], option=stage.option[kept], following=stage.following[kept]),
        kept,
        width,
    )


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
