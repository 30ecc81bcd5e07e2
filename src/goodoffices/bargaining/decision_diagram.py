"""The frontier where issues interact, by what is still open after each issue: a decision diagram.

Issues are taken one after the other. Part packages after which every factor has the same rest are one node,
so that a rectangle is open or lost, however many options lie within its sides. Bergman and Cire,
"Multiobjective optimization by decision diagrams", CP 2016.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import COUNTED, Whole, undominated
from goodoffices.bargaining.fold import Progress
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Summand

ARCS: Final = 3_000_000
"""Arcs of one layer up to which a diagram is drawn."""

SUMS: Final = 60_000_000
"""Sums of one layer up to which a diagram is folded."""

_LOST: Final = 1  # the rest of a rectangle that is not met; 0 is what nothing was lost of

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """What one issue does: arcs from the nodes before it to those after it, in the order of `target`.

    `option` is the first of `many` options that do the same; `gain` (arcs, parties) is in steps.
    """

    issue: int
    source: Indices
    target: Indices
    option: npt.NDArray[np.int32]
    many: Indices
    gain: Whole
    nodes: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The frontier: `sums` (parties, points), best for the first party first, no ceiling kept.

    `choices` (points, issues) are the options of one package each; `counts` are lower bounds from 2**53 on.
    """

    sums: Whole
    counts: Whole
    choices: npt.NDArray[np.int32]


def diagram(graph: FactorGraph, bans: tuple[Ban, ...], *, arcs: int = ARCS) -> tuple[Layer, ...] | None:
    """The layers, one for each issue; None where one would have more arcs than that.

    A layer without nodes: the bans leave no package. Linear in the arcs, times the factors that are open.

    Examples
    --------
    >>> from goodoffices.preferences.factor_graph import factor_graph
    >>> from goodoffices.terms.agenda import Agenda, Issue, Option
    >>> from goodoffices.terms.interaction import Interacting, Rectangle, Side
    >>> options = tuple(Option(key=f"o{at}", title="O") for at in range(10))
    >>> agenda = Agenda(issues=tuple(Issue(key=key, title="I", options=options) for key in ("a", "b")))
    >>> both = Rectangle(
    ...     sides=tuple(Side(issue=key, within=("o3", "o4")) for key in ("a", "b")), worth=1
    ... )
    >>> graph = factor_graph((Interacting(holder="North", factors=(both,), reservation=0),), agenda)
    >>> [(layer.nodes, layer.many.tolist()) for layer in diagram(graph, ())]
    [(2, [2, 8]), (1, [8, 2, 8, 2])]
    """
    order = _order(graph, bans)
    factors = _factors(graph, bans, order)
    layers: list[Layer] = []
    nodes = _Nodes(open=(), rests=np.zeros((1, 0), dtype=np.int64))
    for issue in order:
        met = [factor for factor in factors if issue in factor.issues]
        drawn = _layer(issue, graph.sizes[issue], len(graph.holders), met, nodes, arcs)
        if drawn is None:
            return None
        layer, nodes = drawn
        layers.append(layer)
    return tuple(layers)


def extents(layers: tuple[Layer, ...]) -> tuple[tuple[int, int], ...] | None:
    """The fewest and the most steps of each party; None where there is no package."""
    parties = layers[0].gain.shape[1]
    low = high = np.zeros((1, parties), dtype=np.int64)
    for layer in layers:
        if not layer.nodes:
            return None
        starts = np.searchsorted(layer.target, np.arange(layer.nodes))
        low = np.minimum.reduceat(low[layer.source] + layer.gain, starts)
        high = np.maximum.reduceat(high[layer.source] + layer.gain, starts)
    return tuple(zip(low[0].tolist(), high[0].tolist(), strict=True))


def count(layers: tuple[Layer, ...]) -> int:
    """How many packages there are, exactly."""
    behind = [1]
    for layer in layers:
        after = [0] * layer.nodes
        for source, target, many in zip(
            layer.source.tolist(), layer.target.tolist(), layer.many.tolist(), strict=True
        ):
            after[target] += behind[source] * many
        behind = after
    return sum(behind)


