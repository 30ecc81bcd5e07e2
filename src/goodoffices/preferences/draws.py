"""Preferences drawn at random from all that are admissible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.admissible import Admissible
from goodoffices.preferences.chain import SWEEPS, chain
from goodoffices.preferences.layout import Floats, Layout
from goodoffices.preferences.points import Marks, Points
from goodoffices.preferences.quantity import draw, log_likelihood
from goodoffices.terms.finding import Setting
from goodoffices.terms.uncertain import Dirichlet

_PILOT: Final = 2_000
_WORTH_WHILE: Final = 0.01
_MOST_AT_ONCE: Final = 200_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Draws:
    """Admissible preferences of one party, each row one of them.

    `weights` has shape (draws, issues), `terms` (draws, options of all issues), `reservations` (draws,).
    `values` are those of the options where none of them is uncertain, else None. `independent`: drawn one by
    one; otherwise by chains that start apart and forget where they began. `seed` made the generator.
    """

    holder: str
    layout: Layout
    weights: Floats
    terms: Floats
    reservations: Floats
    values: Floats | None
    independent: bool
    seed: int | None

    def __len__(self) -> int:
        return len(self.reservations)

    def worths(
        self, choices: npt.ArrayLike, *, precision: type[np.float32 | np.float64] = np.float64
    ) -> npt.NDArray[np.floating]:
        """What packages are worth under each draw, shape (draws, packages)."""
        rows, numbers = self.layout.indicators(choices), self.terms
        if self.values is not None:
            rows, numbers = np.add.reduceat(rows * self.values, self.layout.starts, axis=1), self.weights
        return numbers.astype(precision, copy=False) @ rows.T.astype(precision)

    @property
    def ranges(self) -> Floats:
        """The worth of the best package less that of the worst, for each draw."""
        most = np.maximum.reduceat(self.terms, self.layout.starts, axis=1)
        least = np.minimum.reduceat(self.terms, self.layout.starts, axis=1)
        return (most - least).sum(axis=1)

    def gains(self, choices: npt.ArrayLike) -> Floats:
        """As `worths`, less the worth of no agreement."""
        return np.asarray(self.worths(choices) - self.reservations[:, None], dtype=np.float64)

    def kept(self, which: npt.NDArray[np.int64] | slice) -> Draws:
        """The draws at these places, perhaps some of them repeated."""
        return Draws(
            holder=self.holder,
            layout=self.layout,
            weights=self.weights[which],
            terms=self.terms[which],
            reservations=self.reservations[which],
            values=self.values,
            independent=self.independent,
            seed=self.seed,
        )


def draws(found: Admissible, samples: int, generator: np.random.Generator) -> Draws:
    """`samples` admissible preferences, by the law of each number, given that together they are admissible.

    Parameters
    ----------
    found
        The polytope of one party, not empty.
    samples
        How many, 1 or more.
    generator
        The source of chance; nothing is drawn from anywhere else.

    Returns
    -------
    Draws
        An interval and an unknown number count as evenly spread over their bounds; unknown weights as evenly
        spread over all ways to share out the total. Values and weights are laid out as in `Layout`.

    Notes
    -----
    1. Draw every number by its own law, close the sum of the weights, and reject what is not admissible:
       exact and independent.
    2. Where fewer than one in a hundred would be kept: one Markov chain for each draw, along one number (or
       two weights) at a time, a segment drawn evenly and accepted by its likelihood (Metropolis within Gibbs;
       the coordinate form of hit-and-run, Smith 1984), `SWEEPS` times through all numbers.

    Examples
    --------
    >>> from goodoffices.preferences.admissible import admissible
    >>> from goodoffices.terms.agenda import Agenda, Issue, Option
    >>> from goodoffices.terms.uncertain import UncertainPreference
    >>> issues = tuple(Issue(key=k, title=k, options=(Option(key="a", title="A"),)) for k in ("x", "y"))
    >>> held = UncertainPreference(holder="East", reservation=0, total=1)
    >>> found = draws(admissible(held, Agenda(issues=issues)), 1000, np.random.default_rng(1))
    >>> found.weights.shape, round(float(found.weights[0].sum()), 9)
    ((1000, 2), 1.0)
    """
    seed = seed_of(generator)
    pilot = _some(found, _PILOT, generator)
    share = len(pilot) / _PILOT
    if share < _WORTH_WHILE:
        points = chain(found, samples, generator)
        return _drawn(found, points, independent=False, seed=seed)
    kept = [pilot.first(samples)]
    held = len(kept[0])
    while held < samples:
        wanted = min(_MOST_AT_ONCE, int((samples - held) / share * 1.1) + 100)
        kept.append(_some(found, wanted, generator).first(samples - held))
        held += len(kept[-1])
    return _drawn(found, Points.together(kept), independent=True, seed=seed)


def settings(drawn: Sequence[Draws]) -> tuple[Setting, ...]:
    """How many were drawn, and how, as settings of a finding."""
    said = [Setting(name="samples", value=str(len(drawn[0])))]
    said += [
        Setting(
            name=f"drawn for {one.holder}",
            value="one by one" if one.independent else f"by chains of {SWEEPS} sweeps",
        )
        for one in drawn
    ]
    return tuple(said)


def seed_of(generator: np.random.Generator) -> int | None:
    """The seed that the generator was made from, where it was one whole number.

    >>> seed_of(np.random.default_rng(7))
    7
    """
    entropy = getattr(generator.bit_generator.seed_seq, "entropy", None)
    return entropy if isinstance(entropy, int) and 0 <= entropy < 2**63 else None


def _drawn(found: Admissible, points: Points, *, independent: bool, seed: int | None) -> Draws:
    return Draws(
        holder=found.preference.holder,
        layout=found.layout,
        weights=points.weights,
        terms=points.weights[:, found.layout.issue_of] * points.values,
        reservations=points.reservations,
        values=found.values[:, 0] if np.array_equal(found.values[:, 0], found.values[:, 1]) else None,
        independent=independent,
        seed=seed,
    )


def _some(found: Admissible, tries: int, generator: np.random.Generator) -> Points:
    """Those of so many tries that are admissible."""
    values = np.empty((tries, found.layout.terms))
    for at, quantity in enumerate(found.quantities):
        values[:, at] = draw(quantity, tries, generator, scale=(found.values[at, 0], found.values[at, 1]))
    reservations = draw(
        found.preference.reservation, tries, generator, scale=(found.reserved[0], found.reserved[1])
    )
    weights, kept = _weights(found, tries, generator)
    points = Points(weights=weights, values=values, reservations=reservations)
    kept &= found.orders.hold(points)
    return points.at(kept)


def _weights(found: Admissible, tries: int, generator: np.random.Generator) -> tuple[Floats, Marks]:
    """Weights by their laws, and which tries to keep so that they have the right law given their sum."""
    laws = [issue.weight for issue in found.issues]
    total, spans = found.preference.total, found.weights
    alpha = [law.concentration for law in laws if isinstance(law, Dirichlet)]
    if alpha and total is not None:
        return total * generator.dirichlet(alpha, tries), np.ones(tries, dtype=np.bool_)
    weights = np.column_stack(
        [draw(law, tries, generator, scale=(span[0], span[1])) for law, span in zip(laws, spans, strict=True)]
    )
    if total is None:
        return weights, np.ones(tries, dtype=np.bool_)
    widths = spans[:, 1] - spans[:, 0]
    closing = np.flatnonzero((spans[:, 0] <= 0) & (spans[:, 1] >= total) & (widths > 0))
    evenly = [at for at in closing if np.ndim(log_likelihood(laws[at], weights[:1, at], scale=(0, 1))) == 0]
    closing = np.array(evenly or [int(np.argmax(widths))], dtype=np.int64)
    others = np.setdiff1d(np.arange(len(laws)), closing)
    rest = total - weights[:, others].sum(axis=1)
    most = total - spans[others, 0].sum()
    weights[:, closing] = rest[:, None] * generator.dirichlet(np.ones(len(closing)), tries)
    inside = (rest >= 0) & np.all((weights >= spans[:, 0]) & (weights <= spans[:, 1]), axis=1)
    if widths.max() == 0:
        inside = np.abs(rest - weights[:, closing[0]]) <= 1e-9 * max(total, 1.0)
    room = np.maximum(rest / most, 0.0) ** (len(closing) - 1) if most > 0 else np.ones(tries)
    last = int(closing[0])
    if len(closing) == 1:
        law, span = laws[last], spans[last]
        room = np.exp(log_likelihood(law, weights[:, last], scale=(span[0], span[1]))) * np.ones(tries)
    return weights, inside & (generator.random(tries) <= room)
