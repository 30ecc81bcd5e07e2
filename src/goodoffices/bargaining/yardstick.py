"""What packages are compared by: each party's gain from a stated zero, in a stated unit, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Whole
from goodoffices.preferences.additive import ROUNDING, Scale

Indices = npt.NDArray[np.intp]
Exact = npt.NDArray[Any]
"""Python's own whole numbers (dtype object): no gain is too large for them."""

NEAR: Final = 1e-9
"""Floating point sorts out what is worse by more than this part of the best; the rest is decided exactly."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Yardstick:
    """Gains of some parties, comparable in whole numbers: gain = (factor * steps - offset) * unit.

    `parties` are those that are compared, by their place. `slack`, in the same whole numbers, is how much two
    gains may differ and still count as equal: 0 where every worth is exact.
    """

    parties: tuple[int, ...]
    factors: tuple[int, ...]
    offsets: tuple[int, ...]
    unit: Fraction
    slack: int

    def whole(self, sums: Whole) -> Exact:
        """Gains in whole numbers, shape (compared parties, points); exact at any size."""
        rows = [
            sums[party].astype(object) * factor - offset
            for party, factor, offset in zip(self.parties, self.factors, self.offsets, strict=True)
        ]
        return np.array(rows, dtype=object).reshape(len(rows), sums.shape[1])

    def rough(self, sums: Whole) -> npt.NDArray[np.float64]:
        """The same gains in floating point, in their own unit."""
        rows = [
            sums[party] * float(factor * self.unit) - float(offset * self.unit)
            for party, factor, offset in zip(self.parties, self.factors, self.offsets, strict=True)
        ]
        return np.array(rows, dtype=np.float64).reshape(len(rows), sums.shape[1])


def yardstick(
    scales: Sequence[Scale], parties: Sequence[int], zeros: Sequence[Fraction], units: Sequence[Fraction]
) -> Yardstick:
    """Compare parties by (steps - zero) / unit, zero and unit in steps of each party's own scale.

    `zeros` and `units` follow `parties`; a unit is above 0.

    >>> nought, one = Fraction(0), Fraction(1)
    >>> scale = Scale(holder="A", base=nought, unit=one, top=4, reservation=nought, exact=True)
    >>> measure = yardstick([scale], [0], [Fraction(1)], [Fraction(3)])
    >>> [gain * measure.unit for gain in measure.whole(np.array([[1, 4]]))[0]]
    [Fraction(0, 1), Fraction(1, 1)]
    """
    shared = lcm(*(part.denominator for z, u in zip(zeros, units, strict=True) for part in (1 / u, z / u)))
    rounded = [
        ROUNDING * scales[party].top / unit
        for party, unit in zip(parties, units, strict=True)
        if not scales[party].exact
    ]
    return Yardstick(
        parties=tuple(parties),
        factors=tuple(int(shared / unit) for unit in units),
        offsets=tuple(int(shared * zero / unit) for zero, unit in zip(zeros, units, strict=True)),
        unit=Fraction(1, shared),
        slack=int(2 * shared * max(rounded)) if rounded else 0,
    )


def near_best(rough: npt.NDArray[np.float64]) -> Indices:
    """The places that may hold the largest number once it is worked out exactly."""
    room = NEAR * max(1.0, float(np.abs(rough).max(initial=0.0)))
    return np.flatnonzero(rough >= rough.max(initial=-np.inf) - room)


def largest(exact: Sequence[int], slack: int) -> Indices:
    """The places of the largest number, and of those that miss it by at most `slack`."""
    best = max(exact) - slack
    return np.array([at for at, number in enumerate(exact) if number >= best], dtype=np.intp)


def leximin(sums: Whole, by: Yardstick) -> Indices:
    """The points whose smallest gain is largest, then the next smallest, and so on.

    Several where they tie: their gains, sorted, are the same. All points where nobody is compared.

    >>> nought, one = Fraction(0), Fraction(1)
    >>> scale = Scale(holder="A", base=nought, unit=one, top=9, reservation=nought, exact=True)
    >>> even = yardstick([scale, scale], [0, 1], [nought, nought], [one, one])
    >>> leximin(np.array([[1, 3, 9], [9, 4, 0]]), even).tolist()
    [1]
    """
    kept: Indices = np.arange(sums.shape[1], dtype=np.intp)
    if not by.parties:
        return kept
    kept = near_best(by.rough(sums).min(axis=0))
    gains = np.sort(by.whole(sums[:, kept]), axis=0)
    for level in range(len(gains)):
        best = largest(gains[level].tolist(), by.slack)
        kept, gains = kept[best], gains[:, best]
    return kept
