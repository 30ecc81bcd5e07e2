"""The laws of solutions: for whoever adds a rule of choice, each axiom as a question about one small case."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from goodoffices.bargaining.problem import Problem, problem
from goodoffices.bargaining.rule import Axiom, Rule
from goodoffices.bargaining.surface import surface
from goodoffices.scenarios.table import from_table

Point = tuple[int, ...]
Points = tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A few packages by their worths to the parties, and what is done to them to try an axiom.

    `zero` is the worth of no agreement, `more` are packages that come in addition; the first party's scale
    is changed to `factor` times the worth plus `shift`.
    """

    points: Points
    zero: Point
    more: Points = ()
    factor: int = 1
    shift: int = 0


def holds(axiom: Axiom, rule: Rule, case: Case) -> bool:
    """Whether the rule keeps the axiom in this case; True where the axiom does not apply to it."""
    match axiom:
        case Axiom.EFFICIENT:
            return not any(_beats(other, one) for one in _best(rule, case) for other in case.points)
        case Axiom.RATIONAL:
            return all(w >= z for one in _best(rule, case) for w, z in zip(one, case.zero, strict=True))
        case Axiom.SYMMETRIC:
            return _symmetric(rule, case)
        case Axiom.SCALE_FREE:
            changed = Case(
                points=tuple(_scaled(case, one) for one in case.points), zero=_scaled(case, case.zero)
            )
            return _best(rule, changed) == {_scaled(case, one) for one in _best(rule, case)}
        case Axiom.INDEPENDENT:
            if not any(all(w > z for w, z in zip(one, case.zero, strict=True)) for one in case.points):
                return True
            kept = _best(rule, _wider(case)) & set(case.points)
            return not kept or _best(rule, case) == kept
        case Axiom.MONOTONE:
            return _least_gain(rule, _wider(case), case.zero) >= _least_gain(rule, case, case.zero)
        case Axiom.RESTRICTED_MONOTONE:
            return _restricted_monotone(rule, case)
        case _:
            assert_never(axiom)


def _posed(case: Case) -> Problem | None:
    options = {f"option-{at}": tuple(map(float, one)) for at, one in enumerate(case.points)}
    parties = {f"Party {at}": float(zero) for at, zero in enumerate(case.zero)}
    return problem(surface(from_table({"issue": options}, parties)), disagreement="stated")


def _best(rule: Rule, case: Case) -> set[Point]:
    """The worths of all packages that the rule finds best; empty where the zone is."""
    posed = _posed(case)
    if posed is None:
        return set()
    columns = posed.sums[:, rule.best(posed)].T.tolist()
    return {
        tuple(int(scale.base + scale.unit * steps) for scale, steps in zip(posed.scales, column, strict=True))
        for column in columns
    }


def _wider(case: Case) -> Case:
    return Case(points=case.points + case.more, zero=case.zero)


def _scaled(case: Case, one: Point) -> Point:
    return (case.factor * one[0] + case.shift, *one[1:])


def _symmetric(rule: Rule, case: Case) -> bool:
    """With every package, that of the first two parties changing places is there too."""
    level = (max(case.zero),) * len(case.zero)
    swapped = tuple((one[1], one[0], *one[2:]) for one in case.points)
    best = _best(rule, Case(points=case.points + swapped, zero=level))
    return {(one[1], one[0], *one[2:]) for one in best} == best


def _least_gain(rule: Rule, case: Case, zero: Point) -> int:
    gains = [min(w - z for w, z in zip(one, zero, strict=True)) for one in _best(rule, case)]
    return max(gains, default=-(10**9))


def _restricted_monotone(rule: Rule, case: Case) -> bool:
    zone = [one for one in case.points if all(w >= z for w, z in zip(one, case.zero, strict=True))]
    ideal = tuple(map(max, zip(*zone, strict=True)))
    if not zone or any(most <= z for most, z in zip(ideal, case.zero, strict=True)):
        return True
    more = tuple(one for one in case.more if all(w <= most for w, most in zip(one, ideal, strict=True)))

    def least(of: Case) -> Fraction:
        rows = [list(zip(one, case.zero, ideal, strict=True)) for one in _best(rule, of)]
        return max(min(Fraction(w - z, most - z) for w, z, most in row) for row in rows)

    return least(Case(points=case.points + more, zero=case.zero)) >= least(case)


def _beats(one: Point, other: Point) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))
