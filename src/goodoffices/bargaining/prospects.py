"""What a part package may still come to: so that what cannot reach the frontier is put aside at once.

Of some weighted sums it is known what the best package reaches, and, for every combination of the options
that others still depend on, the best that the rest can add. What stays below packages that are known,
whatever the rest adds, is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import comb
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.coverage import corners, far_apart
from goodoffices.bargaining.dominance import undominated
from goodoffices.bargaining.elimination import Plan, belonging
from goodoffices.bargaining.listing import sums
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Scope, spread

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

MARGIN: Final = 1e-9
"""Part of a range by which a sum in floating point may be wrong: nothing is put aside for less."""

_TWO: Final = 2
_SUMS: Final = 33
_ENTRIES: Final = 4_000_000  # of the largest table, all weighted sums together
_ROUNDS: Final = 4  # in which more packages of two parties become known
_KNOWN: Final = {_TWO: 500, 3: 33}
_KNOWN_OF_MANY: Final = 12


def lattice(parties: int, most: int) -> Floats:
    """Weights that add up to 1, spread evenly: at most so many rows, but at least one for each party.

    >>> lattice(2, 3).tolist()
    [[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]]
    """
    parts = 1
    while comb(parts + parties, parties - 1) <= most:
        parts += 1
    cuts = combinations(range(parts + parties - 1), parties - 1)
    return np.array([np.diff((-1, *cut, parts + parties - 1)) - 1 for cut in cuts]) / parts


@dataclass(frozen=True, kw_only=True, eq=False)
class Prospects:
    """Weighted sums over the buckets of a plan; `weights` (sums, parties) for each step.

    `own[at]`, shape (sums, joint scope), is what is met at a bucket, minus infinity where it is banned;
    `best[at]`, over its scope, what it and all before it add at best. `known` (packages, issues) are packages
    that reach most in some sum.
    """

    graph: FactorGraph
    planned: Plan
    weights: Floats
    own: tuple[Floats, ...]
    best: tuple[Floats, ...]
    known: npt.NDArray[np.intp]

    @cached_property
    def rest(self) -> tuple[Floats, ...]:
        """For each bucket, over its scope: what all that is not before it, nor in it, adds at best."""
        found: dict[int, Floats] = {}
        for root in self.planned.roots:
            found[root] = self._of_roots({root})
        for at in range(len(self.planned.buckets) - 1, -1, -1):
            for child in self.planned.buckets[at].children:
                found[child] = self._around(at, {child}, self.planned.buckets[child].scope, found[at])
        return tuple(found[at] for at in range(len(self.planned.buckets)))

    def around(self, at: int | None, inside: set[int], scope: Scope) -> Floats:
        """What all but some of the children of a bucket (None: the roots) adds at best, over their scope."""
        return self._of_roots(inside) if at is None else self._around(at, inside, scope, self.rest[at])

    def _of_roots(self, inside: set[int]) -> Floats:
        others = [self.best[root] for root in self.planned.roots if root not in inside]
        return np.sum([np.zeros(len(self.weights)), *others], axis=0)

    def _around(self, at: int, inside: set[int], scope: Scope, rest: Floats) -> Floats:
        bucket, sizes = self.planned.buckets[at], self.planned.sizes
        table = self.own[at] + _spread(rest, bucket.scope, bucket.joint, sizes)
        for child in bucket.children:
            if child not in inside:
                table += _spread(self.best[child], self.planned.buckets[child].scope, bucket.joint, sizes)
        left = tuple(1 + axis for axis, issue in enumerate(bucket.joint) if issue not in scope)
        return table.max(axis=left)

    @cached_property
    def _open(self) -> tuple[Floats, npt.NDArray[np.int64]]:
        """The sums of each corner of what known packages leave open, and in which order to look at them."""
        reached = sums(self.graph, self.known).T.astype(np.float64)
        shares = reached * self.weights.max(axis=0)
        most = _KNOWN.get(reached.shape[1], _KNOWN_OF_MANY)
        found = corners(reached[far_apart(shares, most)])
        with np.errstate(invalid="ignore"):
            weighed = np.where(self.weights[None] > 0, self.weights[None] * found[:, None, :], 0.0).sum(
                axis=2
            )
        tops = (reached @ self.weights.T).max(axis=0)
        return weighed, np.argsort(tops - weighed, axis=1, kind="stable")

    def kept(self, points: Whole, starts: Whole, rest: Floats) -> npt.NDArray[np.bool_]:
        """Which points of a message may still come to a package that no known one beats.

        `points` (points, parties) lie cell after cell as `starts` says; `rest` has one cell for each.
        """
        from goodoffices.bargaining.hopes import hopeful  # noqa: PLC0415 - loads numba

        weighed, order = self._open
        by_cell = np.ascontiguousarray(rest.reshape(len(self.weights), -1).T)
        largest = sum(
            float(self.weights[:, each.party].max()) * float(np.abs(each.steps).max(initial=0))
            for each in self.graph.summands
        )
        slack = MARGIN * (1.0 + largest)
        return hopeful(points, starts, self.weights, by_cell + slack, weighed, order)


def prospects(
    graph: FactorGraph, planned: Plan, banned: tuple[Ban, ...], tops: Sequence[int]
) -> Prospects | None:
    """What part packages may come to; None where no package is free of bans.

    Takes as many weighted sums as tables have room for, at least one for each party. Of two parties the sums
    are those in which neighbours among known packages are worth the same, as packages become known (Aneja and
    Nair 1979); of more they are spread evenly.
    """
    parties = len(graph.holders)
    most = max(2, min(_SUMS, _ENTRIES // planned.cells))
    weights = lattice(parties, most) / np.maximum(np.array(tops, dtype=np.float64), 1.0)
    ahead = weighed(graph, planned, banned, weights)
    if parties != _TWO or ahead is None:
        return ahead
    tried = weights
    for _ in range(_ROUNDS):
        weights = _between(ahead, tried)
        if not len(weights):
            break
        known = ahead.known
        tried = np.vstack((tried, weights))
        for start in range(0, len(weights), most):
            found = weighed(graph, planned, banned, weights[start : start + most])
            known = known if found is None else np.vstack((known, found.known))
        ahead = replace(ahead, known=np.unique(known, axis=0))
    steepest = tried[np.argsort(tried[:, 0] / tried.sum(axis=1))]
    some = steepest[np.unique(np.linspace(0, len(steepest) - 1, most).astype(np.intp))]
    last = weighed(graph, planned, banned, some)
    return None if last is None else replace(last, known=ahead.known)


def _between(ahead: Prospects, tried: Floats) -> Floats:
    """For each two neighbours of the known packages, the weights by which they are worth the same."""
    reached = sums(ahead.graph, ahead.known)
    kept, _ = undominated(reached, np.ones(len(ahead.known), dtype=np.int64))
    first, second = reached[:, kept].astype(np.float64)
    fresh = np.column_stack((np.diff(second), -np.diff(first)))  # both above 0: one falls, the other rises
    slopes = fresh[:, 0] / fresh.sum(axis=1)
    old = tried[:, 0] / tried.sum(axis=1)
    return fresh[~np.isclose(slopes[:, None], old, rtol=1e-9, atol=0).any(axis=1)]


def weighed(graph: FactorGraph, planned: Plan, banned: tuple[Ban, ...], weights: Floats) -> Prospects | None:
    """What part packages may come to in the sums by `weights` (sums, parties), which may be below 0."""
    met = belonging(planned, [summand.scope for summand in graph.summands])
    barred = belonging(planned, [ban.scope for ban in banned])
    own: list[Floats] = []
    best: list[Floats] = []
    for at, bucket in enumerate(planned.buckets):
        shape = planned.shape(bucket.joint)
        table = np.zeros((len(weights), *shape))
        column = (slice(None), *(None,) * len(shape))
        for each in met[at]:
            summand = graph.summands[each]
            table += weights[:, summand.party][column] * summand.over(bucket.joint, planned.sizes)
        for each in barred[at]:
            met_here = np.broadcast_to(banned[each].over(bucket.joint, planned.sizes), shape)
            table[:, met_here] = -np.inf
        own.append(table)
        whole = _whole(planned, at, table, best)
        best.append(whole.max(axis=1 + bucket.joint.index(bucket.issue)))
    if not all(np.isfinite(best[root]).all() for root in planned.roots):
        return None
    known = _decoded(planned, own, best)
    return Prospects(
        graph=graph, planned=planned, weights=weights, own=tuple(own), best=tuple(best), known=known
    )


def _whole(planned: Plan, at: int, own: Floats, best: Sequence[Floats]) -> Floats:
    bucket, table = planned.buckets[at], own.copy()
    for child in bucket.children:
        table += _spread(best[child], planned.buckets[child].scope, bucket.joint, planned.sizes)
    return table


def _spread(table: Floats, inner: Scope, outer: Scope, sizes: tuple[int, ...]) -> Floats:
    return table.reshape((len(table), *spread(inner, outer, sizes)))


def _decoded(planned: Plan, own: Sequence[Floats], best: Sequence[Floats]) -> npt.NDArray[np.intp]:
    """For each sum the options of a package that reaches most, equal packages once."""
    taken = np.zeros((len(own[0]), len(planned.sizes)), dtype=np.intp)
    each = np.arange(len(taken))
    for at in range(len(planned.buckets) - 1, -1, -1):
        bucket = planned.buckets[at]
        whole = np.moveaxis(_whole(planned, at, own[at], best), 1 + bucket.joint.index(bucket.issue), -1)
        rows = whole[(each, *(taken[:, issue] for issue in bucket.scope))]
        taken[:, bucket.issue] = rows.argmax(axis=-1)
    return np.unique(taken, axis=0)
