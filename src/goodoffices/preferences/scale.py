"""What one step of a party's whole-number worths means on the party's own scale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

ROUNDING: Final = Fraction(1, 10**12)
"""Part of the range below which worths are taken as equal, where some number is finer than that.

Published files hold weights such as 0.30000000000000004: taken at its word, such noise puts packages on
the frontier that nobody meant to be there.
"""

_WHOLE_IN_A_FLOAT: Final = 2**53


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What one step of a party's whole-number worths means: worth = base + unit * steps.

    `base` is the worth of the party's worst package, `top` the steps of its best one (0: a flat range,
    every package is worth the same to it). `reservation` is the worth of no agreement in steps, a
    fraction, perhaps below 0 or above `top`. `exact`: no term was rounded, and none is finer than
    `ROUNDING`.
    """

    holder: str
    base: Fraction
    unit: Fraction
    top: int
    reservation: Fraction
    exact: bool

    @property
    def flat(self) -> bool:
        """Whether every package is worth the same to this party."""
        return self.top == 0

    @property
    def slack(self) -> Fraction:
        """Steps by which a worth may miss and still count as equal; 0 where exact."""
        return Fraction(0) if self.exact else ROUNDING * self.top

    def worth(self, steps: int) -> float:
        """The worth on the party's own scale, correctly rounded to a float."""
        base, unit = self.base, self.unit
        numerator = base.numerator * unit.denominator + steps * unit.numerator * base.denominator
        return numerator / (base.denominator * unit.denominator)

    def worths(self, steps: npt.NDArray[np.int64]) -> list[float]:
        """`worth` of each, all at once; where the scale is not exact, to the last digits of a float.

        >>> tenth, fifth, none = Fraction(1, 10), Fraction(1, 5), Fraction(0)
        >>> scale = Scale(holder="A", base=tenth, unit=fifth, top=2, reservation=none, exact=True)
        >>> scale.worths(np.array([0, 1, 2]))
        [0.1, 0.3, 0.5]
        """
        base, unit = self.base, self.unit
        if not self.exact:
            return (float(base) + float(unit) * steps).tolist()
        zero, step = base.numerator * unit.denominator, unit.numerator * base.denominator
        whole = base.denominator * unit.denominator
        if max(abs(zero) + step * self.top, whole) < _WHOLE_IN_A_FLOAT:
            return ((zero + step * steps) / whole).tolist()
        return [(zero + step * each) / whole for each in steps.tolist()]

    @property
    def needed(self) -> int:
        """The fewest steps that are as good as no agreement; `top + 1` where no package is."""
        least = self.reservation - self.slack
        return min(max(-(-least.numerator // least.denominator), 0), self.top + 1)

    def gain(self, steps: int) -> Fraction:
        """What a package brings over no agreement, in units of the party's range.

        A flat range has no unit: the gain is 0 where every package is as good as no agreement, and
        the caller leaves the party out of comparisons.
        """
        return Fraction(0) if self.flat else (steps - self.reservation) / self.top


def arithmetic(scales: tuple[Scale, ...]) -> str:
    """A sentence on the arithmetic, to be shown with every result."""
    rounded = " and ".join(scale.holder for scale in scales if not scale.exact)
    if not rounded:
        return (
            "Arithmetic: exact, in whole numbers; every number is read as the decimal it is written as, or "
            "as the simple fraction to which it is the nearest float."
        )
    return (
        f"Arithmetic: the numbers of {rounded} have more decimals than their size bears out; worths "
        "closer than 1e-12 of the range are taken as equal, and counts of packages with equal worths "
        "are lower bounds."
    )
