"""How far a package lies from the frontier: what it leaves unused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.ranking import by_range
from goodoffices.bargaining.settled import settled, worths_of
from goodoffices.bargaining.surface import Cap, Surface, surface
from goodoffices.bargaining.yardstick import Indices, leximin
from goodoffices.preferences.additive import Scale
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word


class Unused(Word, omit_defaults=False):
    """What one party could still gain without loss to any other, on its own scale and in units of its range.

    `in_range` is None where its range is flat.
    """

    holder: str
    most: float
    in_range: float | None


class Distance(Word, tag="distance", tag_field="kind", omit_defaults=False):
    """A package against the frontier.

    `by_all`: the largest part of its own range that every party could gain at the same time; 0 on the
    frontier, and also where only some can gain. `unused`: what each could gain if all that is unused went to
    it. `better`: how many points of the frontier beat the package. `nearest`: the package that gives
    `by_all`.
    """

    utilities: tuple[float, ...]
    on_frontier: bool
    by_all: float
    unused: tuple[Unused, ...]
    better: int
    nearest: Package
    sentence: str


def distance(scenario: Scenario, package: Package, *, cap: Cap = "usual") -> Finding[Distance]:
    """How far a package is from the packages that no other beats.

    Parameters
    ----------
    scenario
        Additive preferences of two or more parties.
    package
        One option for every issue.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Distance]
        With a thinned frontier the amounts may be too small by at most the tolerance.

    Raises
    ------
    ScenarioError
        Where the package leaves an issue open or names what the agenda does not hold.

    Notes
    -----
    Reads the frontier: `by_all` is the largest smallest gain over the package, in units of each party's
    range, over its points (the Chebyshev distance to it from below). A party with a flat range takes no part.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> pie = {"mine": (10, 0), "half": (5, 5), "yours": (0, 10), "burnt": (2, 3)}
    >>> talks = from_table({"pie": pie}, {"A": 0, "B": 0})
    >>> found = distance(talks, talks.package((3,))).result
    >>> found.on_frontier, found.by_all, found.better
    (False, 0.2, 1)
    >>> distance(talks, talks.package((1,))).result.sentence
    'No package beats this one: whatever is better for one side is worse for another.'
    """
    choices = settled(package, scenario.agenda)
    found = surface(scenario, cap=cap)
    return finding(
        scenario,
        method=f"distance to the frontier of {found.method}",
        result=measured(found, found.numbers.scales, scenario, worths_of(scenario, choices), package),
        inputs=(package,),
        tolerance=found.tolerance,
        settings=found.settings,
        remarks=found.remarks,
    )


def as_good(found: Surface, worths: tuple[Fraction, ...]) -> tuple[Indices, Indices]:
    """The points that are at least as good for every party as these worths; and which of them beat them."""
    reached = np.ones(found.sums.shape[1], dtype=np.bool_)
    above = np.zeros(found.sums.shape[1], dtype=np.bool_)
    for row, scale, worth in zip(found.sums, found.numbers.scales, worths, strict=True):
        steps = (worth - scale.base) / scale.unit
        least = steps - scale.slack
        reached &= row >= -(-least.numerator // least.denominator)
        above |= row > (steps + scale.slack).__floor__()
    return np.flatnonzero(reached), np.flatnonzero(reached & above)


def measured(
    found: Surface,
    whole: tuple[Scale, ...],
    scenario: Scenario,
    worths: tuple[Fraction, ...],
    package: Package,
) -> Distance:
    """The distance of these worths to a frontier, in units of the ranges of the whole scenario."""
    _, better = as_good(found, worths)
    by_all = Fraction(0)
    near = package
    by = by_range(found, whole, worths)
    if len(better) and by.parties:
        even = better[leximin(found.sums[:, better], by)[0]]
        near = scenario.package(tuple(found.choices[even].tolist()))
        by_all = max(Fraction(0), int(by.whole(found.sums[:, [even]]).min()) * by.unit)
    return Distance(
        utilities=tuple(float(worth) for worth in worths),
        on_frontier=not len(better),
        by_all=float(by_all),
        unused=tuple(_unused(found, whole, worths, better, party) for party in range(len(whole))),
        better=len(better),
        nearest=near,
        sentence=_sentence(len(better), float(by_all)),
    )


def _unused(
    found: Surface, whole: tuple[Scale, ...], worths: tuple[Fraction, ...], better: Indices, party: int
) -> Unused:
    scale, most = found.numbers.scales[party], Fraction(0)
    if len(better):
        best = int(found.sums[party][better].max())
        most = max(Fraction(0), scale.base + scale.unit * best - worths[party])
    span = whole[party].unit * whole[party].top
    return Unused(holder=scale.holder, most=float(most), in_range=float(most / span) if span else None)


def _sentence(better: int, by_all: float) -> str:
    if not better:
        return "No package beats this one: whatever is better for one side is worse for another."
    if by_all:
        return f"Every side could have more at the same time: {by_all:.1%} of its range, or better."
    return "Some side could have more at no cost to any other."
