"""The frontier of two parties, issue by issue, by merging staircases that are sorted already.

Adding one option to a sorted frontier gives a sorted frontier: so the candidates of an issue are merged two
by two, and what is beaten drops out on the way, without a sort.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.compiled import compiled

Ints = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Pairs = tuple[Ints, Floats, Indices, Indices]
"""Candidates side by side: sums (2, n), packages behind each, its option, its point of the next stage."""


@compiled
def _room(size: int) -> Pairs:
    return (
        np.empty((2, size), dtype=np.int64),
        np.empty(size, dtype=np.float64),
        np.empty(size, dtype=np.int32),
        np.empty(size, dtype=np.int32),
    )


@compiled
def _copy(source: Pairs, at: int, target: Pairs, to: int, size: int) -> None:
    sums, behind, option, following = source
    into, packages, options, onward = target
    for k in range(size):
        into[0, to + k] = sums[0, at + k]
        into[1, to + k] = sums[1, at + k]
        packages[to + k] = behind[at + k]
        options[to + k] = option[at + k]
        onward[to + k] = following[at + k]


@compiled
def _merge(source: Pairs, i: int, middle: int, end: int, target: Pairs, start: int) -> int:
    """Two neighbouring staircases, best for the first party first, as one; returns where it ends.

    Of equal candidates the one of the left staircase stays, with the packages of both behind it.
    """
    sums, behind, option, following = source
    into, packages, options, onward = target
    j, k, best = middle, start, np.int64(-1)
    while i < middle or j < end:
        packed = 0.0
        if j >= end:
            at = i
            i += 1
        elif i >= middle:
            at = j
            j += 1
        elif sums[0, i] == sums[0, j] and sums[1, i] == sums[1, j]:
            at, packed = i, behind[j]
            i += 1
            j += 1
        elif sums[0, i] > sums[0, j] or (sums[0, i] == sums[0, j] and sums[1, i] > sums[1, j]):
            at = i
            i += 1
        else:
            at = j
            j += 1
        if sums[1, at] > best:
            best = sums[1, at]
            into[0, k] = sums[0, at]
            into[1, k] = best
            packages[k] = behind[at] + packed
            options[k] = option[at]
            onward[k] = following[at]
            k += 1
    return k


@compiled
def _add(terms: Ints, rows: Indices, points: Pairs, size: int, room: int) -> tuple[Pairs, int]:
    """What no other sum beats after one more issue: `rows` of its options before each of the points."""
    pace = max(1, min(len(rows), room // size))
    here, there = _room((pace + 1) * size), _room((pace + 1) * size)
    kept = 0
    starts = np.empty(pace + 2, dtype=np.int64)
    for begin in range(0, len(rows), pace):
        count = min(pace, len(rows) - begin)
        if kept + count * size > len(here[1]):  # what was kept of earlier options needs more room
            larger = _room(2 * kept + count * size)
            _copy(here, 0, larger, 0, kept)
            here, there = larger, _room(2 * kept + count * size)
        segments, end = 0, kept
        starts[0] = 0
        if kept:
            segments = 1
            starts[1] = kept
        for row in rows[begin : begin + count]:
            for k in range(size):
                here[0][0, end + k] = points[0][0, k] + terms[row, 0]
                here[0][1, end + k] = points[0][1, k] + terms[row, 1]
                here[1][end + k] = points[1][k]
                here[2][end + k] = row
                here[3][end + k] = k
            end += size
            segments += 1
            starts[segments] = end
        while segments > 1:
            end, halves = 0, 0
            for s in range(0, segments, 2):
                start = starts[s]
                if s + 1 < segments:
                    until = _merge(here, start, starts[s + 1], starts[s + 2], there, end)
                else:
                    until = end + starts[s + 1] - start
                    _copy(here, start, there, end, starts[s + 1] - start)
                starts[halves] = end
                halves += 1
                end = until
            starts[halves] = end
            segments = halves
            here, there = there, here
        kept = starts[1]
    return here, kept


@compiled
def _undominated(terms: Ints) -> Indices:
    """The options of one issue that no other beats, in their order; equal ones all kept."""
    order = np.argsort(terms[:, 0])[::-1]
    keep = np.zeros(len(terms), dtype=np.bool_)
    above = np.int64(-1)  # best for the second party among options strictly better for the first
    at = 0
    while at < len(order):
        until, level = at, np.int64(-1)
        while until < len(order) and terms[order[until], 0] == terms[order[at], 0]:
            level = max(level, terms[order[until], 1])
            until += 1
        for k in range(at, until):
            keep[order[k]] = terms[order[k], 1] == level and level > above
        above, at = max(above, level), until
    return np.flatnonzero(keep).astype(np.int32)


@compiled
def fold_pairs(
    terms: Ints, offsets: Ints, sums: Ints, behind: Floats, cap: int, room: int
) -> tuple[Ints, Floats, Indices, Indices, Ints]:
    """Issues from the last to the first, until none is left or a stage holds more than `cap` points.

    `terms` has shape (options of all issues, 2), `offsets` says where each issue begins, and the end.
    `sums` (2, points) and `behind` (points,) are what is there already. Returns the sums, options and
    onward points of all stages end to end, the last issue first; where each begins; and the
    packages behind each point of the last one made.
    """
    issues = len(offsets) - 1
    all_sums, _, option, following = _room(1024)
    starts = np.zeros(issues + 1, dtype=np.int64)
    points = (sums, behind, np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    size, done, end = sums.shape[1], 0, 0
    while done < issues and (done == 0 or size <= cap):
        issue = issues - 1 - done
        here = terms[offsets[issue] : offsets[issue + 1]]
        points, size = _add(here, _undominated(here), points, size, room)
        if end + size > len(option):
            larger = _room(2 * (end + size))
            larger[0][:, :end] = all_sums[:, :end]
            larger[2][:end] = option[:end]
            larger[3][:end] = following[:end]
            all_sums, _, option, following = larger
        all_sums[:, end : end + size] = points[0][:, :size]
        option[end : end + size] = points[2][:size]
        following[end : end + size] = points[3][:size]
        end += size
        done += 1
        starts[done] = end
    return all_sums[:, :end], points[1][:size], option[:end], following[:end], starts[: done + 1]


@compiled
def decode(option: Indices, following: Indices, starts: Ints) -> Indices:
    """The option indices of each package of the last stage made, shape (points, issues)."""
    issues = len(starts) - 1
    points = starts[issues] - starts[issues - 1]
    picked = np.empty((points, issues), dtype=np.int32)
    for point in range(points):
        at = point
        for issue in range(issues):
            place = starts[issues - 1 - issue] + at
            picked[point, issue] = option[place]
            at = following[place]
    return picked
