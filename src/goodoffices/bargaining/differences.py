"""By how much one package can be better than another for a party whose preferences are known in part."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.considered import Choices
from goodoffices.preferences.admissible import Admissible
from goodoffices.preferences.draws import Draws
from goodoffices.preferences.layout import Floats
from goodoffices.preferences.linear_program import TOLERANCE


class Differences:
    """For each two packages x and y: the greatest u(y) - u(x) over all admissible preferences of one party.

    Known at once: an upper bound, from each number's own bounds; a lower bound, from draws, if any. Where the
    numbers may move alone, the upper bound is exact; otherwise one linear program decides what is asked for.
    """

    def __init__(self, found: Admissible, choices: Choices, drawn: Draws | None = None) -> None:
        self.found = found
        self.choices = choices
        self.drawn = drawn
        self._exact: dict[tuple[int, int], float] = {}

    @property
    def near(self) -> float:
        """Below this, a difference counts as none."""
        return TOLERANCE * self.found.size

    @cached_property
    def upper(self) -> Floats:
        """Upper bounds, shape (packages y, packages x)."""
        packages = len(self.choices)
        total: Floats = np.zeros((packages, packages), dtype=np.float64)
        layout = self.found.layout
        for issue in range(layout.issues):
            mine = slice(int(layout.starts[issue]), int(layout.starts[issue]) + layout.sizes[issue])
            low, high = self.found.values[mine, 0], self.found.values[mine, 1]
            better = high[:, None] - low[None, :]
            np.fill_diagonal(better, 0.0)
            least, most = float(self.found.weights[issue, 0]), float(self.found.weights[issue, 1])
            gained = most * np.maximum(better, 0.0) + least * np.minimum(better, 0.0)
            picked = self.choices[:, issue]
            total += gained[picked[:, None], picked[None, :]]
        return total

    @cached_property
    def lower(self) -> Floats:
        """Differences that some draw shows, shape (packages y, packages x); minus infinity without draws."""
        packages = len(self.choices)
        most = np.full((packages, packages), -np.inf)
        if self.drawn is not None:
            worths = self.drawn.kept(slice(0, max(1, 20_000_000 // packages**2))).worths(self.choices)
            for row in worths:
                np.maximum(most, row[:, None] - row[None, :], out=most)
        np.fill_diagonal(most, 0.0)
        return most

    def greatest(self, pairs: list[tuple[int, int]]) -> Floats:
        """The exact greatest u(y) - u(x) of each pair (y, x)."""
        if self.found.boxed:
            return np.array([self.upper[pair] for pair in pairs])
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in self._exact]
        if missing:
            rows = self.found.layout.worths(self.choices)
            objectives = np.array([rows[x] - rows[y] for y, x in missing])
            found = -self.found.system.each_least(objectives)
            self._exact.update(zip(missing, found.tolist(), strict=True))
        return np.array([self._exact[pair] for pair in pairs])

    def _possible(self, y: int, x: int, most: float) -> bool:
        """Whether u(y) >= u(x) under some preference, where `most` is the greatest difference.

        What is reached only at the edge, where a strict order would hold as a tie, is not admissible.
        """
        if most > self.near or not self.found.strict.any():
            return True
        rows = self.found.layout.worths(self.choices[[y, x]])
        return self.found.compatible(also=rows[0] - rows[1] + 0.0)

    def reach(self, level: float, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Of the pairs (y, x) marked in `among`: those in which u(y) - u(x) can be above `level`."""
        open_ = among & (self.upper > level) & (self.lower <= level)
        yes = among & (self.lower > level)
        if self.found.boxed:
            return among & (self.upper > level)
        pairs = [(int(y), int(x)) for y, x in np.argwhere(open_)]
        for (y, x), most in zip(pairs, self.greatest(pairs).tolist(), strict=True):
            yes[y, x] = most > level and self._possible(y, x, most)
        return yes


def can_be_acceptable(found: Admissible, choices: Choices, most: Floats) -> list[bool]:
    """Which packages can be as good as no agreement, given their greatest gains."""
    near = TOLERANCE * found.size
    rows = found.layout.gains(choices)
    return [
        gain > near or (gain >= -near and (not found.strict.any() or found.compatible(also=row)))
        for gain, row in zip(most.tolist(), rows, strict=True)
    ]


def least_gains(found: Admissible, choices: Choices) -> tuple[Floats, Floats]:
    """The least and the greatest gain over no agreement of each package, over all admissible preferences."""
    if found.boxed:
        rows = found.layout.indicators(choices)
        return rows @ found.terms[:, 0] - found.reserved[1], rows @ found.terms[:, 1] - found.reserved[0]
    rows = found.layout.gains(choices)
    return found.system.each_least(rows), -found.system.each_least(-rows)
