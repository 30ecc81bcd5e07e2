"""Additive preferences as whole numbers: how much each option of each issue is worth to each party."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm, prod
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.scale import ROUNDING, Scale, arithmetic
from goodoffices.preferences.worth import as_written
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.preference import IssueWorth, Preference

__all__ = ["FINENESS", "LARGEST", "ROUNDING", "SMALL", "Additive", "Scale", "additive", "whole"]

LARGEST: Final = 2**61
"""Sums stay below this, so that adding one more issue never overflows 64 bits."""

FINENESS: Final = 2**50
"""Steps into which a range is cut where its decimals are too fine: a thousand to each `ROUNDING`."""

SMALL: Final = 10_000
"""Packages below which nothing is compiled: loading the compiler would take longer than the work."""

_TOO_FINE: Final = 10**12

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Additive:
    """The preferences of all parties over one agenda, as whole numbers.

    `terms[i]` has shape (options of issue i, parties), int64, least 0 in each column: what an option
    adds, in steps of the party's `Scale`. Higher is better. `table` holds all of them end to end.
    """

    scales: tuple[Scale, ...]
    terms: tuple[Whole, ...]
    table: Whole

    @property
    def exact(self) -> bool:
        """Whether this holds for every party."""
        return all(scale.exact for scale in self.scales)

    @property
    def arithmetic(self) -> str:
        """A sentence on the arithmetic, to be shown with every result."""
        return arithmetic(self.scales)

    def steps(self, choices: tuple[int, ...]) -> tuple[int, ...]:
        """The worth of one package to each party, in steps; `choices` are option indices, issue by issue."""
        rows = [terms[choice] for terms, choice in zip(self.terms, choices, strict=True)]
        return tuple(sum(int(row[party]) for row in rows) for party in range(len(self.scales)))


def additive(preferences: tuple[Preference, ...], agenda: Agenda) -> Additive:
    """Whole-number worths of all options, for parties whose preferences fit the agenda.

    Parameters
    ----------
    preferences
        One for each party, on any scale; finite numbers; higher is better.
    agenda
        At least one issue; each preference values each option once (`Preference.misfit`).

    Returns
    -------
    Additive
        Parties in the order given, issues and options in the order of the agenda.

    Notes
    -----
    1. Each float is read as the decimal that it prints as: 0.1 is one tenth; or as the fraction to which it
       is nearest, where it needs all its digits (`as_written`).
    2. weight * value is multiplied out exactly; each issue's least term goes into `base`.
    3. The rest is divided by the greatest common divisor: changing the unit or the zero of a scale
       changes no whole number.
    4. Where a range has 10**12 steps or more, `Scale.exact` is False, and the range is cut into 2**50
       steps: each term is rounded to one of the two nearest.

    Linear in the number of options. The additive form is that of Keeney and Raiffa (1976), chapter 3.

    Examples
    --------
    >>> from goodoffices.terms.agenda import Issue, Option
    >>> from goodoffices.terms.preference import IssueWorth, OptionWorth
    >>> few, many = Option(key="few", title="Few"), Option(key="many", title="Many")
    >>> agenda = Agenda(issues=(Issue(key="hours", title="Hours", options=(few, many)),))
    >>> def wants(holder, few, many):
    ...     values = (OptionWorth(option="few", value=few), OptionWorth(option="many", value=many))
    ...     issue = IssueWorth(issue="hours", weight=3, values=values)
    ...     return Preference(holder=holder, issues=(issue,), reservation=0.5)
    >>> numbers = additive((wants("Union", 0.1, 0.3),), agenda)
    >>> numbers.terms[0].tolist(), numbers.scales[0].worth(1), numbers.scales[0].gain(1)
    ([[0], [1]], 0.9, Fraction(2, 3))

    A flat range:

    >>> additive((wants("Host", 2, 2),), agenda).scales[0].flat
    True
    """
    sizes = [len(issue.options) for issue in agenda.issues]
    rows = _rows(preferences, agenda)
    if prod(sizes) >= SMALL:
        columns, table = _compiled(preferences, rows, sizes)
    else:
        columns = [
            _decimals(preference, row, sizes) for preference, row in zip(preferences, rows, strict=True)
        ]
        table = np.array([steps for _, steps in columns], dtype=np.int64).T
    ends = accumulate(sizes)
    terms = tuple([table[end - size : end] for end, size in zip(ends, sizes, strict=True)])
    return Additive(scales=tuple([scale for scale, _ in columns]), terms=terms, table=table)


def _compiled(
    preferences: tuple[Preference, ...], rows: list[list[float]], sizes: list[int]
) -> tuple[list[tuple[Scale, list[int]]], Whole]:
    """All parties at once; those whose numbers do not fit 64 bits, one by one."""
    from goodoffices.preferences.whole_numbers import (  # noqa: PLC0415 - loads numba: a third of a second
        FINE,
        WRITTEN,
        whole_numbers,
    )

    ways, table, wholes, floats = whole_numbers(np.array(rows, dtype=np.float64), np.array(sizes), FINENESS)
    found: list[tuple[Scale, list[int]]] = []
    for at, (preference, way) in enumerate(zip(preferences, ways.tolist(), strict=True)):
        base, unit, top, by_weight, by_value = wholes[at].tolist()
        if way == WRITTEN:
            factor = Fraction(by_weight * by_value, 10**18)
            scale = _scale(preference, base * factor, unit * factor, top)
            found.append((scale, []))
        elif way == FINE and _surely_fine(rows[at], sizes):
            low, span = floats[at].tolist()
            found.append((_fine_scale(preference, low, span / top, top), []))
        else:
            found.append(_decimals(preference, rows[at], sizes))
            table[:, at] = found[-1][1]
    return found, table


def _rows(preferences: tuple[Preference, ...], agenda: Agenda) -> list[list[float]]:
    """For each party its weights, then the values of all options, in the agenda's order."""
    keys = [issue.key for issue in agenda.issues]
    options = [[option.key for option in issue.options] for issue in agenda.issues]
    return [_row(preference.issues, keys, options) for preference in preferences]


