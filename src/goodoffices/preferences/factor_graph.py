"""Preferences over groups of issues as whole numbers: a sum of factors, each over a few issues."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.additive import FINENESS, ROUNDING, Scale, whole
from goodoffices.preferences.scale import arithmetic
from goodoffices.preferences.worth import as_written
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.condition import Link, RedLine
from goodoffices.terms.interaction import Interacting, Rectangle, Table
from goodoffices.terms.package import Choice
from goodoffices.terms.preference import Preference

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Scope = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Summand:
    """What one party's worth gains by the options of a few issues, in steps.

    `scope` names the issues by their place on the agenda, rising; `steps` has one axis for each. Where
    `inside` is given, `steps` has no axis: it is gained where each issue takes one of the options marked.
    """

    party: int
    scope: Scope
    steps: Whole
    inside: tuple[Mask, ...] | None = None

    def over(self, scope: Scope, sizes: tuple[int, ...]) -> Whole:
        """The steps as a table that broadcasts over a larger scope."""
        if self.inside is None:
            return self.steps.reshape(spread(self.scope, scope, sizes))
        return np.where(_box(self.scope, self.inside, scope, sizes), self.steps, 0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ban:
    """A combination that no package may hold: all of `scope`'s issues within the options marked."""

    scope: Scope
    inside: tuple[Mask, ...]

    def over(self, scope: Scope, sizes: tuple[int, ...]) -> Mask:
        """True where it is met, as a table that broadcasts over a larger scope."""
        return _box(self.scope, self.inside, scope, sizes)


