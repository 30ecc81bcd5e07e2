"""The fold of large scenarios: the same as in `fold`, with compiled inner loops."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

import numpy as np

from goodoffices.bargaining.dominance import COUNTED
from goodoffices.bargaining.fold import Fold, Laid, Progress, Stage, decoded, thinned
from goodoffices.bargaining.skyline import fold_many
from goodoffices.bargaining.staircase import decode, fold_pairs
from goodoffices.preferences.additive import Additive

TWO: Final = 2
_NEVER: Final = 2**62
_ROOM: Final = 2_000_000
"""Candidates merged at a time: bounds the memory for issues with very many options."""


def folded(numbers: Additive, *, cap: int | None, progress: Progress | None) -> Fold | None:
    """The fold, or None where the packages behind a point are too many to be counted so."""
    issues, parties = len(numbers.terms), len(numbers.scales)
    ends = np.array([0, *accumulate(map(len, numbers.terms))])
    work = fold_pairs if parties == TWO else fold_many
    most = _NEVER if cap is None else cap
    sums, behind = np.zeros((parties, 1), dtype=np.int64), np.ones(1)
    stages: list[Stage] = []
    error = 0.0
    while True:
        begun = len(stages)
        all_sums, behind, option, following, starts = work(
            numbers.table, ends[: issues + 1 - begun], sums, behind, most, _ROOM
        )
        laid = Laid(sums=all_sums, option=option, following=following, starts=starts)
        if progress is not None:
            progress(begun + len(laid), issues)
        if len(laid) == issues and len(behind) <= most:
            found, choices = laid, decode(option, following, starts)
            break
        stages = [*laid, *stages]
        if len(behind) > most:
            stages[0], kept, width = thinned(stages[0], numbers, most)
            behind = behind[kept]
            error += width
        if len(stages) == issues:
            found, choices = stages, decoded(stages)
            break
        sums = np.ascontiguousarray(stages[0].sums)
    if float(behind.max()) >= COUNTED:
        return None
    return Fold(stages=found, counts=behind.astype(np.int64), choices=choices, error=error)
