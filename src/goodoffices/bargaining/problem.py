"""A bargaining problem: packages to choose from, the worth of no agreement, the best each can hope for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Counts, Whole
from goodoffices.bargaining.surface import Surface
from goodoffices.bargaining.yardstick import Indices, Yardstick, yardstick
from goodoffices.preferences.additive import Scale

Ideal = Literal["zone", "all"]
Disagreement = Literal["within", "stated"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """The points of the frontier that lie in the zone, with what gains are counted from and measured by.

    `sums` has shape (parties, points), in steps of each party's `Scale`, best points only; `choices` (points,
    issues) and `counts` (points,) as in `Surface`. `zeros` is what each party gains from, `ideals` the most
    that it can have, both in steps. `compared` are the parties that can gain at all.
    """

    scales: tuple[Scale, ...]
    sums: Whole
    choices: npt.NDArray[np.int32]
    counts: Counts
    zeros: tuple[Fraction, ...]
    ideals: tuple[int, ...]

    @property
    def compared(self) -> tuple[int, ...]:
        """The parties to whom some package of the zone is better than none, by their place."""
        pairs = enumerate(zip(self.ideals, self.zeros, self.scales, strict=True))
        return tuple(party for party, (ideal, zero, scale) in pairs if ideal - zero > scale.slack)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The other parties, by name."""
        return tuple(scale.holder for p, scale in enumerate(self.scales) if p not in self.compared)

    def by_ratio(self) -> Yardstick:
        """Gains as parts of the most that each party can gain."""
        return self._by([self.ideals[party] - self.zeros[party] for party in self.compared])

    def by_range(self) -> Yardstick:
        """Gains in units of each party's range."""
        return self._by([Fraction(self.scales[party].top) for party in self.compared])

    def by_worth(self) -> Yardstick:
        """Gains as they are stated: this holds the parties' own scales against each other."""
        return self._by([1 / self.scales[party].unit for party in self.compared])

    def _by(self, units: list[Fraction]) -> Yardstick:
        return yardstick(self.scales, self.compared, [self.zeros[party] for party in self.compared], units)


def in_zone(found: Surface) -> Indices:
    """The points that are at least as good for every party as no agreement."""
    needed = np.array([scale.needed for scale in found.numbers.scales])[:, None]
    return np.flatnonzero((found.sums >= needed).all(axis=0))


def problem(
    found: Surface, *, ideal: Ideal = "zone", disagreement: Disagreement = "within"
) -> Problem | None:
    """The bargaining problem over a frontier; None where none of its points lies in the zone.

    `ideal`: the best worth of each party among the packages of the zone, or among all. `disagreement`: gains
    count from the reservation value, but "within": from the worst package where that is better.
    """
    points = in_zone(found)
    if not len(points):
        return None
    scales = found.numbers.scales
    sums = found.sums[:, points]
    stated = tuple(scale.reservation for scale in scales)
    within = tuple(max(zero, Fraction(0)) for zero in stated)
    return Problem(
        scales=scales,
        sums=sums,
        choices=found.choices[points],
        counts=found.counts[points],
        zeros=within if disagreement == "within" else stated,
        ideals=tuple(sums.max(axis=1).tolist()) if ideal == "zone" else tuple(scale.top for scale in scales),
    )
