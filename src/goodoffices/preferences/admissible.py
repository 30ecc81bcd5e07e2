"""All additive preferences that fit what is known of a side, as one polytope.

The products of weight and value are numbers of their own, like the marginal value functions of
Jacquet-Lagrèze and Siskos (1982): so bounds, orders and comparisons of whole packages are all linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodoffices.errors import ScenarioError
from goodoffices.preferences.layout import Layout
from goodoffices.preferences.linear_program import TOLERANCE, Floats, System, rows_of
from goodoffices.preferences.points import Orders, orders
from goodoffices.preferences.quantity import Span, bounds, likeliest
from goodoffices.preferences.statements import in_words, rows
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.uncertain import (
    OptionBefore,
    Quantity,
    UncertainIssue,
    UncertainPreference,
    UncertainWorth,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Admissible:
    """The polytope of one party: vectors z = (weights, terms, reservation) as `layout` lays them out.

    `weights`, `values` (in the order of all options) and `reserved` are bounds, shape (numbers, 2) and (2,).
    `bare` is the system of these bounds alone. Row k of `statements` times z is at least -`slack[k]`, and
    more where `strict[k]`; `said[k]` is the statement that it comes from.
    """

    preference: UncertainPreference
    issues: tuple[UncertainIssue, ...]
    layout: Layout
    weights: Floats
    values: Floats
    reserved: Floats
    bare: System
    statements: Floats
    slack: Floats
    strict: npt.NDArray[np.bool_]
    said: npt.NDArray[np.int64]

    @cached_property
    def system(self) -> System:
        """Bounds and statements, none of them strict."""
        return self.bare.with_at_most(-self.statements, self.slack)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """What is known of the value of each option, in the order of all options."""
        return tuple(_known(issue, key).value for issue, key in _options(self.issues, self.layout.agenda))

    @cached_property
    def orders(self) -> Orders:
        """The statements as inequalities on weights, values and reservation."""
        return orders(self.preference.orders, self.layout)

    @property
    def boxed(self) -> bool:
        """Whether every weight, value and reservation may move alone, so that no linear program is needed."""
        return self.preference.total is None and not self.preference.orders

    @cached_property
    def terms(self) -> Floats:
        """Bounds of every term by weight and value alone, shape (terms, 2)."""
        weights = self.weights[self.layout.issue_of]
        products = weights[:, :, None] * self.values[:, None, :]
        return np.column_stack((products.min(axis=(1, 2)), products.max(axis=(1, 2))))

    @property
    def size(self) -> float:
        """The largest number that a worth may reach, at least 1: what tolerances are in proportion to."""
        return max(1.0, float(np.abs(self.terms).sum()), float(np.abs(self.reserved).max()))

    def margin(self, kept: Sequence[int] | None = None, *, also: Floats | None = None) -> float | None:
        """The largest margin, at most 1, by which all strict statements hold at once.

        Above 0 (`TOLERANCE` times `size`): they are compatible. None: not even the bounds are. `kept` names
        the statements that count, by default all; `also` are further rows that must be at least 0.
        """
        mine = np.ones(len(self.said), dtype=np.bool_) if kept is None else np.isin(self.said, list(kept))
        more = np.empty((0, self.layout.width)) if also is None else np.atleast_2d(also)
        at_most = np.vstack((self.bare.at_most, -self.statements[mine], -more))
        needs = np.concatenate(
            (np.zeros(len(self.bare.limits)), self.strict[mine].astype(np.float64), np.zeros(len(more)))
        )
        lifted = System(
            at_most=np.column_stack((at_most, needs)),
            limits=np.concatenate((self.bare.limits, self.slack[mine], np.zeros(len(more)))),
            equal=np.column_stack((self.bare.equal, np.zeros(len(self.bare.equal)))),
            values=self.bare.values,
            low=np.append(self.bare.low, -2 * self.size),
            high=np.append(self.bare.high, 1.0),
        )
        found = lifted.least(-np.eye(self.layout.width + 1)[-1])
        return None if found is None else -found[0]

    def compatible(self, kept: Sequence[int] | None = None, *, also: Floats | None = None) -> bool:
        """Whether some preference agrees with the bounds and every (kept) statement."""
        margin = self.margin(kept, also=also)
        if margin is None:
            return False
        mine = self.strict if kept is None else self.strict[np.isin(self.said, list(kept))]
        return margin > TOLERANCE * self.size or not mine.any()

    def conflict(self) -> tuple[int, ...]:
        """Statements that contradict each other, none of which can be left out; empty where all agree.

        Deletion filter (Chinneck and Dravnieks 1991): each statement is dropped for good if those left still
        contradict each other.
        """
        kept = list(range(len(self.preference.orders)))
        if self.compatible(kept):
            return ()
        for one in tuple(kept):
            without = [other for other in kept if other != one]
            if not self.compatible(without):
                kept = without
        return tuple(kept)

    def nominal(self) -> tuple[Floats, Floats, float]:
        """One admissible preference to speak of: weights, values, reservation.

        The likeliest number of each where together they are admissible; else the mean of the points that are
        extreme along each number.
        """
        scales = [(float(low), float(high)) for low, high in self.values]
        weights = np.array(
            [
                likeliest(issue.weight, scale=_pair(span))
                for issue, span in zip(self.issues, self.weights, strict=True)
            ]
        )
        values = np.array(
            [
                likeliest(quantity, scale=scale)
                for quantity, scale in zip(self.quantities, scales, strict=True)
            ]
        )
        reservation = likeliest(self.preference.reservation, scale=_pair(self.reserved))
        if self.preference.total and weights.sum() > 0:
            weights = weights * (self.preference.total / weights.sum())
        z = np.concatenate((weights, weights[self.layout.issue_of] * values, [reservation]))
        if self.holds(z) and np.all(self.statements[self.strict] @ z > TOLERANCE * self.size):
            return weights, values, reservation
        return self.apart(self.corners().mean(axis=0))

    def holds(self, z: Floats) -> bool:
        """Whether z is admissible, within tolerance."""
        near = TOLERANCE * self.size
        system = self.system
        return bool(
            np.all(system.at_most @ z <= system.limits + near)
            and np.all(np.abs(system.equal @ z - system.values) <= near)
            and np.all(z >= system.low - near)
            and np.all(z <= system.high + near)
        )

    def corners(self, objectives: Floats | None = None) -> Floats:
        """Extreme points of a polytope that is not empty: along each number, or the rows of `objectives`."""
        if objectives is None:
            objectives = np.vstack((np.eye(self.layout.width), -np.eye(self.layout.width)))
        return self.system.extremes(objectives)

    def apart(self, z: Floats) -> tuple[Floats, Floats, float]:
        """Weights, values and reservation of z; without weight, the middle of the bounds."""
        weights = np.maximum(z[: self.layout.issues], 0.0)
        of_terms = weights[self.layout.issue_of]
        terms = z[self.layout.issues : -1]
        middle = self.values.mean(axis=1)
        values = np.where(of_terms > TOLERANCE, terms / np.maximum(of_terms, TOLERANCE), middle)
        return weights, np.clip(values, self.values[:, 0], self.values[:, 1]), float(z[-1])


def polytope(preference: UncertainPreference, agenda: Agenda) -> Admissible:
    """The polytope of a preference that fits the agenda, perhaps empty; `admissible` refuses an empty one."""
    layout = Layout(agenda=agenda)
    held = {issue.issue: issue for issue in preference.issues}
    issues = tuple(held.get(issue.key, UncertainIssue(issue=issue.key)) for issue in agenda.issues)
    total = preference.total
    weights = np.array(
        [bounds(issue.weight, scale=(0.0, total or 0.0)) for issue in issues], dtype=np.float64
    )
    values = np.array(
        [
            bounds(_known(issue, option).value, scale=(issue.least, issue.most))
            for issue, option in _options(issues, agenda)
        ],
        dtype=np.float64,
    )
    reserved = np.array(
        bounds(preference.reservation, scale=_reach(weights, values, layout, total)), dtype=np.float64
    )
    meant = [(row, at) for at, one in enumerate(preference.orders) for row in rows(one, layout)]
    return Admissible(
        preference=preference,
        issues=issues,
        layout=layout,
        weights=weights,
        values=values,
        reserved=reserved,
        bare=_bare(layout, weights, values, reserved, total),
        statements=rows_of((row for (row, _, _), _ in meant), layout.width),
        slack=np.array([slack for (_, slack, _), _ in meant], dtype=np.float64),
        strict=np.array(
            [strict and not _idle(preference, at, layout, weights) for (_, _, strict), at in meant],
            dtype=np.bool_,
        ),
        said=np.array([at for _, at in meant], dtype=np.int64),
    )


def admissible(preference: UncertainPreference, agenda: Agenda) -> Admissible:
    """All preferences that fit. Raises `ScenarioError` where there is none, naming what contradicts what."""
    misfit = preference.misfit(agenda)
    if misfit is not None:
        raise ScenarioError(misfit)
    found = polytope(preference, agenda)
    if not found.compatible():
        raise ScenarioError(_contradiction(found))
    return found


def _contradiction(found: Admissible) -> str:
    holder = found.preference.holder
    if found.margin(()) is None:
        return f"the weights of {holder} cannot add up to {found.preference.total:g} within their bounds"
    against = [in_words(found.preference.orders[at]) for at in found.conflict()]
    if len(against) == 1:
        return f"what {holder} said cannot be so within the bounds: {against[0]}"
    return f"what {holder} said contradicts itself: {'; '.join(against)}"


def _bare(layout: Layout, weights: Floats, values: Floats, reserved: Floats, total: float | None) -> System:
    terms = np.arange(layout.terms)
    exact = values[:, 0] == values[:, 1]

    def against(side: Floats, sign: float, which: npt.NDArray[np.bool_]) -> Floats:
        """Rows sign * (term - side * weight)."""
        picked = terms[which]
        made = np.zeros((len(picked), layout.width))
        made[np.arange(len(picked)), layout.issues + picked] = sign
        made[np.arange(len(picked)), layout.issue_of[picked]] = -sign * side[picked]
        return made

    at_most = np.vstack((against(values[:, 1], 1.0, ~exact), against(values[:, 0], -1.0, ~exact)))
    equal = against(values[:, 0], 1.0, exact)
    if total is not None:
        row = np.zeros((1, layout.width))
        row[0, : layout.issues] = 1.0
        equal = np.vstack((equal, row))
    free = np.full(layout.terms, np.inf)
    return System(
        at_most=at_most,
        limits=np.zeros(len(at_most)),
        equal=equal,
        values=np.concatenate((np.zeros(int(exact.sum())), [] if total is None else [total])),
        low=np.concatenate((weights[:, 0], -free, reserved[:1])),
        high=np.concatenate((weights[:, 1], free, reserved[1:])),
    )


def _reach(weights: Floats, values: Floats, layout: Layout, total: float | None) -> Span:
    """The least and the greatest that a package may be worth: where an unknown reservation lies."""
    parts = np.split(values, layout.starts[1:])
    lowest = np.array([part[:, 0].min() for part in parts])
    highest = np.array([part[:, 1].max() for part in parts])
    if total is not None:
        return total * min(0.0, float(lowest.min())), total * max(0.0, float(highest.max()))
    ends = weights[:, :, None] * np.column_stack((lowest, highest))[:, None, :]
    return float(ends.min(axis=(1, 2)).sum()), float(ends.max(axis=(1, 2)).sum())


def _options(issues: Sequence[UncertainIssue], agenda: Agenda) -> list[tuple[UncertainIssue, str]]:
    return [
        (held, option.key)
        for held, issue in zip(issues, agenda.issues, strict=True)
        for option in issue.options
    ]


def _known(issue: UncertainIssue, option: str) -> UncertainWorth:
    return next((worth for worth in issue.values if worth.option == option), UncertainWorth(option=option))


def _idle(preference: UncertainPreference, at: int, layout: Layout, weights: Floats) -> bool:
    """An order of options says nothing of terms where the issue weighs nothing."""
    one = preference.orders[at]
    return isinstance(one, OptionBefore) and weights[layout.issue(one.issue), 1] == 0


def _pair(span: Floats) -> Span:
    return float(span[0]), float(span[1])
