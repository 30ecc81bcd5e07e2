"""A number that is known in part: where it may lie, how likely, and drawn at random."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodoffices.terms.uncertain import (
    Dirichlet,
    Interval,
    Quantity,
    Triangular,
    TruncatedNormal,
    Uniform,
    Unknown,
)

Floats = npt.NDArray[np.float64]
Span = tuple[float, float]
_NARROW = 2.5


def bounds(quantity: Quantity | Dirichlet, *, scale: Span) -> Span:
    """The least and the greatest number that the quantity may be; `scale` is where an unknown one lies.

    >>> bounds(Interval(low=1, high=2), scale=(0, 9)), bounds(Unknown(), scale=(0, 9))
    ((1, 2), (0, 9))
    """
    match quantity:
        case Unknown() | Dirichlet():
            return scale
        case Interval(low=low, high=high) | Uniform(low=low, high=high):
            return low, high
        case Triangular(low=low, high=high) | TruncatedNormal(low=low, high=high):
            return low, high
        case number:
            return number, number


def likeliest(quantity: Quantity | Dirichlet, *, scale: Span) -> float:
    """The number to take if one must be taken: the mode, or the middle where none is likelier."""
    match quantity:
        case Triangular(mode=mode):
            return mode
        case TruncatedNormal(mean=mean):
            return mean
        case _:
            low, high = bounds(quantity, scale=scale)
            return low + (high - low) / 2


def log_likelihood(quantity: Quantity | Dirichlet, at: Floats, *, scale: Span) -> Floats | float:
    """The logarithm of the density within the bounds, up to a constant, such that its greatest is 0.

    A Dirichlet share has no density of its own to speak of: it counts as 0 here, see `draws`.
    """
    match quantity:
        case Triangular(low=low, mode=mode, high=high):
            left = (at - low) / (mode - low) if mode > low else np.ones_like(at)
            right = (high - at) / (high - mode) if high > mode else np.ones_like(at)
            height = np.clip(np.where(at < mode, left, right), 0.0, 1.0)
            return np.log(np.maximum(height, 1e-300))
        case TruncatedNormal(mean=mean, deviation=deviation):
            return -0.5 * np.square((at - mean) / deviation)
        case _:
            del scale
            return 0.0


def draw(quantity: Quantity | Dirichlet, size: int, generator: np.random.Generator, *, scale: Span) -> Floats:
    """`size` independent draws; where no law is stated, evenly from the bounds."""
    match quantity:
        case Triangular(low=low, mode=mode, high=high):
            return generator.triangular(low, mode, high, size)
        case TruncatedNormal(mean=mean, deviation=deviation, low=low, high=high):
            return _cut(mean, deviation, (low, high), size, generator)
        case _:
            low, high = bounds(quantity, scale=scale)
            return generator.uniform(low, high, size) if high > low else np.full(size, float(low))


def _cut(mean: float, deviation: float, ends: Span, size: int, generator: np.random.Generator) -> Floats:
    """A normal distribution between two ends that hold its mean, by rejection."""
    low, high = ends
    kept = np.empty(0)
    narrow = high - low < _NARROW * deviation
    while len(kept) < size:
        if narrow:  # then an even proposal is the better one
            tried = generator.uniform(low, high, 2 * size)
            fits = generator.random(2 * size) <= np.exp(-0.5 * np.square((tried - mean) / deviation))
        else:
            tried = generator.normal(mean, deviation, 2 * size)
            fits = (tried >= low) & (tried <= high)
        kept = np.concatenate((kept, tried[fits]))
    return kept[:size]
