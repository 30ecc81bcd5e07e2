"""How much the sides' alternatives would have to be worth less for an agreement to be possible."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.gains import leximin, unmoved
from goodoffices.bargaining.surface import Cap, Surface, surface
from goodoffices.preferences.additive import ROUNDING
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding
from goodoffices.terms.word import Word


class Lowering(Word):
    """By how much one party's reservation value would have to fall; None: no fall suffices.

    `together` and `alone` are worths on the party's own scale: when all fall by the same part of
    each range, and when only this one falls. `alone_in_range` is `alone` in units of its range.
    """

    holder: str
    together: float | None
    alone: float | None
    alone_in_range: float | None


class Shortfall(Word):
    """The smallest part of each party's range by which lowering every reservation value opens the zone.

    0: the zone is open as it is. None: no lowering opens it, as the parties in `unmoved` are worse off with
    every package, and by the same amount. May exceed 1.
    """

    amount: float | None
    lowerings: tuple[Lowering, ...]
    unmoved: tuple[str, ...] = ()


def shortfall(scenario: Scenario, *, cap: Cap = "usual") -> Finding[Shortfall]:
    """The least that pressure, guarantees or side payments would have to add for an agreement.

    Parameters
    ----------
    scenario
        Preferences of two or more parties. Packages that cross a red line are never reached.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Shortfall]
        Where the finding's tolerance is not 0, the true amounts are smaller by at most that much.

    Notes
    -----
    Reads the frontier: the smallest over its points of the largest missing part of any party's range.
    For one party alone: over the points that are good enough for all others. A party with a flat
    range has no unit to be lowered by: it is either content with every package or with none.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> price = {"low": (0, 10), "mid": (5, 5), "high": (10, 0)}
    >>> found = shortfall(from_table({"price": price}, {"Seller": 7, "Buyer": 6})).result
    >>> found.amount, [(one.holder, one.alone) for one in found.lowerings]
    (0.2, [('Seller', 7.0), ('Buyer', 6.0)])

    A zone that is open needs nothing:

    >>> shortfall(from_table({"price": price}, {"Seller": 4, "Buyer": 5})).result.amount
    0.0
    """
    found = surface(scenario, cap=cap, within_red_lines=True)
    stuck = unmoved(found)
    if not found.sums.shape[1]:
        return _ruled_out(found, scenario)
    _, smallest = leximin(found)
    amount = None if stuck else max(Fraction(0), -(smallest or Fraction(0)))
    if amount is not None and not found.numbers.exact and amount <= ROUNDING:
        amount = Fraction(0)
    return finding(
        scenario,
        method=f"shortfall on the frontier of {found.method}",
        result=Shortfall(
            amount=None if amount is None else float(amount),
            lowerings=tuple(_lowering(found, party, amount) for party in range(len(scenario.parties))),
            unmoved=stuck,
        ),
        tolerance=found.tolerance,
        settings=found.settings,
        remarks=found.remarks,
    )


def _ruled_out(found: Surface, scenario: Scenario) -> Finding[Shortfall]:
    """No package crosses no red line: no lowering opens the zone."""
    lowerings = tuple(_lowering(found, party, None) for party in range(len(scenario.parties)))
    return finding(
        scenario,
        method=f"shortfall on the frontier of {found.method}",
        result=Shortfall(amount=None, lowerings=lowerings, unmoved=()),
        tolerance=found.tolerance,
        settings=found.settings,
        remarks=(*found.remarks, "Every package crosses some red line: no lowering opens the zone."),
    )


def _lowering(found: Surface, party: int, together: Fraction | None) -> Lowering:
    scale = found.numbers.scales[party]
    span = scale.unit * scale.top
    alone = _alone(found, party)
    return Lowering(
        holder=scale.holder,
        together=None if together is None else float(together * span),
        alone=None if alone is None else float(alone * span),
        alone_in_range=None if alone is None else float(alone),
    )


def _alone(found: Surface, party: int) -> Fraction | None:
    """In units of its range, over the points that are good enough for every other party."""
    scales = found.numbers.scales
    enough = np.ones(found.sums.shape[1], dtype=np.bool_)
    for other, scale in enumerate(scales):
        if other != party:
            enough &= found.sums[other] >= scale.needed
    if not enough.any():
        return None
    best = int(found.sums[party][enough].max())
    if best >= scales[party].needed:
        return Fraction(0)
    return None if scales[party].flat else -scales[party].gain(best)
