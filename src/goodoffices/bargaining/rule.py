"""What every solution is: one package chosen by a stated rule, and the axioms that the rule keeps."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from goodoffices.bargaining.problem import Problem
from goodoffices.bargaining.yardstick import Indices, Yardstick


class Axiom(Enum):
    """What may be asked of a rule of choice over finitely many packages.

    `EFFICIENT`: no package beats the chosen one. `RATIONAL`: nobody prefers no agreement to it. `SYMMETRIC`:
    where the parties can change places, so can the chosen packages. `SCALE_FREE`: another unit or zero of one
    party's scale changes nothing. `INDEPENDENT`: taking away packages that were not chosen changes nothing
    (where some package lets everybody gain). `MONOTONE`: with more packages the smallest gain does not fall.
    `RESTRICTED_MONOTONE`: with more packages, but the same best one for each, the smallest part of the best
    gain does not fall.
    """

    EFFICIENT = "efficient"
    RATIONAL = "rational"
    SYMMETRIC = "symmetric"
    SCALE_FREE = "scale-free"
    INDEPENDENT = "independent of what was not chosen"
    MONOTONE = "monotone"
    RESTRICTED_MONOTONE = "monotone while the best of each stays"


class Rule(Protocol):
    """A solution: it names itself and its source, claims axioms, and picks the best points of a problem."""

    @property
    def name(self) -> str:
        """The name in results: small letters and underscores."""
        ...

    @property
    def title(self) -> str:
        """The name in sentences."""
        ...

    @property
    def claim(self) -> str:
        """What the chosen package does, as the end of "The package that ..."."""
        ...

    @property
    def source(self) -> str:
        """Where the rule was published."""
        ...

    @property
    def axioms(self) -> frozenset[Axiom]:
        """The axioms it keeps; for each other one, its tests hold a case where it does not."""
        ...

    @property
    def compares_worths(self) -> bool:
        """Whether it holds one party's scale against another's."""
        ...

    def best(self, problem: Problem) -> Indices:
        """All points that the rule finds best, one or more."""
        ...

    def even(self, problem: Problem) -> Yardstick:
        """The gains by whose leximin a tie is broken."""
        ...
