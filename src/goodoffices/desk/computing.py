"""What a seat computes: the one place where what happened and what could be agreed both meet.

Everything is made from the seat's own view. Where something cannot be computed, the answer is a sentence.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from goodoffices.desk.line import Line
from goodoffices.desk.reading import TabledPackage, agenda_of, parties, preferences, proposals, stated
from goodoffices.errors import ScenarioError
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.finding import Finding
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.preference import Preference
from goodoffices.terms.word import NOT_STATED

if TYPE_CHECKING:
    from goodoffices.bargaining.acceptability import PackageAcceptability
    from goodoffices.bargaining.candidate import Candidate, NoCandidate
    from goodoffices.bargaining.candidates import Candidates
    from goodoffices.bargaining.efficient import Frontier
    from goodoffices.bargaining.fixed import Fixed
    from goodoffices.bargaining.gap_of_positions import CannotBeComputed, Gap
    from goodoffices.bargaining.gap_of_preferences import PreferenceGap
    from goodoffices.bargaining.how_sure import HowSure
    from goodoffices.bargaining.shortfall import Shortfall
    from goodoffices.bargaining.zone import Zone
    from goodoffices.scenarios.scenario import Scenario

FEWEST_PARTIES = 2
_LONGEST_SOURCE = 300
SAMPLES = 2_000
"""How many sets of numbers are drawn for each side to say how sure a deal is."""

_CONSIDERED, _SHOWN, _SEED = 300, 5, 1
T = TypeVar("T")


# How far apart the positions are


def gap(view: View) -> Finding[Gap | CannotBeComputed]:
    """How far apart the positions are that this seat holds; an answer too where there are none."""
    from goodoffices.bargaining import gap_of_positions as engine

    held = tuple(each.position for each in stated(view))
    own = scenario(view)
    try:
        return engine.gap_of_positions(
            agenda_of(view), held, parties=parties(view), scenario=None if isinstance(own, str) else own
        )
    except ScenarioError as reason:
        return _not_computed(view, reason, engine.METHOD)


def _not_computed(view: View, reason: ScenarioError, method: str) -> Finding[Gap | CannotBeComputed]:
    from goodoffices.bargaining.gap_of_positions import CannotBeComputed
    from goodoffices.terms.digest import digest

    return Finding(
        method=method,
        result=CannotBeComputed(lacking=(), sentence=f"cannot be computed: {reason}"),
        digest=digest(agenda_of(view), tuple(each.position for each in stated(view))),
        source=NOT_STATED,
    )


@dataclass(frozen=True, kw_only=True)
class GapMoment:
    """The gap once somebody had changed a position, beside the entry that changed it."""

    line: Line
    holder: str
    gap: Gap | CannotBeComputed


def gap_in_time(view: View) -> tuple[GapMoment, ...]:
    """The gap at each change of position, in order of happening; empty where the seat holds none.

    Where a position does not fit the agenda the series is empty: `gap` says what does not fit.
    """
    from goodoffices.bargaining import gap_in_time as engine

    held = stated(view)
    dated = tuple((each.line.first or NOT_STATED, each.position) for each in held)
    try:
        series = engine.gap_in_time(agenda_of(view), parties(view), dated).result
    except ScenarioError:
        return ()
    found: list[GapMoment] = []
    rest = iter(held)
    for change in series:
        # The series is a part of the positions, in the same order: each change is the next that fits it.
        line = next(
            each.line
            for each in rest
            if (each.line.first or NOT_STATED, each.position.holder) == (change.label, change.holder)
        )
        found.append(GapMoment(line=line, holder=change.holder, gap=change.gap))
    return tuple(found)


# What could be agreed, by the preferences that this seat keeps


def scenario(view: View) -> Scenario | str:
    """The agenda with the preferences that this seat keeps; or a sentence that says what is missing."""
    from goodoffices.scenarios.scenario import Scenario

    kept = preferences(view)
    if missing := _missing(view, kept):
        return missing
    source = "; ".join(f"{each.holder}: {each.basis or NOT_STATED}" for each in kept)
    try:
        return Scenario(agenda=agenda_of(view), preferences=kept, source=source[:_LONGEST_SOURCE])
    except ScenarioError as reason:
        return f"The preferences that are kept here cannot be used: {reason}."


def _missing(view: View, kept: tuple[Preference, ...]) -> str:
    """What a computation lacks, and what to do; empty where nothing is."""
    sides = parties(view)
    if not agenda_of(view).issues:
        return (
            "The agenda names no issue, so there is no package to look for. "
            "Whoever opens the talks writes the agenda into their file."
        )
    if len(sides) < FEWEST_PARTIES:
        return "These talks name fewer than two parties, so there is nothing to agree on."
    if len(kept) == len(sides):
        return ""
    if view.seat.kind is SeatKind.PARTY:
        return (
            "Only your own preferences are kept here, the other side's are not yours to see."
            if kept
            else "No preferences are kept here. You may keep your own; the other side's are not yours to see."
        )
    if not kept:
        return "No preferences are kept here, and the software invents none."
    held = {each.holder for each in kept}
    lacking = " and ".join(side for side in sides if side not in held)
    return f"No preferences of {lacking} are kept here: without them there is nothing to compare."


def frontier(view: View) -> Finding[Frontier] | str:
    """The packages that no other beats, by the preferences kept here; or why there are none."""
    from goodoffices.bargaining import efficient as engine

    return _computed(view, "frontier", engine.frontier)


def zone(view: View) -> Finding[Zone] | str:
    """Whether any package is as good for every side as no agreement; or why that is not known."""
    from goodoffices.bargaining import zone as engine

    return _computed(view, "zone", engine.zone)


def shortfall(view: View) -> Finding[Shortfall] | str:
    """How much is missing for an agreement to be possible; or why that is not known."""
    from goodoffices.bargaining import shortfall as engine

    return _computed(view, "shortfall", engine.shortfall)


def candidate(view: View) -> Finding[Candidate | NoCandidate] | str:
    """One package to put before the sides, near what is on the table; or why there is none."""
    from goodoffices.bargaining import candidate as engine

    table = tuple(each.package for each in proposals(view))

    def compute(given: Scenario) -> Finding[Candidate | NoCandidate]:
        fitting = tuple(package for package in table if package.misfit(given.agenda) is None)
        return engine.candidate(given, on_the_table=fitting)

    return _computed(view, "candidate", compute, table)


def preference_gap(view: View) -> Finding[PreferenceGap] | str:
    """Which issues are trades and which carry the conflict, by the preferences kept here; or why not."""
    from goodoffices.bargaining import gap_of_preferences as engine

    return _computed(view, "preference gap", engine.gap)


def proposed(
    view: View, constraints: Fixed, *, k: int = 3
) -> Finding[Candidates | NoCandidate] | ScenarioError | str:
    """Candidate packages with some issues fixed; what cannot be fixed so is an error to be shown."""
    from goodoffices.bargaining import propose

    given = scenario(view)
    if isinstance(given, str):
        return given
    table = tuple(each.package for each in proposals(view) if each.package.misfit(given.agenda) is None)
    try:
        return propose(given, k=k, on_the_table=table, constraints=constraints)
    except ScenarioError as reason:
        return reason


def frontier_with(view: View, constraints: Fixed) -> Finding[Frontier] | ScenarioError | str:
    """The packages that no other beats among those that the constraints leave."""
    from goodoffices.bargaining.efficient import frontier as engine
    from goodoffices.bargaining.fixed import narrowed

    given = scenario(view)
    if isinstance(given, str):
        return given
    try:
        return engine(narrowed(given, constraints))
    except ScenarioError as reason:
        return reason


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """How sure a deal is if every number kept here may be off by a share of itself.

    `named` holds the shares of the packages that were asked about, in their order, from the same draws.
    """

    found: Finding[HowSure]
    named: tuple[PackageAcceptability, ...]


def how_sure(view: View, share: float, named: tuple[Package, ...]) -> Sureness | ScenarioError | str:
    """What still holds where the preferences kept here are not exact; `named` settle every issue.

    What is kept is exact as it is written; `share`, from 0 to below 1, is how far it is trusted. The draws
    are the same for the same preferences.
    """

    def compute(given: Scenario) -> Sureness:
        import numpy as np

        from goodoffices.bargaining import how_sure as engine
        from goodoffices.bargaining.acceptability import acceptability
        from goodoffices.scenarios.uncertain import spread

        uncertain = spread(given, share)
        found = engine.how_sure(
            uncertain,
            generator=np.random.default_rng(_SEED),
            samples=SAMPLES,
            most=_CONSIDERED,
            shown=_SHOWN,
        )
        asked = [choices for each in named if (choices := _choices(given, each)) is not None]
        whole = list(dict.fromkeys(asked))
        if not whole:
            return Sureness(found=found, named=())
        drawn = uncertain.draws(SAMPLES, np.random.default_rng(_SEED))
        shares = acceptability(uncertain, drawn, choices=np.array(whole), shown=len(whole)).result.packages
        by_choices = {_choices(given, one.package): one for one in shares}
        return Sureness(found=found, named=tuple(by_choices[each] for each in asked))

    try:
        return _computed(view, f"how sure {share:g}", compute, named)
    except ScenarioError as reason:
        return reason


@dataclass(frozen=True, kw_only=True)
class OwnWorth:
    """What a proposal is worth to this seat's side: from `least` to `most` where it leaves issues open."""

    tabled: TabledPackage
    least: float
    most: float


