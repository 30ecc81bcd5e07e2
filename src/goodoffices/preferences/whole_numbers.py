"""Worths of many options as whole numbers of 64 bits, compiled."""

from __future__ import annotations

from math import gcd

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.compiled import compiled

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

NEITHER, WRITTEN, FINE = 0, 1, 2
_NINE = 1e9
_MOST_DIGITS = 1e15  # below it, no two decimals share a float
_LARGEST = 2.0**61
_TOO_FINE = 10**12
_CANCELLED = 8.0  # terms so many times the range lose too much in floating point


@compiled
def _common(numbers: Whole) -> int:
    found = 0
    for number in numbers:
        if found == 1:
            break
        found = gcd(found, abs(number))
    return max(found, 1)


@compiled
def whole_numbers(both: Floats, sizes: Whole, fineness: int) -> tuple[Whole, Whole, Whole, Floats]:
    """Weight times value for each party's row of `both`: its weights, then the values of all options.

    Returns for each party which way it went, the steps of each option (options, parties), the whole numbers
    (base, unit, top, and two factors) and the floats (base, span). WRITTEN: no number has more than nine
    decimals; base and unit, times both factors, are in units of 10**-18. FINE: in floating point, rounded
    to `fineness` steps of the span. NEITHER: the numbers do not fit; only `additive` in whole numbers of
    any size will do.
    """
    parties, issues = len(both), len(sizes)
    options = both.shape[1] - issues
    ways = np.zeros(parties, dtype=np.int64)
    steps = np.zeros((options, parties), dtype=np.int64)
    wholes, floats = np.zeros((parties, 5), dtype=np.int64), np.zeros((parties, 2))
    nine = np.empty(both.shape[1], dtype=np.int64)
    for party in range(parties):
        row = both[party]
        written = True
        for k in range(len(row)):
            number = np.rint(row[k] * _NINE)
            if number / _NINE != row[k] or abs(number) >= _MOST_DIGITS:
                written = False
                break
            nine[k] = np.int64(number)
        if written:
            ways[party] = _written(nine, sizes, steps[:, party], wholes[party])
        if ways[party] == NEITHER:
            ways[party] = _fine(row, sizes, fineness, steps[:, party], wholes[party], floats[party])
    return ways, steps, wholes, floats


@compiled
def _written(nine: Whole, sizes: Whole, steps: Whole, wholes: Whole) -> int:
    issues = len(sizes)
    weights, values = nine[:issues], nine[issues:]
    by_weight, by_value = _common(weights), _common(values)
    largest = (np.abs(weights).max() // by_weight) * 1.0 * (np.abs(values).max() // by_value)
    if largest * 2 * issues >= _LARGEST:
        return NEITHER
    start, base = 0, 0
    for issue in range(issues):
        weight = weights[issue] // by_weight
        least = weight * (values[start] // by_value)
        for k in range(start, start + sizes[issue]):
            steps[k] = weight * (values[k] // by_value)
            least = min(least, steps[k])
        for k in range(start, start + sizes[issue]):
            steps[k] -= least
        base += least
        start += sizes[issue]
    shared = _common(steps)
    top, start = 0, 0
    for issue in range(issues):
        best = 0
        for k in range(start, start + sizes[issue]):
            steps[k] //= shared
            best = max(best, steps[k])
        top += best
        start += sizes[issue]
    wholes[0], wholes[1], wholes[2], wholes[3], wholes[4] = base, shared, top, by_weight, by_value
    return WRITTEN if top < _TOO_FINE else NEITHER


@compiled
def _fine(row: Floats, sizes: Whole, fineness: int, steps: Whole, wholes: Whole, floats: Floats) -> int:
    issues, start, base, span, largest = len(sizes), 0, 0.0, 0.0, 0.0
    for issue in range(issues):
        least = best = row[issue] * row[issues + start]
        for k in range(issues + start, issues + start + sizes[issue]):
            term = row[issue] * row[k]
            least, best, largest = min(least, term), max(best, term), max(largest, abs(term))
        base, span, start = base + least, span + (best - least), start + sizes[issue]
    if span <= 0.0 or largest * issues > _CANCELLED * span:
        return NEITHER
    top, start = 0, 0
    for issue in range(issues):
        least = row[issue] * row[issues + start]
        for k in range(issues + start, issues + start + sizes[issue]):
            least = min(least, row[issue] * row[k])
        highest = 0
        for k in range(start, start + sizes[issue]):
            steps[k] = np.int64(np.rint((row[issue] * row[issues + k] - least) * (fineness / span)))
            highest = max(highest, steps[k])
        top, start = top + highest, start + sizes[issue]
    floats[0], floats[1], wholes[2] = base, span, top
    return FINE
