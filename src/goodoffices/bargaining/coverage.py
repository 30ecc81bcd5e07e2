"""By how much, at most, some package could be better for all than every package that was found."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_TWO: Final = 2
_CORNERS: Final = 20_000
_POINTS: Final = {3: 400, 4: 100}
_POINTS_OF_MANY: Final = 40


def corners(points: Floats) -> Floats:
    """The corners of what the points leave open: a point lies above some corner, strictly, or is covered.

    Parameters
    ----------
    points
        Shape (points, parties), at least one; higher is better. A point covers all that is no better for
        any party.

    Returns
    -------
    array
        Shape (corners, parties); minus infinity where a corner sets no limit to a party.

    Notes
    -----
    Point by point: a corner below it is replaced by one for each party, moved up to the point, where no other
    corner lies below that already. Two parties: between neighbours of the staircase.

    References
    ----------
    Klamroth, Lacour and Vanderpooten (2015), On the representation of the search region in multi-objective
    optimization, European Journal of Operational Research 245(3), 767-778.

    Examples
    --------
    >>> corners(np.array([[1.0, 3.0], [2.0, 2.0]])).tolist()
    [[-inf, 3.0], [1.0, 2.0], [2.0, -inf]]
    """
    parties = points.shape[1]
    if parties == _TWO:
        return _between_neighbours(points)
    found = np.full((1, parties), -np.inf)
    for point in points:
        below = (found < point).all(axis=1)
        if not below.any():
            continue
        moved = np.repeat(found[below], parties, axis=0)
        which = np.arange(len(moved)) % parties
        moved[np.arange(len(moved)), which] = point[which]
        after = _joined(found[~below], np.unique(moved, axis=0))
        if len(after) > _CORNERS:  # fewer points leave more open: that is still true, only wider
            break
        found = after
    return found


def _between_neighbours(points: Floats) -> Floats:
    order = np.lexsort((-points[:, 1], -points[:, 0]))
    first, second = points[order].T
    best = np.maximum.accumulate(second)
    keep = np.ones(len(order), dtype=np.bool_)
    keep[1:] = second[1:] > best[:-1]
    first, second = first[keep][::-1], second[keep][::-1]
    return np.column_stack((np.append(-np.inf, first), np.append(second, -np.inf)))


def _joined(kept: Floats, moved: Floats) -> Floats:
    """All corners but those moved ones above which another opens as much; none of `kept` lies above one."""
    fresh = [
        row
        for at, row in enumerate(moved)
        if not (kept <= row).all(axis=1).any() and not (np.delete(moved, at, axis=0) <= row).all(axis=1).any()
    ]
    return np.concatenate((kept, np.array(fresh).reshape(-1, kept.shape[1])))


def far_apart(points: Floats, most: int) -> list[int]:
    """The places of at most so many of the points, each as far as possible from those before it.

    >>> far_apart(np.array([[0.0, 1.0], [0.1, 0.9], [0.5, 0.5], [1.0, 0.0]]), 3)
    [2, 0, 3]
    """
    taken = [int(points.min(axis=1).argmax())]
    distance = np.abs(points - points[taken[0]]).max(axis=1)
    while len(taken) < min(most, len(points)):
        taken.append(int(distance.argmax()))
        distance = np.minimum(distance, np.abs(points - points[taken[-1]]).max(axis=1))
    return taken


def _fewer(points: Floats) -> Floats:
    """As many of the points as their corners can be computed for: fewer cover less, which is true of all."""
    parties = points.shape[1]
    most = len(points) if parties == _TWO else _POINTS.get(parties, _POINTS_OF_MANY)
    return points if len(points) <= most else points[far_apart(points, most)]


def missed(points: Floats, weights: Floats, most: Floats, least: Floats) -> tuple[float, list[int]]:
    """The largest amount by which a package could be better, for every party, than each of the points.

    Parameters
    ----------
    points
        Shape (points, parties), in units of each party's range; packages that exist.
    weights, most
        Shapes (weights, parties), 0 or more, and (weights,): no package reaches more than `most` in the
        sum by these weights.
    least
        Shape (parties,): no package brings a party less.

    Returns
    -------
    tuple
        The amount e, 0 or more: for every package there is a point that is worse by at most e for any party;
        and the places of the two sums that limit it first.

    Notes
    -----
    A package that is better than each point by more than e, for some party, lies above some corner moved up
    by e. So e is, over the corners, the largest move that all weighted sums still allow.

    Examples
    --------
    >>> some, even = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    >>> missed(some, even, np.array([1.0, 1.0, 0.75]), np.zeros(2))[0]
    0.75
    >>> missed(np.ones((1, 2)), even, np.ones(3), np.zeros(2))[0]
    0.0
    """
    found = corners(_fewer(points))
    limited = np.isfinite(found)
    where = np.where(limited, found, least)
    moved = limited @ weights.T
    room = most - where @ weights.T
    with np.errstate(divide="ignore", invalid="ignore"):
        # a sum in which no limited party counts says nothing on the move, unless the corner is beyond it
        reach = np.where(moved > 0, room / moved, np.where(room < 0, 0.0, np.inf))
    by_corner = reach.min(axis=1)
    worst = int(by_corner.argmax())
    return max(0.0, float(by_corner[worst])), np.argsort(reach[worst], kind="stable")[:2].tolist()