@dataclass(frozen=True, kw_only=True)
class OwnRoom:
    """What a party can compute from its own preference alone: nothing of it is seen elsewhere."""

    preference: Preference
    best: Package
    most: float
    proposals: tuple[OwnWorth, ...]


def own_room(view: View) -> OwnRoom | None:
    """A party's own room; None for other seats, and where it keeps no preference that fits the agenda."""
    if view.seat.kind is not SeatKind.PARTY:
        return None
    kept = next((each for each in preferences(view) if each.holder == view.seat.actor), None)
    agenda = agenda_of(view)
    if kept is None or not agenda.issues or kept.misfit(agenda) is not None:
        return None
    valued = {worth.issue: {v.option: worth.weight * v.value for v in worth.values} for worth in kept.issues}
    best = tuple(
        Choice(issue=issue.key, option=max(valued[issue.key], key=valued[issue.key].__getitem__))
        for issue in agenda.issues
    )
    found: list[OwnWorth] = []
    for each in proposals(view):
        if each.package.misfit(agenda) is None:
            ranges = [_settled(valued[issue.key], each.package.option(issue.key)) for issue in agenda.issues]
            least, most = (math.fsum(end) for end in zip(*ranges, strict=True))
            found.append(OwnWorth(tabled=each, least=least, most=most))
    most = math.fsum(max(values.values()) for values in valued.values())
    return OwnRoom(preference=kept, best=Package(choices=best), most=most, proposals=tuple(found))


