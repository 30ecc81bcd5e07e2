"""Better packages for all, found by constraints: each side in turn picks its best among some packages.

Nobody says what anything is worth. The mediator limits the choice to packages that it supposes to be no worse
for the others than the text on the table; one side picks its best of these, and the others say whether that
is at least as good for them as the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.settled import settled
from goodoffices.bargaining.surface import surface
from goodoffices.errors import ScenarioError
from goodoffices.preferences.answered import Answered
from goodoffices.preferences.draws import seed_of
from goodoffices.preferences.layout import Layout
from goodoffices.scenarios.table import from_table
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.word import Word

Choices = npt.NDArray[np.int64]

QUESTIONS: Final = 150
QUIET: Final = 8
"""Picks in a row that change nothing, after which asking ends."""

_FINE: Final = 1000  # the most points that an option can have
_LEARNT: Final = 8  # packages passed over by one pick that are learnt from
_UNPROVED: Final = (
    "Each side picked among packages, or said whether one is at least as good for it as another. "
    "That no better package is left was not proved."
)
_TELLING: Final = (
    "The points that a side is shown come from what others answered: they suggest what the others want. "
    "Who may see them is for the mediator to settle with those who answered."
)


class Limit(Word):
    """Packages whose options have at least so many points together; `points` issue by issue."""

    points: tuple[tuple[int, ...], ...]
    at_least: int

    def holds(self, choices: tuple[int, ...]) -> bool:
        """Whether the options taken, issue by issue, have points enough.

        >>> Limit(points=((3, 0), (0, 2)), at_least=3).holds((0, 1))
        True
        """
        return sum(row[at] for row, at in zip(self.points, choices, strict=True)) >= self.at_least


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a side is asked: which package it likes best within limits; and whether a change is as good for it.

    `pick` is given the text, which keeps to all limits, and the limits. `accepts` is given the text and a
    changed text, and says whether the change is at least as good.
    """

    pick: Callable[[Package, tuple[Limit, ...]], Package]
    accepts: Callable[[Package, Package], bool]


class Pick(Word):
    """What one side picked within the limits, what those asked said of it, and whether it became the text."""

    side: str
    limits: tuple[Limit, ...]
    picked: Package
    answers: tuple[tuple[str, bool], ...]
    accepted: bool


class ConstraintProposals(Word):
    """How the text went: from `start` to `text`, in so many questions.

    `questions` counts each pick and each answer. `ended`: the last picks changed nothing any more.
    """

    start: Package
    text: Package
    steps: tuple[Pick, ...]
    questions: int
    ended: bool


def constraint_proposals(
    agenda: Agenda,
    start: Package,
    sides: Mapping[str, Asked],
    *,
    generator: np.random.Generator,
    questions: int = QUESTIONS,
    quiet: int = QUIET,
) -> Finding[ConstraintProposals]:
    """Improve a package for all sides: in turn each picks its best of what should be no worse for the others.

    Parameters
    ----------
    agenda
        The agenda.
    start
        A whole package: a first text, or a deal that the sides have already and might better.
    sides
        For each side, how to ask it; two or more. Nothing else of it is known here.
    generator
        The source of chance.
    questions
        How many picks and answers are asked for at most, of all sides together.
    quiet
        How many picks in a row may change nothing before asking ends, 1 or more. More take more questions and
        leave less to be found.

    Returns
    -------
    Finding[ConstraintProposals]
        The text is never worse for any side than the start, if it answers truly.

    Raises
    ------
    ScenarioError
        Where the start is not a whole package of the agenda, there are fewer than two sides, or a pick does
        not keep to the limits.

    Notes
    -----
    1. Of each side, hold the additive preferences that agree with its answers: at first the one farthest
       from all that is ruled out, and after `len(sides)` quiet picks others, drawn at random.
    2. One side picks its best package within a limit for each other side: no fewer points, by what is held
       of that side, than the text has.
    3. The others are asked, one after the other until one refuses, whether the pick is at least as good
       for them as the text. If all say so, it becomes the text.
    4. From each answer something is learnt: a refusal moves the limit, and a pick is better than all that
       was passed over.

    A text from which no side picks another is efficient if what is held of the others is right; so what is
    held is varied before asking ends. The mediator's own work is a frontier of supposed preferences for each
    pick.

    References
    ----------
    Ehtamo, Kettunen and Hamalainen (2001), Searching for joint gains in multi-party negotiations, European
    Journal of Operational Research 130(1), 54-69. Heiskanen, Ehtamo and Hamalainen (2001), Constraint
    proposal method for computing Pareto solutions in multi-party negotiations, the same journal 133(1),
    44-61. There issues are continuous and constraints straight; here issues are discrete and limits learnt.
    """
    text = np.array(settled(start, agenda, said="the first text"), dtype=np.int64)
    if len(sides) < 2:  # noqa: PLR2004 - gains of one side alone are not joint
        raise ScenarioError("a text is carried between two sides or more")
    layout = Layout(agenda=agenda)
    table = _Table(
        layout=layout, sides=sides, generator=generator, held={name: Answered(layout.terms) for name in sides}
    )
    steps: list[Pick] = []
    order, unchanged = list(sides), 0
    while unchanged < quiet and table.asked + len(sides) <= questions:
        side = order[len(steps) % len(order)]
        step = table.picked(side, text, varied=unchanged >= len(order))
        steps.append(step)
        unchanged = 0 if step.accepted else unchanged + (not step.answers)
        if step.accepted:
            text = np.array(layout.choices(step.picked), dtype=np.int64)
    return Finding(
        method="constraint proposals for discrete issues (after Heiskanen, Ehtamo and Hamalainen 2001)",
        result=ConstraintProposals(
            start=start,
            text=_package(layout, text),
            steps=tuple(steps),
            questions=table.asked,
            ended=unchanged >= quiet,
        ),
        digest=digest(agenda, start, tuple(sides)),
        source=f"{table.asked} picks and answers of {' and '.join(sides)}",
        seed=seed_of(generator),
        settings=(
            Setting(name="questions", value=str(questions)),
            Setting(name="quiet", value=str(quiet)),
        ),
        remarks=(_UNPROVED, _TELLING),
    )


