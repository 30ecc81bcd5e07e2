"""Preferences drawn in proportion to how well they explain what was observed.

Weighing draws from all that is admissible leaves few of them where the evidence is sharp. So the evidence is
let in little by little: draws are weighed, drawn again, and each is moved on, several times (Del Moral,
Doucet and Jasra 2006).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.admissible import Admissible
from goodoffices.preferences.draws import Draws, draws
from goodoffices.preferences.layout import Floats
from goodoffices.preferences.points import Points
from goodoffices.preferences.quantity import draw, log_likelihood
from goodoffices.terms.uncertain import Dirichlet

Likelihood = Callable[[Draws, Floats], Floats]
"""The logarithm of how likely the evidence is under each draw and each fall of the target, shape (draws,)."""

_KEPT: Final = 0.5
_ROUNDS: Final = 3
_MOST_STEPS: Final = 60


@dataclass(kw_only=True, eq=False)
class Population:
    """Draws that are on their way: `falls` are those of their targets, `logs` how well they explain all."""

    found: Admissible
    points: Points
    falls: Floats
    logs: Floats

    def drawn(self, points: Points, seed: int | None = None) -> Draws:
        """The population as draws."""
        return Draws(
            holder=self.found.preference.holder,
            layout=self.found.layout,
            weights=points.weights,
            terms=points.weights[:, self.found.layout.issue_of] * points.values,
            reservations=points.reservations,
            values=None,
            independent=False,
            seed=seed,
        )

    def take(self, which: npt.NDArray[np.int64]) -> None:
        """Keep these, some of them several times."""
        self.points, self.falls, self.logs = self.points.at(which), self.falls[which], self.logs[which]


def explained(
    found: Admissible,
    likelihood: Likelihood,
    falls: Callable[[int], Floats],
    samples: int,
    generator: np.random.Generator,
) -> tuple[Draws, Floats, int]:
    """Admissible preferences with their falls, as likely as the evidence makes them; and the steps taken.

    Each step lets in so much more of the evidence that half of the draws still count, draws again, and moves
    each draw through all its numbers several times: a value or fall drawn anew, a pair of weights shared
    anew.
    """
    first = draws(found, samples, generator)
    of_terms = first.weights[:, found.layout.issue_of]
    values = np.divide(first.terms, of_terms, out=np.zeros_like(of_terms), where=of_terms > 0)
    points = Points(weights=first.weights.copy(), values=values, reservations=first.reservations.copy())
    population = Population(found=found, points=points, falls=falls(samples), logs=np.zeros(samples))
    population.logs = likelihood(population.drawn(points), population.falls)
    let_in, steps = 0.0, 0
    while let_in < 1.0 and steps < _MOST_STEPS:
        more = _next(population.logs, 1.0 - let_in)
        odds = np.exp((population.logs - population.logs.max()) * more)
        places = (np.arange(samples) + generator.random()) / samples
        picked = np.searchsorted(np.cumsum(odds / odds.sum()), places).clip(0, samples - 1)
        population.take(picked.astype(np.int64))
        let_in, steps = let_in + more, steps + 1
        for _ in range(_ROUNDS):
            _round(population, likelihood, falls, let_in, generator)
    return population.drawn(population.points, first.seed), population.falls, steps


def _next(logs: Floats, left: float) -> float:
    """How much more of the evidence to let in so that half of the draws still count; at most what is left."""

    def count(more: float) -> float:
        odds = np.exp((logs - logs.max()) * more)
        return float(odds.sum() ** 2 / np.square(odds).sum())

    if count(left) >= _KEPT * len(logs):
        return left
    low, high = 0.0, left
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if count(middle) >= _KEPT * len(logs) else (low, middle)
    return max(low, 1e-4)


def _round(
    population: Population,
    likelihood: Likelihood,
    falls: Callable[[int], Floats],
    let_in: float,
    generator: np.random.Generator,
) -> None:
    """Every number of every draw once."""
    found = population.found
    samples = len(population.falls)
    for at in np.flatnonzero(found.values[:, 1] > found.values[:, 0]).tolist():
        values = population.points.values.copy()
        scale = (float(found.values[at, 0]), float(found.values[at, 1]))
        values[:, at] = draw(found.quantities[at], samples, generator, scale=scale)
        _offer(
            population,
            _with(population.points, values=values),
            population.falls,
            0.0,
            likelihood,
            let_in,
            generator,
        )
    free = np.flatnonzero(found.weights[:, 1] > found.weights[:, 0]).tolist()
    for at in free:
        others = [other for other in free if other != at]
        against = int(generator.choice(others)) if others and found.preference.total is not None else None
        if found.preference.total is not None and against is None:
            continue
        weights, change = _shared(population, at, against, generator)
        _offer(
            population,
            _with(population.points, weights=weights),
            population.falls,
            change,
            likelihood,
            let_in,
            generator,
        )
    _offer(population, population.points, falls(samples), 0.0, likelihood, let_in, generator)


def _with(points: Points, *, weights: Floats | None = None, values: Floats | None = None) -> Points:
    return Points(
        weights=points.weights if weights is None else weights,
        values=points.values if values is None else values,
        reservations=points.reservations,
    )


def _shared(
    population: Population, at: int, against: int | None, generator: np.random.Generator
) -> tuple[Floats, Floats | float]:
    """One weight drawn evenly within its bounds, its partner taking the rest; and the change of their law."""
    found = population.found
    weights = population.points.weights.copy()
    low, high = np.full(len(weights), found.weights[at, 0]), np.full(len(weights), found.weights[at, 1])
    if against is not None:
        both = weights[:, at] + weights[:, against]
        low = np.maximum(low, both - found.weights[against, 1])
        high = np.minimum(high, both - found.weights[against, 0])
    before = _law(population, weights, at, against)
    step = low + (high - low) * generator.random(len(weights)) - weights[:, at]
    weights[:, at] += step
    if against is not None:
        weights[:, against] -= step
    return weights, _law(population, weights, at, against) - before


def _law(population: Population, weights: Floats, at: int, against: int | None) -> Floats | float:
    total: Floats | float = 0.0
    for issue in (at, against):
        if issue is None:
            continue
        law, span = population.found.issues[issue].weight, population.found.weights[issue]
        if isinstance(law, Dirichlet):
            total = total + (law.concentration - 1.0) * np.log(np.maximum(weights[:, issue], 1e-12))
        else:
            total = total + log_likelihood(law, weights[:, issue], scale=(float(span[0]), float(span[1])))
    return total


def _offer(
    population: Population,
    points: Points,
    falls: Floats,
    change: Floats | float,
    likelihood: Likelihood,
    let_in: float,
    generator: np.random.Generator,
) -> None:
    """Move each draw to the point put forward, if it explains the evidence well enough (Metropolis)."""
    logs = likelihood(population.drawn(points), falls)
    odds = (logs - population.logs) * let_in + change
    taken = np.log(generator.random(len(logs)) + 1e-300) <= odds
    taken &= population.found.orders.hold(points)
    held = population.points
    population.points = Points(
        weights=np.where(taken[:, None], points.weights, held.weights),
        values=np.where(taken[:, None], points.values, held.values),
        reservations=held.reservations,
    )
    population.falls = np.where(taken, falls, population.falls)
    population.logs = np.where(taken, logs, population.logs)
