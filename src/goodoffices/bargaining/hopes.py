"""Which points of a message may still come to something: the inner loop of `prospects`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.compiled import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@compiled
def hopeful(
    points: Ints, starts: Ints, weights: Floats, rest: Floats, weighed: Floats, order: Ints
) -> npt.NDArray[np.bool_]:
    """Whether there is a corner that each point, with the best of the rest, may reach in every weighted sum.

    `points` (points, parties), cell after cell as `starts` says; `rest` (cells, sums); `weighed` (corners,
    sums) what a corner comes to, and `order` in which sums to look first.
    """
    kept = np.zeros(len(points), dtype=np.bool_)
    count, parties = weights.shape
    reach = np.empty(count)
    last = 0
    for cell in range(len(starts) - 1):
        for at in range(starts[cell], starts[cell + 1]):
            for k in range(count):
                total = rest[cell, k]
                for p in range(parties):
                    total += weights[k, p] * points[at, p]
                reach[k] = total
            for step in range(len(weighed)):
                corner = step + last  # neighbours mostly reach the same one
                if corner >= len(weighed):
                    corner -= len(weighed)
                above = True
                for k in order[corner]:
                    if reach[k] < weighed[corner, k]:
                        above = False
                        break
                if above:
                    kept[at] = True
                    last = corner
                    break
    return kept
