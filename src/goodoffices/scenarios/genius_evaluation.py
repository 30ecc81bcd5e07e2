"""What a GENIUS profile makes of the options of one issue."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from goodoffices.scenarios.number import decimal
from goodoffices.scenarios.written import short
from goodoffices.scenarios.xml_reading import Element

NOTHING: Final = Fraction(1, 10**5)
"""Where the largest evaluation of an issue is below this, GENIUS takes all of them as 0."""


def evaluated(
    issue: Element, kind: str, titles: tuple[str, ...], *, as_written: bool
) -> tuple[Fraction, ...]:
    """The value of each option, in the order of the domain's titles.

    Discrete: evaluation / the largest evaluation of the issue. Integer: slope * (number - lower bound) +
    offset, kept between 0 and 1; real: slope * number + offset, likewise. With `as_written` the
    evaluation, or slope * number + offset, with no bounds.
    """
    if kind == "discrete":
        return _discrete(issue, titles, as_written=as_written)
    slope, offset = _linear(issue)
    lowest = Fraction(0)
    if kind == "integer" and not as_written:
        holder = next(iter(issue.within("range")), issue)
        lowest = holder.number("lowerbound")
    numbers = [decimal(title) or Fraction(0) for title in titles]
    values = [slope * (number - lowest) + offset for number in numbers]
    return (
        tuple(values) if as_written else tuple(min(max(value, Fraction(0)), Fraction(1)) for value in values)
    )


def _discrete(issue: Element, titles: tuple[str, ...], *, as_written: bool) -> tuple[Fraction, ...]:
    known = set(titles)
    held: dict[str, Fraction] = {}
    for item in issue.within("item"):
        value = item.text("value")
        if value not in known:
            raise item.wrong(f"expected an option of the domain; its issue has no {short(value)}")
        if value in held:
            raise item.wrong("expected each option once")
        held[value] = item.number("evaluation")
    for title in titles:
        if title not in held:
            raise issue.wrong(f"expected an evaluation of the option {short(title)} of the domain")
    values = tuple(held[title] for title in titles)
    if as_written:
        return values
    most = max(values)
    return tuple(value / most if most >= NOTHING else Fraction(0) for value in values)


def _linear(issue: Element) -> tuple[Fraction, Fraction]:
    """Slope and offset of the linear evaluator of an integer or real issue."""
    evaluators = issue.within("evaluator")
    if not evaluators:
        raise issue.wrong("expected an <evaluator> with slope and offset")
    evaluator = evaluators[0]
    kind = evaluator.attributes.get("ftype", "linear")
    if kind != "linear":
        raise evaluator.wrong(f"expected linear: no other evaluator is known, such as {short(kind)}", "ftype")
    slope = "slope" if "slope" in evaluator.attributes else "parameter1"
    offset = "offset" if "offset" in evaluator.attributes else "parameter0"
    return evaluator.number(slope), evaluator.number(offset)
