"""How many packages lie in the zone, between two bounds, where their worths have too many different sums."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, log2, prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.additive import Additive

CELLS: Final = 2**20
"""Cells of the grid on which shares of packages are added up."""

_BLOCK: Final = 100_000  # part packages that are listed, to be rounded once
_EACH: Final = 6 * 2.0**-53  # relative error of a transform, for each of its log2(cells) steps


def bracket(numbers: Additive, outcomes: int) -> tuple[int, int]:
    """Bounds on how many packages are as good for every party as no agreement.

    Notes
    -----
    1. The issues are put together in blocks; all part packages of a block are listed, and each sum is
       rounded down to a grid of `CELLS` cells over the parties' ranges.
    2. The shares of part packages in the cells are convolved, block by block, by fast Fourier transforms.
    3. A sum that was rounded down k times is too small by less than k cells: packages that reach the
       reservation values without that are in the zone, those that do not even with it are not.
    4. The error of the transforms (Higham 2002, theorem 24.2) is added to both bounds.

    Costs two or three transforms for each block, whatever the number of packages. A party that excludes
    nothing takes no part, so that the grid is finer for the others.

    Examples
    --------
    >>> from goodoffices.preferences.additive import additive
    >>> from goodoffices.scenarios.table import from_table
    >>> issues = {f"issue-{i}": {f"option-{j}": (j, 9 - j) for j in range(10)} for i in range(30)}
    >>> scenario = from_table(issues, {"A": 135, "B": 0})
    >>> low, high = bracket(additive(scenario.additive, scenario.agenda), scenario.outcomes)
    >>> low <= 512614395930501727321029630696 <= high  # half, and half of those at 135
    True
    >>> high - low < 10**21
    True
    """
    scales = numbers.scales
    if any(scale.needed > scale.top for scale in scales):
        return 0, 0
    parties = [at for at, scale in enumerate(scales) if scale.needed > 0]
    if not parties:
        return outcomes, outcomes
    side = int(CELLS ** (1 / len(parties)) + 1e-9)
    widths = [-(-(scales[at].top + 1) // side) for at in parties]
    shape = (side,) * len(parties)
    spectrum: npt.NDArray[np.complex128] = np.ones(1, dtype=np.complex128)
    blocks = _blocks([len(terms) for terms in numbers.terms])
    for start, end in blocks:
        shares = _shares([terms[:, parties] for terms in numbers.terms[start:end]], widths, shape)
        spectrum = spectrum * np.fft.rfftn(shares)
    shares = np.fft.irfftn(spectrum, s=shape, axes=tuple(range(len(shape))))
    error = (len(blocks) + 1) * _EACH * log2(CELLS) * CELLS**0.5
    surely: list[slice] = []
    perhaps: list[slice] = []
    for at, width in zip(parties, widths, strict=True):
        needed = scales[at].needed
        surely.append(slice(min(-(-needed // width), side), None))
        missed = len(blocks) * (width - 1)  # each block's sum was rounded down once
        perhaps.append(slice(max(-(-(needed - missed) // width), 0), None))
    low = float(shares[tuple(surely)].sum()) - error
    high = float(shares[tuple(perhaps)].sum()) + error
    return (
        max(0, floor(Fraction(max(low, 0.0)) * outcomes)),
        min(outcomes, ceil(Fraction(high) * outcomes)),
    )


def _blocks(sizes: list[int]) -> list[tuple[int, int]]:
    """Neighbouring issues put together as long as their part packages may be listed."""
    cuts = [0]
    for at in range(1, len(sizes)):
        if prod(sizes[cuts[-1] : at + 1]) > _BLOCK:
            cuts.append(at)
    return list(pairwise([*cuts, len(sizes)]))


def _shares(
    terms: list[npt.NDArray[np.int64]], widths: list[int], shape: tuple[int, ...]
) -> npt.NDArray[np.float64]:
    """Which share of the part packages of a block has its sums in each cell."""
    sums = np.zeros((1, len(widths)), dtype=np.int64)
    for each in terms:
        sums = (sums[:, None, :] + each[None, :, :]).reshape(-1, len(widths))
    cells = np.ravel_multi_index(tuple((sums // np.array(widths)).T), shape)
    return np.bincount(cells, minlength=prod(shape)).reshape(shape) / len(sums)
