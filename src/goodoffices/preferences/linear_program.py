"""The best and the worst of a sum of numbers that are known only by inequalities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse  # pyright: ignore[reportMissingTypeStubs]

Floats = npt.NDArray[np.float64]

TOLERANCE: Final = 1e-9
"""What the solver leaves undecided, in units of the largest number of the system."""

# SciPy says nothing of its types.
_linprog = cast("Any", optimize).linprog
_block_diag = cast("Any", sparse).block_diag

_INFEASIBLE: Final = 2
_AT_ONCE: Final = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class System:
    """All z with `at_most` z <= `limits`, `equal` z = `values`, and `low` <= z <= `high`.

    `at_most` has shape (inequalities, numbers), `equal` (equations, numbers); bounds may be infinite.
    """

    at_most: Floats
    limits: Floats
    equal: Floats
    values: Floats
    low: Floats
    high: Floats

    def with_at_most(self, rows: Floats, limits: Floats) -> System:
        """The same with more inequalities."""
        return System(
            at_most=np.vstack((self.at_most, rows)),
            limits=np.concatenate((self.limits, limits)),
            equal=self.equal,
            values=self.values,
            low=self.low,
            high=self.high,
        )

    def least(self, objective: Floats) -> tuple[float, Floats] | None:
        """The least of objective times z, and a z that has it; None where no z fits.

        >>> line = System(at_most=np.array([[-1.0, -1.0]]), limits=np.array([-1.0]), equal=np.empty((0, 2)),
        ...               values=np.empty(0), low=np.zeros(2), high=np.ones(2))
        >>> line.least(np.array([1.0, 2.0]))[0]
        1.0
        """
        found: Any = _linprog(
            objective,
            A_ub=self.at_most,
            b_ub=self.limits,
            A_eq=self.equal,
            b_eq=self.values,
            bounds=np.column_stack((self.low, self.high)),
            method="highs",
        )
        if found.status == _INFEASIBLE:
            return None
        if found.x is None:
            raise ArithmeticError(f"the linear program was not solved: {found.message}")
        return float(found.fun), np.asarray(found.x, dtype=np.float64)

    def each_least(self, objectives: Floats) -> Floats:
        """The least of each row of `objectives`, shape (objectives, numbers); the system must be feasible."""
        return np.einsum("ij,ij->i", objectives, self.extremes(objectives))

    def extremes(self, objectives: Floats) -> Floats:
        """A z that has the least of each row of `objectives`, shape (objectives, numbers).

        Many small programs are handed to the solver as one, whose blocks have nothing to do with each other.
        """
        parts: list[Floats] = []
        for start in range(0, len(objectives), _AT_ONCE):
            block = objectives[start : start + _AT_ONCE]
            many = len(block)
            found: Any = _linprog(
                block.ravel(),
                A_ub=_block_diag([self.at_most] * many, format="csr") if len(self.at_most) else None,
                b_ub=np.tile(self.limits, many) if len(self.at_most) else None,
                A_eq=_block_diag([self.equal] * many, format="csr") if len(self.equal) else None,
                b_eq=np.tile(self.values, many) if len(self.equal) else None,
                bounds=np.tile(np.column_stack((self.low, self.high)), (many, 1)),
                method="highs",
            )
            if found.x is None:
                raise ArithmeticError(f"the linear programs were not solved: {found.message}")
            parts.append(np.asarray(found.x, dtype=np.float64).reshape(block.shape))
        return np.concatenate(parts) if parts else np.empty((0, objectives.shape[1]))


def rows_of(vectors: Iterable[Floats], width: int) -> Floats:
    """The vectors as rows of one array; of shape (0, width) where there are none."""
    held = list(vectors)
    return np.array(held, dtype=np.float64).reshape(len(held), width)
