"""Scenarios of NegMAS: an outcome space and one utility function for each party, in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Final

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios.held import Held
from goodoffices.scenarios.number import decimal, spelled
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.written import (
    MOST_OPTIONS,
    WrittenIssue,
    WrittenPreference,
    agenda_of,
    holder_of,
    preference_of,
    scenario_of,
    short,
)
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.condition import Discount

TWO: Final = 2
OURS: Final = "a file of ours (format: goodoffices-scenario/1)"
_TYPES: Final = "LinearAdditiveUtilityFunction, LinearUtilityFunction or ExpDiscountedUFun"
_FUNCTIONS: Final = "TableFun, IdentityFun, ConstFun, LinearFun or AffineFun"


def read(files: Mapping[str, Held], *, folder: str, domain_file: str | None = None) -> Scenario:
    """The scenario of the files, by their names: one holds `issues`, the others a utility function each.

    Evaluated as NegMAS does: u(x) = sum of weight times value + bias, nothing normalised. Raises
    `ScenarioFileError`.
    """
    remarks: list[str] = []
    domains = {name: held for name, held in files.items() if "issues" in held.fields()}
    if domain_file is not None:
        if domain_file not in domains:
            raise files[domain_file].wrong("expected a domain (issues); give the domain or the folder")
        domains = {domain_file: domains[domain_file]}
    if len(domains) != 1:
        found = ", ".join(sorted(domains)) or "none"
        raise ScenarioFileError(
            folder, 0, "folder", f"expected {OURS}, or one file with issues as in NegMAS, and found {found}"
        )
    ((domain_name, domain),) = domains.items()
    agenda = agenda_of([_issue(issue) for issue in domain.field("issues").items()], domain_name)
    held = {name: each for name, each in sorted(files.items()) if "issues" not in each.fields()}
    profiles = {name: each for name, each in held.items() if "type" in each.fields()}
    others = [name for name in held if name not in profiles]
    remarks += [f"{name}: left out; it holds no utility function." for name in others]
    parties = [_party(each, agenda, remarks) for each in profiles.values()]
    return scenario_of(
        agenda,
        [preference_of(party.preference, agenda) for party in parties],
        source=f"{folder} (NegMAS YAML: {', '.join((domain_name, *profiles))})",
        discounts=[party.discount for party in parties if party.discount is not None],
        remarks=remarks,
    )


def _issue(issue: Held) -> WrittenIssue:
    name, kind = issue.field("name").named(), issue.field("type").text()
    values = issue.field("values")
    line = 0 if values.located is None else values.located.line(values.path)
    if isinstance(values.value, int):
        return WrittenIssue(name=name, options=_up_to(values), ordered=True, line=line)
    listed = values.items()
    if kind == "ContiguousIssue" and len(listed) == TWO:
        low, high = (each.whole() for each in listed)
        if not low <= high < low + MOST_OPTIONS:
            raise values.wrong(f"expected a lower and an upper bound, at most {MOST_OPTIONS:,} apart")
        numbers = tuple(str(number) for number in range(low, high + 1))
        return WrittenIssue(name=name, options=numbers, ordered=True, line=line)
    if kind == "ContinuousIssue":
        raise issue.wrong("expected an issue of finitely many values; a continuous one is not read")
    options = tuple(each.named() for each in listed)
    ordered = kind in {"OrdinalIssue", "DiscreteOrdinalIssue", "CardinalIssue", "DiscreteCardinalIssue"}
    return WrittenIssue(name=name, options=options, ordered=ordered, line=line)


def _up_to(count: Held) -> tuple[str, ...]:
    """The whole numbers from 0 that a single number stands for."""
    if not 0 < count.whole() <= MOST_OPTIONS:
        raise count.wrong(f"expected a number of values from 1 to {MOST_OPTIONS:,}")
    return tuple(map(str, range(count.whole())))


@dataclass(frozen=True, kw_only=True)
class _Party:
    preference: WrittenPreference
    discount: Discount | None = None


def _party(held: Held, agenda: Agenda, remarks: list[str]) -> _Party:
    kind = held.field("type").text().rsplit(".", 1)[-1]
    if kind != "ExpDiscountedUFun":
        return _Party(preference=_preference(held, held, agenda, remarks))
    preference = _preference(held.field("ufun"), held, agenda, remarks)
    if held.optional("dynamic_reservation") is not None and held.field("dynamic_reservation").value is True:
        remarks.append(f"{held.file}: the worth of no agreement is discounted as well (dynamic_reservation).")
    return _Party(preference=preference, discount=_discount(held, preference.holder, remarks))


def _discount(held: Held, holder: str, remarks: list[str]) -> Discount | None:
    factor = held.optional("discount")
    if factor is None or factor.number() == 1:
        return None
    if not 0 < factor.number() < 1:
        raise factor.wrong("expected a discount above 0 and at most at 1")
    unit = held.optional("factor")
    by = "step" if unit is None else unit.text()
    if by not in {"step", "relative_time"}:
        remarks.append(
            f"{held.file}: the discount by {short(by)} is left out; only step and relative_time are read."
        )
        return None
    return Discount(holder=holder, factor=float(factor.number()), by_rounds=by == "step")


def _preference(ufun: Held, outer: Held, agenda: Agenda, remarks: list[str]) -> WrittenPreference:
    kind = ufun.field("type").text().rsplit(".", 1)[-1]
    if kind not in {
        "LinearAdditiveUtilityFunction",
        "LinearUtilityFunction",
        "LinearUtilityAggregationFunction",
    }:
        raise ufun.field("type").wrong(f"expected {_TYPES}, not {short(kind)}")
    listed = ufun.optional("weights")
    count = len(agenda.issues)
    weights = (
        (Fraction(1),) * count if listed is None else tuple(each.weight() for each in _each(listed, count))
    )
    functions = ufun.optional("values")
    values = tuple(
        _values(function, ufun, tuple(option.title for option in issue.options))
        for function, issue in zip(
            [None] * count if functions is None else _each(functions, count), agenda.issues, strict=True
        )
    )
    bias = ufun.optional("bias")
    reserved = outer.optional("reserved_value")
    if reserved is not None and reserved.value == -inf:
        reserved = None
    if reserved is None:
        remarks.append(
            f"{outer.file}: no reserved value; no agreement counts as worth as much as the worst package."
        )
    total = sum(weights, Fraction(0))
    if abs(total - 1) > Fraction(1, 10**6):
        remarks.append(f"{outer.file}: the weights sum to {spelled(total)}; they are used as written.")
    return WrittenPreference(
        holder=holder_of(outer.file),
        weights=weights,
        values=values,
        reservation=None if reserved is None else reserved.number(),
        constant=Fraction(0) if bias is None else bias.number(),
    )


def _each(listed: Held, count: int) -> list[Held]:
    """A list with one item for each issue."""
    items = listed.items()
    if len(items) != count:
        raise listed.wrong(f"expected {count} items, one for each issue, and found {len(items)}")
    return items


def _values(function: Held | None, ufun: Held, titles: tuple[str, ...]) -> tuple[Fraction, ...]:
    """The value of each option of one issue; no function: the option's own number."""
    if function is None:
        return _linear(Fraction(1), Fraction(0), titles, ufun)
    kind = function.field("type").text().rsplit(".", 1)[-1]
    slope, bias = (
        default if (held := function.optional(name)) is None else held.number()
        for name, default in (("slope", Fraction(1)), ("bias", Fraction(0)))
    )
    match kind:
        case "TableFun":
            table = function.field("mapping").once_each(titles, what="the value")
            return tuple(table[title].number() for title in titles)
        case "ConstFun":
            return (bias,) * len(titles)
        case "IdentityFun" | "LinearFun" | "AffineFun":
            return _linear(slope, bias, titles, function)
        case _:
            raise function.field("type").wrong(f"expected {_FUNCTIONS}, not {short(kind)}")


def _linear(slope: Fraction, bias: Fraction, titles: tuple[str, ...], place: Held) -> tuple[Fraction, ...]:
    """Slope * number + bias, for options that are numbers."""
    numbers = tuple(map(decimal, titles))
    for number, title in zip(numbers, titles, strict=True):
        if number is None:
            raise place.wrong(f"expected options that are numbers; {short(title)} is none")
    return tuple(slope * number + bias for number in numbers if number is not None)
