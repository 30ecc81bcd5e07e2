"""The frontier as arrays: what frontier, zone, shortfall and candidate package are read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Counts, Whole, undominated
from goodoffices.bargaining.fold import Fold, fold
from goodoffices.preferences.additive import ROUNDING, Additive, additive
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Setting

Cap = int | Literal["usual"] | None
"""The most points that any stage may keep: a number, the usual one, or None for no limit."""

USUAL_CAP: Final = 100_000
USUAL_CAP_OF_MANY: Final = 5_000
TWO: Final = 2

METHOD: Final = "additive preferences folded issue by issue (Nemhauser and Ullmann 1969)"


@dataclass(frozen=True, kw_only=True, eq=False)
class Surface:
    """The points that no package beats, worst for the first party first.

    `sums` has shape (parties, points), in steps of each party's scale; `counts` (points,): packages
    with these worths; `choices` (points, issues): option indices of the smallest of them in issue
    order. `remarks` and `tolerance` belong into every finding made from it.
    """

    numbers: Additive
    folded: Fold
    sums: Whole
    counts: Counts
    choices: npt.NDArray[np.int32]
    cap: int | None

    @property
    def complete(self) -> bool:
        """Whether no stage was thinned: then no package beats a point, and none is missing."""
        return self.folded.error == 0

    @property
    def tolerance(self) -> float:
        """How far, in units of any party's range, a point may be missed; 0 where exact."""
        return self.folded.error + (0.0 if self.numbers.exact else float(ROUNDING))

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The cap that was in force."""
        return (Setting(name="cap", value="none" if self.cap is None else str(self.cap)),)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on the arithmetic, on thinning, on flat ranges."""
        said = [self.numbers.arithmetic]
        if not self.complete:
            said.append(
                f"Approximated: more than {self.cap:,} points at some stage, so only one point of each cell "
                "of a grid was kept. No package is better for any party than the nearest point by more than "
                f"{self.folded.error:.2g} of its range; counts of equal packages are lower bounds."
            )
        said += [
            f"Every package is worth the same to {scale.holder}, so it is left out of comparisons."
            for scale in self.numbers.scales
            if scale.flat
        ]
        return tuple(said)


def surface(scenario: Scenario, *, cap: Cap = "usual") -> Surface:
    """The frontier of a scenario as arrays; see `frontier` for what it means."""
    if cap == "usual":
        cap = USUAL_CAP if len(scenario.parties) == TWO else USUAL_CAP_OF_MANY
    numbers = additive(scenario.additive, scenario.agenda)
    folded = fold(numbers, cap=cap)
    choices = folded.choices()
    sums, counts = folded.sums, folded.counts
    if not numbers.exact:
        kept, counts = _rounded(numbers, sums, counts, choices)
        sums, choices = sums[:, kept], choices[kept]
    return Surface(
        numbers=numbers,
        folded=folded,
        sums=sums[:, ::-1],
        counts=counts[::-1],
        choices=choices[::-1],
        cap=cap,
    )


def _rounded(
    numbers: Additive, sums: Whole, counts: Counts, choices: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.intp], Counts]:
    """One last pass after rounding to 1e-12 of the range; of equals the smallest package stays."""
    cells = sums.copy()
    for row, scale in zip(cells, numbers.scales, strict=True):
        if not scale.exact:
            row[:] = np.rint(row / (scale.top * float(ROUNDING)))
    smallest_first = np.lexsort(choices.T[::-1])
    kept, counts = undominated(cells[:, smallest_first], counts[smallest_first])
    return smallest_first[kept], counts
