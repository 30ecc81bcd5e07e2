"""How far one input may move before the finding changes: reservation values, weights of issues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import msgspec
import numpy as np

from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.nash import Nash
from goodoffices.bargaining.problem import problem
from goodoffices.bargaining.solutions import pick
from goodoffices.bargaining.surface import Cap, Surface, surface
from goodoffices.preferences.worth import as_written
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding
from goodoffices.terms.package import Package
from goodoffices.terms.preference import Preference
from goodoffices.terms.word import Word

LEAST_WEIGHTS, MOST_WEIGHTS = 0, 2
"""Weights are tried from none to twice what they are."""


class Reach(Word, omit_defaults=False):
    """From where to where one number may move, all others kept; None: no change as far as was looked."""

    low: float | None
    high: float | None


class ReservationReach(Word, omit_defaults=False):
    """One party's worth of no agreement: what it is, and how far it may move.

    `zone_opens_at`: the highest value at which the zone is open; None where no value opens it.
    `same_package`: where the Nash solution stays the package that it is; None where there is no solution.
    """

    holder: str
    now: float
    zone_opens_at: float | None
    same_package: Reach | None


class WeightReach(Word, omit_defaults=False):
    """The weight of one issue for one party, tried from none to twice what it is.

    `zone`: where the zone stays as it is, open or empty. `same_package` as in `ReservationReach`.
    """

    holder: str
    issue: str
    now: float
    zone: Reach
    same_package: Reach | None


class Sensitivity(Word, tag="sensitivity", tag_field="kind", omit_defaults=False):
    """How far each input may move, one at a time, before the finding changes. Ends count as unchanged.

    `package` is the Nash solution, None where no package lets everybody gain. `weakest` names, in a sentence,
    the input that has least room.
    """

    parties: tuple[str, ...]
    zone_open: bool
    package: Package | None
    reservations: tuple[ReservationReach, ...]
    weights: tuple[WeightReach, ...]
    weakest: str


def sensitivity(scenario: Scenario, *, cap: Cap = "usual") -> Finding[Sensitivity]:
    """How far reservation values and weights may move before the zone or the package changes.

    Parameters
    ----------
    scenario
        Additive preferences of two or more parties.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Sensitivity]
        Exact where the tolerance is 0.

    Raises
    ------
    ScenarioError
        Where issues interact.

    Notes
    -----
    One input moves, all others stay; weights are not brought back to any sum. The package is the Nash
    solution, as it does not depend on anybody's scale.

    1. Reservation value of one party: of the points that are good enough for all others the best for it
       closes the zone. Gains multiply, so that each rival package sets one linear condition on the value.
    2. Weight of one issue for one party: between no weight and twice the weight a worth moves along a line. A
       package that is worse for this party at both ends, and for all others, is worse all the way: so the
       frontier with the party in both forms holds every rival, and each sets one linear condition on the
       weight.

    Costs one frontier of one more party for each weight.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> pie = {"mine": (10, 0), "half": (6, 6), "yours": (0, 10)}
    >>> found = sensitivity(from_table({"pie": pie}, {"A": 2, "B": 3})).result
    >>> found.package.choices[0].option, found.reservations[0].zone_opens_at
    ('half', 6.0)
    >>> found.weights[0].zone
    Reach(low=0.3333333333333333, high=None)
    """
    scenario.additive  # noqa: B018 - says why it cannot be done where issues interact
    found = surface(scenario, cap=cap)
    chosen = _chosen(found)
    parties = range(len(scenario.parties))
    reservations = tuple(_reservation(found, party, chosen) for party in parties)
    weights, rounded = _weights(scenario, found, chosen, cap)
    open_now = bool(len(_good(found, None)))
    result = Sensitivity(
        parties=scenario.parties,
        zone_open=open_now,
        package=None if chosen is None else scenario.package(chosen.choices),
        reservations=reservations,
        weights=weights,
        weakest=_weakest(scenario, reservations, weights, "closes" if open_now else "opens"),
    )
    return finding(
        scenario,
        method=f"exact moves of one input at a time, on the frontier of {found.method}",
        result=result,
        tolerance=max(found.tolerance, rounded),
        settings=found.settings,
        remarks=found.remarks,
    )


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The Nash solution: its options, its worths in steps, and what gains count from, in steps."""

    choices: tuple[int, ...]
    steps: tuple[int, ...]
    zeros: tuple[Fraction, ...]


