"""How likely it is that a package is acceptable, that none beats it, that there is a deal at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.considered import MOST, Choices, considered
from goodoffices.bargaining.estimate import Estimate, share
from goodoffices.preferences.draws import Draws, settings
from goodoffices.preferences.layout import Floats
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word

_ROOM: Final = 2_000_000
_COMPARED: Final = 200_000_000
"""Comparisons of packages in pairs, at most, where there are three and more parties."""

_TWO: Final = 2

Counts = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


class PackageAcceptability(Word):
    """One package, by the share of the admissible preferences under which something holds of it.

    `acceptable`: at least as good for the party as no agreement, party by party; `acceptable_to_all` at
    once. `efficient`: no considered package beats it. `best`: acceptable to all, and the party that gains
    least gains most, in units of its range.
    """

    package: Package
    acceptable: tuple[Estimate, ...]
    acceptable_to_all: Estimate
    efficient: Estimate
    best: Estimate


class Acceptability(Word):
    """How sure it is, over all admissible preferences, that there is a deal, and which.

    `open_zone` is the share under which some considered package is acceptable to all: where not all packages
    were considered (`considered` below `outcomes`) the true share may be larger. `packages` begins with the
    one acceptable to all most often.
    """

    parties: tuple[str, ...]
    outcomes: int
    considered: int
    open_zone: Estimate
    packages: tuple[PackageAcceptability, ...]


@dataclass(kw_only=True, eq=False)
class Tally:
    """What was counted over all draws: `acceptable` (packages, parties), the others (packages,)."""

    acceptable: Counts
    to_all: Counts
    best: Counts
    efficient: Counts
    open_zone: int
    compared: int
    draws: int


def acceptability(
    scenario: UncertainScenario,
    drawn: Sequence[Draws],
    *,
    choices: Choices | None = None,
    most: int = MOST,
    shown: int = 10,
) -> Finding[Acceptability]:
    """The share of the admissible preferences under which each package is acceptable, efficient, best.

    Parameters
    ----------
    scenario
        Two or more parties whose preferences are known in part.
    drawn
        The same number of preferences of each party (`UncertainScenario.draws`).
    choices
        The packages to consider, shape (packages, issues); by default `considered`, at most `most`.
    shown
        How many packages the finding holds at most.

    Returns
    -------
    Finding[Acceptability]
        Every share with its Monte Carlo error. With a range of zero a party takes no part in `best`.

    Notes
    -----
    Parties are taken as independent: what is not known of one says nothing of another. Ties for the best go
    to the first package in the order of issues and options.

    References
    ----------
    Lahdelma, Hokkanen and Salminen (1998), European Journal of Operational Research 106(1), 137-143.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> from goodoffices.scenarios.uncertain import spread
    >>> land = {"much": (7, 0), "little": (2, 2)}
    >>> scenario = spread(from_table({"land": land}, {"East": 2, "West": 1}), 0.1)
    >>> found = acceptability(scenario, scenario.draws(1000, np.random.default_rng(1))).result
    >>> [package.acceptable_to_all.value > 0.3 for package in found.packages]
    [True, False]
    """
    if choices is None:
        choices = considered(scenario, drawn, most=most)
    counted = tally(drawn, choices)
    order = np.lexsort((np.arange(len(choices)), -counted.best, -counted.to_all))[:shown]
    return Finding(
        method="shares of the admissible preferences (SMAA, Lahdelma, Hokkanen and Salminen 1998)",
        result=Acceptability(
            parties=scenario.parties,
            outcomes=scenario.outcomes,
            considered=len(choices),
            open_zone=share(counted.open_zone, counted.draws),
            packages=tuple(_package(scenario, counted, choices, int(at)) for at in order),
        ),
        digest=scenario.digest,
        source=scenario.source,
        seed=drawn[0].seed,
        settings=(*settings(drawn), Setting(name="packages", value=str(len(choices)))),
        remarks=remarks(scenario, drawn, choices),
    )


def remarks(scenario: UncertainScenario, drawn: Sequence[Draws], choices: Choices) -> tuple[str, ...]:
    """What must be said with every finding made from draws."""
    said = ["A share says how much of what is admissible agrees; it is no forecast of what a party will do."]
    if len(choices) < scenario.outcomes:
        said.append(
            f"{len(choices)} of {scenario.outcomes:,} packages were considered: those on the frontier of the "
            "middle preferences and of some drawn ones. A package that was not considered may be better."
        )
    chained = [one.holder for one in drawn if not one.independent]
    if chained:
        said.append(
            f"What fits the statements of {' and '.join(chained)} is rarely hit at random; it was drawn by "
            "chains, whose shares may be off by a little more than the stated error."
        )
    return (*said, *scenario.remarks)


def tally(drawn: Sequence[Draws], choices: Choices) -> Tally:
    """Count over all draws, a chunk of them at a time."""
    packages, parties = len(choices), len(drawn)
    counted = Tally(
        acceptable=np.zeros((packages, parties), dtype=np.int64),
        to_all=np.zeros(packages, dtype=np.int64),
        best=np.zeros(packages, dtype=np.int64),
        efficient=np.zeros(packages, dtype=np.int64),
        open_zone=0,
        compared=0,
        draws=len(drawn[0]),
    )
    compared = counted.draws if parties == _TWO else max(1, _COMPARED // (packages**2 * parties))
    for gains, in_range in chunks(drawn, choices):
        enough = gains >= -_near(gains)
        counted.acceptable += enough.sum(axis=1).T
        to_all: Marks = enough.min(axis=0)
        counted.to_all += to_all.sum(axis=0)
        opened: Marks = to_all.max(axis=1)
        counted.open_zone += int(opened.sum())
        smallest = np.where(to_all, in_range, -np.inf)
        counted.best += np.bincount(smallest.argmax(axis=1)[opened], minlength=packages)
        some = gains[:, : max(0, compared - counted.compared)]
        counted.efficient += undominated_each(some).sum(axis=0)
        counted.compared += some.shape[1]
    return counted


def chunks(drawn: Sequence[Draws], choices: Choices) -> Iterator[tuple[Floats, Floats]]:
    """Gains of the parties, shape (parties, draws, packages), and the smallest of them in units of range."""
    pace = max(1, _ROOM // (len(choices) * len(drawn)))
    for start in range(0, len(drawn[0]), pace):
        parts = [one.kept(slice(start, start + pace)) for one in drawn]
        gains = np.stack([part.gains(choices) for part in parts])
        yield gains, smallest_gain(gains, np.stack([part.ranges for part in parts]))


def smallest_gain(gains: Floats, ranges: Floats) -> Floats:
    """The gain of the party that gains least, in units of its range, shape (draws, packages).

    A party with a range of zero is left out; 0 where every range is.
    """
    units = np.divide(
        gains, ranges[:, :, None], out=np.full_like(gains, np.inf), where=ranges[:, :, None] > 0
    )
    smallest = units.min(axis=0)
    return np.where(np.isinf(smallest), 0.0, smallest)


def undominated_each(worths: Floats) -> Marks:
    """For each draw, the packages that no other beats, shape (draws, packages); equal ones all count.

    `worths` has shape (parties, draws, packages).

    >>> undominated_each(np.array([[[2.0, 1.0, 2.0, 0.0]], [[1.0, 3.0, 1.0, 2.0]]])).tolist()
    [[True, True, True, False]]
    """
    if len(worths) != _TWO:
        at_least = (worths[:, :, :, None] >= worths[:, :, None, :]).min(axis=0)
        better = (worths[:, :, :, None] > worths[:, :, None, :]).max(axis=0)
        return np.logical_not(np.logical_and(at_least, better).max(axis=1))
    order = np.argsort(-worths[1], axis=1, kind="stable")
    first = np.take_along_axis(worths[0], order, axis=1)
    order = np.take_along_axis(order, np.argsort(-first, axis=1, kind="stable"), axis=1)
    one, other = (np.take_along_axis(row, order, axis=1) for row in worths)
    keep = np.ones(one.shape, dtype=np.bool_)
    keep[:, 1:] = other[:, 1:] > np.maximum.accumulate(other, axis=1)[:, :-1]
    places = np.cumsum(np.ones(one.shape, dtype=np.int64), axis=1) - 1
    same = np.zeros(one.shape, dtype=np.bool_)
    same[:, 1:] = (one[:, 1:] == one[:, :-1]) & (other[:, 1:] == other[:, :-1])
    heads = np.maximum.accumulate(places * ~same, axis=1)
    marks = np.empty(one.shape, dtype=np.bool_)
    np.put_along_axis(marks, order, np.take_along_axis(keep, heads, axis=1), axis=1)
    return marks


def _near(gains: Floats) -> float:
    return 1e-12 * max(1.0, float(np.abs(gains).max(initial=0.0)))


def _package(scenario: UncertainScenario, counted: Tally, choices: Choices, at: int) -> PackageAcceptability:
    draws = counted.draws
    return PackageAcceptability(
        package=scenario.nominal.package(tuple(choices[at].tolist())),
        acceptable=tuple(share(int(hits), draws) for hits in counted.acceptable[at]),
        acceptable_to_all=share(int(counted.to_all[at]), draws),
        efficient=share(int(counted.efficient[at]), counted.compared),
        best=share(int(counted.best[at]), draws),
    )
