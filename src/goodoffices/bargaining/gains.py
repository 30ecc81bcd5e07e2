"""What a package brings each party over no agreement, compared in units of each party's own range."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.surface import Surface
from goodoffices.preferences.additive import ROUNDING


def gains(found: Surface, point: int) -> tuple[Fraction, ...]:
    """The gains of the parties whose range is not flat, in units of it, in party order."""
    pairs = zip(found.numbers.scales, found.sums[:, point].tolist(), strict=True)
    return tuple(scale.gain(steps) for scale, steps in pairs if not scale.flat)


def leximin(found: Surface) -> tuple[npt.NDArray[np.intp], Fraction | None]:
    """The points whose smallest gain is largest, then the next smallest, and so on; and that smallest gain.

    Several points where they tie: their gains, sorted, are the same. The gain is below 0 where no
    point is as good as no agreement for all, and None where every party's range is flat. Floating
    point only sorts out; the decision is made in fractions (1e-12 of the range where worths were rounded).
    """
    ranged = [p for p, scale in enumerate(found.numbers.scales) if not scale.flat]
    if not ranged:
        return np.zeros(1, dtype=np.intp), None
    scales = [found.numbers.scales[p] for p in ranged]
    offsets = np.array([float(scale.reservation / scale.top) for scale in scales])
    tops = np.array([float(scale.top) for scale in scales])
    smallest = (found.sums[ranged] / tops[:, None] - offsets[:, None]).min(axis=0)
    near = 1e-9 * max(1.0, float(np.abs(offsets).max()))
    keys = {int(at): _key(found, int(at)) for at in np.flatnonzero(smallest >= smallest.max() - near)}
    best = max(keys.values())
    tied = np.array([at for at, key in keys.items() if key == best], dtype=np.intp)
    return tied, max(min(gains(found, int(at))) for at in tied)


def _key(found: Surface, point: int) -> tuple[Fraction, ...]:
    ordered = sorted(gains(found, point))
    return tuple(ordered if found.numbers.exact else (ROUNDING * round(gain / ROUNDING) for gain in ordered))


def unmoved(found: Surface) -> tuple[str, ...]:
    """Parties to whom every package is worth the same, and less than no agreement."""
    return tuple(scale.holder for scale in found.numbers.scales if scale.flat and scale.needed > 0)