@dataclass(kw_only=True, eq=False)
class _Table:
    """What is held of each side, and how often they were asked."""

    layout: Layout
    sides: Mapping[str, Asked]
    generator: np.random.Generator
    held: dict[str, Answered]
    asked: int = field(default=0)

    def picked(self, side: str, text: Choices, *, varied: bool) -> Pick:
        """One side's pick within limits, and what the others say of it."""
        others = [name for name in self.sides if name != side]
        points = [self._points(name, varied=varied) for name in others]
        limits = tuple(self._limit(row, text) for row in points)
        before = _package(self.layout, text)
        after = self.sides[side].pick(before, limits)
        self.asked += 1
        choices = settled(after, self.layout.agenda, said=f"what {side} picked")
        if not all(limit.holds(choices) for limit in limits):
            raise ScenarioError(f"what {side} picked does not keep to the limits")
        self._learn_pick(side, np.array(choices, dtype=np.int64), points, limits)
        answers: list[tuple[str, bool]] = []
        if after != before:
            for name in others:
                said = bool(self.sides[name].accepts(before, after))
                self.asked += 1
                answers.append((name, said))
                self._learn(name, np.array(choices) if said else text, text if said else np.array(choices))
                if not said:
                    break
        accepted = len(answers) == len(others) and all(said for _, said in answers)
        return Pick(side=side, limits=limits, picked=after, answers=tuple(answers), accepted=accepted)

    def _points(self, name: str, *, varied: bool) -> Choices:
        """Points for each option of all issues, the worst of an issue 0."""
        held = self.held[name]
        terms = held.drawn(self.generator) if varied else held.middle
        lows = np.minimum.reduceat(terms, self.layout.starts)[self.layout.issue_of]
        return np.rint((terms - lows) * _FINE).astype(np.int64)

    def _limit(self, points: Choices, text: Choices) -> Limit:
        starts = [*self.layout.starts.tolist(), self.layout.terms]
        rows = tuple(tuple(points[one:other].tolist()) for one, other in pairwise(starts))
        return Limit(points=rows, at_least=int(points[self.layout.starts + text].sum()))

    def _learn(self, name: str, better: Choices, worse: Choices) -> None:
        one, other = self.layout.indicators([better, worse])
        self.held[name].learn(one - other)

    def _learn_pick(self, side: str, pick: Choices, points: list[Choices], limits: tuple[Limit, ...]) -> None:
        """The pick is better than what it was supposed to pick, time and again until that is the pick."""
        for _ in range(_LEARNT):
            own = self._points(side, varied=False)
            supposed = _best_within(self.layout, own, points, limits)
            if own[self.layout.starts + supposed].sum() <= own[self.layout.starts + pick].sum():
                return
            self._learn(side, pick, supposed)


def _best_within(layout: Layout, own: Choices, points: list[Choices], limits: tuple[Limit, ...]) -> Choices:
    """The package with the most of a side's own points within the limits: it lies on the frontier of all."""
    rows = np.column_stack((own, *points)).tolist()
    table = {
        issue.key: {option.key: tuple(rows[start + at]) for at, option in enumerate(issue.options)}
        for issue, start in zip(layout.agenda.issues, layout.starts.tolist(), strict=True)
    }
    holders = {f"side-{at}": 0 for at in range(len(points) + 1)}
    found = surface(from_table(table, holders)).choices.astype(np.int64)
    each = found + layout.starts
    within = np.ones(len(found), dtype=np.bool_)
    for row, limit in zip(points, limits, strict=True):
        within &= row[each].sum(axis=1) >= limit.at_least
    worth = np.where(within, own[each].sum(axis=1), -1)
    return found[int(worth.argmax())]


def _package(layout: Layout, choices: Choices) -> Package:
    places: list[int] = choices.tolist()
    picked = zip(layout.agenda.issues, places, strict=True)
    return Package(choices=tuple(Choice(issue=one.key, option=one.options[at].key) for one, at in picked))
