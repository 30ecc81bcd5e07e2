"""Numbers as files write them: finite decimals of a bounded size, read without rounding."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite
from typing import Final

LARGEST: Final = 1_000_000
"""The largest worth or weight, either way; a scale with larger numbers can be written in another unit."""

POINTS: Final = 21
"""Points at which a real number is taken, ends included, as in GENIUS itself."""

_DECIMAL = re.compile(r"\A[-+]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][-+]?\d{1,3})?\Z", re.ASCII)
_WHOLE = re.compile(r"\A[-+]?\d{1,15}\Z", re.ASCII)


def decimal(written: object) -> Fraction | None:
    """The number that a file writes, exactly, or None where it is none: not finite, too large, or no number.

    A float (as a JSON or YAML reader gives it) is the decimal that it prints as.

    >>> decimal("0.10"), decimal(0.1), decimal(" 3 "), decimal("NaN"), decimal("1e7"), decimal(True)
    (Fraction(1, 10), Fraction(1, 10), Fraction(3, 1), None, None, None)
    """
    match written:
        case bool():
            return None
        case int():
            found = Fraction(written)
        case float():
            found = Fraction(repr(written)) if isfinite(written) else None
        case str() if _DECIMAL.match(written.strip()):
            found = Fraction(written.strip())
        case _:
            return None
    return None if found is None or abs(found) > LARGEST else found


def whole(written: object) -> int | None:
    """The whole number that a file writes, or None.

    >>> whole("-5"), whole("0.5"), whole(7)
    (-5, None, 7)
    """
    if isinstance(written, bool):
        return None
    if isinstance(written, int):
        return written
    return int(written) if isinstance(written, str) and _WHOLE.match(written.strip()) else None


def spelled(number: Fraction) -> str:
    """A number as people write it; one that no short decimal is gets twelve significant digits.

    >>> spelled(Fraction(3, 2)), spelled(Fraction(-4)), spelled(Fraction(1, 3))
    ('1.5', '-4', '0.333333333333')
    """
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.12g}"