def fold(layers: tuple[Layer, ...], *, sums: int = SUMS, progress: Progress | None = None) -> Found | None:
    """What no package beats, node by node; None where a layer would meet more sums than that.

    Of packages with equal worths the first in the order of the layers stands for all. `progress` is told
    after each layer.
    """
    parties = layers[0].gain.shape[1]
    points, behind = np.zeros((1, parties), dtype=np.int64), np.ones(1)
    starts: Indices = np.array([0, 1])
    steps: list[tuple[Indices, Indices]] = []
    for done, layer in enumerate(layers, start=1):
        lengths = np.diff(starts)[layer.source]
        total = int(lengths.sum())
        if total > sums:
            return None
        arc = np.repeat(np.arange(len(lengths)), lengths)
        at = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        before = starts[layer.source[arc]] + at
        candidates = points[before] + layer.gain[arc]
        counts = np.minimum(behind[before] * layer.many[arc], COUNTED)
        kept, behind = _kept(candidates, counts, layer.target[arc])
        points = candidates[kept]
        starts = np.searchsorted(layer.target[arc[kept]], np.arange(layer.nodes + 1))
        steps.append((arc[kept], before[kept]))
        if progress is not None:
            progress(done, len(layers))
    return Found(
        sums=points.T,
        counts=np.minimum(behind, COUNTED).astype(np.int64),
        choices=_decoded(layers, steps, len(points)),
    )


def _decoded(
    layers: tuple[Layer, ...], steps: list[tuple[Indices, Indices]], points: int
) -> npt.NDArray[np.int32]:
    """The options behind each point, back from the last layer."""
    choices = np.empty((points, len(layers)), dtype=np.int32)
    at = np.arange(points)
    for layer, (arc, before) in zip(reversed(layers), reversed(steps), strict=True):
        choices[:, layer.issue] = layer.option[arc[at]]
        at = before[at]
    return choices


def _kept(candidates: Whole, counts: Floats, node: Indices) -> tuple[Indices, Floats]:
    """Which candidates no other one of their node beats, node after node; and the counts of each."""
    if candidates.shape[1] == 2:  # noqa: PLR2004 - one sort for all nodes
        return _of_two(candidates, counts, node)
    kept: list[Indices] = []
    added: list[Floats] = []
    edges = np.flatnonzero(np.diff(node, prepend=-1, append=-1))
    for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        best, more = undominated(candidates[begin:end].T, counts[begin:end])
        kept.append(best + begin)
        added.append(more)
    return (
        np.concatenate(kept or [np.zeros(0, dtype=np.int64)]),
        np.concatenate(added or [np.zeros(0)]),
    )


def _of_two(candidates: Whole, counts: Floats, node: Indices) -> tuple[Indices, Floats]:
    """For two parties: in falling order of the first, what is better for the second than all before it."""
    order = np.lexsort((-candidates[:, 1], -candidates[:, 0], node))
    if not len(order):
        return order, counts
    first, second, node = candidates[order, 0], candidates[order, 1], node[order]
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (np.diff(first) != 0) | (np.diff(second) != 0) | (np.diff(node) != 0)
    at = np.flatnonzero(fresh)
    added, order, second, node = np.add.reduceat(counts[order], at), order[at], second[at], node[at]
    levels, rank = np.unique(second, return_inverse=True)
    height = rank + node * len(levels)  # each node begins above all before it
    keep = np.ones(len(order), dtype=np.bool_)
    np.greater(height[1:], np.maximum.accumulate(height)[:-1], out=keep[1:])
    return order[keep], added[keep]


# What is left of a factor once some of its issues are settled


@dataclass(frozen=True, kw_only=True, eq=False)
class _Factor:
    """A factor as an automaton over its issues, in the order in which they are settled.

    `moves[k]` (rests, options) leads from what is left before the k-th of them to what is left after it;
    all begin at 0. At the end `pays` (rests,) is gained by `party`; of a ban, whose party is None, rest 0
    is ruled out.
    """

    party: int | None
    issues: tuple[int, ...]
    moves: tuple[Indices, ...]
    pays: Whole


def _factors(graph: FactorGraph, bans: tuple[Ban, ...], order: list[int]) -> list[_Factor]:
    place = {issue: at for at, issue in enumerate(order)}
    found: list[_Factor] = []
    for each in (*graph.summands, *bans):
        turned = sorted(range(len(each.scope)), key=lambda at, scope=each.scope: place[scope[at]])
        issues = tuple(each.scope[at] for at in turned)
        party = each.party if isinstance(each, Summand) else None
        if each.inside is None:
            moves, pays = _of_table(each.steps.transpose(turned))
        else:
            steps = int(each.steps) if isinstance(each, Summand) else 0
            moves, pays = _of_box([each.inside[at] for at in turned]), np.array([steps, 0])
        found.append(_Factor(party=party, issues=issues, moves=moves, pays=pays))
    return found


