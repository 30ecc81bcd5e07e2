"""The frontier where issues interact too much for any exact method: packages found, and what may be missed.

From inside: packages that exist, each from the frontier of all packages that agree with one on some
issues. From outside: what no weighted sum of worths exceeds. What may lie between is the error.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.coverage import far_apart, missed
from goodoffices.bargaining.dominance import Counts, Whole, undominated
from goodoffices.bargaining.fold import Progress, thin
from goodoffices.bargaining.limits import TABLE, Floats, Range, capped, limit, ranges
from goodoffices.bargaining.listing import allowed
from goodoffices.bargaining.search import Package, climbed, free_package, neighbourhood
from goodoffices.errors import ScenarioError
from goodoffices.preferences.factor_graph import Ban, FactorGraph

METHOD: Final = (
    "parts of it eliminated around packages found, within bounds by mini-buckets "
    "(Dechter and Rish 2003; Ehrgott and Gandibleux 2007)"
)

ROUNDS: Final = 2
"""How often parts of the frontier are looked for around packages that were found."""

_AROUND: Final = 8  # packages of a round
_SUMS: Final = 30  # weighted sums that are bounded at first
_FINER: Final = 12  # and at most where the error is decided
_LEAST: Final = 2.0**-30  # what rounding may add to the error


@dataclass(frozen=True, kw_only=True, eq=False)
class Approximated:
    """Packages that none of those found beats: `sums` (parties, points), best for the first party first.

    Steps count as in the factor graph, ceilings kept; `choices` (points, issues) are their options, `counts`
    lower bounds. `error`, in units of each party's range: for every package there is a point worse by at most
    that much for any party. Of parties in `narrowed` the range is that of packages found: the true one is no
    smaller, so that the error, in units of it, is no larger.
    """

    sums: Whole
    counts: Counts
    choices: npt.NDArray[np.intp]
    extents: tuple[tuple[int, int], ...]
    narrowed: tuple[str, ...]
    error: float


def approximate(
    graph: FactorGraph, bans: tuple[Ban, ...], *, cap: int | None, progress: Progress | None = None
) -> Approximated:
    """Packages that hold nothing banned, and by how much they may fall short of the frontier.

    Parameters
    ----------
    graph
        The factors; `graph.banned` limits the ranges.
    bans
        What no package may hold: `graph.banned`, and perhaps red lines.
    cap
        The most points.
    progress
        Told after each weighted sum and each round around what was found.

    Returns
    -------
    Approximated
        No points only where red lines leave no package.

    Raises
    ------
    ScenarioError
        Where links leave no package, or none was found; or where all that were found are worth the same to a
        party to which others may be worth more.

    Notes
    -----
    1. For each of some thirty weighted sums, a bound on what any package reaches (`limit`), and a package
       bettered issue by issue until no change of one helps (`climbed`).
    2. Around packages found, some issues are held fast, so that the frontier of the others can be
       eliminated (`neighbourhood`); then again around what was found.
    3. The error is the most by which a package could still be better, given the bounds (`missed`). Where
       it is decided, a few more sums are bounded.

    Takes seconds to minutes. Nothing is drawn: the same packages each time.

    References
    ----------
    Ehrgott and Gandibleux (2007), Bound sets for biobjective combinatorial optimization problems, Computers
    and Operations Research 34(9), 2674-2694.
    """
    first = _free(graph, graph.banned)
    if first is None:
        raise ScenarioError("the links leave no package: each one breaks some link")
    held, every = ranges(graph, first)
    start = first if bans == graph.banned else _free(graph, bans)
    if start is None:
        return _nothing(graph, held)
    outer = _Outer(graph, bans, held)
    found = _climbing(outer, np.vstack((every[allowed(bans, every)], start)), progress)
    sums, counts, found = _best(graph, found, cap)
    often = np.zeros(len(graph.sizes), dtype=np.int64)
    for at in range(ROUNDS):
        packages = found[far_apart(outer.shares(sums), _AROUND)]
        nearby = [neighbourhood(graph, bans, each, tuple(outer.tops.tolist()), often) for each in packages]
        sums, counts, found = _best(graph, np.vstack((found, *nearby)), cap)
        if progress is not None:
            progress(outer.asked + at + 1, outer.asked + ROUNDS)
    held = tuple(each.widened(row) for each, row in zip(held, sums, strict=True))
    return _approximated(graph, held, sums=sums, counts=counts, choices=found, error=outer.error(held, sums))


def _free(graph: FactorGraph, bans: tuple[Ban, ...]) -> Package | None:
    package, decided = free_package(graph.sizes, bans, TABLE)
    if package is None and not decided:
        raise ScenarioError(
            "links and red lines hang together too much: no package was found that keeps to them all, and "
            "that there is none was not shown"
        )
    return package


def _nothing(graph: FactorGraph, held: tuple[Range, ...]) -> Approximated:
    nothing = np.zeros((len(held), 0), dtype=np.int64)
    choices = np.zeros((0, len(graph.sizes)), dtype=np.intp)
    return _approximated(graph, held, sums=nothing, counts=nothing[0], choices=choices, error=0.0)


def _approximated(
    graph: FactorGraph,
    held: tuple[Range, ...],
    *,
    sums: Whole,
    counts: Counts,
    choices: npt.NDArray[np.intp],
    error: float,
) -> Approximated:
    pairs = zip(graph.holders, held, strict=True)
    return Approximated(
        sums=sums,
        counts=counts,
        choices=choices,
        extents=tuple((each.few, each.many) for each in held),
        narrowed=tuple(holder for holder, each in pairs if not each.exact),
        error=error,
    )


class _Outer:
    """Weighted sums that were bounded so far: rows of weights for each step from the fewest, and limits."""

    def __init__(self, graph: FactorGraph, bans: tuple[Ban, ...], held: tuple[Range, ...]) -> None:
        self.graph, self.bans = graph, bans
        self.low = np.array([each.few for each in held], dtype=np.int64)
        self.tops = np.array([each.top for each in held], dtype=np.int64)
        self.rows: list[Floats] = [row / self.tops for row in np.eye(len(held))]
        self.limits = [(each.most - each.few) / each.top for each in held]

    @property
    def asked(self) -> int:
        return len(self.rows) - len(self.tops)

    def shares(self, sums: Whole) -> Floats:
        """In units of each range, shape (points, parties)."""
        return ((sums - self.low[:, None]) / self.tops[:, None]).T

    def add(self, row: Floats) -> tuple[int, ...]:
        """Bounds one more sum, by weights for each range; the options of a package that may come near."""
        weights = row / self.tops
        most, choices = limit(self.graph, self.bans, weights)
        base = sum(Fraction(float(each)) * int(low) for each, low in zip(weights, self.low, strict=True))
        self.rows.append(weights)
        self.limits.append(float(most - base))
        return choices

    def error(self, held: tuple[Range, ...], sums: Whole) -> float:
        """What may be missed, in units of the ranges; a few more sums are bounded where it is decided."""
        low = np.array([each.few for each in held], dtype=np.int64)
        tops = np.array([each.top for each in held], dtype=np.int64)
        least = np.array([(each.least - each.few) / each.top for each in held])
        points = ((sums - low[:, None]) / tops[:, None]).T
        error = np.inf
        for _ in range(_FINER):
            rows = np.array(self.rows)
            limits = np.array(self.limits) - rows @ (low - self.low)
            found, binding = missed(points, rows * tops, limits, least)
            error = min(error, found)
            row = np.mean([self.rows[each] * self.tops for each in binding], axis=0)
            if any(np.allclose(row, each * self.tops, atol=1e-4) for each in self.rows):
                break
            self.add(row)
        return error + _LEAST


def _climbing(outer: _Outer, found: npt.NDArray[np.intp], progress: Progress | None) -> npt.NDArray[np.intp]:
    """Packages found by weighted sums, each of which is bounded on the way."""
    rows = _weights(len(outer.tops))
    for at, row in enumerate(rows):
        likely = np.array(outer.add(row), dtype=np.intp)
        sums = capped(outer.graph, found)
        best = found[int((row / outer.tops @ sums).argmax())]
        begun = likely if allowed(outer.bans, likely[None]).all() else best
        found = np.vstack((found, climbed(outer.graph, outer.bans, begun, row / outer.tops)))
        if progress is not None:
            progress(at + 1, len(rows) + ROUNDS)
    return found


def _weights(parties: int) -> Floats:
    """Weights spread evenly over all parties' weights that add up to 1: those of a lattice."""
    parts = 1
    while comb(parts + parties, parties - 1) <= _SUMS:
        parts += 1
    rows = [
        np.diff((-1, *cuts, parts + parties - 1)) - 1
        for cuts in combinations(range(parts + parties - 1), parties - 1)
    ]
    return np.vstack((np.array(rows) / parts, np.full((1, parties), 1 / parties)))


def _best(
    graph: FactorGraph, packages: npt.NDArray[np.intp], cap: int | None
) -> tuple[Whole, Counts, npt.NDArray[np.intp]]:
    """Those that no other beats, best for the first party first; at most `cap`, spread out."""
    packages = np.unique(packages, axis=0)
    sums = capped(graph, packages)
    kept, counts = undominated(sums, np.ones(len(packages), dtype=np.int64))
    if cap is not None and len(kept) > cap:
        tops = np.maximum(np.ptp(sums, axis=1), 1)
        some, _ = thin(sums[:, kept] / tops[:, None], cap)
        kept, counts = kept[some], counts[some]
    return sums[:, kept], counts, packages[kept]
