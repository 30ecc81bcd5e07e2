"""Packages that the engine would put before the mediator: even, near the table, different from each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Final

import numpy as np

from goodoffices.bargaining.candidate import NO_WAY_ROUND, Candidate, NoCandidate, described, refused
from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.fixed import NOTHING_FIXED, Fixed, narrowed
from goodoffices.bargaining.ranking import by_range, ranked, spread
from goodoffices.bargaining.settled import plain_numbers, whole_scales
from goodoffices.bargaining.surface import Cap, Surface, surface
from goodoffices.bargaining.yardstick import Indices, Yardstick, leximin
from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import Additive
from goodoffices.preferences.scale import Scale
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word

LOOKED_AT: Final = 2_000
"""Packages that are looked through for different ones, the most even first."""


class Candidates(Word, tag="candidates", tag_field="kind", omit_defaults=False):
    """Packages of the frontier, the most even first.

    `apart`: on how many issues at least each differs from each other. `relaxation` as in `Candidate`, the
    least that lets any package in; 0 where the zone is open.
    """

    parties: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    apart: int
    relaxation: float
    sentence: str


def propose(
    scenario: Scenario,
    *,
    k: int = 3,
    on_the_table: tuple[Package, ...] = (),
    constraints: Fixed = NOTHING_FIXED,
    apart: int = 2,
    near: int | None = None,
    cap: Cap = "usual",
) -> Finding[Candidates | NoCandidate]:
    """Up to k packages that no other beats and that every party would rather have than no agreement.

    Parameters
    ----------
    scenario
        Additive preferences of two or more parties.
    k
        How many, 1 or more.
    on_the_table
        Packages proposed so far, perhaps partial: each candidate says how many issues it changes.
    constraints
        What is kept as agreed, and what is ruled out.
    apart
        On how many issues candidates should differ from each other, 1 or more; fewer where there are no k.
    near
        The most issues that a candidate may change of the nearest package on the table; None: any.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Candidates | NoCandidate]
        Perhaps fewer than k; `NoCandidate` where nothing can be proposed.

    Raises
    ------
    ScenarioError
        Where the table or a constraint names what the agenda does not hold, `k` or `apart` is below 1, or
        `near` is asked for with nothing on the table.

    Notes
    -----
    1. The frontier of what the constraints leave. Where no package on it is as good for all as no agreement,
    only
       those that the least relaxation lets in.
    2. In the order of leximin of gains over no agreement, in units of each party's range over all packages,
       constraints or not; among equals the nearest to the table, then the first in the order of issues.
    3. From the most even on, take each that differs on `apart` issues from all taken before.

    Costs one frontier. Looks through the 2,000 most even packages.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> land = {"all": (8, 0), "half": (5, 4), "none": (0, 7)}
    >>> water = {"all": (3, 0), "half": (2, 4), "none": (0, 6)}
    >>> talks = from_table({"land": land, "water": water}, {"East": 4, "West": 5})
    >>> found = propose(talks, k=2, apart=1).result
    >>> for one in found.candidates:
    ...     print([choice.option for choice in one.package.choices], [share.worth for share in one.shares])
    ['half', 'half'] [7.0, 8.0]
    ['half', 'none'] [5.0, 10.0]

    Kept as agreed:

    >>> from goodoffices.terms.package import Choice
    >>> keep = Fixed(keep=Package(choices=(Choice(issue="land", option="all"),)))
    >>> [one.package.option("water") for one in propose(talks, constraints=keep).result.candidates]
    ['none']
    """
    _refuse(scenario, k, on_the_table, apart, near)
    left = narrowed(scenario, constraints)
    found = surface(left, cap=cap, within_red_lines=True)
    numbers = plain_numbers(scenario)
    scales = whole_scales(scenario, found, numbers, cap=cap)
    stuck = tuple(scale.holder for scale in scales if scale.flat and scale.needed > 0)
    settings = (
        *found.settings,
        Setting(name="k", value=str(k)),
        Setting(name="apart", value=str(apart)),
        Setting(name="near", value="any" if near is None else str(near)),
        *constraints.settings,
    )
    if not found.sums.shape[1]:
        result = NO_WAY_ROUND
    elif stuck:
        result = refused(stuck)
    else:
        whole = (scales, numbers)
        result = _found(found, (scenario, left), whole, on_the_table, (k, apart, near))
    return finding(
        scenario,
        method=f"leximin of gains, in units of each party's range, on the frontier of {found.method}",
        result=result,
        inputs=(on_the_table, tuple(f"{one.name}={one.value}" for one in settings)),
        tolerance=found.tolerance,
        settings=settings,
        remarks=found.remarks,
    )


def _refuse(
    scenario: Scenario, k: int, on_the_table: tuple[Package, ...], apart: int, near: int | None
) -> None:
    for package in on_the_table:
        if misfit := package.misfit(scenario.agenda):
            raise ScenarioError(f"on the table: {misfit}")
    if k < 1 or apart < 1:
        raise ScenarioError("at least one package, and at least one issue apart, must be asked for")
    if near is not None and not on_the_table:
        raise ScenarioError("nothing is on the table, so that no package can be near it")


def _found(
    found: Surface,
    given: tuple[Scenario, Scenario],
    whole: tuple[tuple[Scale, ...], Additive | None],
    table: tuple[Package, ...],
    wanted: tuple[int, int, int | None],
) -> Candidates | NoCandidate:
    (scenario, left), (scales, numbers), (k, apart, near) = given, whole, wanted
    zeros = tuple(scale.base + scale.unit * scale.reservation for scale in scales)
    by = by_range(found, scales, zeros)
    points, relaxation = _let_in(found, by)
    order = islice(ranked(found, left.agenda, points, by, table), LOOKED_AT)
    close = [one for one in order if near is None or one.changes <= near]
    if not close:
        said = f"No package that is good enough changes at most {near} issues of what is on the table."
        return NoCandidate(unmoved=(), sentence=said)
    taken, came_apart = spread(close, k, apart)
    candidates = tuple(
        described(
            scenario,
            scales,
            numbers,
            left.package(one.choices),
            (relaxation, one.tie),
            table,
            rival="no package" if left is scenario else "of the packages that are left none",
        )
        for one in taken
    )
    return Candidates(
        parties=scenario.parties,
        candidates=candidates,
        apart=came_apart if len(taken) > 1 else 0,
        relaxation=float(relaxation),
        sentence=_sentence(len(candidates), k, came_apart, float(relaxation)),
    )


def _let_in(found: Surface, by: Yardstick) -> tuple[Indices, Fraction]:
    """The points that are good enough, and by how much the reservation values had to be lowered for them."""
    everything = np.arange(found.sums.shape[1], dtype=np.intp)
    if not by.parties:
        return everything, Fraction(0)
    even = leximin(found.sums, by)
    smallest = int(by.whole(found.sums[:, even[:1]]).min())
    least = min(smallest + by.slack, 0)
    near = np.flatnonzero(by.rough(found.sums).min(axis=0) >= float(least * by.unit) - 1e-9)
    enough = by.whole(found.sums[:, near]).min(axis=0) >= min(smallest, 0) - by.slack
    relaxation = -smallest * by.unit if least < 0 else Fraction(0)
    return near[enough.astype(np.bool_)], max(relaxation, Fraction(0))


def _sentence(count: int, k: int, apart: int, relaxation: float) -> str:
    many = "One package" if count == 1 else f"{count} packages"
    said = f"{many}, the most even first."
    if count > 1:
        said += f" They differ from each other on {apart} or more issues."
    if count < k:
        said += f" There are no {k} such packages."
    if relaxation:
        said += (
            " No package is as good for every party as no agreement: these are what the least relaxation, "
            f"{relaxation:.3g} of each range, lets in."
        )
    return said
