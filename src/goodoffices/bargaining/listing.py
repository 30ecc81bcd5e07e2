"""All packages, a block at a time: where they are few, or issues interact too much for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Counts, Whole, undominated
from goodoffices.bargaining.fold import Progress
from goodoffices.preferences.factor_graph import Ban, FactorGraph

_BLOCK: Final = 100_000

Choices = npt.NDArray[np.intp]


def blocks(sizes: tuple[int, ...]) -> Iterator[Choices]:
    """The option indices of all packages, in the order of issues and options: shape (packages, issues).

    >>> [block.tolist() for block in blocks((2, 2))]
    [[[0, 0], [0, 1], [1, 0], [1, 1]]]
    """
    outcomes = prod(sizes)
    for start in range(0, outcomes, _BLOCK):
        left = np.arange(start, min(start + _BLOCK, outcomes))
        block = np.empty((len(left), len(sizes)), dtype=np.intp)
        for issue in range(len(sizes) - 1, -1, -1):
            left, block[:, issue] = np.divmod(left, sizes[issue])
        yield block


def sums(graph: FactorGraph, choices: Choices) -> Whole:
    """The steps of each party, no ceiling kept: shape (parties, packages)."""
    found = np.zeros((len(graph.holders), len(choices)), dtype=np.int64)
    for summand in graph.summands:
        at = tuple(choices[:, issue] for issue in summand.scope)
        if summand.inside is None:
            found[summand.party] += summand.steps[at]
        else:
            met = np.ones(len(choices), dtype=np.bool_)
            for mask, option in zip(summand.inside, at, strict=True):
                met &= mask[option]
            found[summand.party] += np.where(met, summand.steps, 0)
    return found


def allowed(bans: tuple[Ban, ...], choices: Choices) -> npt.NDArray[np.bool_]:
    """Which packages hold nothing that is banned."""
    found = np.ones(len(choices), dtype=np.bool_)
    for ban in bans:
        met = np.ones(len(choices), dtype=np.bool_)
        for issue, mask in zip(ban.scope, ban.inside, strict=True):
            met &= mask[choices[:, issue]]
        found &= ~met
    return found


def extents(graph: FactorGraph) -> tuple[tuple[int, int], ...] | None:
    """The fewest and the most steps of each party over all packages that links allow; None: there is none."""
    lows: list[Whole] = []
    highs: list[Whole] = []
    for block in blocks(graph.sizes):
        found = sums(graph, block[allowed(graph.banned, block)])
        if found.shape[1]:
            lows.append(found.min(axis=1))
            highs.append(found.max(axis=1))
    if not lows:
        return None
    fewest, most = np.min(lows, axis=0).tolist(), np.max(highs, axis=0).tolist()
    return tuple(zip(fewest, most, strict=True))


def listed(
    graph: FactorGraph, bans: tuple[Ban, ...], progress: Progress | None = None
) -> tuple[Whole, Counts, Choices]:
    """What no package beats of those that hold nothing banned: sums, counts, and the first package of each.

    Ceilings are kept. `progress` is told after each block.
    """
    kept = np.zeros((len(graph.holders), 0), dtype=np.int64)
    counts: Counts = np.zeros(0, dtype=np.int64)
    packages: Choices = np.zeros((0, len(graph.sizes)), dtype=np.intp)
    total = -(-prod(graph.sizes) // _BLOCK)
    for done, block in enumerate(blocks(graph.sizes), start=1):
        fitting = block[allowed(bans, block)]
        fresh = sums(graph, fitting)
        for party in range(len(fresh)):
            fresh[party] = graph.capped(party, fresh[party])
        candidates = np.concatenate((kept, fresh), axis=1)
        behind = np.concatenate((counts, np.ones(len(fitting), dtype=np.int64)))
        every = np.concatenate((packages, fitting))
        if len(every):
            best, counts = undominated(candidates, behind)
            kept, packages = candidates[:, best], every[best]
        if progress is not None:
            progress(done, total)
    return kept, counts, packages


def counted(graph: FactorGraph, bans: tuple[Ban, ...], needed: npt.NDArray[np.int64] | None = None) -> int:
    """How many packages hold nothing banned, and reach each party's `needed` steps where they are given."""
    found = 0
    for block in blocks(graph.sizes):
        good = allowed(bans, block)
        if needed is not None:
            steps = sums(graph, block)
            for party in range(len(steps)):
                steps[party] = graph.capped(party, steps[party])
            good &= (steps >= needed[:, None]).all(axis=0)
        found += int(good.sum())
    return found
