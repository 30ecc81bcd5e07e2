"""What holds under all admissible preferences, what under some, and what under none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.acceptability import undominated_each
from goodoffices.bargaining.considered import Choices
from goodoffices.bargaining.differences import Differences, can_be_acceptable, least_gains
from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import Draws, settings
from goodoffices.preferences.linear_program import TOLERANCE
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word

Marks = npt.NDArray[np.bool_]


class Holds(Enum):
    """Under which admissible preferences something holds; `open`: under some, or none, it was not decided."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    OPEN = "open"


class Gain(Word):
    """What a package brings a party over no agreement, at least and at most, on its own scale."""

    holder: str
    least: float
    most: float
    acceptable: Holds


class PackageNecessity(Word):
    """One package: when it is acceptable to each and to all, when no other beats it.

    `beaten_by` are the packages that beat it under all admissible preferences.
    """

    package: Package
    gains: tuple[Gain, ...]
    acceptable: Holds
    efficient: Holds
    beaten_by: tuple[Package, ...]


class Necessity(Word):
    """The packages in the order in which they were given; `whole`: they are all packages of the agenda."""

    parties: tuple[str, ...]
    packages: tuple[PackageNecessity, ...]
    whole: bool


def necessity(
    scenario: UncertainScenario, choices: Choices, *, drawn: Sequence[Draws] = ()
) -> Finding[Necessity]:
    """What holds of each package for all, for some and for no admissible preferences.

    Parameters
    ----------
    scenario
        Two or more parties whose preferences are known in part; what is not known of one says nothing of
        another.
    choices
        Packages as option indices, shape (packages, issues). Whether one is beaten is judged among them.
    drawn
        Draws of each party: they show what is possible, and spare linear programs. No result rests on
        them but that something happens "sometimes".

    Returns
    -------
    Finding[Necessity]
        `efficient` is `OPEN` where no draw shows the package unbeaten, and no package always beats it.

    Raises
    ------
    ScenarioError
        Where no package is given, or one twice.

    Notes
    -----
    1. Gains: one linear program for the least and one for the greatest, each package and party; none where
       every number may move alone.
    2. x is always efficient if no y can be at least as good for every party and better for one; as parties
       are independent, that is asked of each party alone.
    3. x is never efficient if some y always is as good for all, and always better for one.

    References
    ----------
    Necessary and possible preference: Greco, Mousseau and Slowinski (2008), European Journal of Operational
    Research 191(2), 416-436.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> from goodoffices.scenarios.uncertain import spread
    >>> land = {"much": (7, 0), "half": (4, 1.5), "none": (0, 1)}
    >>> scenario = spread(from_table({"land": land}, {"East": 2, "West": 1}), 0.1)
    >>> found = necessity(scenario, np.array([[0], [1], [2]])).result
    >>> [(package.acceptable.value, package.efficient.value) for package in found.packages]
    [('never', 'always'), ('always', 'always'), ('never', 'never')]
    """
    if not len(choices) or len(np.unique(choices, axis=0)) < len(choices):
        raise ScenarioError("packages are compared once each, and at least one must be given")
    pairs = [
        Differences(found, choices, drawn[at] if drawn else None)
        for at, found in enumerate(scenario.admissible)
    ]
    gains = _gains(scenario, choices)
    never, beaten = _never(pairs)
    always = _always(pairs)
    seen = _seen(drawn, choices)
    packages = tuple(scenario.nominal.package(tuple(row)) for row in choices.tolist())
    return Finding(
        method="linear programs over all admissible preferences (after Greco, Mousseau and Slowinski 2008)",
        result=Necessity(
            parties=scenario.parties,
            whole=len(choices) == scenario.outcomes,
            packages=tuple(
                PackageNecessity(
                    package=package,
                    gains=gains[at],
                    acceptable=_together([gain.acceptable for gain in gains[at]]),
                    efficient=_efficient(always=always[at], never=never[at], seen=seen[at]),
                    beaten_by=tuple(packages[y] for y in np.flatnonzero(beaten[:, at])),
                )
                for at, package in enumerate(packages)
            ),
        ),
        digest=digest(scenario.digest, packages),
        source=scenario.source,
        tolerance=TOLERANCE,
        seed=drawn[0].seed if drawn else None,
        settings=(*(settings(drawn) if drawn else ()), Setting(name="packages", value=str(len(choices)))),
        remarks=_remarks(scenario, choices),
    )


def _remarks(scenario: UncertainScenario, choices: Choices) -> tuple[str, ...]:
    said: tuple[str, ...] = ()
    if len(choices) < scenario.outcomes:
        said = (
            f"Whether a package is beaten was judged among {len(choices)} of {scenario.outcomes:,} packages.",
        )
    return (*said, *scenario.remarks)


def _gains(scenario: UncertainScenario, choices: Choices) -> list[tuple[Gain, ...]]:
    """For each package, each party's least and greatest gain."""
    columns: list[list[Gain]] = []
    for found in scenario.admissible:
        near = TOLERANCE * found.size
        least, most = least_gains(found, choices)
        columns.append(
            [
                Gain(
                    holder=found.preference.holder,
                    least=low,
                    most=high,
                    acceptable=Holds.ALWAYS if low >= -near else Holds.SOMETIMES if can else Holds.NEVER,
                )
                for low, high, can in zip(
                    least.tolist(), most.tolist(), can_be_acceptable(found, choices, most), strict=True
                )
            ]
        )
    return list(zip(*columns, strict=True))


def _together(each: Sequence[Holds]) -> Holds:
    """What holds for all parties at once, as they are independent."""
    if Holds.NEVER in each:
        return Holds.NEVER
    return Holds.SOMETIMES if Holds.SOMETIMES in each else Holds.ALWAYS


def _always(pairs: Sequence[Differences]) -> Marks:
    """The packages that nothing can beat: no y may be as good for every party, and better for one."""
    open_ = ~np.eye(len(pairs[0].choices), dtype=np.bool_)
    for one in pairs:
        open_ = one.reach(-one.near, open_)
    better = np.zeros_like(open_)
    for one in pairs:
        better |= one.reach(one.near, open_ & ~better)
    return np.logical_not(np.max(better, axis=0, initial=False))


def _never(pairs: Sequence[Differences]) -> tuple[Marks, Marks]:
    """The packages that some y always beats; and which y beats which x always."""
    other = ~np.eye(len(pairs[0].choices), dtype=np.bool_)
    kept, better = other.copy(), np.zeros_like(other)
    for one in pairs:
        kept &= ~one.reach(
            one.near, kept.T
        ).T  # x may be better for this party: then y does not always beat it
    for one in pairs:
        better |= kept & ~one.reach(-one.near, kept.T).T
    return better.max(axis=0, initial=False), better


def _seen(drawn: Sequence[Draws], choices: Choices) -> Marks:
    """The packages that some draw shows unbeaten."""
    if not drawn:
        return np.zeros(len(choices), dtype=np.bool_)
    some = slice(0, max(1, 20_000_000 // (len(choices) ** 2 * len(drawn))))
    worths = np.stack([np.asarray(one.kept(some).worths(choices), dtype=np.float64) for one in drawn])
    return undominated_each(worths).max(axis=0)


def _efficient(*, always: bool, never: bool, seen: bool) -> Holds:
    if always:
        return Holds.ALWAYS
    if never:
        return Holds.NEVER
    return Holds.SOMETIMES if seen else Holds.OPEN
