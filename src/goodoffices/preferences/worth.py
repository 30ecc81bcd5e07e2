"""What one package is worth to one party, exactly: slow and obvious, for tests to hold the fast against."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import inf, nextafter
from typing import Final

from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.interaction import Factor, Interacting, Table
from goodoffices.terms.preference import Preference

LARGEST_DENOMINATOR: Final = 100_000
"""Of fractions that a float from -1 to 1 with all its digits is taken to stand for."""

_ALL_DIGITS: Final = 15  # a decimal of fewer is what was meant


@lru_cache(maxsize=65_536)
def as_written(number: float) -> Fraction:
    """The number that a float stands for: the decimal that it prints as.

    A float that needs all its digits, and is the one nearest to a fraction of a small denominator, stands for
    that: it is how a third, or a quotient of two numbers of a file, is written as a float.

    >>> as_written(0.1), as_written(1 / 3), as_written(0.30000000000000004)
    (Fraction(1, 10), Fraction(1, 3), Fraction(7500000000000001, 25000000000000000))
    """
    printed = repr(float(number))
    if sum(map(str.isdigit, printed.split("e")[0].lstrip("-0."))) >= _ALL_DIGITS:
        # the larger the number, the coarser its float: fewer fractions, or one would be near by chance
        largest = int(LARGEST_DENOMINATOR / max(1.0, abs(number)) ** 0.5)
        simple = Fraction(number).limit_denominator(largest)
        if simple and simple.numerator / simple.denominator == number:
            return simple
    return Fraction(printed)


def as_printed(number: float) -> Fraction:
    """The decimal that a float prints as, whatever it stands for: what a file of decimals can hold.

    >>> as_printed(0.1), as_printed(1 / 3) == Fraction(1, 3)
    (Fraction(1, 10), False)
    """
    return Fraction(repr(float(number)))


def worth_as_float(worth: Fraction, *, below: bool = False) -> float:
    """The float nearest to a worth; with `below`, the nearest that does not stand for more.

    >>> worth_as_float(Fraction(1, 3)), worth_as_float(Fraction(2, 3), below=True)
    (0.3333333333333333, 0.6666666666666666)
    """
    nearest = worth.numerator / worth.denominator
    if below and as_written(nearest) > worth:
        return nextafter(nearest, -inf)
    return nearest


def worth_of(preference: Preference | Interacting, agenda: Agenda, choices: Sequence[int]) -> Fraction:
    """What the package of those options is worth, on the preference's own scale; higher is better.

    Parameters
    ----------
    preference
        Fits the agenda (`misfit`).
    agenda
        At least one issue.
    choices
        Option indices, one for each issue, in the order of the agenda.

    Returns
    -------
    Fraction
        min(ceiling, sum of weight times value + sum of the factors met), exactly, as the numbers are
        written (`as_written`). Links, red lines and discounts are no part of it.

    Notes
    -----
    Linear in the size of the preference; for one package, not for all of them.

    Examples
    --------
    >>> from goodoffices.terms.agenda import Option
    >>> yes, no = Option(key="yes", title="Yes"), Option(key="no", title="No")
    >>> truce = Issue(key="truce", title="Truce", options=(yes, no))
    >>> table = Table(issues=("truce",), values=(0.7, 0))
    >>> wants = Interacting(holder="North", factors=(table,), reservation=0)
    >>> worth_of(wants, Agenda(issues=(truce,)), (0,))
    Fraction(7, 10)

    Capped:

    >>> capped = Interacting(holder="North", factors=wants.factors, reservation=0, ceiling=0.5)
    >>> worth_of(capped, Agenda(issues=(truce,)), (0,))
    Fraction(1, 2)
    """
    picked = {issue.key: (issue, choice) for issue, choice in zip(agenda.issues, choices, strict=True)}
    total = Fraction(0)
    for worth in preference.issues:
        issue, choice = picked[worth.issue]
        key = issue.options[choice].key
        value = next(each.value for each in worth.values if each.option == key)
        total += as_written(worth.weight) * as_written(value)
    if isinstance(preference, Interacting):
        total += sum((_met(factor, picked) for factor in preference.factors), Fraction(0))
        if preference.ceiling is not None:
            total = min(total, as_written(preference.ceiling))
    return total


def _met(factor: Factor, picked: dict[str, tuple[Issue, int]]) -> Fraction:
    """What a factor adds to the package."""
    if isinstance(factor, Table):
        cell = 0
        for key in factor.issues:
            issue, choice = picked[key]
            cell = cell * len(issue.options) + choice
        return as_written(factor.values[cell])
    inside = all(
        picked[side.issue][0].options[picked[side.issue][1]].key in side.within for side in factor.sides
    )
    return Fraction(0) if inside == factor.outside else as_written(factor.worth)
