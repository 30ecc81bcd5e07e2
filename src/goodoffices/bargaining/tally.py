"""How many packages reach what every party needs, where issues interact: issue by issue, or bracketed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.elimination import Plan, belonging
from goodoffices.bargaining.prospects import Prospects, weighed
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Scope, spread

Whole = npt.NDArray[np.int64]

MOST: Final = 200_000
"""Different sums, of all cells of a table, that are kept at a time; past it they are rounded."""

_JOINED: Final = 4  # sums looked at, before equal ones are merged, for each that may be kept
_SAFE: Final = 2**62
_FINEST: Final = 12  # a grid has at most 2**12 cells a side at first
_COARSEST: Final = 60


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """At least `least` and at most `most` packages; the same where they were counted."""

    least: int
    most: int


@dataclass(frozen=True, kw_only=True, eq=False)
class _Heap:
    """Sums (points, parties), in which cell of a scope each lies, and how many part packages have it."""

    scope: Scope
    cell: Whole
    sums: Whole
    counts: npt.NDArray[Any]


def tally(
    graph: FactorGraph, planned: Plan, banned: tuple[Ban, ...], needed: Whole, *, most_sums: int = MOST
) -> Tally:
    """How many packages hold nothing banned and bring each party at least `needed` steps.

    Parameters
    ----------
    graph, planned
        The factors and an order in which they are settled; ceilings are not looked at.
    banned
        What no package may hold.
    needed
        Shape (parties,), in steps of the graph.
    most_sums
        How many sums may be kept at a time, 1 or more.

    Notes
    -----
    1. Issue by issue, for every combination of the options that others still depend on: how many part
       packages have each sum.
    2. A sum from which a party's need is reached whatever the rest adds is lowered to the least such; one
       from which it cannot be reached is dropped.
    3. Past `most_sums` sums are rounded down to a grid, and by how much they may be too low is added up.
       Packages that reach the need all the same are certain; those that miss it by more are not in it.

    A party that needs nothing takes no part. The cost is that of the sums kept, not of the packages.

    Examples
    --------
    >>> from goodoffices.bargaining.elimination import plan
    >>> from goodoffices.preferences.factor_graph import Summand
    >>> both = Summand(party=0, scope=(0, 1), steps=np.array([[2, 0], [0, 1]]))
    >>> from fractions import Fraction
    >>> graph = FactorGraph(
    ...     holders=("North",), sizes=(2, 2), summands=(both,), lowest=(Fraction(0),), units=(Fraction(1),),
    ...     cut=(False,), reservations=(Fraction(1),), ceilings=(None,), banned=(), red_lines=(),
    ... )
    >>> found = tally(graph, plan([(0, 1)], (2, 2)), (), np.array([1]))
    >>> found.least, found.most
    (2, 2)
    """
    parties = len(graph.holders)
    ahead = weighed(graph, planned, banned, np.vstack((np.eye(parties), -np.eye(parties))))
    if ahead is None:
        return Tally(least=0, most=0)
    work = _Work(ahead=ahead, needed=needed, most=most_sums, missing=np.zeros(parties, dtype=np.int64))
    met = belonging(planned, [summand.scope for summand in graph.summands])
    exact = prod(planned.sizes) < _SAFE
    heaps: list[_Heap] = []
    for at, bucket in enumerate(planned.buckets):
        cells = prod(planned.shape(bucket.joint))
        sums = np.zeros((*planned.shape(bucket.joint), parties), dtype=np.int64)
        for each in met[at]:
            summand = graph.summands[each]
            sums[..., summand.party] += summand.over(bucket.joint, planned.sizes)
        heap = _Heap(
            scope=bucket.joint,
            cell=np.arange(cells),
            sums=sums.reshape(cells, parties),
            counts=np.ones(cells, dtype=np.int64 if exact else object),
        )
        free = np.isfinite(ahead.own[at][0]).reshape(-1)
        heap = _picked(heap, np.flatnonzero(free))
        for child in bucket.children:
            heap = work.joined(heap, heaps[child])
        heap = work.narrowed(_onto(heap, bucket.scope, planned.sizes), ahead.rest[at])
        heaps.append(work.rounded(heap, most_sums))
    whole = heaps[planned.roots[0]]
    for root in planned.roots[1:]:
        whole = work.joined(whole, heaps[root])
    sure = (whole.sums >= needed).all(axis=1)
    perhaps = (whole.sums + work.missing >= needed).all(axis=1)
    return Tally(least=int(sum(whole.counts[sure].tolist())), most=int(sum(whole.counts[perhaps].tolist())))


@dataclass(kw_only=True, eq=False)
class _Work:
    """What rounding may have taken from a sum so far (`missing`), and what the rest may add."""

    ahead: Prospects
    needed: Whole
    most: int
    missing: Whole

    def joined(self, one: _Heap, other: _Heap) -> _Heap:
        """Each sum of the one with each of the other that lies in the same cell."""
        sizes = self.ahead.planned.sizes
        while True:
            where = _cells(one, other.scope, sizes)
            ordered = np.argsort(other.cell, kind="stable")
            cells = prod(sizes[issue] for issue in other.scope)
            starts = np.append(0, np.cumsum(np.bincount(other.cell, minlength=cells)))
            many = np.diff(starts)[where]
            total = int(many.sum())
            if total <= max(_JOINED * self.most, len(one.cell), len(other.cell)):
                break
            one = self.rounded(one, len(one.cell) // 2)
            other = self.rounded(other, len(other.cell) // 2)
        first = np.repeat(np.arange(len(one.cell)), many)
        second = ordered[np.arange(total) - np.repeat(np.cumsum(many) - many, many) + starts[where][first]]
        return _merged(
            _Heap(
                scope=one.scope,
                cell=one.cell[first],
                sums=one.sums[first] + other.sums[second],
                counts=one.counts[first] * other.counts[second],
            )
        )

    def narrowed(self, heap: _Heap, rest: npt.NDArray[np.float64]) -> _Heap:
        """Without sums from which a need cannot be reached; those lowered from which it is reached anyway."""
        parties = len(self.needed)
        by_cell = rest.reshape(2 * parties, -1)[:, heap.cell].T
        possible = np.isfinite(by_cell).all(axis=1)
        heap, by_cell = _picked(heap, np.flatnonzero(possible)), by_cell[possible].astype(np.int64)
        most, least = by_cell[:, :parties], -by_cell[:, parties:]
        hopeful = (heap.sums + self.missing + most >= self.needed).all(axis=1)
        lowered = np.minimum(heap.sums, self.needed - least)
        return _merged(_picked(replace(heap, sums=lowered), np.flatnonzero(hopeful)))

    def rounded(self, heap: _Heap, most: int) -> _Heap:
        """At most so many sums, or one in each cell, rounded down to a grid of powers of two."""
        if len(heap.cell) <= most:
            return heap
        fewest = len(np.unique(heap.cell))
        low = heap.sums.min(axis=0)
        spans = np.ptp(heap.sums, axis=0)
        finest = np.maximum(np.ceil(np.log2(np.maximum(spans, 1))) - _FINEST, 0).astype(np.int64)
        step, widths = 0, np.ones(len(low), dtype=np.int64)
        while len(heap.cell) > max(most, fewest):
            step += 1
            widths = 2 ** np.minimum(finest + step, _COARSEST)
            heap = _merged(replace(heap, sums=(heap.sums - low) // widths * widths + low))
        self.missing = self.missing + np.minimum(widths - 1, spans)
        return heap


def _picked(heap: _Heap, at: npt.NDArray[np.intp]) -> _Heap:
    return replace(heap, cell=heap.cell[at], sums=heap.sums[at], counts=heap.counts[at])


def _cells(heap: _Heap, inner: Scope, sizes: tuple[int, ...]) -> Whole:
    """In which cell of a smaller scope each sum lies."""
    own = np.arange(prod(sizes[issue] for issue in inner), dtype=np.int64)
    shape = tuple(sizes[issue] for issue in heap.scope)
    return np.broadcast_to(own.reshape(spread(inner, heap.scope, sizes)), shape).reshape(-1)[heap.cell]


def _onto(heap: _Heap, scope: Scope, sizes: tuple[int, ...]) -> _Heap:
    return _merged(replace(heap, scope=scope, cell=_cells(heap, scope, sizes)))


def _merged(heap: _Heap) -> _Heap:
    """Equal sums of one cell as one, their counts added up."""
    if not len(heap.cell):
        return heap
    order = np.lexsort((*heap.sums.T, heap.cell))
    cell, sums = heap.cell[order], heap.sums[order]
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (cell[1:] != cell[:-1]) | np.any(sums[1:] != sums[:-1], axis=1)
    starts = np.flatnonzero(fresh)
    counts = np.add.reduceat(heap.counts[order], starts)
    return replace(heap, cell=cell[starts], sums=sums[starts], counts=counts)
