"""What comparisons of packages leave open of a side's additive preference."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.linear_program import System

Floats = npt.NDArray[np.float64]

_STEPS: Final = 200


class Answered:
    """Terms of options, each from 0 to 1, that agree with what a side answered as clearly as can be.

    `differences` has one row for each answer, shape (answers, terms): the package that was found at least as
    good, less the other. `middle` is the point farthest from all that the answers and bounds rule out;
    `room` is how far, below 0 where no terms agree with all answers.
    """

    def __init__(self, terms: int) -> None:
        self.differences: Floats = np.empty((0, terms))
        self.middle: Floats = np.full(terms, 0.5)
        self.room = 0.5

    def learn(self, difference: Floats) -> None:
        """One more answer; nothing is learnt from comparing a package with itself."""
        if not difference.any():
            return
        self.differences = np.vstack((self.differences, difference))
        terms = len(self.middle)
        lengths = np.linalg.norm(self.differences, axis=1)
        one, each = np.ones((terms, 1)), np.eye(terms)
        system = System(
            at_most=np.block(
                [[-self.differences, lengths[:, None]], [-each, one], [each, one]],
            ),
            limits=np.concatenate((np.zeros(len(self.differences) + terms), np.ones(terms))),
            equal=np.empty((0, terms + 1)),
            values=np.empty(0),
            low=np.full(terms + 1, -np.inf),
            high=np.full(terms + 1, np.inf),
        )
        found = system.least(np.append(np.zeros(terms), -1.0))
        if found is not None:  # always: with room enough below 0 all terms agree
            self.middle, self.room = found[1][:-1], -found[0]

    def drawn(self, generator: np.random.Generator) -> Floats:
        """Terms that agree with the answers, by a walk from the middle (hit and run; Smith 1984).

        The middle itself where no terms agree with all answers.

        >>> side = Answered(2)
        >>> side.learn(np.array([1.0, -1.0]))
        >>> one, other = side.drawn(np.random.default_rng(1))
        >>> bool(0 <= other <= one <= 1)
        True
        """
        terms = len(self.middle)
        if self.room <= 0:
            return self.middle
        rows = np.vstack((self.differences, np.eye(terms), -np.eye(terms)))
        here = self.middle.copy()
        left = rows @ here + np.concatenate((np.zeros(len(rows) - terms), np.ones(terms)))
        for _ in range(_STEPS):
            way = generator.normal(size=terms)
            pace = rows @ way
            back, ahead = pace > 0, pace < 0
            low = float((-left[back] / pace[back]).max(initial=-np.inf))
            high = float((-left[ahead] / pace[ahead]).min(initial=np.inf))
            if low < high:
                step = float(generator.uniform(low, high))
                here, left = here + step * way, np.maximum(left + step * pace, 0.0)
        return here
