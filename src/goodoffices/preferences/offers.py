"""How the offers of a side are supposed to come about: near a target that falls from offer to offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import Draws
from goodoffices.preferences.layout import Floats

Choices = npt.NDArray[np.int64]
_FLAT: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class Concession:
    """What is supposed of a side's offers; worths from 0 (its worst package) to 1 (its best).

    Offer t of T is likely in proportion to exp(-(u - target)^2 / (2 noise^2)) among all packages, and the
    target falls evenly from 1 to 1 - fall. The fall is not known: evenly spread from `least_fall` to
    `most_fall`.
    """

    noise: float = 0.05
    least_fall: float = 0.0
    most_fall: float = 0.5

    def __post_init__(self) -> None:
        """Refuse what no offer could come from."""
        if self.noise <= 0 or not 0 <= self.least_fall <= self.most_fall <= 1:
            raise ScenarioError("offers need some noise, and a fall that goes from 0 to 1 at most")

    def falls(self, draws: int, generator: np.random.Generator) -> Floats:
        """A fall for each draw."""
        return generator.uniform(self.least_fall, self.most_fall, draws)

    def targets(self, falls: Floats, offers: int) -> Floats:
        """The target of each offer, shape (draws, offers)."""
        return 1.0 - np.outer(falls, np.arange(offers) / max(1, offers - 1))


def scaled(drawn: Draws, choices: Choices) -> Floats:
    """Worths from 0 (the worst package of a draw) to 1 (the best), shape (draws, packages)."""
    least = np.minimum.reduceat(drawn.terms, drawn.layout.starts, axis=1).sum(axis=1)
    ranges = np.maximum(drawn.ranges, _FLAT)
    return np.asarray((drawn.worths(choices) - least[:, None]) / ranges[:, None], dtype=np.float64)


def importance(drawn: Draws) -> Floats:
    """The part of each draw's range that hangs on each issue, shape (draws, issues): adds up to 1.

    That is what weights mean however values are scaled. Evenly spread where a range is zero.
    """
    spans = np.maximum.reduceat(drawn.terms, drawn.layout.starts, axis=1)
    spans = spans - np.minimum.reduceat(drawn.terms, drawn.layout.starts, axis=1)
    ranges = spans.sum(axis=1, keepdims=True)
    shares: Floats = np.full(spans.shape, 1.0 / spans.shape[1], dtype=np.float64)
    np.divide(spans, ranges, out=shares, where=ranges > _FLAT)
    return shares


def likelihoods(
    drawn: Draws, offers: Choices, among: Choices, falls: Floats, concession: Concession
) -> Floats:
    """The logarithm of how likely the offers are under each draw, shape (draws, offers).

    `among` are all packages that could have been offered, or an even sample of them.
    """
    targets = concession.targets(falls, len(offers))
    worths = scaled(drawn, offers)
    others = scaled(drawn, among)
    found = np.empty_like(worths)
    for at in range(len(offers)):
        target = targets[:, at, None]
        all_of_them = np.exp(-0.5 * np.square((others - target) / concession.noise))
        mine = -0.5 * np.square((worths[:, at] - targets[:, at]) / concession.noise)
        found[:, at] = mine - np.log(np.maximum(all_of_them.mean(axis=1), 1e-300))
    return found


def simulated(
    drawn: Draws, offers: int, among: Choices, concession: Concession, generator: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Offers as each draw would make them: places in `among`, shape (draws, offers)."""
    falls = concession.falls(len(drawn), generator)
    targets = concession.targets(falls, offers)
    worths = scaled(drawn, among)
    made = np.empty((len(drawn), offers), dtype=np.int64)
    for at in range(offers):
        odds = -0.5 * np.square((worths - targets[:, at, None]) / concession.noise)
        made[:, at] = np.argmax(odds + generator.gumbel(size=odds.shape), axis=1)
    return made
