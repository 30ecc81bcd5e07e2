"""The egalitarian solution: as equal and as large gains as can be, on the scales as they are stated."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.bargaining.problem import Problem
from goodoffices.bargaining.rule import Axiom
from goodoffices.bargaining.yardstick import Indices, Yardstick, leximin


@dataclass(frozen=True, kw_only=True)
class Egalitarian:
    """Kalai (1977), made strictly efficient by leximin, on finitely many packages."""

    name: str = "egalitarian"
    title: str = "egalitarian"
    claim: str = "gives the party that gains least as much as can be"
    source: str = (
        "Kalai (1977), Proportional solutions to bargaining situations, Econometrica 45(7), 1623-1630"
    )
    axioms: frozenset[Axiom] = frozenset(
        {Axiom.EFFICIENT, Axiom.RATIONAL, Axiom.SYMMETRIC, Axiom.INDEPENDENT, Axiom.MONOTONE}
    )
    compares_worths: bool = True

    def best(self, problem: Problem) -> Indices:
        """Leximin of gains; exact."""
        return leximin(problem.sums, self.even(problem))

    def even(self, problem: Problem) -> Yardstick:
        """Gains as they are stated."""
        return problem.by_worth()
