"""Packages that hold up whatever the preferences turn out to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from goodoffices.bargaining.considered import Choices
from goodoffices.bargaining.differences import Differences, least_gains
from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import Draws
from goodoffices.preferences.layout import Floats
from goodoffices.preferences.linear_program import TOLERANCE
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word

_STEP: Final = 32
_CONVENTION: Final = (
    "Gains and regrets are in units of each party's range under the middle preferences; adding those of "
    "different parties is a convention."
)


class WorstCase(Word):
    """A package, and the least that it brings over no agreement, in units of each party's nominal range.

    `smallest` is the least of `gains`: below 0, some party may be worse off than with no agreement.
    """

    package: Package
    gains: tuple[float, ...]
    smallest: float


class Regret(Word):
    """A package, and the most that the parties together may lose by it against another one.

    Losses are in units of each party's nominal range, added up; `against` is the package with which it would
    be lost.
    """

    package: Package
    most: float
    against: Package


class Robust(Word):
    """`best_worst_case`: the smallest worst gain is the largest. `least_regret`: the most regret is least.

    `in_worst_case` are all considered packages, best first, `shown` at most. `tie`: others do as well.
    """

    parties: tuple[str, ...]
    best_worst_case: WorstCase
    least_regret: Regret
    in_worst_case: tuple[WorstCase, ...]
    tie: bool


def robust(
    scenario: UncertainScenario, choices: Choices, *, drawn: Sequence[Draws] = (), shown: int = 10
) -> Finding[Robust]:
    """The packages with the best worst case and with the least regret over all admissible preferences.

    Parameters
    ----------
    scenario
        Two or more parties whose preferences are known in part.
    choices
        Packages as option indices, shape (packages, issues).
    drawn
        Draws of each party: they only spare linear programs, and change no result.
    shown
        How many packages `in_worst_case` holds at most.

    Returns
    -------
    Finding[Robust]
        Ties go to the next smallest gain, then to the first package given.

    Raises
    ------
    ScenarioError
        Where no package is given, or every package is worth the same to a party in the nominal scenario.

    Notes
    -----
    1. Worst gains: one linear program for each package and party, none where every number may move alone.
    2. Regret of x: the greatest over y of the sum over parties of the greatest u(y) - u(x). Packages are
       taken in the order of a lower bound, each only until its regret passes the least found so far.

    Minimax regret is Savage's (1951), for preferences known in part that of Boutilier and others (2006),
    Artificial Intelligence 170(8-9), 686-713.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> from goodoffices.scenarios.uncertain import spread
    >>> land = {"much": (7, 0), "half": (4, 1.5), "none": (0, 2)}
    >>> scenario = spread(from_table({"land": land}, {"East": 2, "West": 1}), 0.1)
    >>> found = robust(scenario, np.array([[0], [1], [2]])).result
    >>> found.best_worst_case.package.option("land"), found.least_regret.package.option("land")
    ('half', 'half')
    """
    if not len(choices):
        raise ScenarioError("at least one package must be given")
    units = nominal_ranges(scenario)
    flat = [party for party, unit in zip(scenario.parties, units, strict=True) if unit <= 0]
    if flat:
        raise ScenarioError(
            f"to {flat[0]} all packages are worth the same under the middle preferences: "
            "it has no range to measure gains by"
        )
    worst = np.column_stack([least_gains(found, choices)[0] for found in scenario.admissible]) / units
    order = sorted(range(len(choices)), key=lambda at: (*(-np.sort(worst[at])).tolist(), at))
    packages = tuple(scenario.nominal.package(tuple(row)) for row in choices.tolist())
    cases = tuple(_case(packages[at], worst[at]) for at in order[: max(shown, 2)])
    least, most, against = _least_regret(
        [
            Differences(found, choices, drawn[at] if drawn else None)
            for at, found in enumerate(scenario.admissible)
        ],
        units,
    )
    return Finding(
        method="best worst case, and minimax regret (Savage 1951), over all admissible preferences",
        result=Robust(
            parties=scenario.parties,
            best_worst_case=cases[0],
            least_regret=Regret(package=packages[least], most=most, against=packages[against]),
            in_worst_case=cases[:shown],
            tie=len(order) > 1
            and bool(np.allclose(np.sort(worst[order[0]]), np.sort(worst[order[1]]), atol=1e-9)),
        ),
        digest=digest(scenario.digest, packages),
        source=scenario.source,
        tolerance=TOLERANCE,
        settings=(Setting(name="packages", value=str(len(choices))),),
        remarks=(_CONVENTION, *scenario.remarks),
    )


def nominal_ranges(scenario: UncertainScenario) -> Floats:
    """The worth of each party's best package less that of its worst, under the middle preferences."""
    ranges: list[float] = []
    for preference in scenario.nominal.additive:
        spans = [
            issue.weight * (max(v.value for v in issue.values) - min(v.value for v in issue.values))
            for issue in preference.issues
        ]
        ranges.append(sum(spans))
    return np.array(ranges)


def _case(package: Package, gains: Floats) -> WorstCase:
    return WorstCase(package=package, gains=tuple(gains.tolist()), smallest=float(gains.min()))


def _least_regret(pairs: Sequence[Differences], units: Floats) -> tuple[int, float, int]:
    """The package of least regret, its regret, and the package against which it arises."""
    upper = np.sum([one.upper / unit for one, unit in zip(pairs, units, strict=True)], axis=0)
    lower = np.sum(
        [np.maximum(one.lower, -one.found.size * 4) / unit for one, unit in zip(pairs, units, strict=True)],
        axis=0,
    )
    floor = np.maximum(lower.max(axis=0), 0.0)
    best, regret, against = 0, np.inf, 0
    for x in np.argsort(floor, kind="stable").tolist():
        if floor[x] >= regret:
            break
        found, y = _regret(pairs, units, upper[:, x], x, regret)
        if found < regret:
            best, regret, against = x, found, y
    return best, float(regret), against


def _regret(
    pairs: Sequence[Differences], units: Floats, upper: Floats, x: int, enough: float
) -> tuple[float, int]:
    """The regret of x, or some number of at least `enough`; and against which package."""
    most, against = 0.0, x
    order = np.argsort(-upper, kind="stable")
    for start in range(0, len(order), _STEP):
        some = [int(y) for y in order[start : start + _STEP] if upper[y] > most]
        if not some or most >= enough:
            break
        asked = [(y, x) for y in some]
        lost = np.sum([one.greatest(asked) / unit for one, unit in zip(pairs, units, strict=True)], axis=0)
        if float(lost.max()) > most:
            most, against = float(lost.max()), some[int(lost.argmax())]
    return most, against