def _of_box(inside: list[npt.NDArray[np.bool_]]) -> tuple[Indices, ...]:
    """A rectangle is open, or lost for good."""
    first, *more = [np.where(mask, 0, _LOST) for mask in inside]
    return (first[None, :], *(np.stack((each, np.full(len(each), _LOST))) for each in more))


def _of_table(steps: Whole) -> tuple[tuple[Indices, ...], Whole]:
    """Parts of a table that hold the same numbers are one rest."""
    moves: list[Indices] = []
    rests = steps.reshape(1, -1)
    for size in steps.shape:
        parts = rests.reshape(len(rests) * size, -1)
        rests, place = np.unique(parts, axis=0, return_inverse=True)
        moves.append(place.reshape(-1, size))
    return tuple(moves), rests[:, 0]


def _order(graph: FactorGraph, bans: tuple[Ban, ...]) -> list[int]:
    """Always the issue after which the least is open: a rule of thumb, as for elimination."""
    factors = [(set(each.scope), each.inside is None) for each in (*graph.summands, *bans)]
    left, settled = set(range(len(graph.sizes))), set[int]()

    def cost(issue: int) -> tuple[float, int]:
        after = settled | {issue}
        open_ones = [(scope & after, table) for scope, table in factors if scope & after and scope - after]
        bits = (sum(log2(graph.sizes[one]) for one in known) if table else 1.0 for known, table in open_ones)
        return sum(bits), issue

    order: list[int] = []
    while left:
        issue = min(left, key=cost)
        left.remove(issue)
        settled.add(issue)
        order.append(issue)
    return order


@dataclass(frozen=True, kw_only=True, eq=False)
class _Nodes:
    """What is left after some layer: `rests` (nodes, factors), for the factors that are `open`."""

    open: tuple[_Factor, ...]
    rests: Indices

    def of(self, factor: _Factor) -> Indices:
        """The rest of one factor at each node; 0 where none of its issues is settled."""
        if factor in self.open:
            return self.rests[:, self.open.index(factor)]
        return np.zeros(len(self.rests), dtype=np.int64)


def _layer(
    issue: int, size: int, parties: int, met: list[_Factor], before: _Nodes, arcs: int
) -> tuple[Layer, _Nodes] | None:
    """The layer of one issue, and what is left after it; `met` are the factors over that issue."""
    moves = [factor.moves[factor.issues.index(issue)] for factor in met]
    first, many = _alike(moves, size)
    if len(before.rests) * len(first) > arcs:
        return None
    source = np.repeat(np.arange(len(before.rests)), len(first))
    option = np.tile(first, len(before.rests))
    gain = np.zeros((len(source), parties), dtype=np.int64)
    allowed = np.ones(len(source), dtype=np.bool_)
    still = [(factor, before.of(factor)[source]) for factor in before.open if factor not in met]
    for factor, move in zip(met, moves, strict=True):
        rest = move[before.of(factor)[source], option]
        if issue != factor.issues[-1]:
            still.append((factor, rest))
        elif factor.party is None:
            allowed &= rest != 0
        else:
            gain[:, factor.party] += factor.pays[rest]
    rests = np.stack([rest for _, rest in still], axis=1) if still else np.zeros((len(source), 0), np.int64)
    rests, target = _merged(rests[allowed])
    order = np.argsort(target, kind="stable")
    layer = Layer(
        issue=issue,
        source=source[allowed][order],
        target=target[order],
        option=option[allowed][order].astype(np.int32),
        many=np.tile(many, len(before.rests))[allowed][order],
        gain=gain[allowed][order],
        nodes=len(rests),
    )
    return layer, _Nodes(open=tuple(factor for factor, _ in still), rests=rests)


def _alike(moves: list[Indices], size: int) -> tuple[Indices, Indices]:
    """The first of each group of options that lead every factor the same way, and how many there are."""
    if not moves:
        return np.zeros(1, dtype=np.int64), np.array([size])
    _, first, many = np.unique(np.concatenate(moves), axis=1, return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order], many[order]


def _merged(rests: Indices) -> tuple[Indices, Indices]:
    """The distinct rows, and which of them each row is."""
    spans = [int(column.max(initial=0)) + 1 for column in rests.T]
    if prod(spans) < 2**62:  # each row is one number
        codes = np.zeros(len(rests), dtype=np.int64)
        for column, span in zip(rests.T, spans, strict=True):
            codes = codes * span + column
        _, first, place = np.unique(codes, return_index=True, return_inverse=True)
        return rests[first], place
    distinct, place = np.unique(rests, axis=0, return_inverse=True)
    return distinct, place.reshape(-1)
