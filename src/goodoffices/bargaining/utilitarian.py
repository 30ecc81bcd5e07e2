"""The utilitarian solution: the largest sum of worths, on the scales as they are stated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.bargaining.problem import Problem
from goodoffices.bargaining.rule import Axiom
from goodoffices.bargaining.yardstick import Indices, Yardstick, largest, near_best


@dataclass(frozen=True, kw_only=True)
class Utilitarian:
    """The largest sum, within the zone: what one party loses another may gain."""

    name: str = "utilitarian"
    title: str = "utilitarian"
    claim: str = "has the largest sum of the parties' worths"
    source: str = (
        "Harsanyi (1955), Cardinal welfare, individualistic ethics, and interpersonal comparisons of "
        "utility, Journal of Political Economy 63(4), 309-321"
    )
    axioms: frozenset[Axiom] = frozenset(
        {Axiom.EFFICIENT, Axiom.RATIONAL, Axiom.SYMMETRIC, Axiom.INDEPENDENT}
    )
    compares_worths: bool = True

    def best(self, problem: Problem) -> Indices:
        """The points whose sum is largest; exact. Who cannot gain adds the same to every sum."""
        by = self.even(problem)
        near = near_best(by.rough(problem.sums).sum(axis=0))
        sums: list[int] = np.sum(by.whole(problem.sums[:, near]), axis=0, initial=0).tolist()
        return near[largest(sums, by.slack * len(by.parties))]

    def even(self, problem: Problem) -> Yardstick:
        """Gains as they are stated."""
        return problem.by_worth()
