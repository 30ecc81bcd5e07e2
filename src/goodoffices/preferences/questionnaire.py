"""Comparisons put to one side, each the one that is expected to settle most, until enough is settled."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.draws import Draws, draws, seed_of
from goodoffices.preferences.layout import Floats, Layout
from goodoffices.preferences.linear_program import TOLERANCE
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.uncertain import PackageBefore, UncertainPreference
from goodoffices.terms.word import Word

Answer = Callable[[Package, Package], bool]
"""Whether the first package is better than the second."""

ENOUGH: Final = 0.05
_LEADING: Final = 16


class Asked(Word):
    """One comparison and its answer; `regret` may be lost afterwards, in units of the total of weights."""

    better: Package
    worse: Package
    regret: float


class Questionnaire(Word):
    """What was asked, what is known since, and the package that may be taken as best.

    `regret`: by no compatible value function is another of the packages better than `best` by more.
    """

    preference: UncertainPreference
    asked: tuple[Asked, ...]
    best: Package
    regret: float
    settled: bool


def next_comparison(drawn: Draws, choices: npt.NDArray[np.int64]) -> tuple[int, int] | None:
    """The two packages, by place, whose comparison says most about which is best; None: nothing does.

    The largest mutual information of the answer and the best package over the draws; among equals, the answer
    that is most open, then the first pair.

    >>> from goodoffices.terms.agenda import Issue, Option
    >>> from goodoffices.terms.uncertain import Unknown
    >>> options = tuple(Option(key=key, title=key) for key in "ab")
    >>> agenda = Agenda(issues=(Issue(key="x", title="X", options=options),))
    >>> held = admissible(UncertainPreference(holder="East", reservation=Unknown(), total=1), agenda)
    >>> next_comparison(draws(held, 100, np.random.default_rng(1)), np.array([[0], [1]]))
    (0, 1)
    """
    worths = np.asarray(drawn.worths(choices), dtype=np.float64)
    best = worths.argmax(axis=1)
    often = np.bincount(best, minlength=len(choices))
    leading = np.argsort(-(often * len(worths) + worths.mean(axis=0)), kind="stable")[:_LEADING]
    found: tuple[float, float, tuple[int, int]] | None = None
    for first, second in combinations(sorted(leading.tolist()), 2):
        yes = worths[:, first] > worths[:, second]
        share = float(yes.mean())
        if not 0 < share < 1:
            continue
        left = share * _bits(np.bincount(best[yes])) + (1 - share) * _bits(np.bincount(best[~yes]))
        bits = _bits(often) - left
        key = (round(bits, 9), -abs(share - 0.5), (first, second))
        if found is None or key[:2] > found[:2]:
            found = key
    return None if found is None else found[2]


def questionnaire(
    preference: UncertainPreference,
    agenda: Agenda,
    choices: npt.NDArray[np.int64],
    answer: Answer,
    *,
    generator: np.random.Generator,
    enough: float = ENOUGH,
    most: int = 30,
    samples: int = 400,
) -> Finding[Questionnaire]:
    """Ask one side to compare packages, two at a time, until one of them is surely nearly the best.

    Parameters
    ----------
    preference
        What is known of the side before; its weights must have a total.
    agenda
        The agenda.
    choices
        Packages as option indices, shape (packages, issues), two or more: those that are in question.
    answer
        Asked for each comparison: is the first package better than the second.
    generator
        The source of chance for the draws by which questions are chosen.
    enough
        The regret, in units of the total of the weights, at which to stop asking.
    most
        How many questions are asked at most.
    samples
        How many preferences are drawn to choose each question.

    Returns
    -------
    Finding[Questionnaire]
        The regret is exact (linear programs), whatever was drawn.

    Raises
    ------
    ScenarioError
        Where an answer contradicts earlier ones, naming them; where fewer than two packages are given, or the
        weights have no total.

    Notes
    -----
    Each round: draw from all that is compatible; stop if the minimax regret is small enough; else ask the
    comparison with most information about which package is best. Minimax regret as a stopping rule follows
    Boutilier and others (2006), Artificial Intelligence 170(8-9), 686-713.
    """
    if len(choices) < 2 or not preference.total:  # noqa: PLR2004 - a comparison needs two
        raise ScenarioError("a questionnaire needs two packages or more, and a total of the weights")
    layout, known, asked = Layout(agenda=agenda), preference, list[Asked]()
    while True:
        drawn = draws(admissible(known, agenda), samples, generator)
        best, regret = least_regret(known, agenda, choices, drawn)
        if asked:
            asked[-1] = Asked(better=asked[-1].better, worse=asked[-1].worse, regret=regret)
        pair = next_comparison(drawn, choices)
        if regret <= enough or len(asked) == most or pair is None:
            break
        first, second = (_package(layout, choices[at]) for at in pair)
        better, worse = (first, second) if answer(first, second) else (second, first)
        asked.append(Asked(better=better, worse=worse, regret=regret))
        known = _with(known, PackageBefore(better=better, worse=worse))
    return Finding(
        method="comparisons of most information, until minimax regret is small (Boutilier and others 2006)",
        result=Questionnaire(
            preference=known,
            asked=tuple(asked),
            best=_package(layout, choices[best]),
            regret=regret,
            settled=regret <= enough,
        ),
        digest=digest(agenda, preference),
        source=f"{len(asked)} answers of {preference.holder}",
        tolerance=TOLERANCE,
        seed=seed_of(generator),
        settings=(
            Setting(name="enough", value=format(enough, "g")),
            Setting(name="samples", value=str(samples)),
            Setting(name="packages", value=str(len(choices))),
        ),
        remarks=(f"{preference.holder} was asked {len(asked)} comparisons.",),
    )


def least_regret(
    known: UncertainPreference, agenda: Agenda, choices: npt.NDArray[np.int64], drawn: Draws
) -> tuple[int, float]:
    """The package of least regret, and its regret in units of the total of weights, by linear programs.

    Draws order the work: packages by the regret that the draws show, each only until it passes the least
    found.
    """
    held = admissible(known, agenda)
    worths = np.asarray(drawn.worths(choices), dtype=np.float64)
    shown = (worths.max(axis=1, keepdims=True) - worths).max(axis=0)
    rows = held.layout.worths(choices)
    best, least = 0, np.inf
    for x in np.argsort(shown, kind="stable").tolist():
        if shown[x] >= least:
            break
        regret = float(-held.system.each_least(rows[x] - rows).min())
        if regret < least - TOLERANCE:
            best, least = x, regret
    return best, max(0.0, least) / float(known.total or 1.0)


def _with(known: UncertainPreference, said: PackageBefore) -> UncertainPreference:
    return UncertainPreference(
        holder=known.holder,
        issues=known.issues,
        reservation=known.reservation,
        total=known.total,
        orders=(*known.orders, said),
        basis=known.basis,
    )


def _package(layout: Layout, choices: npt.NDArray[np.int64]) -> Package:
    places: list[int] = choices.tolist()
    picked = zip(layout.agenda.issues, places, strict=True)
    return Package(choices=tuple(Choice(issue=one.key, option=one.options[at].key) for one, at in picked))


def _bits(counts: npt.NDArray[np.int64]) -> float:
    shares: Floats = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log2(shares)).sum())
