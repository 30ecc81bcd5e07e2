"""A number that was found by drawing at random, with what the drawing leaves open."""

from __future__ import annotations

from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.terms.word import Word

_NORMAL: Final = 1.959964
"""Of a normal distribution, 95 % lies within so many deviations."""


class Estimate(Word):
    """A value, its standard error, and an interval that holds the true one in 95 of 100 drawings."""

    value: float
    error: float
    low: float
    high: float


def share(hits: int, of: int) -> Estimate:
    """The share of the draws in which something holds.

    The interval is Wilson's (1927), which does not shrink to nothing at 0 and 1. `of` is at least 1.

    >>> found = share(0, 100)
    >>> found.value, round(found.high, 3)
    (0.0, 0.037)
    """
    at, square = hits / of, _NORMAL**2
    middle = (at + square / (2 * of)) / (1 + square / of)
    half = _NORMAL / (1 + square / of) * sqrt(at * (1 - at) / of + square / (4 * of * of))
    return Estimate(
        value=at,
        error=sqrt(at * (1 - at) / of),
        low=0.0 if hits == 0 else max(0.0, middle - half),
        high=1.0 if hits == of else min(1.0, middle + half),
    )


def mean(values: npt.NDArray[np.float64]) -> Estimate:
    """The mean of independent draws, at least two of them."""
    at = float(values.mean())
    error = float(values.std(ddof=1)) / sqrt(len(values))
    return Estimate(value=at, error=error, low=at - _NORMAL * error, high=at + _NORMAL * error)
