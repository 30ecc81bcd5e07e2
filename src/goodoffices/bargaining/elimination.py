"""In which order interacting issues are settled, and what follows from it for one number at a time.

Bucket elimination (Dechter 1999): an issue is settled for every combination of the issues it interacts with,
and what is left is a table over those. The cost is that of the largest table, not of the number of packages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.factor_graph import Ban, FactorGraph, Scope, Summand, spread

_NONE: Final = -(2**61)


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """One issue to be settled given the issues of `scope`, once the buckets of `children` are done.

    `joint` is the scope with the issue itself, rising; `children` are places in the plan.
    """

    issue: int
    scope: Scope
    joint: Scope
    children: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All buckets in the order of elimination; `roots` are those whose scope is empty."""

    buckets: tuple[Bucket, ...]
    sizes: tuple[int, ...]

    @property
    def roots(self) -> tuple[int, ...]:
        """The places of the buckets after which nothing is left."""
        return tuple(at for at, bucket in enumerate(self.buckets) if not bucket.scope)

    @property
    def width(self) -> int:
        """The most issues that any issue is settled for: the induced width of the order."""
        return max(len(bucket.scope) for bucket in self.buckets)

    @property
    def cells(self) -> int:
        """The entries of the largest table."""
        return max(prod(self.sizes[issue] for issue in bucket.joint) for bucket in self.buckets)

    def shape(self, scope: Scope) -> tuple[int, ...]:
        """The shape of a table over a scope."""
        return tuple(self.sizes[issue] for issue in scope)


def plan(scopes: Iterable[Scope], sizes: tuple[int, ...]) -> Plan:
    """An order in which tables stay small: always the issue with the smallest table next.

    Of equal ones that which joins the fewest issues anew (min-fill), then one that interacts with the issue
    settled last, then the first on the agenda. A rule of thumb: the best order is hard to find.

    >>> chain = plan([(0, 1), (1, 2), (2, 3)], (2, 2, 2, 2))
    >>> [bucket.issue for bucket in chain.buckets], chain.width
    ([0, 1, 2, 3], 1)
    """
    neighbours: list[set[int]] = [set() for _ in sizes]
    for scope in scopes:
        for issue in scope:
            neighbours[issue].update(scope)
    for issue, around in enumerate(neighbours):
        around.discard(issue)
    left = set(range(len(sizes)))
    order: list[int] = []
    scope_of: list[Scope] = []
    last: set[int] = set()

    def cost(issue: int) -> tuple[int, int, bool, int]:
        around = sorted(neighbours[issue])
        table = sizes[issue] * prod(sizes[other] for other in around)
        fill = sum(
            other not in neighbours[one] for at, one in enumerate(around) for other in around[at + 1 :]
        )
        return table, fill, issue not in last, issue

    while left:
        issue = min(left, key=cost)
        around = neighbours[issue]
        for one in around:
            neighbours[one] |= around
            neighbours[one] -= {one, issue}
        left.remove(issue)
        order.append(issue)
        scope_of.append(tuple(sorted(around)))
        last = around
    return Plan(buckets=_buckets(order, scope_of), sizes=sizes)


def _buckets(order: list[int], scopes: list[Scope]) -> tuple[Bucket, ...]:
    place = {issue: at for at, issue in enumerate(order)}
    children: list[list[int]] = [[] for _ in order]
    for at, scope in enumerate(scopes):
        if scope:
            children[min(place[issue] for issue in scope)].append(at)
    return tuple(
        Bucket(issue=issue, scope=scope, joint=tuple(sorted((*scope, issue))), children=tuple(below))
        for issue, scope, below in zip(order, scopes, children, strict=True)
    )


def belonging(planned: Plan, scopes: Iterable[Scope]) -> list[list[int]]:
    """For each bucket, the places of the scopes that are met there: where their first issue is settled."""
    place = {bucket.issue: at for at, bucket in enumerate(planned.buckets)}
    found: list[list[int]] = [[] for _ in planned.buckets]
    for at, scope in enumerate(scopes):
        found[min(place[issue] for issue in scope)].append(at)
    return found


def extent(graph: FactorGraph, planned: Plan, party: int) -> tuple[int, int] | None:
    """The fewest and the most steps of a party's sum over packages not banned; None: there is none."""
    own = [summand for summand in graph.summands if summand.party == party]
    most = _best(own, graph.banned, planned, sign=1)
    return None if most is None else (-(_best(own, graph.banned, planned, sign=-1) or 0), most)


def _best(own: list[Summand], banned: tuple[Ban, ...], planned: Plan, *, sign: int) -> int | None:
    """The largest sum, times the sign."""
    met = belonging(planned, [summand.scope for summand in own])
    barred = belonging(planned, [ban.scope for ban in banned])
    tables: list[npt.NDArray[np.int64]] = []
    for at, bucket in enumerate(planned.buckets):
        table = np.zeros(planned.shape(bucket.joint), dtype=np.int64)
        for child in bucket.children:
            table += tables[child].reshape(spread(planned.buckets[child].scope, bucket.joint, planned.sizes))
        for each in met[at]:
            table += sign * own[each].over(bucket.joint, planned.sizes)
        for each in barred[at]:
            table[np.broadcast_to(banned[each].over(bucket.joint, planned.sizes), table.shape)] = _NONE
        tables.append(np.maximum(table.max(axis=bucket.joint.index(bucket.issue)), _NONE))
    best = [int(tables[root]) for root in planned.roots]
    return None if min(best) <= _NONE // 2 else sum(best)


def count(planned: Plan, banned: tuple[Ban, ...]) -> int:
    """How many packages hold none of what is banned, exactly.

    >>> count(plan([(0, 1)], (3, 4)), ())
    12
    """
    barred = belonging(planned, [ban.scope for ban in banned])
    tables: list[npt.NDArray[Any]] = []
    for at, bucket in enumerate(planned.buckets):
        table = np.ones(planned.shape(bucket.joint), dtype=object)
        for child in bucket.children:
            table = table * tables[child].reshape(
                spread(planned.buckets[child].scope, bucket.joint, planned.sizes)
            )
        for each in barred[at]:
            table[np.broadcast_to(banned[each].over(bucket.joint, planned.sizes), table.shape)] = 0
        tables.append(np.asarray(table.sum(axis=bucket.joint.index(bucket.issue)), dtype=object))
    return prod(int(tables[root].item()) for root in planned.roots)