def _chosen(found: Surface) -> Chosen | None:
    """None where no package lets everybody gain: then all products are 0 and say nothing."""
    posed = problem(found)
    if posed is None or posed.left_out:
        return None
    point, _ = pick(posed, Nash())
    steps = tuple(posed.sums[:, point].tolist())
    if any(taken <= zero for taken, zero in zip(steps, posed.zeros, strict=True)):
        return None
    return Chosen(choices=tuple(posed.choices[point].tolist()), steps=steps, zeros=posed.zeros)


def _good(found: Surface, but: int | None) -> list[int]:
    """The points that are as good as no agreement for every party (but one)."""
    enough = np.ones(found.sums.shape[1], dtype=np.bool_)
    for party, scale in enumerate(found.numbers.scales):
        if party != but:
            enough &= found.sums[party] >= scale.needed
    return np.flatnonzero(enough).tolist()


def _reservation(found: Surface, party: int, chosen: Chosen | None) -> ReservationReach:
    scale = found.numbers.scales[party]
    rivals = _good(found, party)
    best = max((int(found.sums[party, at]) for at in rivals), default=None)
    same: Reach | None = None
    if chosen is not None:
        mine = chosen.steps[party]
        own = _product(chosen.steps, chosen.zeros, party)
        lines: list[tuple[Fraction, Fraction]] = []
        for at in rivals:
            other = _product(found.sums[:, at].tolist(), chosen.zeros, party)
            # (mine - r) * own >= (theirs - r) * other, as constant + slope * r >= 0
            lines.append((mine * own - int(found.sums[party, at]) * other, other - own))
        low, high = _between([*lines, (Fraction(mine), Fraction(-1))])
        same = Reach(
            low=None if low is None or low <= 0 else float(scale.base + scale.unit * low),
            high=None if high is None else float(scale.base + scale.unit * high),
        )
    return ReservationReach(
        holder=scale.holder,
        now=float(scale.base + scale.unit * scale.reservation),
        zone_opens_at=None if best is None else scale.worth(best),
        same_package=same,
    )


def _product(steps: Iterable[int], zeros: tuple[Fraction, ...], but: int) -> Fraction:
    """The product of the gains of all parties but one, in steps; no gain counts as less than nothing."""
    product = Fraction(1)
    for party, (taken, zero) in enumerate(zip(steps, zeros, strict=True)):
        if party != but:
            product *= max(taken - zero, Fraction(0))
    return product


def _between(lines: Iterable[tuple[Fraction, Fraction]]) -> tuple[Fraction | None, Fraction | None]:
    """Where constant + slope * x >= 0 holds for all: from where to where; None where nothing bounds it."""
    low: Fraction | None = None
    high: Fraction | None = None
    for constant, slope in lines:
        if slope > 0:
            low = -constant / slope if low is None else max(low, -constant / slope)
        elif slope < 0:
            high = -constant / slope if high is None else min(high, -constant / slope)
    return low, high


def _weights(
    scenario: Scenario, found: Surface, chosen: Chosen | None, cap: Cap
) -> tuple[tuple[WeightReach, ...], float]:
    rows: list[WeightReach] = []
    rounded = 0.0
    for party, preference in enumerate(scenario.additive):
        for issue in scenario.agenda.issues:
            worth = next(each for each in preference.issues if each.issue == issue.key)
            if not worth.weight:
                continue
            ends = [_weighted(preference, issue.key, times) for times in (LEAST_WEIGHTS, MOST_WEIGHTS)]
            others = tuple(each for at, each in enumerate(scenario.additive) if at != party)
            both = msgspec.structs.replace(scenario, preferences=(*others, *ends))
            wide = surface(both, cap=cap)
            rounded = max(rounded, wide.tolerance)
            moves = Moves(found=found, wide=wide, party=party)
            full = 2 * as_written(worth.weight)
            rows.append(
                WeightReach(
                    holder=preference.holder,
                    issue=issue.key,
                    now=worth.weight,
                    zone=_reach(moves.zone(), full),
                    same_package=None if chosen is None else _reach(moves.same(chosen), full),
                )
            )
    return tuple(rows), rounded


def _weighted(preference: Preference, issue: str, times: int) -> Preference:
    """The same preference with one weight changed, under a name of its own."""
    return msgspec.structs.replace(
        preference,
        holder=f"{preference.holder} {times}"[-100:],
        issues=tuple(
            msgspec.structs.replace(each, weight=each.weight * times) if each.issue == issue else each
            for each in preference.issues
        ),
    )


def _reach(between: tuple[Fraction | None, Fraction | None], full: Fraction) -> Reach:
    """From parts of the way between the ends to weights; an end that is reached without a change is None."""
    low, high = between
    return Reach(
        low=None if low is None or low <= 0 else float(low * full),
        high=None if high is None or high >= 1 else float(high * full),
    )