@dataclass(frozen=True, kw_only=True, eq=False)
class FactorGraph:
    """The preferences of all parties over one agenda, as sums of factors in whole numbers.

    A party's worth is `lowest` plus `units` times the sum of its summands. `banned` is what links rule
    out, `red_lines` what some party will not accept, `cut` says whose terms were rounded.
    """

    holders: tuple[str, ...]
    sizes: tuple[int, ...]
    summands: tuple[Summand, ...]
    lowest: tuple[Fraction, ...]
    units: tuple[Fraction, ...]
    cut: tuple[bool, ...]
    reservations: tuple[Fraction, ...]
    ceilings: tuple[int | None, ...]
    banned: tuple[Ban, ...]
    red_lines: tuple[Ban, ...]

    def scaled(self, extents: tuple[tuple[int, int], ...]) -> tuple[Scale, ...]:
        """The scales, once the fewest and the most steps of any package are known for each party."""
        return tuple(self._scale(party, *extent) for party, extent in enumerate(extents))

    def capped(self, party: int, steps: Whole) -> Whole:
        """The steps with the party's ceiling kept."""
        ceiling = self.ceilings[party]
        return steps if ceiling is None else np.minimum(steps, ceiling)

    def _scale(self, party: int, fewest: int, most: int) -> Scale:
        unit = self.units[party]
        ceiling = self.ceilings[party]
        if ceiling is not None:
            fewest, most = min(fewest, ceiling), min(most, ceiling)
        base = self.lowest[party] + unit * fewest
        top = most - fewest
        return Scale(
            holder=self.holders[party],
            base=base,
            unit=unit,
            top=top,
            reservation=(self.reservations[party] - base) / unit,
            exact=not self.cut[party] and top * ROUNDING < 1,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Factored:
    """A factor graph with its scales: what the findings read, as they read `Additive`."""

    graph: FactorGraph
    scales: tuple[Scale, ...]
    fewest: tuple[int, ...]

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
        graph = self.graph
        found = np.zeros(len(self.scales), dtype=np.int64)
        for summand in graph.summands:
            at = tuple(choices[issue] for issue in summand.scope)
            if summand.inside is None:
                found[summand.party] += summand.steps[at]
            elif all(mask[option] for mask, option in zip(summand.inside, at, strict=True)):
                found[summand.party] += summand.steps
        capped = [graph.capped(party, found[party : party + 1]) for party in range(len(found))]
        return tuple(int(each[0]) - low for each, low in zip(capped, self.fewest, strict=True))


def spread(inner: Scope, outer: Scope, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape in which a table over `inner` broadcasts over `outer`.

    >>> spread((1,), (0, 1, 4), (2, 3, 2, 2, 5))
    (1, 3, 1)
    """
    return tuple(sizes[issue] if issue in inner else 1 for issue in outer)


def _box(inner: Scope, inside: tuple[Mask, ...], outer: Scope, sizes: tuple[int, ...]) -> Mask:
    met: Mask = np.ones((1,) * len(outer), dtype=np.bool_)
    for issue, mask in zip(inner, inside, strict=True):
        met = met & mask.reshape(spread((issue,), outer, sizes))
    return met


def factor_graph(
    preferences: tuple[Preference | Interacting, ...],
    agenda: Agenda,
    *,
    links: tuple[Link, ...] = (),
    red_lines: tuple[RedLine, ...] = (),
) -> FactorGraph:
    """The whole-number factors of preferences that fit the agenda (`misfit`).

    Parameters
    ----------
    preferences
        One for each party, additive or interacting; finite numbers; higher is better.
    agenda
        At least one issue.
    links, red_lines
        What no package may hold, and what some party will not accept.

    Notes
    -----
    1. Each float is read as it is written (`as_written`); weight times value is multiplied out exactly.
    2. A rectangle that pays outside its sides is a constant, and one that pays its negative inside.
    3. Of each table the least term goes into `lowest`; all is divided by the greatest common divisor.
    4. Where the sum of the largest terms has 2**50 steps or more, it is cut into 2**50, and terms are
       rounded to the nearest.

    Linear in the numbers given: a rectangle is never written out as a table.

    Examples
    --------
    >>> from goodoffices.terms.agenda import Issue, Option
    >>> yes, no = Option(key="yes", title="Yes"), Option(key="no", title="No")
    >>> issues = tuple(Issue(key=key, title=key, options=(yes, no)) for key in ("truce", "aid"))
    >>> both = Table(issues=("truce", "aid"), values=(0.5, 0, 0, 0.25))
    >>> graph = factor_graph(
    ...     (Interacting(holder="North", factors=(both,), reservation=0),), Agenda(issues=issues)
    ... )
    >>> graph.summands[0].steps.tolist(), graph.units
    ([[2, 0], [0, 1]], (Fraction(1, 4),))
    """
    places = {issue.key: at for at, issue in enumerate(agenda.issues)}
    options = [{option.key: at for at, option in enumerate(issue.options)} for issue in agenda.issues]
    sizes = tuple(len(each) for each in options)
    rows = [_party(at, each, places, options) for at, each in enumerate(preferences)]

    def ban(choices: tuple[Choice, ...], *, but: Choice | None = None) -> Ban:
        met = sorted(
            (places[choice.issue], options[places[choice.issue]][choice.option]) for choice in choices
        )
        inside = [np.arange(sizes[issue]) == option for issue, option in met]
        scope = [issue for issue, _ in met]
        if but is not None:
            issue = places[but.issue]
            scope.append(issue)
            inside.append(np.arange(sizes[issue]) != options[issue][but.option])
        order = sorted(range(len(scope)), key=scope.__getitem__)
        return Ban(scope=tuple(scope[k] for k in order), inside=tuple(inside[k] for k in order))

    return FactorGraph(
        holders=tuple(preference.holder for preference in preferences),
        sizes=sizes,
        summands=tuple(summand for row in rows for summand in row.summands),
        lowest=tuple(row.lowest for row in rows),
        units=tuple(row.unit for row in rows),
        cut=tuple(row.cut for row in rows),
        reservations=tuple(as_written(preference.reservation) for preference in preferences),
        ceilings=tuple(row.ceiling for row in rows),
        banned=tuple(ban((link.option,), but=link.only_with) for link in links),
        red_lines=tuple(ban(line.options) for line in red_lines),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Raw:
    """A factor before scaling: `terms` in the order of the table, or one term where `inside` is given."""

    scope: Scope
    terms: list[int]
    inside: tuple[Mask, ...] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Party:
    summands: list[Summand]
    lowest: Fraction
    unit: Fraction
    ceiling: int | None
    cut: bool


def _party(
    party: int, preference: Preference | Interacting, places: dict[str, int], options: list[dict[str, int]]
) -> _Party:
    """One party's factors on its own scale."""
    factors = preference.factors if isinstance(preference, Interacting) else ()
    tables = [factor for factor in factors if isinstance(factor, Table)]
    boxes = [factor for factor in factors if isinstance(factor, Rectangle)]
    weights, by_weight = whole([worth.weight for worth in preference.issues])
    values, by_value = whole([value.value for worth in preference.issues for value in worth.values])
    cells, by_cell = whole([value for table in tables for value in table.values])
    pays, by_pay = whole([box.worth for box in boxes])
    ceiling = preference.ceiling if isinstance(preference, Interacting) else None
    limits, by_limit = whole([] if ceiling is None else [ceiling])
    shared = lcm(by_weight * by_value, by_cell, by_pay, by_limit)

    raw: list[_Raw] = []
    at, shift = 0, shared // (by_weight * by_value)
    for weight, worth in zip(weights, preference.issues, strict=True):
        issue = places[worth.issue]
        terms = [0] * len(options[issue])
        for value in worth.values:
            terms[options[issue][value.option]] = weight * values[at] * shift
            at += 1
        raw.append(_Raw(scope=(issue,), terms=terms))
    at, shift = 0, shared // by_cell
    for table in tables:
        terms = [cell * shift for cell in cells[at : at + len(table.values)]]
        raw.append(_Raw(scope=tuple(places[key] for key in table.issues), terms=terms))
        at += len(terms)
    shift, constant = shared // by_pay, 0
    for pay, box in zip(pays, boxes, strict=True):
        sides = {
            places[side.issue]: [options[places[side.issue]][key] for key in side.within]
            for side in box.sides
        }
        scope = tuple(sorted(sides))
        inside = tuple(_marked(sides[issue], len(options[issue])) for issue in scope)
        constant += pay * shift if box.outside else 0
        raw.append(_Raw(scope=scope, terms=[-pay * shift if box.outside else pay * shift], inside=inside))
    limit = limits[0] * (shared // by_limit) if limits else None
    return _scaled(party, raw, constant, limit, Fraction(1, shared), options)


def _scaled(
    party: int,
    raw: list[_Raw],
    constant: int,
    limit: int | None,
    unit: Fraction,
    options: list[dict[str, int]],
) -> _Party:
    """In steps of the greatest common divisor, or of a part of the bound where those are too many.

    The bound is that of all sums, so a limit above it changes nothing.
    """
    least = [0 if each.inside else min(each.terms) for each in raw]
    shifted = [[term - low for term in each.terms] for each, low in zip(raw, least, strict=True)]
    bound = sum(max(map(abs, terms)) for terms in shifted)
    lowest = unit * (constant + sum(least))
    above = None if limit is None else limit - constant - sum(least)
    if above is not None and above >= bound:
        above = None
    if limit is not None and above is not None and above < -bound:  # every package is worth the limit
        lowest, shifted, above, bound = unit * limit, [[0] * len(terms) for terms in shifted], None, 0
    shared = gcd(*(term for terms in shifted for term in terms), above or 0) or 1
    bound //= shared
    cut = bound >= FINENESS
    if cut:
        unit, divisor = unit * bound * shared / FINENESS, 2 * bound * shared
        steps = [[(term * FINENESS * 2 + bound * shared) // divisor for term in terms] for terms in shifted]
        ceiling = None if above is None else (above * FINENESS * 2 + bound * shared) // divisor
    else:
        unit, steps = unit * shared, [[term // shared for term in terms] for terms in shifted]
        ceiling = None if above is None else above // shared
    summands: list[Summand] = []
    for each, terms in zip(raw, steps, strict=True):
        if each.inside is not None:
            table = np.array(terms[0], dtype=np.int64)
            scope = each.scope
        else:
            shape = [len(options[issue]) for issue in each.scope]
            order = sorted(range(len(shape)), key=each.scope.__getitem__)
            table = np.array(terms, dtype=np.int64).reshape(shape).transpose(order)
            scope = tuple(sorted(each.scope))
        summands.append(Summand(party=party, scope=scope, steps=table, inside=each.inside))
    return _Party(summands=summands, lowest=lowest, unit=unit, ceiling=ceiling, cut=cut)


def _marked(chosen: list[int], size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[chosen] = True
    return mask
