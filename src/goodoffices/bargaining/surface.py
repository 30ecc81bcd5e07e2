"""The frontier as arrays: what frontier, zone, shortfall and candidate package are read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import Counts, Whole, undominated
from goodoffices.bargaining.fold import Fold, Progress, fold
from goodoffices.bargaining.interaction import Settled, settle
from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import ROUNDING, Additive, additive
from goodoffices.preferences.factor_graph import Factored
from goodoffices.preferences.scale import Scale
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Setting
from goodoffices.terms.preference import Preference

Cap = int | Literal["usual"] | None
"""The most points that any stage may keep: a number, the usual one, or None for no limit."""

TWO: Final = 2
USUAL_CAPS: Final = {TWO: 100_000, 3: 50_000, 4: 50_000}
USUAL_CAP_OF_MANY: Final = 20_000

METHOD: Final = "additive preferences folded issue by issue (Nemhauser and Ullmann 1969)"


@dataclass(frozen=True, kw_only=True, eq=False)
class Surface:
    """The points that no package beats, worst for the first party first.

    `sums` has shape (parties, points), in steps of each party's scale; `counts` (points,): packages
    with these worths; `choices` (points, issues): option indices of one of them, the smallest in issue
    order where preferences add up. `outcomes` is the number of packages that links allow. `remarks`,
    `tolerance` and `method` belong into every finding made from it. There is no point only where red
    lines were asked to be kept (`surface`) and leave no package.
    """

    numbers: Additive | Factored
    folded: Fold | Settled
    sums: Whole
    counts: Counts
    choices: npt.NDArray[np.int32]
    outcomes: int
    cap: int | None

    @property
    def scales(self) -> tuple[Scale, ...]:
        """What one step is worth to each party."""
        return self.numbers.scales

    @property
    def additive(self) -> Additive:
        """The numbers issue by issue; raises `ScenarioError` where worths do not add up so."""
        if isinstance(self.numbers, Factored):
            raise ScenarioError(
                "this needs preferences that add up issue by issue, and no links; here issues interact"
            )
        return self.numbers

    @property
    def method(self) -> str:
        """How the points were found, with its source."""
        return METHOD if isinstance(self.folded, Fold) else self.folded.method

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
        if isinstance(self.folded, Settled):
            said += self.folded.remarks
        if not self.complete and (isinstance(self.folded, Fold) or self.folded.thinned):
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


def surface(
    scenario: Scenario,
    *,
    cap: Cap = "usual",
    within_red_lines: bool = False,
    progress: Progress | None = None,
) -> Surface:
    """The frontier of a scenario as arrays; see `frontier` for what it means.

    `within_red_lines`: only of the packages that cross no party's red line, as for the zone and all
    that lies in it. Where there is no red line that is the same.
    """
    if cap == "usual":
        cap = USUAL_CAPS.get(len(scenario.parties), USUAL_CAP_OF_MANY)
    if adds_up(scenario) and not (within_red_lines and scenario.red_lines):
        return _added_up(scenario, cap, progress)
    settled = settle(scenario, cap=cap, within_red_lines=within_red_lines, progress=progress)
    sums, counts, choices = settled.sums, settled.counts, settled.choices
    if not settled.numbers.exact and sums.shape[1]:
        kept, counts = _rounded(settled.numbers.scales, sums, counts, choices)
        sums, choices = sums[:, kept], choices[kept]
    return Surface(
        numbers=settled.numbers,
        folded=settled,
        sums=sums[:, ::-1],
        counts=counts[::-1],
        choices=choices[::-1],
        outcomes=settled.outcomes,
        cap=cap,
    )


def adds_up(scenario: Scenario) -> bool:
    """Whether worths add up issue by issue for every party, and no link rules a package out."""
    return not scenario.links and all(isinstance(each, Preference) for each in scenario.preferences)


def _added_up(scenario: Scenario, cap: int | None, progress: Progress | None) -> Surface:
    preferences = tuple([each for each in scenario.preferences if isinstance(each, Preference)])
    numbers = additive(preferences, scenario.agenda)
    folded = fold(numbers, cap=cap, outcomes=scenario.outcomes, progress=progress)
    sums, counts, choices = folded.sums, folded.counts, folded.choices
    if not numbers.exact and _near(numbers.scales, sums):
        kept, counts = _rounded(numbers.scales, sums, counts, choices)
        sums, choices = sums[:, kept], choices[kept]
    return Surface(
        numbers=numbers,
        folded=folded,
        sums=sums[:, ::-1],
        counts=counts[::-1],
        choices=choices[::-1],
        outcomes=scenario.outcomes,
        cap=cap,
    )


def _near(scales: tuple[Scale, ...], sums: Whole) -> bool:
    """Whether some two points might be taken as equal, for some party, after rounding to 1e-12 of the range.

    Of two parties the points are a staircase: there only neighbours come near each other.
    """
    if len(sums) != TWO:
        return True
    cell = 2 * float(ROUNDING) * max(scale.top for scale in scales if not scale.exact)
    return sums.shape[1] > 1 and float(np.abs(np.diff(sums)).min()) <= cell


def _rounded(
    scales: tuple[Scale, ...], sums: Whole, counts: Counts, choices: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.intp], Counts]:
    """One last pass after rounding to 1e-12 of the range; of equals the smallest package stays."""
    cells = sums.copy()
    for row, scale in zip(cells, scales, strict=True):
        if not scale.exact:
            row[:] = np.rint(row / (max(scale.top, 1) * float(ROUNDING)))
    smallest_first = np.lexsort(choices.T[::-1])
    kept, counts = undominated(cells[:, smallest_first], counts[smallest_first])
    return smallest_first[kept], counts
