"""Packages in order: the most even gains first, the nearest to what is on the table among equals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.bargaining.candidate import Tie
from goodoffices.bargaining.nearest import nearest
from goodoffices.bargaining.surface import Surface
from goodoffices.bargaining.yardstick import Indices, Yardstick, yardstick
from goodoffices.preferences.additive import ROUNDING, Scale
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Package

Choices = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One package of the frontier, with the point that it stands for.

    `changes`: issues on which it differs from the nearest package on the table, 0 where there is none.
    """

    point: int
    choices: Choices
    changes: int
    tie: Tie


def by_range(found: Surface, whole: tuple[Scale, ...], zeros: tuple[Fraction, ...]) -> Yardstick:
    """Gains over worths (on the parties' own scales), in units of each party's range over `whole`.

    The points may be of a narrowed scenario: the range stays that of the whole one, so that what is kept as
    agreed does not make a party look easier to please.
    """
    scales = found.numbers.scales
    parties = [party for party, scale in enumerate(whole) if not scale.flat]
    return yardstick(
        scales,
        parties,
        [(zeros[party] - scales[party].base) / scales[party].unit for party in parties],
        [whole[party].unit * whole[party].top / scales[party].unit for party in parties],
    )


def ranked(
    found: Surface, agenda: Agenda, points: Indices, by: Yardstick, table: tuple[Package, ...]
) -> Iterator[Ranked]:
    """The points from the most even gains to the least; equal ones nearest to the table first, then in order.

    Gains are compared at 1e-12 of each range, smallest first, as in leximin.
    """
    gains = np.sort(by.rough(found.sums[:, points]), axis=0)
    keys = np.rint(gains / float(ROUNDING))
    order = np.lexsort(keys[::-1])[::-1] if len(keys) else np.arange(len(points))
    start = 0
    while start < len(order):
        stop = start + 1
        while stop < len(order) and bool((keys[:, order[stop]] == keys[:, order[start]]).all()):
            stop += 1
        group = [int(points[at]) for at in order[start:stop]]
        placed = sorted((*nearest(found, point, agenda, table), point) for point in group)
        tie = Tie.FOREMOST if len(group) > 1 or int(found.counts[group[0]]) > 1 else Tie.NONE
        for changes, choices, point in placed:
            yield Ranked(point=point, choices=choices, changes=changes, tie=tie)
            tie = Tie.AMONG
        start = stop


def apart(choices: Choices, others: list[Choices]) -> int:
    """On how many issues a package differs from the nearest of the others; all where there are none."""
    differing = (sum(a != b for a, b in zip(choices, one, strict=True)) for one in others)
    return min(differing, default=len(choices))


def spread(packages: list[Ranked], k: int, least: int) -> tuple[list[Ranked], int]:
    """The first k that differ from each other on at least so many issues; on fewer where there are no k.

    Also how many issues that came to be.
    """
    for needed in range(least, 0, -1):
        taken: list[Ranked] = []
        for one in packages:
            if len(taken) < k and apart(one.choices, [each.choices for each in taken]) >= needed:
                taken.append(one)
        if len(taken) == k or needed == 1:
            return taken, needed
    return packages[:k], 0