@dataclass(frozen=True, kw_only=True)
class Moves:
    """One party's worths as lines, from no weight of an issue (0) to twice its weight (1); now is half-way.

    `wide` is the frontier of all others and of the party in both forms, which come last.
    """

    found: Surface
    wide: Surface
    party: int

    def line(self, at: int) -> tuple[Fraction, Fraction]:
        """The worth of a rival to the party: constant and slope, on its own scale."""
        low, high = (
            scale.base + scale.unit * int(row[at])
            for scale, row in zip(self.wide.numbers.scales[-2:], self.wide.sums[-2:], strict=True)
        )
        return low, high - low

    def reserved(self, zero: Fraction) -> Fraction:
        """A worth on the party's own scale, from steps of the present one."""
        scale = self.found.numbers.scales[self.party]
        return scale.base + scale.unit * zero

    def good(self) -> list[int]:
        """The rivals that are as good as no agreement for all others."""
        enough = np.ones(self.wide.sums.shape[1], dtype=np.bool_)
        for row, scale in zip(self.wide.sums[:-2], self.wide.numbers.scales[:-2], strict=True):
            enough &= row >= scale.needed
        return np.flatnonzero(enough).tolist()

    def zone(self) -> tuple[Fraction | None, Fraction | None]:
        """Where the zone stays open, or stays empty."""
        below: Fraction | None = None  # open up to here
        above: Fraction | None = None  # open from here on
        needed = self.reserved(self.found.numbers.scales[self.party].reservation)
        for at in self.good():
            constant, slope = self.line(at)
            if not slope:
                if constant >= needed:
                    return None, None
            elif slope > 0:
                edge = (needed - constant) / slope
                above = edge if above is None else min(above, edge)
            else:
                edge = (needed - constant) / slope
                below = edge if below is None else max(below, edge)
        now = Fraction(1, 2)
        if below is not None and above is not None and below >= above:
            return None, None
        if below is not None and now <= below:
            return None, below
        if above is not None and now >= above:
            return above, None
        return below, above

    def same(self, chosen: Chosen) -> tuple[Fraction | None, Fraction | None]:
        """Where no rival has a larger product of gains, and the package is not worse than no agreement."""
        scales = self.found.numbers.scales
        zero = self.reserved(chosen.zeros[self.party])
        mine = self._own(chosen)
        own = _product(chosen.steps, chosen.zeros, self.party)
        others = [party for party in range(len(scales)) if party != self.party]
        lines = [(mine[0] - zero, mine[1])]
        for at in self.good():
            product = Fraction(1)
            for row, party in enumerate(others):
                scale = self.wide.numbers.scales[row]
                worth = scale.base + scale.unit * int(self.wide.sums[row, at])
                steps = (worth - scales[party].base) / scales[party].unit
                product *= max(steps - chosen.zeros[party], Fraction(0))
            constant, slope = self.line(at)
            lines.append(
                ((mine[0] - zero) * own - (constant - zero) * product, mine[1] * own - slope * product)
            )
        return _between(lines)

    def _own(self, chosen: Chosen) -> tuple[Fraction, Fraction]:
        numbers = self.wide.additive
        steps = numbers.steps(chosen.choices)
        low, high = (
            scale.base + scale.unit * taken
            for scale, taken in zip(numbers.scales[-2:], steps[-2:], strict=True)
        )
        return low, high - low


def _weakest(
    scenario: Scenario,
    reservations: tuple[ReservationReach, ...],
    weights: tuple[WeightReach, ...],
    does: str,
) -> str:
    """The input that may move least, as a part of what it is, before the zone opens or closes."""
    room: list[tuple[float, str]] = []
    for row in weights:
        for end in (row.zone.low, row.zone.high):
            if end is not None:
                title = next(issue.title for issue in scenario.agenda.issues if issue.key == row.issue)
                said = f"the weight of {title} for {row.holder}, {row.now:.6g}: at {end:.6g}"
                room.append((abs(end - row.now) / row.now, said))
    for row in reservations:
        if row.zone_opens_at is not None and row.now:
            said = f"what no agreement is worth to {row.holder}, {row.now:.6g}: at {row.zone_opens_at:.6g}"
            room.append((abs(row.zone_opens_at - row.now) / abs(row.now), said))
    if not room:
        return f"No single reservation value or weight, within what was tried, {does} the zone."
    part, said = min(room)
    return f"The zone depends most on {said} ({part:.1%} away) it {does}."
