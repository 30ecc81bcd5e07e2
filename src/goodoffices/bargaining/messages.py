"""The frontier where issues interact: each settled issue leaves a message, with a frontier in every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.elimination import Bucket, Plan, belonging
from goodoffices.bargaining.fold import Progress, thin
from goodoffices.bargaining.skyline import choose
from goodoffices.preferences.factor_graph import Ban, FactorGraph, Scope, spread

Whole = npt.NDArray[np.int64]
_ROOM: Final = 2_000_000
COUNTED: Final = 2.0**53  # below it a float counts exactly


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
    in which issues were settled. `counts` are lower bounds from 2**53 on. `error` as in `Fold`.
    """

    sums: Whole
    counts: Whole
    choices: npt.NDArray[np.int32]
    error: float


def eliminate(
    graph: FactorGraph,
    planned: Plan,
    *,
    banned: tuple[Ban, ...],
    tops: tuple[int, ...],
    cap: int | None,
    progress: Progress | None = None,
) -> Eliminated:
    """Settle issue after issue, keeping in each cell what no other sum beats.

    `tops` are the parties' ranges in steps, in units of which `error` is. Past `cap` points in a cell of
    a message, one point of each cell of a grid is kept. `progress` is told after each issue.
    """
    met = belonging(planned, [summand.scope for summand in graph.summands])
    barred = belonging(planned, [ban.scope for ban in banned])
    parties = len(graph.holders)
    messages: list[Message] = []
    error = 0.0
    for at, bucket in enumerate(planned.buckets):
        children = _two(planned, [messages[child] for child in bucket.children], parties)
        shifts, allowed = _tables(graph, planned, bucket, (met[at], barred[at]), banned)
        message = _settled(planned, bucket.scope, bucket.issue, children, shifts, allowed)
        if cap is not None and int(np.diff(message.starts).max()) > cap:
            message, width = _thinned(message, np.maximum(np.array(tops), 1), cap)
            error += width
        messages.append(message)
        if progress is not None:
            progress(at + 1, len(planned.buckets))
    last = _two(planned, [messages[root] for root in planned.roots], parties)
    whole = _settled(
        planned, (), None, last, np.zeros((1, 1, parties), dtype=np.int64), np.ones((1, 1), dtype=np.bool_)
    )
    counts = np.minimum(whole.behind, COUNTED).astype(np.int64)
    return Eliminated(
        sums=whole.sums.T, counts=counts, choices=_decoded(whole, len(planned.sizes)), error=error
    )


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


def _two(planned: Plan, children: list[Message], parties: int) -> list[Message]:
    """At most two messages that say what all the children say: the smallest ones joined first."""
    while len(children) > 2:  # noqa: PLR2004 - two can be met at once
        children.sort(key=lambda message: len(message.sums), reverse=True)
        pair = [children.pop(), children.pop()]
        scope = tuple(sorted({*pair[0].scope, *pair[1].scope}))
        cells = prod(planned.shape(scope))
        nothing = np.zeros((cells, 1, parties), dtype=np.int64)
        children.append(_settled(planned, scope, None, pair, nothing, np.ones((cells, 1), dtype=np.bool_)))
    return children


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
    at = np.concatenate(kept)
    return (
        Message(
            scope=message.scope,
            sums=message.sums[at],
            behind=message.behind[at],
            starts=np.array([0, *np.cumsum([len(each) for each in kept])]),
            issue=message.issue,
            option=None if message.option is None else message.option[at],
            before=tuple((other, points[at]) for other, points in message.before),
        ),
        widest,
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
