"""The Kalai-Smorodinsky solution: everybody gets as large a part of what it could hope for as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from goodoffices.bargaining.problem import Problem
from goodoffices.bargaining.rule import Axiom
from goodoffices.bargaining.yardstick import Indices, Yardstick, largest, leximin, near_best

Form = Literal["leximin", "min-spread"]


@dataclass(frozen=True, kw_only=True)
class KalaiSmorodinsky:
    """Kalai and Smorodinsky (1975) in the lexicographic form of Imai (1983), on finitely many packages.

    "leximin": the largest smallest ratio of gain to ideal gain, then the largest second smallest, and so on.
    "min-spread": the smallest difference between the largest and the smallest ratio, which some software
    calls by the same name; it may prefer equal shares to better ones.
    """

    form: Form = "leximin"
    name: str = "kalai_smorodinsky"
    title: str = "Kalai-Smorodinsky"
    source: str = (
        "Kalai and Smorodinsky (1975), Other solutions to Nash's bargaining problem, Econometrica 43(3), "
        "513-518; Imai (1983), Individual monotonicity and lexicographic maxmin solution, Econometrica "
        "51(2), 389-401"
    )
    compares_worths: bool = False

    @property
    def claim(self) -> str:
        """By the form that was asked for."""
        if self.form == "leximin":
            return (
                "gives the party with the smallest part of its best possible gain as large a part as can be"
            )
        return "makes the parts that the parties get of their best possible gains most equal"

    @property
    def axioms(self) -> frozenset[Axiom]:
        """On finite sets even the lexicographic form keeps monotonicity only of the smallest ratio."""
        always = {Axiom.EFFICIENT, Axiom.RATIONAL, Axiom.SYMMETRIC, Axiom.SCALE_FREE}
        return frozenset(always | ({Axiom.RESTRICTED_MONOTONE} if self.form == "leximin" else set()))

    def best(self, problem: Problem) -> Indices:
        """The points that the form finds best; exact."""
        by = self.even(problem)
        if self.form == "leximin" or not by.parties:
            return leximin(problem.sums, by)
        rough = by.rough(problem.sums)
        near = near_best(rough.min(axis=0) - rough.max(axis=0))
        ratios = by.whole(problem.sums[:, near])
        spread = np.max(ratios, axis=0) - np.min(ratios, axis=0)
        return near[largest((-spread).tolist(), by.slack)]

    def even(self, problem: Problem) -> Yardstick:
        """The ratios themselves."""
        return problem.by_ratio()