def _row(worths: tuple[IssueWorth, ...], keys: list[str], options: list[list[str]]) -> list[float]:
    if [worth.issue for worth in worths] != keys:
        known = {worth.issue: worth for worth in worths}
        worths = tuple(known[key] for key in keys)
    row = [worth.weight for worth in worths]
    for worth, wanted in zip(worths, options, strict=True):
        values = worth.values
        if [value.option for value in values] == wanted:
            row += [value.value for value in values]
        else:
            by_option = {value.option: value.value for value in values}
            row += [by_option[key] for key in wanted]
    return row


def _surely_fine(row: list[float], sizes: list[int]) -> bool:
    """Whether the worths of one issue alone divide the range into 10**12 steps or more.

    Two differences of values of one issue share its weight: so the quotient of one of them and of what
    they have in common bounds the steps of the whole range from below.
    """
    start = len(sizes)
    for weight, size in zip(row, sizes, strict=False):
        if weight and size > 2:  # noqa: PLR2004 - two differences need three values
            first, second, third = whole(row[start : start + 3])[0]
            one, other = abs(second - first), abs(third - first)
            shared = gcd(one, other)
            if shared and max(one, other) >= _TOO_FINE * shared:
                return True
        start += size
    return False


def _decimals(preference: Preference, row: list[float], sizes: list[int]) -> tuple[Scale, list[int]]:
    """Any numbers, in Python's own whole numbers of any size: one party's scale and steps."""
    weights, by_weight = whole(row[: len(sizes)])
    values, by_value = whole(row[len(sizes) :])
    above: list[int] = []
    base, end = 0, 0
    tops: list[int] = []
    for weight, size in zip(weights, sizes, strict=True):
        terms = [weight * value for value in values[end : end + size]]
        least = min(terms)
        above += [term - least for term in terms]
        base, end = base + least, end + size
        tops.append(max(terms) - least)
    shared = gcd(*above) or 1
    if shared > 1:
        above = [term // shared for term in above]
    top = sum(tops) // shared
    denominator = by_weight * by_value
    if top < _TOO_FINE:
        scale = _scale(preference, Fraction(base, denominator), Fraction(shared, denominator), top)
        return scale, above
    unit = Fraction(shared * top, denominator * FINENESS)
    above = [(term * FINENESS * 2 + top) // (2 * top) for term in above]
    top = sum((high // shared * FINENESS * 2 + top) // (2 * top) for high in tops)
    return _scale(preference, Fraction(base, denominator), unit, top, exact=False), above


def whole(numbers: list[float]) -> tuple[list[int], int]:
    """What the numbers stand for (`as_written`), as whole numbers over one denominator; and that.

    >>> whole([0.1, 2, -0.25, 1 / 3])
    ([6, 120, -15, 20], 60)
    """
    if all(map(float.is_integer, map(float, numbers))):
        return list(map(int, numbers)), 1
    fractions = [as_written(number) for number in numbers]
    shared = lcm(*(each.denominator for each in fractions))
    return [each.numerator * (shared // each.denominator) for each in fractions], shared


def _scale(preference: Preference, base: Fraction, unit: Fraction, top: int, *, exact: bool = True) -> Scale:
    reservation = (as_written(preference.reservation) - base) / unit
    return Scale(
        holder=preference.holder, base=base, unit=unit, top=top, reservation=reservation, exact=exact
    )


def _fine_scale(preference: Preference, base: float, unit: float, top: int) -> Scale:
    reservation = Fraction((preference.reservation - base) / unit)
    return Scale(
        holder=preference.holder,
        base=Fraction(base),
        unit=Fraction(unit),
        top=top,
        reservation=reservation,
        exact=False,
    )
