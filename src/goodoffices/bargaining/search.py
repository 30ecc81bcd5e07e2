"""Good packages where issues interact too much to settle them all: found, not proved to be the best."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining import listing
from goodoffices.bargaining.elimination import plan
from goodoffices.bargaining.mini_buckets import NEVER, bound, part_of_ban
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Mask, Scope, Summand

Package = npt.NDArray[np.intp]
"""The option indices of one package, shape (issues,)."""

_MENDED: Final = 200  # changes after which the search for a package free of bans ends
_SWEEPS: Final = 30
_TABLE: Final = 4_000  # entries of the largest table around a package
_POINTS: Final = 400  # points kept in each of its cells


def free_package(sizes: tuple[int, ...], bans: tuple[Ban, ...], limit: int) -> tuple[Package | None, bool]:
    """A package that holds nothing banned, or None; and whether that is decided.

    >>> free_package((2, 2), (), 100)
    (array([0, 0]), True)
    >>> never = Ban(scope=(0,), inside=(np.array([True, True]),))
    >>> free_package((2, 2), (never,), 100)
    (None, True)
    """
    parts = [part_of_ban(ban, sizes, limit) for ban in bans]
    held = [part for part in parts if part is not None]
    found = bound(held, plan([part.scope for part in held], sizes), limit)
    if found.most <= NEVER // 2:
        return None, True
    package = np.array(found.choices, dtype=np.intp)
    for _ in range(_MENDED):
        if listing.allowed(bans, package[None]).all():
            return package, True
        package = _mended(package, bans, sizes)
    return None, False


def _mended(package: Package, bans: tuple[Ban, ...], sizes: tuple[int, ...]) -> Package:
    """One issue of the first ban that is met, changed so that the fewest bans are met then."""
    met = next(ban for ban in bans if not listing.allowed((ban,), package[None]).all())
    tried: list[Package] = []
    for issue in met.scope:
        for option in range(sizes[issue]):
            if option != package[issue]:
                changed = package.copy()
                changed[issue] = option
                tried.append(changed)
    several = np.array(tried)
    broken = np.sum([~listing.allowed((ban,), several) for ban in bans], axis=0)
    return several[int(broken.argmin())]


def climbed(
    graph: FactorGraph, bans: tuple[Ban, ...], start: Package, weights: npt.NDArray[np.float64]
) -> Package:
    """The package reached from an allowed one by changing issue after issue to what is best by the weights.

    `weights` (parties,) may be negative. Ends where no change of one issue helps.
    """
    package = start.copy()
    touching: list[list[Summand]] = [[] for _ in graph.sizes]
    for summand in graph.summands:
        for issue in summand.scope:
            touching[issue].append(summand)
    barring = [tuple(ban for ban in bans if issue in ban.scope) for issue in range(len(graph.sizes))]
    sums = listing.sums(graph, package[None])
    for _ in range(_SWEEPS):
        moved = False
        for issue, size in enumerate(graph.sizes):
            tried = np.repeat(package[None], size, axis=0)
            tried[:, issue] = np.arange(size)
            of_issue = listing.sums(replace(graph, summands=tuple(touching[issue])), tried)
            after = sums + of_issue - of_issue[:, package[issue], None]
            capped = np.stack([graph.capped(party, row) for party, row in enumerate(after)])
            worth = np.where(listing.allowed(barring[issue], tried), weights @ capped, -np.inf)
            best = int(worth.argmax())
            if worth[best] > worth[package[issue]]:
                package[issue] = best
                sums = after[:, best, None]
                moved = True
        if not moved:
            break
    return package


def held_fast(scopes: list[Scope], sizes: tuple[int, ...], often: npt.NDArray[np.int64]) -> set[int]:
    """Issues to be held fast so that the others can be settled one by one with small tables.

    Where no issue is left with a small table, the one that interacts with the most others goes,
    sooner the less `often` it was held before.

    >>> ring = [(0, 1), (1, 2), (2, 3), (0, 3)]
    >>> held_fast(ring, (20, 20, 20, 20), np.zeros(4, dtype=np.int64))
    {0}
    """
    around: list[set[int]] = [set() for _ in sizes]
    for scope in scopes:
        for issue in scope:
            around[issue].update(scope)
    for issue, others in enumerate(around):
        others.discard(issue)
    left, held = set(range(len(sizes))), set[int]()
    while left:
        tables = {issue: sizes[issue] * prod(sizes[other] for other in around[issue]) for issue in left}
        issue = min(left, key=lambda each: (tables[each], each))
        others = around[issue]
        if tables[issue] > _TABLE:
            issue = max(left, key=lambda each: (len(around[each]) / (1 + often[each]), -each))
            others = around[issue]
            held.add(issue)
        else:
            for one in others:
                around[one] |= others - {one}
        for one in others:
            around[one].discard(issue)
        left.remove(issue)
    return held


def neighbourhood(
    graph: FactorGraph,
    bans: tuple[Ban, ...],
    package: Package,
    tops: tuple[int, ...],
    often: npt.NDArray[np.int64],
) -> npt.NDArray[np.intp]:
    """The frontier, thinned, of the packages that agree with an allowed one on the issues held fast.

    Shape (points, issues). `tops` are ranges in steps; `often` counts how often each issue was held fast,
    and is counted on.
    """
    from goodoffices.bargaining.messages import eliminate  # noqa: PLC0415 - loads numba
    from goodoffices.bargaining.prospects import prospects  # noqa: PLC0415 - as above

    held = held_fast([each.scope for each in (*graph.summands, *bans)], graph.sizes, often)
    fixed = replace(
        graph,
        sizes=tuple(1 if issue in held else size for issue, size in enumerate(graph.sizes)),
        summands=tuple(_of_summand(each, package, held) for each in graph.summands),
    )
    barred = tuple(left for left in (_of_ban(ban, package, held) for ban in bans) if left is not None)
    often[list(held)] += 1
    planned = plan([each.scope for each in (*fixed.summands, *barred)], fixed.sizes)
    ahead = prospects(fixed, planned, barred, tops)
    found = eliminate(fixed, planned, banned=barred, tops=tops, cap=_POINTS, ahead=ahead)
    choices = found.choices.astype(np.intp)
    for issue in held:
        choices[:, issue] = package[issue]
    return choices


def _of_summand(summand: Summand, package: Package, held: set[int]) -> Summand:
    """What is left of it over the issues that are not held; a constant stays with an issue that is held."""
    fixed = [issue for issue in summand.scope if issue in held]
    if not fixed:
        return summand
    scope = tuple(issue for issue in summand.scope if issue not in held)
    if summand.inside is None:
        row = tuple(package[issue] if issue in held else slice(None) for issue in summand.scope)
        steps, inside = np.array(summand.steps[row]), None
    else:
        inside = _left(summand.scope, summand.inside, package, held)
        steps = summand.steps if inside is not None else np.zeros((), dtype=np.int64)
        scope = scope if inside is not None else ()
    if scope:
        return replace(summand, scope=scope, steps=steps, inside=inside)
    return replace(summand, scope=(fixed[0],), steps=steps.reshape(1), inside=None)


def _of_ban(ban: Ban, package: Package, held: set[int]) -> Ban | None:
    """What is left of it; None where the issues that are held keep it from being met."""
    inside = _left(ban.scope, ban.inside, package, held)
    if not inside:
        return None
    return Ban(scope=tuple(issue for issue in ban.scope if issue not in held), inside=inside)


def _left(
    scope: Scope, inside: tuple[Mask, ...], package: Package, held: set[int]
) -> tuple[Mask, ...] | None:
    """The options marked of the issues that are not held; None where one that is held is outside."""
    pairs = list(zip(scope, inside, strict=True))
    if not all(mask[package[issue]] for issue, mask in pairs if issue in held):
        return None
    return tuple(mask for issue, mask in pairs if issue not in held)
