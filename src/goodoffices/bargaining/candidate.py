"""A package that the engine would put before the mediator, and why."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Final

from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.gains import leximin, unmoved
from goodoffices.bargaining.nearest import changed, nearest
from goodoffices.bargaining.reasons import Share, Trade, shares, trades
from goodoffices.bargaining.settled import plain_numbers, settled
from goodoffices.bargaining.surface import Cap, Surface, surface
from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import ROUNDING, Additive
from goodoffices.preferences.scale import Scale
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word


class Candidate(Word, tag="candidate", tag_field="kind"):
    """One package that no other beats, with what each party gets and gives.

    `relaxation` is the least lowering of all reservation values, in units of each range, that lets the
    package in: 0 where `in_zone`. `tie`: other packages have the same gains, in some order of the
    parties. `changed`: issues on which it differs from the nearest package on the table; None: nothing was
    on the table. `sentence` says all this in words.
    """

    package: Package
    shares: tuple[Share, ...]
    trades: tuple[Trade, ...]
    in_zone: bool
    relaxation: float
    tie: bool
    changed: int | None
    sentence: str


class NoCandidate(Word, tag="no_candidate", tag_field="kind"):
    """No package can be proposed: to these parties all are worth the same, and less than no agreement."""

    unmoved: tuple[str, ...]
    sentence: str


NO_WAY_ROUND: Final = NoCandidate(
    unmoved=(), sentence="Every package crosses some party's red line: none can be proposed."
)


def candidate(
    scenario: Scenario, *, on_the_table: tuple[Package, ...] = (), cap: Cap = "usual"
) -> Finding[Candidate | NoCandidate]:
    """The efficient package whose least favoured party gains most, with reasons for every party.

    Parameters
    ----------
    scenario
        Additive preferences of two or more parties.
    on_the_table
        Packages proposed so far, perhaps partial: they break ties, and the finding counts what changes.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Candidate | NoCandidate]
        `NoCandidate` where a party with a flat range prefers no agreement.

    Raises
    ------
    ScenarioError
        Where a package on the table names what the agenda does not hold.

    Notes
    -----
    1. Gains are over no agreement, in units of each party's range; a party with a flat range is left out.
    2. Leximin: the largest smallest gain, then the largest second smallest, and so on. Where the zone is
       empty this is the package that the least relaxation lets in.
    3. Ties: the fewest changed issues against the nearest package on the table, then the smallest package
       in the order of issues and options.

    Costs one frontier. Leximin of gains is the egalitarian solution of Kalai (1977) made strictly efficient.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> land = {"much": (7, 0), "little": (0, 2)}
    >>> water = {"much": (3, 0), "little": (0, 8)}
    >>> found = candidate(from_table({"land": land, "water": water}, {"East": 3, "West": 3}))
    >>> [(choice.issue, choice.option) for choice in found.result.package.choices]
    [('land', 'much'), ('water', 'little')]
    >>> print(found.result.trades[0].sentence)
    Land is dear for East (70% of its range) and cheap for West (20%): it goes East's way.

    Worth the same to a party, and less than no agreement:

    >>> print(candidate(from_table({"land": {"all": (1, 5)}}, {"East": 2, "West": 0})).result.sentence)
    To East all packages are worth the same, and less than no agreement: none can be proposed.
    """
    for package in on_the_table:
        if misfit := package.misfit(scenario.agenda):
            raise ScenarioError(f"on the table: {misfit}")
    found = surface(scenario, cap=cap, within_red_lines=True)
    stuck = unmoved(found)
    if not found.sums.shape[1]:
        result = NO_WAY_ROUND
    else:
        result = refused(stuck) if stuck else _chosen(found, scenario, on_the_table)
    return finding(
        scenario,
        method=f"leximin of gains, in units of each party's range, on the frontier of {found.method}",
        result=result,
        inputs=(on_the_table,),
        tolerance=found.tolerance,
        settings=found.settings,
        remarks=found.remarks,
    )


def refused(stuck: tuple[str, ...]) -> NoCandidate:
    """Nothing can be proposed, as no package moves these parties."""
    names = " and to ".join(stuck)
    said = f"To {names} all packages are worth the same, and less than no agreement: none can be proposed."
    return NoCandidate(unmoved=stuck, sentence=said)


def _chosen(found: Surface, scenario: Scenario, on_the_table: tuple[Package, ...]) -> Candidate:
    tied, smallest = leximin(found)
    _, choices = min(nearest(found, int(point), scenario.agenda, on_the_table) for point in tied)
    relaxation = max(Fraction(0), -(smallest or Fraction(0)))
    if not found.numbers.exact and relaxation <= ROUNDING:
        relaxation = Fraction(0)
    tie = Tie.FOREMOST if len(tied) > 1 or int(found.counts[tied[0]]) > 1 else Tie.NONE
    package = scenario.package(choices)
    numbers = plain_numbers(scenario)
    return described(scenario, found.scales, numbers, package, (relaxation, tie), on_the_table)


class Tie(Enum):
    """Whether other packages give the same gains; if so, whether this one comes before them."""

    NONE = "none"
    FOREMOST = "foremost"
    AMONG = "among"


def described(
    scenario: Scenario,
    scales: tuple[Scale, ...],
    numbers: Additive | None,
    package: Package,
    found: tuple[Fraction, Tie],
    table: tuple[Package, ...],
    *,
    rival: str = "no package",
) -> Candidate:
    """A settled package with its reasons, made from the numbers of the whole scenario.

    `found`: by how much the reservation values had to be lowered for it, and whether others are as good.
    `rival` names what does not beat it: fewer packages, where some are ruled out.
    """
    relaxation, tie = found
    choices = settled(package, scenario.agenda)
    changes = min((changed(choices, tabled, scenario.agenda) for tabled in table), default=None)
    return Candidate(
        package=package,
        shares=shares(scenario, scales, numbers, choices),
        trades=trades(numbers, scenario.agenda, choices),
        in_zone=relaxation == 0,
        relaxation=float(relaxation),
        tie=tie is not Tie.NONE,
        changed=changes,
        sentence=_sentence(float(relaxation), rival, tie=tie, changes=changes),
    )


def _sentence(relaxation: float, rival: str, *, tie: Tie, changes: int | None) -> str:
    said = f"At least as good for every party as no agreement, and {rival} beats it."
    if relaxation:
        said = (
            "No package is as good for every party as no agreement. This one comes nearest: it misses by "
            f"at most {relaxation:.3g} of any party's range, and {rival} beats it."
        )
    if tie is Tie.AMONG:
        said += " Other packages give the same gains."
    if tie is Tie.FOREMOST:
        said += " Other packages give the same gains: of these it is the "
        said += "first in the order of issues." if changes is None else "nearest to what is on the table."
    if changes is not None:
        said += f" It changes {changes} of the issues of the nearest package on the table."
    return said
