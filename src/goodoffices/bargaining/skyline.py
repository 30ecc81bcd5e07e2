"""The frontier of any number of parties, issue by issue: merge what is sorted, then drop what is beaten."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.compiled import compiled

TWO, THREE, FOUR = 2, 3, 4
_FEW = 64

Ints = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Rows = tuple[Ints, Floats, Indices, Indices, Indices]
"""Candidates as rows: sums (n, parties), packages behind each, its option, its points of what came before."""


@compiled
def _room(size: int, parties: int) -> Rows:
    return (
        np.empty((size, parties), dtype=np.int64),
        np.empty(size, dtype=np.float64),
        np.empty(size, dtype=np.int32),
        np.empty(size, dtype=np.int32),
        np.empty(size, dtype=np.int32),
    )


@compiled
def _put(source: Rows, at: int, target: Rows, to: int) -> None:
    for p in range(source[0].shape[1]):
        target[0][to, p] = source[0][at, p]
    target[1][to] = source[1][at]
    target[2][to] = source[2][at]
    target[3][to] = source[3][at]
    target[4][to] = source[4][at]


@compiled
def _larger(rows: Rows, filled: int, size: int) -> Rows:
    found = _room(size, rows[0].shape[1])
    for k in range(filled):
        _put(rows, k, found, k)
    return found


@compiled
def _merge(source: Rows, i: int, middle: int, end: int, target: Rows, k: int) -> int:
    """Two neighbouring runs, best for the first party first (then the second ...), as one.

    Of equal candidates the one of the left run stays, with the packages of both behind it. Of two
    parties what is beaten drops out at once.
    """
    sums, j = source[0], middle
    parties = sums.shape[1]
    start = k
    while i < middle or j < end:
        order = 0
        if j >= end:
            order = 1
        elif i >= middle:
            order = -1
        else:
            for p in range(parties):
                if sums[i, p] != sums[j, p]:
                    order = 1 if sums[i, p] > sums[j, p] else -1
                    break
        at = i if order >= 0 else j
        if parties > TWO or k == start or sums[at, 1] > target[0][k - 1, 1]:
            _put(source, at, target, k)
            if order == 0:
                target[1][k] += source[1][j]
            k += 1
        if order >= 0:
            i += 1
        if order <= 0:
            j += 1
    return k


@compiled
def _first_step(rising: Ints, start: int, steps: int, wanted: int) -> int:
    """Where the first step stands that is as good as wanted, or the end."""
    low, high = start, start + steps
    while low < high:
        middle = (low + high) // 2
        if rising[middle] >= wanted:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def _climb(rising: Ints, falling: Ints, begin: int, steps: int, one: int, other: int) -> int:
    """Adds a step that none of the staircase covers, and drops what it covers; how many there are then.

    The staircase lies from `begin` on: `rising` for one party, `falling` for the other.
    """
    end = begin + steps
    until = _first_step(rising, begin, steps, one)
    start = until  # steps before it are lower for the one: those as low for the other are covered
    while start > begin and falling[start - 1] <= other:
        start -= 1
    if until < end and rising[until] == one:
        until += 1
    moved = end - until
    if until > start + 1:
        for k in range(moved):
            rising[start + 1 + k] = rising[until + k]
            falling[start + 1 + k] = falling[until + k]
    elif until == start:
        for k in range(moved - 1, -1, -1):
            rising[start + 1 + k] = rising[until + k]
            falling[start + 1 + k] = falling[until + k]
    rising[start], falling[start] = one, other
    return start + 1 + moved - begin


@compiled
def _of_three(rows: Rows, size: int) -> int:
    """Of distinct rows, best for the first party first: moves those that no other beats to the front.

    Only an earlier row can beat a later one: so it is enough to keep the staircase, for the second and
    the third party, of the rows so far.
    """
    sums = rows[0]
    rising, falling = np.empty(size + 1, dtype=np.int64), np.empty(size + 1, dtype=np.int64)
    steps, kept = 0, 0
    for at in range(size):
        one, other = sums[at, 1], sums[at, 2]
        step = _first_step(rising, 0, steps, one)
        if step < steps and falling[step] >= other:
            continue
        steps = _climb(rising, falling, 0, steps, one, other)
        _put(rows, at, rows, kept)
        kept += 1
    return kept


@compiled
def _of_four(rows: Rows, size: int) -> int:
    """As `_of_three`, of four, with a tree of staircases.

    Node n of a binary indexed tree (Fenwick 1994) over the second party's ranks holds the staircase, for the
    third and the fourth, of the ranks it covers.
    """
    sums = rows[0]
    levels = np.unique(sums[:size, 1])
    ranks = len(levels) - np.searchsorted(levels, sums[:size, 1])  # 1 is best
    begins = np.zeros(len(levels) + 2, dtype=np.int64)
    for rank in ranks:
        node = int(rank)
        while node <= len(levels):
            begins[node + 1] += 1
            node += node & -node
    begins = np.cumsum(begins)
    steps = np.zeros(len(levels) + 1, dtype=np.int64)
    rising, falling = np.empty(begins[-1] + 1, dtype=np.int64), np.empty(begins[-1] + 1, dtype=np.int64)
    kept = 0
    for at in range(size):
        one, other = sums[at, 2], sums[at, 3]
        beaten, node = False, int(ranks[at])
        while node > 0 and not beaten:
            step = _first_step(rising, int(begins[node]), int(steps[node]), one)
            beaten = step < begins[node] + steps[node] and falling[step] >= other
            node -= node & -node
        if beaten:
            continue
        node = int(ranks[at])
        while node <= len(levels):
            step = _first_step(rising, int(begins[node]), int(steps[node]), one)
            if step == begins[node] + steps[node] or falling[step] < other:
                steps[node] = _climb(rising, falling, int(begins[node]), int(steps[node]), one, other)
            node += node & -node
        _put(rows, at, rows, kept)
        kept += 1
    return kept


@compiled
def _against(rows: Rows, size: int, most: int) -> int:
    """As `_of_three`, of any number of parties: each against those kept, most often beating ones first.

    At most `most` rows are compared with: fewer than all leave some beaten rows in.
    """
    sums = rows[0]
    parties = sums.shape[1]
    archive = np.empty((min(size, most), parties), dtype=np.int64)
    kept, compared = 0, 0
    for at in range(size):
        beaten = False
        for k in range(compared):
            beaten = True
            for p in range(1, parties):
                if archive[k, p] < sums[at, p]:
                    beaten = False
                    break
            if beaten:
                to = k // 2
                for p in range(1, parties):
                    archive[k, p], archive[to, p] = archive[to, p], archive[k, p]
                break
        if not beaten:
            if compared < most:
                archive[compared] = sums[at]
                compared += 1
            _put(rows, at, rows, kept)
            kept += 1
    return kept


@compiled
def fold_many(
    terms: Ints, offsets: Ints, sums: Ints, behind: Floats, cap: int, room: int
) -> tuple[Ints, Floats, Indices, Indices, Ints]:
    """Issues from the last to the first; as `staircase.fold_pairs`, for three and more parties."""
    issues, parties = len(offsets) - 1, terms.shape[1]
    out = _room(1024, parties)
    starts = np.zeros(issues + 1, dtype=np.int64)
    points = _room(sums.shape[1], parties)
    points[0][:] = sums.T
    points[1][:] = behind
    size, done, end = sums.shape[1], 0, 0
    while done < issues and (done == 0 or size <= cap):
        issue = issues - 1 - done
        here = terms[offsets[issue] : offsets[issue + 1]]
        points, size = _add(here, points, size, room)
        if end + size > len(out[1]):
            out = _larger(out, end, 2 * (end + size))
        for k in range(size):
            _put(points, k, out, end + k)
        end += size
        done += 1
        starts[done] = end
    return out[0][:end].T.copy(), points[1][:size], out[2][:end], out[3][:end], starts[: done + 1]


@compiled
def _kept(rows: Rows, size: int) -> int:
    parties = rows[0].shape[1]
    if parties <= TWO:
        return size
    if parties == THREE:
        return _of_three(rows, size)
    if parties == FOUR:
        return _of_four(rows, _against(rows, size, _FEW))
    return _against(rows, size, size)


@compiled
def _together(here: Rows, there: Rows, starts: Ints, segments: int) -> tuple[Rows, Rows]:
    """Runs merged two by two until one is left, from 0 to `starts[1]` of the first of the two returned."""
    while segments > 1:
        end, halves = 0, 0
        for s in range(0, segments, 2):
            start, until = starts[s], starts[s + 1]
            starts[halves] = end
            if s + 1 < segments:
                end = _merge(here, start, until, starts[s + 2], there, end)
            else:
                end = _merge(here, start, until, until, there, end)
            halves += 1
        starts[halves] = end
        segments = halves
        here, there = there, here
    return here, there


@compiled
def _add(terms: Ints, points: Rows, size: int, room: int) -> tuple[Rows, int]:
    """What no other sum beats after one more issue, a few of its options at a time."""
    parties = terms.shape[1]
    pace = max(1, min(len(terms), room // size))
    here, there = _room((pace + 1) * size, parties), _room((pace + 1) * size, parties)
    starts = np.empty(pace + 2, dtype=np.int64)
    kept = 0
    for begin in range(0, len(terms), pace):
        count = min(pace, len(terms) - begin)
        if kept + count * size > len(here[1]):
            here = _larger(here, kept, 2 * kept + count * size)
            there = _room(2 * kept + count * size, parties)
        end, segments = kept, 1 if kept else 0
        starts[0] = 0
        starts[segments] = kept
        for row in range(begin, begin + count):
            for k in range(size):
                for p in range(parties):
                    here[0][end + k, p] = points[0][k, p] + terms[row, p]
                here[1][end + k] = points[1][k]
                here[2][end + k] = row
                here[3][end + k] = k
                here[4][end + k] = 0
            end += size
            segments += 1
            starts[segments] = end
        here, there = _together(here, there, starts, segments)
        kept = starts[1]
        kept = _kept(here, kept)
    return here, kept


@compiled
def unbeaten(ordered: Ints) -> Indices:
    """Indices of the rows that no other beats; distinct rows of three and more parties, best first."""
    size = len(ordered)
    rows = (
        ordered.copy(),
        np.zeros(size, dtype=np.float64),
        np.arange(size).astype(np.int32),
        np.zeros(size, dtype=np.int32),
        np.zeros(size, dtype=np.int32),
    )
    return rows[2][: _kept(rows, size)]


Frontiers = tuple[Ints, Floats, Ints, Ints]
"""A message: sums (points, parties), packages behind, where each cell starts, and which cell is met where."""


@compiled
def choose(
    shifts: Ints, allowed: npt.NDArray[np.bool_], one: Frontiers, other: Frontiers, room: int
) -> tuple[Ints, Floats, Indices, Ints, Ints, Ints]:
    """In each cell, over all options: the sums of two frontiers and a shift that no other sum beats.

    `shifts` (cells, options, parties) and `allowed` (cells, options) say what an option adds and whether it
    may stand; the last array of a message, (cells, options), which of its cells goes with it. Returns
    sums, packages behind, options, points of the first and of the second message, and where each
    cell starts. Of equal sums that of the first option, and then of the first point, stays.
    """
    cells, _, parties = shifts.shape
    starts = np.zeros(cells + 1, dtype=np.int64)
    out, to_one, to_other = _room(1024, parties), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    here, there = _room(1024, parties), _room(1024, parties)
    end = 0
    for cell in range(cells):
        here, there, kept = _in_cell(shifts[cell], allowed[cell], one, other, cell, room, here, there)
        if end + kept > len(out[1]):
            out = _larger(out, end, 2 * (end + kept))
        for k in range(kept):
            _put(here, k, out, end + k)
        end += kept
        starts[cell + 1] = end
    to_one, to_other = np.empty(end, dtype=np.int64), np.empty(end, dtype=np.int64)
    for cell in range(cells):
        for k in range(starts[cell], starts[cell + 1]):
            to_one[k] = one[2][one[3][cell, out[2][k]]] + out[3][k]
            to_other[k] = other[2][other[3][cell, out[2][k]]] + out[4][k]
    return out[0][:end].copy(), out[1][:end].copy(), out[2][:end].copy(), to_one, to_other, starts


@compiled
def _in_cell(
    shifts: Ints,
    allowed: npt.NDArray[np.bool_],
    one: Frontiers,
    other: Frontiers,
    cell: int,
    room: int,
    here: Rows,
    there: Rows,
) -> tuple[Rows, Rows, int]:
    """The frontier of one cell, at the front of the first of the two spaces returned, and its size."""
    kept, filled, segments = 0, 0, 0
    runs = np.zeros(64, dtype=np.int64)
    for option in range(len(allowed)):
        if not allowed[option]:
            continue
        first, until = one[2][one[3][cell, option]], one[2][one[3][cell, option] + 1]
        start, last = other[2][other[3][cell, option]], other[2][other[3][cell, option] + 1]
        for mine in range(first, until):
            if segments and filled + last - start > max(room, 2 * kept):
                here, there = _together(here, there, runs, segments)
                kept = filled = _kept(here, runs[1])
                runs[1], segments = kept, 1
            if filled + last - start > len(here[1]):
                here = _larger(here, filled, 2 * int(filled + last - start))
                there = _room(len(here[1]), len(shifts[0]))
            if segments + 2 > len(runs):
                runs = np.append(runs, np.zeros_like(runs))
            for theirs in range(start, last):
                for p in range(shifts.shape[1]):
                    here[0][filled, p] = shifts[option, p] + one[0][mine, p] + other[0][theirs, p]
                here[1][filled] = one[1][mine] * other[1][theirs]
                here[2][filled] = option
                here[3][filled] = mine - first
                here[4][filled] = theirs - start
                filled += 1
            segments += 1
            runs[segments] = filled
    if segments:
        here, there = _together(here, there, runs, segments)
        kept = _kept(here, runs[1])
    return here, there, kept
