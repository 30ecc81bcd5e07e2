"""Better packages for all, found by yes and no alone: one text, which nobody but the mediator changes.

Nobody says what anything is worth. Each side is asked only whether a changed text is better for it than the
text on the table; a change that all accept becomes the text (Fisher 1978; Raiffa 1982, chapter 14).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import seed_of
from goodoffices.preferences.layout import Floats, Layout
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.word import Word

Answer = Callable[[Package, Package], bool]
"""Given the text and a changed text: whether the change is at least as good for this side."""

QUESTIONS: Final = 200
_UNPROVED: Final = (
    "Each side was asked only whether a change is at least as good for it. "
    "That no better package is left was not proved."
)
_BELIEFS: Final = 600
_CHANGES: Final = 240
_SLIP: Final = 0.05
_SPREAD: Final = 0.08


class Step(Word):
    """One changed text: what each side that was asked said of it, in the order in which they were asked."""

    package: Package
    answers: tuple[tuple[str, bool], ...]
    accepted: bool


class SingleText(Word):
    """How the text went: from `start` to `text`, in so many questions.

    Every accepted step was at least as good for every side that answers truly as the one before. `questions`
    counts each answer of each side. `ended`: no change that was thought of still promised anything.
    """

    start: Package
    text: Package
    steps: tuple[Step, ...]
    questions: int
    ended: bool


@dataclass(kw_only=True, eq=False)
class _Belief:
    """What a side's answers suggest of its preference: terms, shape (draws, options), all equally likely."""

    terms: Floats
    asked: Floats
    answers: npt.NDArray[np.bool_]

    def likely(self, differences: Floats) -> Floats:
        """How likely the side is to find each change at least as good; `differences` (changes, options)."""
        return (self.terms @ differences.T >= 0).mean(axis=0)

    def learn(self, difference: Floats, answer: bool, layout: Layout, generator: np.random.Generator) -> None:  # noqa: FBT001
        """Keep the draws that agree with all answers, most of the time, and spread them out again."""
        self.asked = np.vstack((self.asked, difference))
        self.answers = np.append(self.answers, answer)
        moved = self.terms * np.exp(generator.normal(0.0, _SPREAD, self.terms.shape))
        fresh = _even(layout, len(self.terms) // 4, generator)
        tried = np.vstack((self.terms, moved, fresh))
        agree = ((tried @ self.asked.T >= 0) == self.answers).sum(axis=1)
        odds = np.power(_SLIP / (1 - _SLIP), agree.max() - agree.astype(np.float64))
        self.terms = tried[generator.choice(len(tried), size=len(self.terms), p=odds / odds.sum())]


def single_text(
    agenda: Agenda,
    start: Package,
    sides: Mapping[str, Answer],
    *,
    generator: np.random.Generator,
    questions: int = QUESTIONS,
    least: float = 1e-5,
) -> Finding[SingleText]:
    """Improve a package for all sides by asking each only: is this change at least as good for you.

    Parameters
    ----------
    agenda
        The agenda.
    start
        A whole package: a first text, or a deal that the sides have already and might better (Raiffa's
        post-settlement settlement).
    sides
        For each side, how to ask it. Nothing else of it is known here, and no side hears another's answer.
    generator
        The source of chance.
    questions
        How many answers are asked for at most, of all sides together.
    least
        The expected improvement of a change, in units of range, below which asking ends.

    Returns
    -------
    Finding[SingleText]
        The text is never worse for any side than the start, by its own answers.

    Raises
    ------
    ScenarioError
        Where the start is not a whole package of the agenda, or there are fewer than two sides.

    Notes
    -----
    1. For each side keep draws of additive preferences that agree with its answers, most of the time.
    2. Changes of one to three issues of the text are put forward; the one with the largest expected smallest
       gain, counting what some side would refuse as nothing, is asked.
    3. The side most likely to refuse is asked first; a refusal ends the question for the others.

    References
    ----------
    Fisher (1978), International Mediation: A Working Guide; Raiffa (1982), The Art and Science of
    Negotiation, chapters 14 and 17; for methods that ask for more than yes and no, Ehtamo, Verkama and
    Hamalainen (1999), IEEE Transactions on Systems, Man, and Cybernetics C 29(4), 472-476.
    """
    misfit = start.misfit(agenda)
    if misfit is not None or len(start.choices) < len(agenda.issues):
        raise ScenarioError(f"the first text must be a whole package: {misfit or 'issues are left open'}")
    if len(sides) < 2:  # noqa: PLR2004 - gains of one side alone are not joint
        raise ScenarioError("a text is carried between two sides or more")
    layout = Layout(agenda=agenda)
    text = np.array(layout.choices(start), dtype=np.int64)
    beliefs = {
        name: _Belief(
            terms=_even(layout, _BELIEFS, generator),
            asked=np.empty((0, layout.terms)),
            answers=np.empty(0, dtype=np.bool_),
        )
        for name in sides
    }
    steps: list[Step] = []
    refused: set[tuple[int, ...]] = set()
    asked, ended = 0, False
    while asked + len(sides) <= questions:
        change = _most_promising(layout, text, beliefs, refused, generator)
        if change is None or change[1] < least:
            ended = True
            break
        step = _put(layout, text, change[0], sides, beliefs, generator)
        asked += len(step.answers)
        steps.append(step)
        if step.accepted:
            text = change[0]
        refused = {tuple(text.tolist())} if step.accepted else {*refused, tuple(change[0].tolist())}
    return Finding(
        method="single negotiating text (Fisher 1978; Raiffa 1982), changes chosen by what answers suggest",
        result=SingleText(
            start=start, text=_package(layout, text), steps=tuple(steps), questions=asked, ended=ended
        ),
        digest=digest(agenda, start, tuple(sides)),
        source=f"{asked} answers of {' and '.join(sides)}",
        seed=seed_of(generator),
        settings=(
            Setting(name="questions", value=str(questions)),
            Setting(name="least", value=format(least, "g")),
        ),
        remarks=(_UNPROVED,),
    )


def _even(layout: Layout, many: int, generator: np.random.Generator) -> Floats:
    """Additive preferences about which nothing is known: weights shared out evenly, values spread evenly."""
    weights = generator.dirichlet(np.ones(layout.issues), many)
    values = generator.random((many, layout.terms))
    return weights[:, layout.issue_of] * values


def _most_promising(
    layout: Layout,
    text: npt.NDArray[np.int64],
    beliefs: Mapping[str, _Belief],
    refused: set[tuple[int, ...]],
    generator: np.random.Generator,
) -> tuple[npt.NDArray[np.int64], float] | None:
    """The change with the largest expected smallest gain, what some side would refuse counting as nothing."""
    changes = _changes(layout, text, refused, generator)
    if not len(changes):
        return None
    differences = layout.indicators(changes) - layout.indicators([text])
    expected = np.full(len(changes), np.inf)
    accepted = np.ones(len(changes))
    for belief in beliefs.values():
        spans = np.maximum.reduceat(belief.terms, layout.starts, axis=1)
        spans = (spans - np.minimum.reduceat(belief.terms, layout.starts, axis=1)).sum(axis=1)
        gains = (belief.terms @ differences.T) / np.maximum(spans, 1e-12)[:, None]
        yes = gains >= 0
        accepted *= yes.mean(axis=0)
        held = np.where(yes, gains, 0.0).sum(axis=0) / np.maximum(yes.sum(axis=0), 1)
        expected = np.minimum(expected, held)
    worth = accepted * expected
    best = int(worth.argmax())
    return changes[best], float(worth[best])


def _changes(
    layout: Layout,
    text: npt.NDArray[np.int64],
    refused: set[tuple[int, ...]],
    generator: np.random.Generator,
) -> npt.NDArray[np.int64]:
    """All changes of one issue, and random ones of two and three, that were not refused for this text."""
    sizes = np.array(layout.sizes)
    made: list[npt.NDArray[np.int64]] = []
    for issue, size in enumerate(layout.sizes):
        for option in range(size):
            if option != text[issue]:
                one = text.copy()
                one[issue] = option
                made.append(one)
    for _ in range(_CHANGES):
        some = generator.choice(
            layout.issues, size=min(layout.issues, int(generator.integers(2, 4))), replace=False
        )
        one = text.copy()
        one[some] = generator.integers(0, sizes[some])
        made.append(one)
    fresh = {tuple(one.tolist()): one for one in made}
    held = [one for key, one in fresh.items() if key not in refused and not np.array_equal(one, text)]
    return np.array(held, dtype=np.int64).reshape(len(held), layout.issues)


def _put(
    layout: Layout,
    text: npt.NDArray[np.int64],
    change: npt.NDArray[np.int64],
    sides: Mapping[str, Answer],
    beliefs: Mapping[str, _Belief],
    generator: np.random.Generator,
) -> Step:
    """Ask the sides in turn, the one most likely to refuse first, until one does."""
    difference = layout.indicators([change])[0] - layout.indicators([text])[0]
    order = sorted(sides, key=lambda name: float(beliefs[name].likely(difference[None])[0]))
    before, after = _package(layout, text), _package(layout, change)
    answers: list[tuple[str, bool]] = []
    for name in order:
        said = bool(sides[name](before, after))
        beliefs[name].learn(difference, said, layout, generator)
        answers.append((name, said))
        if not said:
            break
    return Step(package=after, answers=tuple(answers), accepted=all(said for _, said in answers))


def _package(layout: Layout, choices: npt.NDArray[np.int64]) -> Package:
    places: list[int] = choices.tolist()
    picked = zip(layout.agenda.issues, places, strict=True)
    return Package(choices=tuple(Choice(issue=one.key, option=one.options[at].key) for one, at in picked))
