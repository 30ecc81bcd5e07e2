"""How many packages lie in the zone, where issues interact, are linked, or red lines rule packages out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from goodoffices.bargaining import listing
from goodoffices.bargaining.elimination import count, plan
from goodoffices.bargaining.interaction import LISTED, WIDEST, factored
from goodoffices.bargaining.tally import MOST, tally
from goodoffices.preferences.factor_graph import Ban, Factored, FactorGraph, factor_graph
from goodoffices.scenarios.scenario import Scenario


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """At least `least` and at most `most` of `outcomes` packages; `numbers` None: too much interaction."""

    least: int
    most: int
    outcomes: int
    numbers: Factored | None
    method: str


def counted(scenario: Scenario, most_sums: int = MOST) -> Counted:
    """The packages that break no link, cross no red line and are as good for all as no agreement.

    Packages are listed if there are at most ten million; beyond, issues are settled one by one (`tally`), if
    the tables for that have room. Raises `ScenarioError` where links leave no package.
    """
    graph = factor_graph(
        scenario.preferences, scenario.agenda, links=scenario.links, red_lines=scenario.red_lines
    )
    bans = (*graph.banned, *graph.red_lines)
    by_links = plan([ban.scope for ban in graph.banned], graph.sizes)
    if scenario.outcomes <= LISTED:
        return _listed(graph, bans, scenario.outcomes)
    planned = plan([each.scope for each in (*graph.summands, *bans)], graph.sizes)
    outcomes = count(by_links, graph.banned) if by_links.cells <= WIDEST else scenario.outcomes
    if planned.cells > WIDEST:
        return Counted(least=0, most=outcomes, outcomes=outcomes, numbers=None, method="no count")
    numbers = factored(graph, planned)
    method = "count of packages by sums of worths, issue by issue (variable elimination; Dechter 1999)"
    if any(scale.needed > scale.top for scale in numbers.scales):
        return Counted(least=0, most=0, outcomes=outcomes, numbers=numbers, method=method)
    asking = [party for party, scale in enumerate(numbers.scales) if scale.needed > 0]
    if not asking:
        every = count(planned, bans)
        return Counted(least=every, most=every, outcomes=outcomes, numbers=numbers, method=method)
    needed = np.array([numbers.scales[party].needed + numbers.fewest[party] for party in asking])
    found = tally(_of(graph, asking), planned, bans, needed, most_sums=most_sums)
    return Counted(least=found.least, most=found.most, outcomes=outcomes, numbers=numbers, method=method)


def _listed(graph: FactorGraph, bans: tuple[Ban, ...], outcomes: int) -> Counted:
    numbers = factored(graph, None)
    needed = np.array(
        [scale.needed + low for scale, low in zip(numbers.scales, numbers.fewest, strict=True)],
        dtype=np.int64,
    )
    within = listing.counted(graph, bans, needed)
    return Counted(
        least=within,
        most=within,
        outcomes=listing.counted(graph, graph.banned) if graph.banned else outcomes,
        numbers=numbers,
        method="a listing of all packages",
    )


def _of(graph: FactorGraph, parties: list[int]) -> FactorGraph:
    """The factors of some parties only."""
    return replace(
        graph,
        holders=tuple(graph.holders[party] for party in parties),
        summands=tuple(
            replace(each, party=parties.index(each.party)) for each in graph.summands if each.party in parties
        ),
    )
