"""What a weighted sum of worths cannot exceed, where tables over all that interacts are too large.

Mini-bucket elimination (Dechter and Rish 2003): what an issue interacts with is split into groups whose
tables fit, and each group takes its own best option. So no package reaches more than what is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.elimination import Plan
from goodoffices.preferences.factor_graph import Ban, Scope, Summand, spread

Whole = npt.NDArray[np.int64]

NEVER: Final = -(2**60)
"""Stands for what is banned: below every sum."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """What the issues of `scope`, rising, add to the weighted sum: one axis for each."""

    scope: Scope
    table: Whole


@dataclass(frozen=True, kw_only=True, eq=False)
class Bound:
    """No package reaches more than `most`; `choices` are the options of one that may reach much of it.

    `choices` may hold what is banned. `most` at `NEVER` or below: no package is free of it.
    """

    most: int
    choices: tuple[int, ...]


def bound(parts: Sequence[Part], planned: Plan, limit: int) -> Bound:
    """The bound of one weighted sum.

    Parameters
    ----------
    parts
        What adds up; no table of more than `limit` entries (`part_of` and `part_of_ban` see to it).
    planned
        The order in which issues are settled. Its own scopes are not used.
    limit
        The most entries of a table.

    Notes
    -----
    1. The parts that an issue belongs to are put into groups, the largest first, as long as the table of
       a group has at most `limit` entries.
    2. What each group could reach for every combination of the issues that all groups share is made the
       same for all, which changes no sum and lowers the bound (Ihler, Flerova, Dechter and Otten 2012).
    3. Each group takes its best option, and what is left is a part over its other issues.
    4. Backwards, each issue takes the option that is best for all its groups together.

    With one group at each issue the bound is reached, by `choices`.

    References
    ----------
    Dechter and Rish (2003), Mini-buckets: a general scheme for bounded inference, Journal of the ACM 50(2),
    107-153. Ihler, Flerova, Dechter and Otten (2012), Join-graph based cost-shifting schemes, UAI, 397-406.

    Examples
    --------
    >>> from goodoffices.bargaining.elimination import plan
    >>> ring = [Part(scope=scope, table=np.array([[0, 2], [2, 0]])) for scope in ((0, 1), (1, 2), (0, 2))]
    >>> order = plan([part.scope for part in ring], (2, 2, 2))
    >>> bound(ring, order, 8).most, bound(ring, order, 4).most
    (4, 6)
    """
    place = {bucket.issue: at for at, bucket in enumerate(planned.buckets)}
    waiting: list[list[Part]] = [[] for _ in planned.buckets]
    most = 0

    def passed(part: Part) -> int:
        """Hands the part to the issue of it that is settled first; what has none left adds to the sum."""
        if not part.scope:
            return int(part.table)
        waiting[min(place[issue] for issue in part.scope)].append(part)
        return 0

    most += sum(passed(part) for part in parts)
    groups_of: list[list[Part]] = []
    for bucket, met in zip(planned.buckets, waiting, strict=True):
        groups = _shared(_groups(met, planned.sizes, limit), planned.sizes)
        groups_of.append(groups)
        for group in groups:
            axis = group.scope.index(bucket.issue)
            left = Part(
                scope=group.scope[:axis] + group.scope[axis + 1 :],
                table=np.maximum(group.table.max(axis=axis), NEVER),
            )
            most = max(most + passed(left), NEVER)
    return Bound(most=most, choices=_decoded(planned, groups_of))


def part_of(summand: Summand, steps: Whole, sizes: tuple[int, ...], limit: int) -> Part:
    """The summand with other `steps` in place of its own; from above where its table would be too large.

    A rectangle of too many sides loses some of them where it adds, and all where it takes away; of a
    table the issues with the most options are settled at their best at once.
    """
    scope = summand.scope
    if summand.inside is None:
        while prod(sizes[issue] for issue in scope) > limit:
            axis = max(range(len(scope)), key=lambda each: sizes[scope[each]])
            scope, steps = scope[:axis] + scope[axis + 1 :], steps.max(axis=axis)
        return Part(scope=scope, table=steps)
    kept = _fitting(scope, sizes, limit)
    if len(kept) < len(scope) and int(steps) < 0:
        return Part(scope=(), table=np.zeros((), dtype=np.int64))
    inside = tuple(mask for issue, mask in zip(scope, summand.inside, strict=True) if issue in kept)
    box = Ban(scope=kept, inside=inside)
    shape = tuple(sizes[issue] for issue in kept)
    return Part(scope=kept, table=np.where(np.broadcast_to(box.over(kept, sizes), shape), steps, 0))


def part_of_ban(ban: Ban, sizes: tuple[int, ...], limit: int) -> Part | None:
    """What is banned never counts; None where the table would be too large: then the ban is left out."""
    if prod(sizes[issue] for issue in ban.scope) > limit:
        return None
    return Part(scope=ban.scope, table=np.where(ban.over(ban.scope, sizes), NEVER, 0))


def _fitting(scope: Scope, sizes: tuple[int, ...], limit: int) -> Scope:
    kept: list[int] = []
    for issue in scope:
        if prod(sizes[each] for each in (*kept, issue)) <= limit:
            kept.append(issue)
    return tuple(kept)


def _groups(met: list[Part], sizes: tuple[int, ...], limit: int) -> list[Part]:
    """The parts added up in groups, each into the first group in which its table still fits."""
    held: list[tuple[Scope, list[Part]]] = []
    for part in sorted(met, key=lambda each: -len(each.scope)):
        for at, (scope, parts) in enumerate(held):
            wider = tuple(sorted({*scope, *part.scope}))
            if prod(sizes[issue] for issue in wider) <= limit:
                held[at] = wider, [*parts, part]
                break
        else:
            held.append((part.scope, [part]))
    return [Part(scope=scope, table=_added(parts, scope, sizes)) for scope, parts in held]


def _added(parts: list[Part], scope: Scope, sizes: tuple[int, ...]) -> Whole:
    table = np.zeros(tuple(sizes[issue] for issue in scope), dtype=np.int64)
    for part in parts:
        table += part.table.reshape(spread(part.scope, scope, sizes))
        np.maximum(table, NEVER, out=table)  # so that many bans at once do not overflow
    return table


def _shared(groups: list[Part], sizes: tuple[int, ...]) -> list[Part]:
    """The groups, evened out over the issues that all of them share: their sum stays the same."""
    if len(groups) < 2:  # noqa: PLR2004 - one has nobody to share with
        return groups
    common = reduce(lambda one, other: one & other, (set(group.scope) for group in groups))
    scope = tuple(sorted(common))
    shape = tuple(sizes[issue] for issue in scope)
    tops = [
        group.table.max(axis=tuple(at for at, issue in enumerate(group.scope) if issue not in common))
        for group in groups
    ]
    never = reduce(np.logical_or, (top <= NEVER // 2 for top in tops))
    total = reduce(np.add, (np.where(never, 0, top) for top in tops))
    shares = [total // len(groups) for _ in groups]
    shares[0] = total - (len(groups) - 1) * shares[0]
    evened: list[Part] = []
    for group, top, share in zip(groups, tops, shares, strict=True):
        shift = np.where(never, NEVER, share - top).reshape(shape)
        table = group.table + shift.reshape(spread(scope, group.scope, sizes))
        evened.append(Part(scope=group.scope, table=np.where(table <= NEVER // 2, NEVER, table)))
    return evened


def _decoded(planned: Plan, groups_of: list[list[Part]]) -> tuple[int, ...]:
    taken = [0] * len(planned.sizes)
    for bucket, groups in zip(reversed(planned.buckets), reversed(groups_of), strict=True):
        worth = np.zeros(planned.sizes[bucket.issue], dtype=np.int64)
        for group in groups:
            row = tuple(slice(None) if issue == bucket.issue else taken[issue] for issue in group.scope)
            worth = np.maximum(worth + group.table[row], NEVER)
        taken[bucket.issue] = int(worth.argmax())
    return tuple(taken)
