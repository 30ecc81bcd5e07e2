"""A walk through admissible preferences, where drawing at random and rejecting would hardly ever hit one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.admissible import Admissible
from goodoffices.preferences.layout import Floats
from goodoffices.preferences.points import Points
from goodoffices.preferences.quantity import Span, draw, log_likelihood
from goodoffices.terms.uncertain import Dirichlet, Quantity

Rows = npt.NDArray[np.intp]

SWEEPS: Final = 60
"""How often each chain goes through all numbers before its last point is taken."""

_DIRECTIONS: Final = 64
_NONE: Final = 1e-12


@dataclass(kw_only=True, eq=False)
class _Walk:
    """All chains at once: where they are, and how much room each order leaves them, (orders, chains)."""

    found: Admissible
    generator: np.random.Generator
    weights: Floats
    values: Floats
    reservations: Floats
    rooms: Floats

    def step(self, rows: Rows, slopes: Floats, low: Floats, high: Floats) -> Floats:
        """An even step that keeps the orders of `rows`; `slopes` says what a unit of it changes there."""
        if len(rows):
            with np.errstate(divide="ignore", invalid="ignore"):
                steps = -np.maximum(self.rooms[rows], 0.0) / slopes
            low = np.maximum(low, np.max(np.where(slopes > _NONE, steps, -np.inf), axis=0))
            high = np.minimum(high, np.min(np.where(slopes < -_NONE, steps, np.inf), axis=0))
        step = low + (high - low) * self.generator.random(len(low))
        return np.where(high > low, step, 0.0)

    def taken(self, rows: Rows, slopes: Floats, step: Floats, change: Floats | float) -> Floats:
        """The steps that are taken, by the change of the logarithm of the likelihood; the rooms follow."""
        if np.ndim(change):
            step = np.where(np.log(self.generator.random(len(step)) + 1e-300) <= change, step, 0.0)
        self.rooms[rows] += slopes * step
        return step

    def move_value(self, at: int) -> None:
        """Every chain moves the value of one option."""
        orders, held = self.found.orders, self.values[:, at]
        low, high = self.found.values[at]
        rows = np.flatnonzero(orders.of_terms[:, at] + orders.of_values[:, at])
        weight = self.weights[:, self.found.layout.issue_of[at]]
        slopes = np.outer(orders.of_terms[rows, at], weight) + orders.of_values[rows, at, None]
        step = self.step(rows, slopes, low - held, high - held)
        change = _likelier(self.found.quantities[at], held, step, (low, high))
        self.values[:, at] += self.taken(rows, slopes, step, change)

    def move_reservation(self) -> None:
        """Every chain moves the worth of no agreement."""
        orders, held = self.found.orders, self.reservations
        low, high = self.found.reserved
        rows = np.flatnonzero(orders.of_reservation)
        slopes = np.repeat(orders.of_reservation[rows, None], len(held), axis=1)
        step = self.step(rows, slopes, low - held, high - held)
        change = _likelier(self.found.preference.reservation, held, step, (low, high))
        self.reservations += self.taken(rows, slopes, step, change)

    def move_weight(self, at: int, against: int | None) -> None:
        """Every chain moves one weight, and another one the other way where their sum is fixed."""
        found, held = self.found, self.weights[:, at]
        low, high = found.weights[at, 0] - held, found.weights[at, 1] - held
        rows, slopes = self.weight_slopes(at, against)
        if against is not None:
            other = self.weights[:, against]
            low = np.maximum(low, other - found.weights[against, 1])
            high = np.minimum(high, other - found.weights[against, 0])
        step = self.step(rows, slopes, low, high)
        change = _likelier(found.issues[at].weight, held, step, tuple(found.weights[at]))
        if against is not None:
            law = found.issues[against].weight
            change = change + _likelier(law, self.weights[:, against], -step, tuple(found.weights[against]))
        step = self.taken(rows, slopes, step, change)
        self.weights[:, at] += step
        if against is not None:
            self.weights[:, against] -= step

    def weight_slopes(self, at: int, against: int | None) -> tuple[Rows, Floats]:
        """The orders that a step of a weight changes, and by how much a unit of it."""
        orders, layout = self.found.orders, self.found.layout
        slopes = np.zeros_like(self.rooms)
        for issue, sign in ((at, 1.0), (against, -1.0)):
            if issue is not None:
                mine = slice(int(layout.starts[issue]), int(layout.starts[issue]) + layout.sizes[issue])
                slopes += sign * (orders.of_terms[:, mine] @ self.values[:, mine].T)
                slopes += sign * orders.of_weights[:, issue, None]
        rows = np.flatnonzero(np.any(slopes != 0.0, axis=1))
        return rows, slopes[rows]


def _likelier(law: Quantity | Dirichlet, held: Floats, step: Floats, scale: Span) -> Floats | float:
    """By how much the logarithm of the likelihood grows with a step."""
    if isinstance(law, Dirichlet):
        grown = np.log(np.maximum(held + step, _NONE)) - np.log(np.maximum(held, _NONE))
        return (law.concentration - 1.0) * grown
    return log_likelihood(law, held + step, scale=scale) - log_likelihood(law, held, scale=scale)


def chain(found: Admissible, samples: int, generator: np.random.Generator, *, sweeps: int = SWEEPS) -> Points:
    """The last points of `samples` chains, each started at a random mixture of extreme admissible points.

    Numbers that no order binds are drawn by their own law, once.
    """
    many = min(_DIRECTIONS, 4 * found.layout.width)
    corners = found.corners(generator.normal(size=(many, found.layout.width)))
    mixed = generator.dirichlet(np.full(many, 0.5), samples) @ corners
    m = found.layout.issues
    weights = np.clip(mixed[:, :m], found.weights[:, 0], found.weights[:, 1])
    of_terms = weights[:, found.layout.issue_of]
    values = np.where(
        of_terms > _NONE, mixed[:, m:-1] / np.maximum(of_terms, _NONE), found.values.mean(axis=1)
    )
    points = Points(
        weights=weights,
        values=np.clip(values, found.values[:, 0], found.values[:, 1]),
        reservations=np.clip(mixed[:, -1], *found.reserved),
    )
    bound = np.any((found.orders.of_terms != 0) | (found.orders.of_values != 0), axis=0)
    for at in np.flatnonzero(~bound):
        scale = (float(found.values[at, 0]), float(found.values[at, 1]))
        points.values[:, at] = draw(found.quantities[at], samples, generator, scale=scale)
    if not found.orders.of_reservation.any():
        scale = (float(found.reserved[0]), float(found.reserved[1]))
        points.reservations[:] = draw(found.preference.reservation, samples, generator, scale=scale)
    walk = _Walk(
        found=found,
        generator=generator,
        weights=points.weights,
        values=points.values,
        reservations=points.reservations,
        rooms=found.orders.rooms(points),
    )
    for _ in range(sweeps):
        _sweep(walk, np.flatnonzero(bound).tolist())
    return points


def _sweep(walk: _Walk, values: list[int]) -> None:
    """Once through all numbers that are free and that some order binds."""
    found = walk.found
    free = np.flatnonzero(found.weights[:, 1] > found.weights[:, 0]).tolist()
    for at in free:
        others = [other for other in free if other != at]
        if found.preference.total is None:
            walk.move_weight(at, None)
        elif others:
            walk.move_weight(at, int(walk.generator.choice(others)))
    for at in values:
        if found.values[at, 1] > found.values[at, 0]:
            walk.move_value(at)
    if found.orders.of_reservation.any() and found.reserved[1] > found.reserved[0]:
        walk.move_reservation()
