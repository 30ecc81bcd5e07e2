"""More packages that are known beforehand: put together from the options of neighbours on the frontier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import undominated
from goodoffices.bargaining.elimination import Plan
from goodoffices.bargaining.listing import sums
from goodoffices.bargaining.messages import eliminate
from goodoffices.bargaining.prospects import Prospects, prospects
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Summand

_NEIGHBOURS: Final = 5
_SMALL: Final = 300  # entries of the largest table up to which nothing more is worth knowing


def foreseen(
    graph: FactorGraph, planned: Plan, banned: tuple[Ban, ...], tops: Sequence[int]
) -> Prospects | None:
    """What part packages may come to, with more known packages where tables are large.

    The best packages by weighted sums are the corners of the frontier's hull. Between neighbours among them
    lies the frontier of the packages that take, for each issue, an option that one of a few neighbours takes.
    """
    ahead = prospects(graph, planned, banned, tops)
    if ahead is None or planned.cells <= _SMALL:
        return ahead
    known = [ahead.known]
    kept, _ = undominated(sums(graph, ahead.known), np.ones(len(ahead.known), dtype=np.int64))
    for at in range(0, max(len(kept) - 1, 1), _NEIGHBOURS - 1):
        near = ahead.known[kept[at : at + _NEIGHBOURS]]
        options = [np.unique(column) for column in near.T]
        sizes = tuple(map(len, options))
        if all(prod(sizes[issue] for issue in bucket.joint) <= _SMALL for bucket in planned.buckets):
            some = eliminate(
                replace(graph, sizes=sizes, summands=tuple(_of_summand(x, options) for x in graph.summands)),
                replace(planned, sizes=sizes),
                banned=tuple(_of_ban(ban, options) for ban in banned),
                tops=tuple(tops),
                cap=None,
            )
            known.append(
                np.column_stack([kept[at] for kept, at in zip(options, some.choices.T, strict=True)])
            )
    every = np.unique(np.vstack(known), axis=0)
    kept, _ = undominated(sums(graph, every), np.ones(len(every), dtype=np.int64))
    return replace(ahead, known=every[kept])


def _of_summand(summand: Summand, options: Sequence[npt.NDArray[np.intp]]) -> Summand:
    if summand.inside is None:
        return replace(summand, steps=summand.steps[np.ix_(*(options[at] for at in summand.scope))])
    inside = tuple(mask[options[at]] for at, mask in zip(summand.scope, summand.inside, strict=True))
    return replace(summand, inside=inside)


def _of_ban(ban: Ban, options: Sequence[npt.NDArray[np.intp]]) -> Ban:
    inside = tuple(mask[options[at]] for at, mask in zip(ban.scope, ban.inside, strict=True))
    return Ban(scope=ban.scope, inside=inside)
