"""The frontier where issues interact or are linked: listed, settled issue after issue, or approximated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining import approximation, listing
from goodoffices.bargaining.approximation import approximate
from goodoffices.bargaining.decision_diagram import count as counted
from goodoffices.bargaining.decision_diagram import diagram, extents, fold
from goodoffices.bargaining.dominance import COUNTED, Counts, Whole, undominated
from goodoffices.bargaining.elimination import Plan, count, extent, plan
from goodoffices.bargaining.fold import Progress
from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import SMALL
from goodoffices.preferences.factor_graph import Ban, Factored, FactorGraph, factor_graph
from goodoffices.scenarios.scenario import Scenario

LISTED: Final = 10_000_000
"""Packages up to which all are listed, where issues interact too much for elimination."""

WIDEST: Final = 200_000
"""Entries of the largest table up to which issues are eliminated."""

ELIMINATION: Final = "multi-objective variable elimination (Dechter 1999; Rollón and Larrosa 2006)"
DIAGRAM: Final = "a decision diagram (Bergman and Cire 2016)"
LISTING: Final = "a listing of all packages"


@dataclass(frozen=True, kw_only=True, eq=False)
class Settled:
    """The frontier of a factor graph: `sums` (parties, points) from 0 on, best for the first party first.

    `counts` and `choices` as in `Surface`; `error` as in `Fold`; `outcomes` the packages that links allow.
    `remarks` say where the error comes from, unless it is from thinning (`thinned`).
    """

    numbers: Factored
    sums: Whole
    counts: Counts
    choices: npt.NDArray[np.int32]
    error: float
    outcomes: int
    method: str
    remarks: tuple[str, ...]
    thinned: bool = False


def settle(
    scenario: Scenario, *, cap: int | None, within_red_lines: bool, progress: Progress | None
) -> Settled:
    """The frontier of the packages that break no link and, where asked, cross no red line.

    Raises
    ------
    ScenarioError
        Where the links leave no package; or, where issues interact too much for any exact method, as in
        `approximate`.
    """
    graph = factor_graph(
        scenario.preferences, scenario.agenda, links=scenario.links, red_lines=scenario.red_lines
    )
    bans = (*graph.banned, *(graph.red_lines if within_red_lines else ()))
    planned = plan([each.scope for each in (*graph.summands, *bans)], graph.sizes)
    if scenario.outcomes >= SMALL:
        if planned.cells <= min(WIDEST, scenario.outcomes):
            return _eliminated(scenario, graph, bans, planned, cap=cap, progress=progress)
        drawn = _drawn(scenario, graph, bans, progress)
        if drawn is not None:
            return drawn
    if scenario.outcomes > LISTED:
        return _approximately(scenario, graph, bans, planned, cap=cap, progress=progress)
    numbers = factored(graph, None)
    sums, counts, packages = listing.listed(graph, bans, progress)
    return _settled(
        numbers,
        (sums, counts, packages.astype(np.int32)),
        outcomes=listing.counted(graph, graph.banned) if graph.banned else scenario.outcomes,
        method=LISTING,
    )


def _eliminated(
    scenario: Scenario,
    graph: FactorGraph,
    bans: tuple[Ban, ...],
    planned: Plan,
    *,
    cap: int | None,
    progress: Progress | None,
) -> Settled:
    from goodoffices.bargaining.foresight import foreseen  # noqa: PLC0415 - loads numba
    from goodoffices.bargaining.messages import eliminate  # noqa: PLC0415 - as above

    numbers = factored(graph, planned)
    tops = tuple(scale.top for scale in numbers.scales)
    ahead = foreseen(graph, planned, bans, tops)
    found = eliminate(graph, planned, banned=bans, tops=tops, cap=cap, ahead=ahead, progress=progress)
    return _settled(
        numbers,
        (found.sums, found.counts, found.choices),
        outcomes=count(planned, graph.banned) if graph.banned else scenario.outcomes,
        method=ELIMINATION,
        error=found.error,
        said=f"Issues interact: settled one by one, each for at most {planned.width} others (induced width). "
        "Of packages with equal worths the first in the order of settling stands for all.",
    )


def _drawn(
    scenario: Scenario, graph: FactorGraph, bans: tuple[Ban, ...], progress: Progress | None
) -> Settled | None:
    """By a decision diagram; None where it would be too large."""
    layers = diagram(graph, bans)
    if layers is None:
        return None
    allowed = layers if bans == graph.banned else diagram(graph, graph.banned)
    if allowed is None:
        return None
    numbers = _of_extents(graph, _some(extents(allowed)))
    found = fold(layers, progress=progress)
    if found is None:
        return None
    widest = max(layer.nodes for layer in layers)
    return _settled(
        numbers,
        (found.sums, found.counts, found.choices),
        outcomes=counted(allowed) if graph.banned else scenario.outcomes,
        method=DIAGRAM,
        said=f"Issues interact: settled one by one, with at most {widest:,} different rests to be settled. "
        "Of packages with equal worths the first in the order of settling stands for all.",
    )


def _settled(
    numbers: Factored,
    found: tuple[Whole, Counts, npt.NDArray[np.int32]],
    *,
    outcomes: int,
    method: str,
    error: float = 0.0,
    said: str = "",
) -> Settled:
    """What was found, with ceilings kept and every party's worths from 0 on."""
    sums, counts, choices = found
    many = bool(said) and counts.size > 0 and int(counts.max()) >= COUNTED
    below, kept, counts, hit = _capped(numbers.graph, sums, counts)
    remarks = [said] if said else []
    if many:
        remarks.append("Where more than 9.0e15 packages are worth the same, their count is a lower bound.")
    if hit and said:
        remarks.append("Some worths reach a ceiling: counts of packages with equal worths are lower bounds.")
    return Settled(
        numbers=numbers,
        sums=below - np.array(numbers.fewest, dtype=np.int64)[:, None],
        counts=counts,
        choices=choices[kept],
        error=error,
        outcomes=outcomes,
        method=method,
        remarks=tuple(remarks),
        thinned=error > 0,
    )


