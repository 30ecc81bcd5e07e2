"""What a side wants, as far as it is known: numbers, intervals, distributions, orders, or nothing at all."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Annotated

import msgspec

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.identity import Slug
from goodoffices.terms.package import Package
from goodoffices.terms.preference import Weight, Worth
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word

Positive = Annotated[float, msgspec.Meta(gt=0, le=1e6)]


class Interval(Word, tag="interval", tag_field="kind"):
    """Somewhere from `low` to `high`; nothing is claimed of where. Sampled as if evenly spread."""

    low: Worth
    high: Worth

    def __post_init__(self) -> None:
        """Refuse ends that are turned round."""
        _in_order("an interval", self.low, self.high)


class Uniform(Word, tag="uniform", tag_field="kind"):
    """Every number from `low` to `high` is equally likely."""

    low: Worth
    high: Worth

    def __post_init__(self) -> None:
        """Refuse ends that are turned round."""
        _in_order("a uniform distribution", self.low, self.high)


class Triangular(Word, tag="triangular", tag_field="kind"):
    """Most likely `mode`, ever less likely towards `low` and `high`."""

    low: Worth
    mode: Worth
    high: Worth

    def __post_init__(self) -> None:
        """Refuse a mode outside the ends, and a single point."""
        _in_order("a triangular distribution", self.low, self.mode, self.high)
        if self.low == self.high:
            raise WordError("a triangular distribution needs two different ends")


class TruncatedNormal(Word, tag="normal", tag_field="kind"):
    """A normal distribution cut off at `low` and `high`; `mean` and `deviation` are those before the cut."""

    mean: Worth
    deviation: Positive
    low: Worth
    high: Worth

    def __post_init__(self) -> None:
        """Refuse ends that leave nothing, and a mean outside them."""
        _in_order("a truncated normal distribution", self.low, self.mean, self.high)
        if self.low == self.high:
            raise WordError("a truncated normal distribution needs two different ends")


class Unknown(Word, tag="unknown", tag_field="kind"):
    """Nothing is known of it beyond the scale on which it lies."""


class Dirichlet(Word, tag="dirichlet", tag_field="kind"):
    """A weight that is one share of the total; the larger all `concentration`s, the surer the shares."""

    concentration: Positive


Quantity = Worth | Interval | Uniform | Triangular | TruncatedNormal | Unknown
"""A number as far as it is known; a plain number is exact."""


class UncertainWorth(Word):
    """How good one option is for the holder, as far as it is known."""

    option: Slug
    value: Quantity = Unknown()


class UncertainIssue(Word):
    """How much an issue weighs and how good its options are, as far as known.

    Options that `values` leaves out are unknown. Unknown values lie from `least` to `most`.
    """

    issue: Slug
    weight: Quantity | Dirichlet = Unknown()
    values: tuple[UncertainWorth, ...] = ()
    least: Worth = 0.0
    most: Worth = 1.0

    def __post_init__(self) -> None:
        """Refuse a weight below nothing, an option named twice, a scale turned round."""
        _in_order(f"the scale of issue {self.issue}", self.least, self.most)
        named = [value.option for value in self.values]
        if len(set(named)) != len(named):
            raise WordError(f"issue {self.issue} values an option twice")
        lowest = _lowest(self.weight)
        if lowest is not None and lowest < 0:
            raise WordError(f"the weight of issue {self.issue} may fall below 0")


class OptionBefore(Word, tag="option_before", tag_field="kind"):
    """One option of an issue is better for the holder than another."""

    issue: Slug
    better: Slug
    worse: Slug


class IssueBefore(Word, tag="issue_before", tag_field="kind"):
    """One issue weighs more for the holder than another."""

    heavier: Slug
    lighter: Slug


class PackageBefore(Word, tag="package_before", tag_field="kind"):
    """One whole package is better for the holder than another."""

    better: Package
    worse: Package


class AboutEqual(Word, tag="about_equal", tag_field="kind"):
    """Two whole packages are worth the same to the holder, give or take `within`."""

    first: Package
    second: Package
    within: Positive = 0.01


class Acceptable(Word, tag="acceptable", tag_field="kind"):
    """A whole package is better for the holder than no agreement; or, with `acceptable` false, worse."""

    package: Package
    acceptable: bool = True


Statement = OptionBefore | IssueBefore | PackageBefore | AboutEqual | Acceptable
"""What the holder said, or is held to prefer, as an order."""


class UncertainPreference(Word):
    """An additive preference that is known in part: every number that fits is *admissible*.

    u(x) = sum over issues of weight times value, higher is better. `total` is what the weights add up to;
    None: nothing is said of their sum. Issues left out are wholly unknown. `orders` cut the admissible
    numbers down to those that agree with every statement. The other fields are those of `Preference`.

    >>> UncertainPreference(holder="East", reservation=Interval(low=0.2, high=0.4), total=1).orders
    ()
    """

    holder: Label
    issues: tuple[UncertainIssue, ...] = ()
    reservation: Quantity
    total: Weight | None = None
    orders: tuple[Statement, ...] = ()
    basis: Text | None = None

    def __post_init__(self) -> None:
        """Refuse an issue named twice, and shares of a total that nobody stated."""
        named = [issue.issue for issue in self.issues]
        if len(set(named)) != len(named):
            raise WordError(f"the preference of {self.holder} weighs an issue twice")
        shares = [isinstance(issue.weight, Dirichlet) for issue in self.issues]
        if any(shares) and not all(shares):
            raise WordError(
                f"the preference of {self.holder} must give all weights as Dirichlet shares or none"
            )
        if any(shares) and not self.total:
            raise WordError(f"the preference of {self.holder} shares out weights, and states no total")

    def misfit(self, agenda: Agenda) -> str | None:
        """What does not fit the agenda, as a sentence, or None."""
        said = f"the preference of {self.holder}"
        for issue in self.issues:
            known = agenda.issue(issue.issue)
            if known is None:
                return f"{said} weighs {issue.issue}, which is no issue of the agenda"
            for value in issue.values:
                if known.option(value.option) is None:
                    return f"{said} values {value.option}, which is no option of {issue.issue}"
        named = {issue.issue for issue in self.issues}
        unknown = [i.issue for i in self.issues if isinstance(i.weight, Unknown)]
        unknown += [issue.key for issue in agenda.issues if issue.key not in named]
        if unknown and not self.total:
            return f"{said} leaves the weight of {unknown[0]} unknown, and states no total of the weights"
        if len(unknown) and any(isinstance(i.weight, Dirichlet) for i in self.issues):
            return f"{said} shares out the weights, and leaves out {unknown[0]}"
        return next((f"{said}: {why}" for one in self.orders if (why := misfit_of(one, agenda))), None)


def misfit_of(statement: Statement, agenda: Agenda) -> str | None:
    """What of a statement does not fit the agenda, as a sentence, or None."""
    match statement:
        case OptionBefore(issue=key, better=better, worse=worse):
            issue = agenda.issue(key)
            if issue is None:
                return f"the agenda has no issue {key}"
            missing = next((one for one in (better, worse) if issue.option(one) is None), None)
            if missing is not None:
                return f"issue {key} has no option {missing}"
            return f"{better} of {key} cannot be better than itself" if better == worse else None
        case IssueBefore(heavier=heavier, lighter=lighter):
            missing = next((one for one in (heavier, lighter) if agenda.issue(one) is None), None)
            if missing is not None:
                return f"the agenda has no issue {missing}"
            return f"{heavier} cannot weigh more than itself" if heavier == lighter else None
        case PackageBefore(better=first, worse=second) | AboutEqual(first=first, second=second):
            return _whole(first, agenda) or _whole(second, agenda)
        case Acceptable(package=package):
            return _whole(package, agenda)


def _whole(package: Package, agenda: Agenda) -> str | None:
    """A statement is about whole packages: what a partial one is worth depends on what is left open."""
    misfit = package.misfit(agenda)
    if misfit is not None:
        return misfit
    left = next((issue.key for issue in agenda.issues if package.option(issue.key) is None), None)
    return None if left is None else f"a package that is compared leaves {left} open"


def _lowest(quantity: Quantity | Dirichlet) -> float | None:
    match quantity:
        case Unknown() | Dirichlet():
            return None
        case Interval(low=low) | Uniform(low=low) | Triangular(low=low) | TruncatedNormal(low=low):
            return low
        case number:
            return number


def _in_order(what: str, *numbers: float) -> None:
    if any(map(math.isnan, numbers)):
        raise WordError(f"{what} holds a value that is not a number")
    if any(after < before for before, after in pairwise(numbers)):
        raise WordError(f"{what} must go from low to high: {', '.join(format(n, 'g') for n in numbers)}")
