"""Why a package: what each party gets and gives in it, issue by issue, and what is traded for what."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.preferences.additive import Additive, Scale
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.word import Word


class Part(Word):
    """One issue of a package for one party, on the party's own scale.

    `gives` is how much less the option is worth to it than its best option of the issue, 0 or more.
    """

    issue: str
    option: str
    best: str
    gives: float
    sentence: str


class Share(Word):
    """A package for one party: its worth, the gain over no agreement, and each issue's part in it.

    `gain_in_range` is the gain in units of the party's range; None where the range is flat.
    """

    holder: str
    worth: float
    reservation: float
    gain: float
    gain_in_range: float | None
    parts: tuple[Part, ...]
    sentence: str


class Trade(Word):
    """An issue settled as one party wants it most, to which it matters more than to those who give way."""

    issue: str
    dear_for: str
    cheap_for: tuple[str, ...]
    sentence: str


def shares(numbers: Additive, agenda: Agenda, choices: tuple[int, ...]) -> tuple[Share, ...]:
    """What each party gets and gives, in party order; sentences made from the numbers only."""
    totals = numbers.steps(choices)
    return tuple(_share(numbers, agenda, choices, party, steps) for party, steps in enumerate(totals))


def _share(numbers: Additive, agenda: Agenda, choices: tuple[int, ...], party: int, steps: int) -> Share:
    scale = numbers.scales[party]
    rows = zip(agenda.issues, choices, numbers.terms, strict=True)
    parts = tuple(_part(issue, at, terms[:, party].tolist(), scale) for issue, at, terms in rows)
    gain = float((steps - scale.reservation) * scale.unit)
    reservation = float(scale.base + scale.reservation * scale.unit)
    worth = scale.worth(steps)
    said = f"{scale.holder} gets {worth:.6g}, against {reservation:.6g} with no agreement: "
    if scale.flat:
        said += "every package is worth the same to it."
    else:
        part = abs(float(scale.gain(steps)))
        said += f"{abs(gain):.6g} {'more' if gain >= 0 else 'less'}, which is {part:.0%} of its range."
    return Share(
        holder=scale.holder,
        worth=worth,
        reservation=reservation,
        gain=gain,
        gain_in_range=None if scale.flat else float(scale.gain(steps)),
        parts=parts,
        sentence=said,
    )


def _part(issue: Issue, at: int, column: list[int], scale: Scale) -> Part:
    best = column.index(max(column))
    gives = float((max(column) - column[at]) * scale.unit)
    title = issue.options[at].title
    if max(column) == min(column):
        said = f"{issue.title}: {title}. All options are worth the same to {scale.holder}."
    elif not gives:
        said = f"{issue.title}: {title}. {scale.holder} can have nothing better here, and gives up nothing."
    else:
        said = f"{issue.title}: {title}. {scale.holder} gives up {gives:.6g}: "
        said += f"its best is {issue.options[best].title}."
    return Part(
        issue=issue.key,
        option=issue.options[at].key,
        best=issue.options[at if not gives else best].key,
        gives=gives,
        sentence=said,
    )


def trades(numbers: Additive, agenda: Agenda, choices: tuple[int, ...]) -> tuple[Trade, ...]:
    """The issues that are traded, in the order of the agenda: cheap for one side, dear for another.

    An issue counts where one party has its best option, others do not, and a larger part of its range
    depends on the issue than of theirs. It is a trade only where at least two parties win such an
    issue: otherwise nothing is given in return, and the result is empty.
    """
    found: list[Trade] = []
    for issue, at, terms in zip(agenda.issues, choices, numbers.terms, strict=True):
        stakes = [
            Fraction(0) if scale.flat else Fraction(int(span), scale.top)
            for scale, span in zip(numbers.scales, np.ptp(terms, axis=0), strict=True)
        ]
        content = [int(term) == int(most) for term, most in zip(terms[at], terms.max(axis=0), strict=True)]
        winners = [party for party, has in enumerate(content) if has and stakes[party]]
        dear = max(winners, key=lambda party: stakes[party], default=None)
        if dear is None:
            continue
        cheap = [p for p, has in enumerate(content) if not has and stakes[p] < stakes[dear]]
        if cheap:
            found.append(_trade(issue, numbers, stakes, dear, cheap))
    return tuple(found) if len({trade.dear_for for trade in found}) > 1 else ()


def _trade(issue: Issue, numbers: Additive, stakes: list[Fraction], dear: int, cheap: list[int]) -> Trade:
    names = [scale.holder for scale in numbers.scales]
    lesser = " and ".join(f"{names[party]} ({float(stakes[party]):.0%})" for party in cheap)
    return Trade(
        issue=issue.key,
        dear_for=names[dear],
        cheap_for=tuple(names[party] for party in cheap),
        sentence=(
            f"{issue.title} is dear for {names[dear]} ({float(stakes[dear]):.0%} of its range) "
            f"and cheap for {lesser}: it goes {names[dear]}'s way."
        ),
    )
