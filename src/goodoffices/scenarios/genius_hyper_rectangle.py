"""The nonlinear profiles of GENIUS: constraints (hyper-rectangles) that add worth to what meets them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.preferences.worth import worth_as_float
from goodoffices.scenarios.number import whole
from goodoffices.scenarios.xml_reading import Element
from goodoffices.terms.agenda import Issue
from goodoffices.terms.interaction import Interacting, Rectangle, Side


def interacting(
    utility: Element, *, holder: str, issues: Mapping[int, Issue], reservation: Fraction, as_written: bool
) -> Interacting:
    """The preference that a `<utility>` element holds.

    u(x) = min(1, S / maxutility), S = sum of utility times weight over the rectangles met; with
    `as_written`, u(x) = S. Bounds are inclusive. A rectangle of INCLUDES is met where every issue lies
    within its bounds, one of EXCLUDES where at least one lies outside. `issues` are by their index in the
    file; their options must be whole numbers.
    """
    most = Fraction(1) if as_written else utility.number("maxutility")
    if most <= 0:
        raise utility.wrong("expected a number above 0", "maxutility")
    factors: list[Rectangle] = []
    for ufun in utility.within("ufun"):
        if ufun.attributes.get("aggregation", "sum") != "sum":
            raise ufun.wrong("expected sum: no other aggregation is known", "aggregation")
        weight = ufun.number("weight") if "weight" in ufun.attributes else Fraction(1)
        for constraint in ufun.children:
            factors += _rectangles(constraint, weight / most, issues)
    if not factors:
        raise utility.wrong("expected at least one <hyperRectangle> that adds worth")
    return Interacting(
        holder=holder,
        factors=tuple(factors),
        reservation=worth_as_float(reservation),
        ceiling=None if as_written else 1.0,
    )


def _rectangles(constraint: Element, unit: Fraction, issues: Mapping[int, Issue]) -> list[Rectangle]:
    if constraint.tag != "hyperRectangle":
        raise constraint.wrong("expected <hyperRectangle>: no other constraint is known")
    tags = {side.tag for side in constraint.children}
    if unknown := tags - {"INCLUDES", "EXCLUDES"}:
        raise constraint.wrong(f"expected <INCLUDES> or <EXCLUDES>, not <{min(unknown)}>")
    if len(tags) > 1:
        raise constraint.wrong("expected either <INCLUDES> or <EXCLUDES>, not both in one")
    worth = constraint.number("utility") * unit
    outside = tags == {"EXCLUDES"}
    sides: list[Side] = []
    for side in constraint.children:
        index = side.whole("index")
        issue = issues.get(index)
        if issue is None:
            raise side.wrong(f"expected the index of an issue, not {index}", "index")
        if any(issue.key == other.issue for other in sides):
            raise side.wrong("expected each issue once in a rectangle", "index")
        low, high = side.whole("min"), side.whole("max")
        within = tuple(option.key for option in issue.options if low <= (whole(option.title) or 0) <= high)
        if not within:
            # Nothing lies inside: INCLUDES can never be met, EXCLUDES always is.
            return [Rectangle(sides=(_all(issue),), worth=worth_as_float(worth))] if outside else []
        sides.append(Side(issue=issue.key, within=within))
    if not sides:
        raise constraint.wrong("expected at least one <INCLUDES> or <EXCLUDES>")
    return [Rectangle(sides=tuple(sides), worth=worth_as_float(worth), outside=outside)]


def _all(issue: Issue) -> Side:
    return Side(issue=issue.key, within=tuple(option.key for option in issue.options))
