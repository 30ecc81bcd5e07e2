"""What no package exceeds: each party's range, and weighted sums of worths, where only bounds can be had."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, log2, prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.elimination import extent, plan
from goodoffices.bargaining.listing import sums as sums_of
from goodoffices.bargaining.mini_buckets import Bound, Part, bound, part_of, part_of_ban
from goodoffices.bargaining.search import Package, climbed
from goodoffices.errors import ScenarioError
from goodoffices.preferences.factor_graph import Ban, FactorGraph

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

TABLE: Final = 20_000
"""Entries of the largest table of a bound."""

_FINEST: Final = 40  # worths are weighed in parts of 2**-40 of a range ...
_LARGEST: Final = 50  # ... or coarser, so that all sums stay whole in a float


@dataclass(frozen=True, kw_only=True)
class Range:
    """The fewest and the most steps of a party, of all packages (`exact`) or of those that were found.

    No package lies below `least` or above `most`.
    """

    few: int
    many: int
    least: int
    most: int
    exact: bool

    @property
    def top(self) -> int:
        """The steps between; 1 where there is none, so that there is a unit."""
        return max(self.many - self.few, 1)

    def widened(self, steps: Whole) -> Range:
        """The range with packages that were found since."""
        if self.exact:
            return self
        few, many = int(steps.min(initial=self.few)), int(steps.max(initial=self.many))
        return replace(self, few=few, many=many)


def ranges(graph: FactorGraph, first: Package) -> tuple[tuple[Range, ...], npt.NDArray[np.intp]]:
    """Each party's range over what `graph.banned` allows, and the packages that were found on the way.

    `first` is a package that is allowed. Raises `ScenarioError` where all that were found are worth the same
    to a party to which others may be worth more.
    """
    found = [first]
    outer: list[tuple[int, int, bool]] = []
    for party in range(len(graph.holders)):
        for sign in (1, -1):
            weights = np.zeros(len(graph.holders))
            weights[party] = sign
            found.append(climbed(graph, graph.banned, first, weights))
        outer.append(_outer(graph, party))
    packages = np.array(found)
    sums = capped(graph, packages)
    held = tuple(
        Range(
            few=least if exact else int(row.min()),
            many=most if exact else int(row.max()),
            least=least,
            most=most,
            exact=exact,
        )
        for (least, most, exact), row in zip(outer, sums, strict=True)
    )
    for holder, each in zip(graph.holders, held, strict=True):
        if each.few == each.many and each.least < each.most:
            raise ScenarioError(
                f"issues interact too much: all packages that were found are worth the same to {holder}"
            )
    return held, packages


def capped(graph: FactorGraph, packages: npt.NDArray[np.intp]) -> Whole:
    """What packages are worth, ceilings kept: shape (parties, packages)."""
    sums = sums_of(graph, packages)
    return np.stack([graph.capped(party, row) for party, row in enumerate(sums)])


def _outer(graph: FactorGraph, party: int) -> tuple[int, int, bool]:
    """What no package lies below or above, and whether some package reaches both."""
    own = replace(graph, summands=tuple(each for each in graph.summands if each.party == party))
    scopes = [each.scope for each in (*own.summands, *own.banned)]
    if all(prod(own.sizes[issue] for issue in scope) <= TABLE for scope in scopes):
        planned = plan(scopes, own.sizes)
        if planned.cells <= TABLE:
            reached = extent(own, planned, party)
            if reached is not None:
                low, high = (int(own.capped(party, np.array([each]))[0]) for each in reached)
                return low, high, True
    most, least = (
        sign * _bounded(own, own.banned, [sign * each.steps for each in own.summands]).most
        for sign in (1, -1)
    )
    low, high = (int(own.capped(party, np.array([each]))[0]) for each in (least, most))
    return low, high, False


def _bounded(graph: FactorGraph, bans: tuple[Ban, ...], steps: list[Whole]) -> Bound:
    parts: list[Part] = [
        part_of(summand, each, graph.sizes, TABLE)
        for summand, each in zip(graph.summands, steps, strict=True)
    ]
    parts += [part for part in (part_of_ban(ban, graph.sizes, TABLE) for ban in bans) if part is not None]
    return bound(parts, plan([part.scope for part in parts if part.scope], graph.sizes), TABLE)


def limit(graph: FactorGraph, bans: tuple[Ban, ...], weights: Floats) -> tuple[Fraction, tuple[int, ...]]:
    """What no package free of bans exceeds in the sum by `weights` (parties,), 0 or more for each step.

    Also the options of a package that may come near it, but may hold what is banned. Each term is weighed
    in whole numbers, rounded up.
    """
    largest = sum(
        float(weights[each.party]) * float(np.abs(each.steps).max(initial=0)) for each in graph.summands
    )
    bits = min(_FINEST, _LARGEST - ceil(log2(max(largest, 2.0**-900))))
    scale = 2.0**bits
    steps = [_weighed(each.steps, float(weights[each.party]) * scale) for each in graph.summands]
    found = _bounded(graph, bans, steps)
    return Fraction(found.most) / Fraction(2) ** bits, found.choices


def _weighed(steps: Whole, weight: float) -> Whole:
    """Rounded up, by one more where that might be wrong in a float."""
    return np.where((steps == 0) | (weight == 0), 0, np.floor(steps * weight) + 2).astype(np.int64)
