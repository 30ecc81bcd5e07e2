"""Why a package: what each party gets and gives in it, issue by issue, and what is traded for what."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.bargaining.settled import worths_of
from goodoffices.preferences.additive import Additive, Scale
from goodoffices.scenarios.scenario import Scenario
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


def shares(
    scenario: Scenario, scales: tuple[Scale, ...], numbers: Additive | None, choices: tuple[int, ...]
) -> tuple[Share, ...]:
    """What each party gets and gives, in party order; sentences made from the numbers only.

    `numbers` None: issues interact, and no issue has a worth by itself; then a share has no parts.
    """
    worths = worths_of(scenario, choices)
    return tuple(
        _share(scale, worth, () if numbers is None else _parts(numbers, scenario.agenda, choices, party))
        for party, (scale, worth) in enumerate(zip(scales, worths, strict=True))
    )


def _parts(numbers: Additive, agenda: Agenda, choices: tuple[int, ...], party: int) -> tuple[Part, ...]:
    rows = zip(agenda.issues, choices, numbers.terms, strict=True)
    scale = numbers.scales[party]
    return tuple(_part(issue, at, terms[:, party].tolist(), scale) for issue, at, terms in rows)


def _share(scale: Scale, worth: Fraction, parts: tuple[Part, ...]) -> Share:
    reserved = scale.base + scale.reservation * scale.unit
    gain = worth - reserved
    in_range = None if scale.flat else gain / (scale.unit * scale.top)
    said = f"{scale.holder} gets {float(worth):.6g}, against {float(reserved):.6g} with no agreement: "
    if in_range is None:
        said += "every package is worth the same to it."
    else:
        more = "more" if gain >= 0 else "less"
        said += f"{abs(float(gain)):.6g} {more}, which is {abs(float(in_range)):.0%} of its range."
    return Share(
        holder=scale.holder,
        worth=float(worth),
        reservation=float(reserved),
        gain=float(gain),
        gain_in_range=None if in_range is None else float(in_range),
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


def trades(numbers: Additive | None, agenda: Agenda, choices: tuple[int, ...]) -> tuple[Trade, ...]:
    """The issues that are traded, in the order of the agenda: cheap for one side, dear for another.

    An issue counts where one party has its best option, others do not, and a larger part of its range
    depends on the issue than of theirs. It is a trade only where at least two parties win such an
    issue: otherwise nothing is given in return, and the result is empty.
    """
    if numbers is None:
        return ()
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