def _settled(values: dict[str, float], option: str | None) -> tuple[float, float]:
    """The worth of one issue: what its option is worth, or from the worst to the best where it is open."""
    if option is None:
        return min(values.values()), max(values.values())
    return values[option], values[option]


def worths(given: Scenario, package: Package) -> tuple[float, ...] | None:
    """What a package is worth to each party of the scenario; None where it leaves an issue open."""
    from goodoffices.preferences.additive import additive

    choices = _choices(given, package)
    if choices is None:
        return None
    numbers = additive(given.additive, given.agenda)
    steps = numbers.steps(choices)
    return tuple(scale.worth(taken) for scale, taken in zip(numbers.scales, steps, strict=True))


def _choices(given: Scenario, package: Package) -> tuple[int, ...] | None:
    """The options of a package by their places, issue by issue; None where it leaves one open."""
    choices: list[int] = []
    for issue in given.agenda.issues:
        keys = [option.key for option in issue.options]
        picked = package.option(issue.key)
        if picked not in keys:
            return None
        choices.append(keys.index(picked))
    return tuple(choices)


@dataclass(frozen=True)
class _Kept:
    """What was computed last for one seat, and from what."""

    given: Scenario
    table: tuple[Package, ...]
    result: object


# One place for each seat and each result, so that no seat can tell from the time an answer takes what
# another seat has computed.
_KEPT: dict[tuple[str, str, str], _Kept] = {}


def _computed(
    view: View, name: str, compute: Callable[[Scenario], T], table: tuple[Package, ...] = ()
) -> T | str:
    """The result for the seat, computed once for as long as what it rests on stays the same."""
    given = scenario(view)
    if isinstance(given, str):
        return given
    place = (view.talks.name, view.seat.name, name)
    kept = _KEPT.get(place)
    if kept is None or kept.given != given or kept.table != table:
        kept = _Kept(given, table, compute(given))
        _KEPT[place] = kept
    return kept.result  # pyright: ignore[reportReturnType] - what this very place was computed by
