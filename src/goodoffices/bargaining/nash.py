"""The Nash solution: the largest product of gains."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np

from goodoffices.bargaining.problem import Problem
from goodoffices.bargaining.rule import Axiom
from goodoffices.bargaining.yardstick import Indices, Yardstick, largest, near_best

_LOST: Final = 10**11
"""Where worths were rounded, products that differ by less than one part in so many count as equal."""


@dataclass(frozen=True, kw_only=True)
class Nash:
    """Nash (1950), on finitely many packages: no lotteries between them.

    Where no package lets everybody gain, every product is 0 and all tie: leximin decides.
    """

    name: str = "nash"
    title: str = "Nash"
    claim: str = "has the largest product of the parties' gains"
    source: str = "Nash (1950), The bargaining problem, Econometrica 18(2), 155-162"
    axioms: frozenset[Axiom] = frozenset(
        {Axiom.EFFICIENT, Axiom.RATIONAL, Axiom.SYMMETRIC, Axiom.SCALE_FREE, Axiom.INDEPENDENT}
    )
    compares_worths: bool = False

    def best(self, problem: Problem) -> Indices:
        """The points whose product is largest; exact, in whole numbers of any size."""
        by = self.even(problem)
        rough = np.maximum(by.rough(problem.sums), 0.0)
        near = near_best(np.prod(rough / rough.max(axis=1, initial=1e-300, keepdims=True), axis=0))
        columns = by.whole(problem.sums[:, near]).T.tolist()
        products = [prod(max(gain, 0) for gain in column) for column in columns]
        return near[largest(products, 0 if not by.slack else max(products) // _LOST)]

    def even(self, problem: Problem) -> Yardstick:
        """Parts of the most that each can gain: as free of scales as the product itself."""
        return problem.by_ratio()
