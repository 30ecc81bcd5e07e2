"""Which issues carry the conflict, and which can be traded: cheap for one side, dear for the other."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.preferences.additive import Additive, Scale
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.word import Word

DEARER: Final = 2
"""How many times more it must cost one side to give way than another for the issue to be a trade."""


class Tension(Enum):
    """What an issue is between the sides.

    `COMMON`: one option is best for all. `TRADE`: to give way costs one side at least twice as much as
    another. `CONFLICT`: it costs all about as much. `IDLE`: it matters to nobody.
    """

    COMMON = "common"
    TRADE = "trade"
    CONFLICT = "conflict"
    IDLE = "idle"


class Stake(Word, omit_defaults=False):
    """What one party has at stake on one issue.

    `best` is its best option (the first of several). `loss` is what it loses by going from there to the
    option that another party wants most, on its own scale, with several others the worst for it; `in_range`
    the same in units of its range (None: flat).
    """

    holder: str
    best: str
    loss: float
    in_range: float | None


class IssueTension(Word, omit_defaults=False):
    """One issue of the logrolling table.

    `dear_for` and `cheap_for` are the sides of a trade, else empty. `least` is the option that costs the
    sides least together, `given_up` that cost: a sum of parts of each side's own range. `share` is its part
    in the sum over all issues: how much of the conflict the issue carries; 0 where there is no conflict at
    all.
    """

    issue: str
    tension: Tension
    stakes: tuple[Stake, ...]
    dear_for: tuple[str, ...]
    cheap_for: tuple[str, ...]
    least: str
    given_up: float
    share: float
    sentence: str


def logrolling(numbers: Additive, agenda: Agenda) -> tuple[IssueTension, ...]:
    """The issues of the agenda, in its order, by what is at stake for each side.

    Stakes are compared in units of each party's range; a party with a flat range has none. Linear in the
    number of options times the square of the parties.

    >>> from goodoffices.preferences.additive import additive
    >>> from goodoffices.scenarios.table import from_table
    >>> worths = {"land": {"much": (7, 0), "little": (0, 2)}, "water": {"much": (3, 0), "little": (0, 8)}}
    >>> talks = from_table(worths, {"East": 3, "West": 3})
    >>> for row in logrolling(additive(talks.additive, talks.agenda), talks.agenda):
    ...     print(row.tension.value, row.dear_for, row.sentence)
    trade ('East',) Land: to give way costs East 70% of its range and West 20%.
    trade ('West',) Water: to give way costs West 80% of its range and East 30%.
    """
    costs = [_costs(terms, numbers.scales) for terms in numbers.terms]
    least = [min(range(len(cost)), key=lambda at, of=cost: (sum(of[at]), at)) for cost in costs]
    together = [sum(cost[at], Fraction(0)) for cost, at in zip(costs, least, strict=True)]
    whole = sum(together, Fraction(0))
    return tuple(
        _row(issue, numbers.scales, cost, at, (given_up, given_up / whole if whole else Fraction(0)))
        for issue, cost, at, given_up in zip(agenda.issues, costs, least, together, strict=True)
    )


Costs = list[tuple[Fraction, ...]]
"""For each option, how much worse it is for each party than its best one, in units of its range."""


def _costs(terms: npt.NDArray[np.int64], scales: tuple[Scale, ...]) -> Costs:
    best = terms.max(axis=0).tolist()
    return [
        tuple(
            Fraction(0) if scale.flat else Fraction(most - steps, scale.top)
            for most, steps, scale in zip(best, row, scales, strict=True)
        )
        for row in terms.tolist()
    ]


def losses(cost: Costs) -> tuple[Fraction, ...]:
    """What each party loses where another's best option is taken: with several others, the worst for it."""
    parties = range(len(cost[0]))
    wanted = [[row for row in cost if not row[party]] for party in parties]
    return tuple(
        max(
            (min(row[party] for row in wanted[other]) for other in parties if other != party),
            default=Fraction(0),
        )
        for party in parties
    )


def _row(
    issue: Issue,
    scales: tuple[Scale, ...],
    cost: Costs,
    least: int,
    carried: tuple[Fraction, Fraction],
) -> IssueTension:
    lost = losses(cost)
    tension = _tension(cost, lost)
    dear, cheap = _sides(lost, scales) if tension is Tension.TRADE else ((), ())
    stakes = tuple(
        Stake(
            holder=scale.holder,
            best=issue.options[next(at for at, row in enumerate(cost) if not row[party])].key,
            loss=float(lost[party] * scale.top * scale.unit),
            in_range=None if scale.flat else float(lost[party]),
        )
        for party, scale in enumerate(scales)
    )
    given_up, share = carried
    return IssueTension(
        issue=issue.key,
        tension=tension,
        stakes=stakes,
        dear_for=dear,
        cheap_for=cheap,
        least=issue.options[least].key,
        given_up=float(given_up),
        share=float(share),
        sentence=_sentence(issue, tension, lost, scales, cost),
    )


def _tension(cost: Costs, lost: tuple[Fraction, ...]) -> Tension:
    if not any(any(row) for row in cost):
        return Tension.IDLE
    if any(not any(row) for row in cost):
        return Tension.COMMON
    losing = [loss for loss in lost if loss]
    return Tension.TRADE if max(losing) >= DEARER * min(losing) and len(losing) > 1 else Tension.CONFLICT


def _sides(lost: tuple[Fraction, ...], scales: tuple[Scale, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those to whom it costs as much as to anybody, and those to whom it costs half of that or less."""
    most = max(lost)
    dear = tuple(scale.holder for scale, loss in zip(scales, lost, strict=True) if loss == most)
    cheap = tuple(scale.holder for scale, loss in zip(scales, lost, strict=True) if loss * DEARER <= most)
    return dear, cheap


def _sentence(
    issue: Issue, tension: Tension, lost: tuple[Fraction, ...], scales: tuple[Scale, ...], cost: Costs
) -> str:
    match tension:
        case Tension.IDLE:
            return f"{issue.title}: it matters to nobody."
        case Tension.COMMON:
            shared = next(at for at, row in enumerate(cost) if not any(row))
            return f"{issue.title}: {issue.options[shared].title} is best for all."
        case Tension.TRADE | Tension.CONFLICT:
            order = sorted(range(len(lost)), key=lambda party: -lost[party])
            parts = [
                f"{scales[party].holder} {float(lost[party]):.0%}{' of its range' if not at else ''}"
                for at, party in enumerate(order)
            ]
            return f"{issue.title}: to give way costs {' and '.join(parts)}."
