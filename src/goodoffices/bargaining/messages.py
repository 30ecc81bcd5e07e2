"""The frontier where issues interact: each settled issue leaves a message, with a frontier in every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.dominance import COUNTED, undominated
from goodoffices.bargaining.elimination import Bucket, Plan, belonging
from goodoffices.bargaining.fold import Progress, thin
from goodoffices.bargaining.listing import sums as sums_of
from goodoffices.bargaining.prospects import Prospects
from goodoffices.bargaining.skyline import choose
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Scope, spread

Whole = npt.NDArray[np.int64]
_ROOM: Final = 2_000_000

PAIRS: Final = 2_000_000_000
"""Sums of two messages that are looked at, at most, where points may be thinned."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Message:
    """For each cell of `scope`, the sums that no other beats of what was settled before it.

    `sums` (points, parties) lie cell after cell, cell c from `starts[c]` on; behind each: how many part
    packages, which option of `issue`, and which points of the messages `before`.
    """

    scope: Scope
    sums: Whole
    behind: npt.NDArray[np.float64]
    starts: Whole
    issue: int | None = None
    option: npt.NDArray[np.int32] | None = None
    before: tuple[tuple[Message, Whole], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Eliminated:
    """The frontier of whole packages: `sums` (parties, points), best for the first party first.

    `choices` (points, issues) are the options of one package each: of equal ones the first in the order
    in which issues were settled. `counts` are lower bounds from 2**53 on. `error` as in `Fold`. `kept` is how
    many points all messages held.
    """

    sums: Whole
    counts: Whole
    choices: npt.NDArray[np.int32]
    error: float
    kept: int


def eliminate(
    graph: FactorGraph,
    planned: Plan,
    *,
    banned: tuple[Ban, ...],
    tops: tuple[int, ...],
    cap: int | None,
    ahead: Prospects | None = None,
    progress: Progress | None = None,
) -> Eliminated:
    """Settle issue after issue, keeping in each cell what no other sum beats.

    `tops` are the parties' ranges in steps, in units of which `error` is. Past `cap` points in a cell of
    a message, one point of each cell of a grid is kept; so also of two messages that must be joined, where
    more than `PAIRS` sums would have to be looked at. What cannot come to anything, by what lies `ahead`,
    is not kept. `progress` is told after each issue.
    """
    met = belonging(planned, [summand.scope for summand in graph.summands])
    barred = belonging(planned, [ban.scope for ban in banned])
    parties = len(graph.holders)
    work = _Work(planned=planned, tops=np.maximum(np.array(tops), 1), cap=cap, ahead=ahead)
    messages: list[Message] = []
    for at, bucket in enumerate(planned.buckets):
        children = work.two(at, [({child}, messages[child]) for child in bucket.children])
        shifts, allowed = _tables(graph, planned, bucket, (met[at], barred[at]), banned)
        message = work.settled(bucket.scope, bucket.issue, children, shifts, allowed)
        messages.append(work.thinned(work.hopeful(message, at, None), cap))
        if progress is not None:
            progress(at + 1, len(planned.buckets))
    last = work.two(None, [({root}, messages[root]) for root in planned.roots])
    nothing = np.zeros((1, 1, parties), dtype=np.int64)
    whole = work.settled((), None, last, nothing, np.ones((1, 1), dtype=np.bool_))
    sums, counts = whole.sums.T, np.minimum(whole.behind, COUNTED).astype(np.int64)
    choices = _decoded(whole, len(planned.sizes))
    if work.error and work.ahead is not None:  # what was put aside for a known package counts on it
        known = work.ahead.known
        sums = np.hstack((sums, sums_of(graph, known)))
        kept, counts = undominated(sums, np.append(counts, np.ones(len(known), dtype=np.int64)))
        sums, choices = sums[:, kept], np.vstack((choices, known.astype(np.int32)))[kept]
    points = sum(len(message.sums) for message in messages)
    return Eliminated(sums=sums, counts=counts, choices=choices, error=work.error, kept=points)


@dataclass(kw_only=True, eq=False)
class _Work:
    """How messages are joined and thinned, and what any party may have lost by it so far."""

    planned: Plan
    tops: npt.NDArray[np.int64]
    cap: int | None
    ahead: Prospects | None = None
    error: float = 0.0

    def two(self, at: int | None, children: list[tuple[set[int], Message]]) -> list[Message]:
        """At most two messages that say what all the children say: the smallest ones joined first."""
        left = list(children)
        while len(left) > 2:  # noqa: PLR2004 - two can be met at once
            left.sort(key=lambda child: len(child[1].sums), reverse=True)
            (one, first), (other, second) = left.pop(), left.pop()
            scope = tuple(sorted({*first.scope, *second.scope}))
            cells, parties = prod(self.planned.shape(scope)), len(self.tops)
            nothing, all_may = (
                np.zeros((cells, 1, parties), dtype=np.int64),
                np.ones((cells, 1), dtype=np.bool_),
            )
            joined = self.settled(scope, None, [first, second], nothing, all_may)
            left.append((one | other, self.hopeful(joined, at, one | other)))
        return [message for _, message in left]

    def settled(
        self,
        scope: Scope,
        issue: int | None,
        before: list[Message],
        shifts: Whole,
        allowed: npt.NDArray[np.bool_],
    ) -> Message:
        """The message over `scope`, the best of the issue's options taken in every cell."""
        if self.cap is not None and len(before) > 1:
            most = self.cap
            while _pairs(self.planned, scope, issue, before, shifts) > PAIRS and most > 1:
                most //= 2
                before = [self.thinned(message, most) for message in before]
        return _settled(self.planned, scope, issue, before, shifts, allowed)

    def thinned(self, message: Message, cap: int | None) -> Message:
        """At most `cap` points in each cell."""
        if cap is None or int(np.diff(message.starts).max()) <= cap:
            return message
        message, width = _thinned(message, self.tops, cap)
        self.error += width
        return message

    def hopeful(self, message: Message, at: int | None, inside: set[int] | None) -> Message:
        """Without what cannot come to anything, after bucket `at`, or some of its children (`inside`)."""
        if self.ahead is None or not len(message.sums):
            return message
        if inside is None:
            rest = self.ahead.rest[0 if at is None else at]
        else:
            rest = self.ahead.around(at, inside, message.scope)
        kept = self.ahead.kept(message.sums, message.starts, rest)
        before = np.append(0, np.cumsum(kept))
        return _picked(message, np.flatnonzero(kept), np.diff(before[message.starts]))


def _tables(
    graph: FactorGraph,
    planned: Plan,
    bucket: Bucket,
    met: tuple[list[int], list[int]],
    banned: tuple[Ban, ...],
) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """What each option adds in each cell of the scope (cells, options, parties), and whether it may stand."""
    shape, axis = planned.shape(bucket.joint), bucket.joint.index(bucket.issue)
    shifts = np.zeros((*shape, len(graph.holders)), dtype=np.int64)
    for each in met[0]:
        summand = graph.summands[each]
        shifts[..., summand.party] += summand.over(bucket.joint, planned.sizes)
    allowed = np.ones(shape, dtype=np.bool_)
    for each in met[1]:
        allowed &= ~banned[each].over(bucket.joint, planned.sizes)
    options = shape[axis]
    return (
        np.ascontiguousarray(np.moveaxis(shifts, axis, -2)).reshape(-1, options, len(graph.holders)),
        np.ascontiguousarray(np.moveaxis(allowed, axis, -1)).reshape(-1, options),
    )


def _settled(
    planned: Plan,
    scope: Scope,
    issue: int | None,
    before: list[Message],
    shifts: Whole,
    allowed: npt.NDArray[np.bool_],
) -> Message:
    """The message over `scope`, the best of the issue's options taken in every cell."""
    parties = shifts.shape[2]
    joint = scope if issue is None else tuple(sorted((*scope, issue)))
    before.sort(key=lambda message: len(message.sums))  # each point of the first begins a run of the second
    given: list[Message] = [*(_nothing(parties) for _ in range(2 - len(before))), *before]
    cells = [_cells(planned, message.scope, joint, issue, shifts.shape[:2]) for message in given]
    met = [
        (message.sums, message.behind, message.starts, to) for message, to in zip(given, cells, strict=True)
    ]
    sums, behind, option, to_first, to_second, starts = choose(shifts, allowed, met[0], met[1], _ROOM)
    return Message(
        scope=scope,
        sums=sums,
        behind=behind,
        starts=starts,
        issue=issue,
        option=option,
        before=tuple(zip(given, (to_first, to_second), strict=True)),
    )


def _nothing(parties: int) -> Message:
    return Message(
        scope=(),
        sums=np.zeros((1, parties), dtype=np.int64),
        behind=np.ones(1),
        starts=np.array([0, 1]),
    )


def _cells(planned: Plan, inner: Scope, joint: Scope, issue: int | None, shape: tuple[int, ...]) -> Whole:
    """Which cell of a message stands behind each cell and option: shape (cells, options)."""
    own = np.arange(prod(planned.shape(inner)), dtype=np.int64).reshape(spread(inner, joint, planned.sizes))
    whole = np.broadcast_to(own, planned.shape(joint))
    if issue is not None:
        whole = np.moveaxis(whole, joint.index(issue), -1)
    return np.ascontiguousarray(whole).reshape(shape)


def _pairs(planned: Plan, scope: Scope, issue: int | None, before: list[Message], shifts: Whole) -> int:
    """How many sums two messages make where they meet."""
    joint = scope if issue is None else tuple(sorted((*scope, issue)))
    counts = [
        np.diff(message.starts)[_cells(planned, message.scope, joint, issue, shifts.shape[:2])]
        for message in before
    ]
    return int((counts[0] * counts[1]).sum())


def _thinned(message: Message, tops: npt.NDArray[np.int64], cap: int) -> tuple[Message, float]:
    """The message with at most `cap` points in each cell, and the most that any party may lose by it."""
    widest = 0.0
    kept: list[npt.NDArray[np.intp]] = []
    starts: list[int] = message.starts.tolist()
    for start, end in pairwise(starts):
        if end - start > cap:
            some, width = thin((message.sums[start:end] / tops).T, cap)
            kept.append(start + some)
            widest = max(widest, width)
        else:
            kept.append(np.arange(start, end))
    return _picked(message, np.concatenate(kept), np.array([len(each) for each in kept])), widest


def _picked(message: Message, at: npt.NDArray[np.intp], sizes: npt.NDArray[np.intp]) -> Message:
    """The message with some of its points, so many in each cell."""
    return Message(
        scope=message.scope,
        sums=message.sums[at],
        behind=message.behind[at],
        starts=np.append(0, np.cumsum(sizes)),
        issue=message.issue,
        option=None if message.option is None else message.option[at],
        before=tuple((other, points[at]) for other, points in message.before),
    )


def _decoded(whole: Message, issues: int) -> npt.NDArray[np.int32]:
    """The option indices of each point's package, shape (points, issues)."""
    choices = np.zeros((len(whole.sums), issues), dtype=np.int32)
    for message, at in _behind(whole, np.arange(len(whole.sums))):
        if message.issue is not None and message.option is not None:
            choices[:, message.issue] = message.option[at]
    return choices


def _behind(message: Message, at: Whole) -> Iterator[tuple[Message, Whole]]:
    """Each message with the points that stand behind those of the last."""
    waiting = [(message, at)]
    while waiting:
        here, points = waiting.pop()
        yield here, points
        waiting += [(other, onward[points]) for other, onward in here.before]