def _approximately(
    scenario: Scenario,
    graph: FactorGraph,
    bans: tuple[Ban, ...],
    planned: Plan,
    *,
    cap: int | None,
    progress: Progress | None,
) -> Settled:
    """Packages found, and bounds on what is missed, where neither elimination nor a listing is possible."""
    found = approximate(graph, bans, cap=cap, progress=progress)
    numbers = _of_extents(graph, found.extents)
    by_links = plan([ban.scope for ban in graph.banned], graph.sizes)
    countable = by_links.cells <= WIDEST
    said = [_missed(planned, found.error)]
    said += [
        f"The range of {holder} is that of packages found: the true one may be wider."
        for holder in found.narrowed
    ]
    if not countable:
        said.append("The number of all packages counts those that links rule out.")
    low = np.array(numbers.fewest, dtype=np.int64)[:, None]
    return Settled(
        numbers=numbers,
        sums=found.sums - low,
        counts=found.counts,
        choices=found.choices.astype(np.int32),
        error=found.error,
        outcomes=count(by_links, graph.banned) if countable else scenario.outcomes,
        method=approximation.METHOD,
        remarks=tuple(said),
    )


def _missed(planned: Plan, error: float) -> str:
    return (
        "Approximated: issues interact too much. To settle them one by one needs tables of "
        f"{planned.cells:,} entries (at most {WIDEST:,}), and there are too many packages to list (at most "
        f"{LISTED:,}). The points are packages that were found. For every package, one of them is worse by "
        f"at most {error:.2g} of any party's range. Counts of equal packages are lower bounds."
    )


def factored(graph: FactorGraph, planned: Plan | None) -> Factored:
    """The graph with its scales; raises `ScenarioError` where links leave no package."""
    if planned is None:
        return _of_extents(graph, _some(listing.extents(graph)))
    each = [extent(graph, planned, party) for party in range(len(graph.holders))]
    return _of_extents(graph, _some(tuple(one for one in each if one is not None) or None))


def _some(found: tuple[tuple[int, int], ...] | None) -> tuple[tuple[int, int], ...]:
    if found is None:
        raise ScenarioError("the links leave no package: each one breaks some link")
    return found


def _of_extents(graph: FactorGraph, found: tuple[tuple[int, int], ...]) -> Factored:
    fewest = [int(graph.capped(party, np.array([few]))[0]) for party, (few, _) in enumerate(found)]
    return Factored(graph=graph, scales=graph.scaled(found), fewest=tuple(fewest))


def _capped(
    graph: FactorGraph, sums: Whole, counts: Counts
) -> tuple[Whole, npt.NDArray[np.intp], Counts, bool]:
    """What is left of the points where ceilings are kept, which points, their counts; and if one was met.

    Worths with a ceiling rise with those without: so the frontier with ceilings is among those points.
    """
    below = np.stack([graph.capped(party, row) for party, row in enumerate(sums)])
    if np.array_equal(below, sums) and all(ceiling is None for ceiling in graph.ceilings):
        return sums, np.arange(len(counts), dtype=np.intp), counts, False
    kept, counts = undominated(below, counts)
    return below[:, kept], kept, counts, not np.array_equal(below, sums)
