"""Additive preferences as whole numbers: how much each option of each issue is worth to each party."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from math import gcd
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.terms.agenda import Agenda
from goodoffices.terms.preference import Preference

LARGEST: Final = 2**61
"""Sums stay below this, so that adding one more issue never overflows 64 bits."""

FINENESS: Final = 2**60
"""Steps into which a party's range is cut where its own decimals are too fine for `LARGEST`."""

ROUNDING: Final = Fraction(1, 10**12)
"""Part of the range below which worths are taken as equal, where some number is finer than that.

Published files hold weights such as 0.30000000000000004: taken at its word, such noise puts packages on
the frontier that nobody meant to be there.
"""

# Two doubles multiplied and summed never need more digits; a rounding would raise, not pass unseen.
_DIGITS = Context(prec=2500, Emin=-99999, Emax=99999, traps=[Inexact])


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Additive:
    """The preferences of all parties over one agenda, as whole numbers.

    `terms[i]` has shape (options of issue i, parties), int64, least 0 in each column: what an option
    adds, in steps of the party's `Scale`. Higher is better.
    """

    scales: tuple[Scale, ...]
    terms: tuple[npt.NDArray[np.int64], ...]

    @property
    def exact(self) -> bool:
        """Whether this holds for every party."""
        return all(scale.exact for scale in self.scales)

    @property
    def arithmetic(self) -> str:
        """A sentence on the arithmetic, to be shown with every result."""
        if self.exact:
            return (
                "Arithmetic: exact, in whole numbers; every number is read as the decimal it is written as."
            )
        rounded = " and ".join(scale.holder for scale in self.scales if not scale.exact)
        return (
            f"Arithmetic: the numbers of {rounded} have more decimals than their size bears out; worths "
            "closer than 1e-12 of the range are taken as equal, and counts of packages with equal worths "
            "are lower bounds."
        )

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
    1. Each float is read as the decimal that it prints as: 0.1 is one tenth.
    2. weight * value is multiplied out exactly; each issue's least term goes into `base`.
    3. The rest is divided by the greatest common divisor: changing the unit or the zero of a scale
       changes no whole number.
    4. Where a range has 10**12 steps or more, `Scale.exact` is False. Where it does not even fit below
       2**61, it is cut into 2**60 steps and each term is rounded to the nearest.

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
    columns = [_column(preference, agenda) for preference in preferences]
    terms = tuple(
        np.array([column[1][i] for column in columns], dtype=np.int64).T for i in range(len(agenda.issues))
    )
    return Additive(scales=tuple(scale for scale, _ in columns), terms=terms)


def _column(preference: Preference, agenda: Agenda) -> tuple[Scale, list[list[int]]]:
    """One party's scale, and its terms issue by issue."""
    raw, exponent = _decimals(preference, agenda)
    least = [min(issue) for issue in raw]
    above = [[term - low for term in issue] for issue, low in zip(raw, least, strict=True)]
    shared = gcd(*(term for issue in above for term in issue)) or 1
    above = [[term // shared for term in issue] for issue in above]
    top = sum(map(max, above))
    unit = Fraction(shared) * exponent
    base = sum(least) * exponent
    exact = top * ROUNDING < 1
    if top >= LARGEST:
        unit = unit * top / FINENESS
        above = [[(term * FINENESS * 2 + top) // (2 * top) for term in issue] for issue in above]
        top = sum(map(max, above))
    reservation = (Fraction(_decimal(preference.reservation)) - base) / unit
    scale = Scale(
        holder=preference.holder, base=base, unit=unit, top=top, reservation=reservation, exact=exact
    )
    return scale, above


def _decimals(preference: Preference, agenda: Agenda) -> tuple[list[list[int]], Fraction]:
    """Weight times value as whole numbers of one power of ten, in the agenda's order; and that power."""
    worths = {worth.issue: worth for worth in preference.issues}
    products: list[list[Decimal]] = []
    for issue in agenda.issues:
        weight = _decimal(worths[issue.key].weight)
        values = {value.option: value.value for value in worths[issue.key].values}
        products.append([_DIGITS.multiply(weight, _decimal(values[option.key])) for option in issue.options])
    finest = min((_exponent(term) for issue in products for term in issue), default=0)
    whole = [[int(_DIGITS.scaleb(term, -finest)) for term in issue] for issue in products]
    return whole, Fraction(10) ** finest


def _decimal(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _exponent(term: Decimal) -> int:
    exponent = term.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
