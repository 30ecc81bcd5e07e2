"""Which question, to which side, would settle most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.acceptability import chunks, remarks
from goodoffices.bargaining.considered import Choices
from goodoffices.bargaining.estimate import Estimate, mean, share
from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import Draws, settings
from goodoffices.preferences.layout import Floats
from goodoffices.preferences.statements import in_words
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.uncertain import Acceptable, IssueBefore, PackageBefore, Statement
from goodoffices.terms.word import Word

Measure = Literal["gain", "bits"]
Marks = npt.NDArray[np.bool_]

_FEWEST: Final = 200
_TO_ACCEPT: Final = 24
_TO_COMPARE: Final = 8
_TO_WEIGH: Final = 45


class Question(Word):
    """A question put to one side, with two answers: that something is so, or that it is not.

    `yes` is how likely the answer is yes. `gain` is what its answer is expected to add to the gain of the
    party that gains least (units of its range) by the package that is then chosen; `bits` by how much it is
    expected to lessen the doubt which package is best.
    """

    holder: str
    statement: Statement
    sentence: str
    yes: Estimate
    gain: Estimate
    bits: Estimate


class ValueOfInformation(Word):
    """The questions that would settle most, the best at the head, and what they are measured against.

    `now` is the package to choose if nothing more is asked, `worth` its expected smallest gain (nothing where
    a party would refuse it); `perfect` what knowing every number would add; `doubt` the bits of doubt which
    package is best.
    """

    now: Package
    worth: Estimate
    perfect: Estimate
    doubt: float
    measure: str
    asked: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Open:
    """A question, and the draws in which its answer is yes."""

    holder: str
    statement: Statement
    yes: Marks


def value_of_information(
    scenario: UncertainScenario,
    drawn: Sequence[Draws],
    choices: Choices,
    *,
    measure: Measure = "gain",
    shown: int = 10,
) -> Finding[ValueOfInformation]:
    """Questions to each side, ranked by how much their answer is expected to settle.

    Parameters
    ----------
    scenario
        Two or more parties whose preferences are known in part.
    drawn
        The same number of draws of each party, 200 or more.
    choices
        The packages among which one is chosen, shape (packages, issues).
    measure
        "gain": the expected rise of the smallest gain; "bits": the expected fall of the doubt which is best.
    shown
        How many questions the finding holds at most.

    Returns
    -------
    Finding[ValueOfInformation]
        Every figure with its Monte Carlo error. A value may come out a little below 0 where it is nothing:
        what to choose is learnt from one half of the draws and judged on the other.

    Raises
    ------
    ScenarioError
        Where there are fewer than 200 draws, or no package.

    Notes
    -----
    1. Questions: would the side take this package rather than none; which of two packages is better for it;
       which of two issues weighs more.
    2. The expected value of sample information (Raiffa and Schlaifer 1961; Howard 1966): choose the best
       package after either answer, weigh both by how likely they are, and take off what the best package is
       worth now.
    3. Bits: the mutual information of the answer and the best package (Shannon 1948), from counts.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> from goodoffices.scenarios.uncertain import spread
    >>> land = {"much": (7, 0), "half": (4, 1), "none": (0, 2)}
    >>> scenario = spread(from_table({"land": land}, {"East": 3.8, "West": 0.5}), 0.2)
    >>> drawn = scenario.draws(2000, np.random.default_rng(1))
    >>> found = value_of_information(scenario, drawn, np.array([[0], [1], [2]])).result
    >>> found.questions[0].sentence
    'Ask East whether (land: half) is better than no agreement.'
    """
    if len(drawn[0]) < _FEWEST or not len(choices):
        raise ScenarioError(f"the value of a question needs {_FEWEST} draws or more, and a package")
    worths = np.concatenate([np.maximum(smallest, 0.0) for _, smallest in chunks(drawn, choices)])
    best = worths.argmax(axis=1)
    now = int(worths.mean(axis=0).argmax())
    asked = _questions(scenario, drawn, choices, worths, best)
    valued = [_valued(one, worths, best) for one in asked]
    valued.sort(key=_by_gain if measure == "gain" else _by_bits)
    found = ValueOfInformation(
        now=scenario.nominal.package(tuple(choices[now].tolist())),
        worth=mean(worths[:, now]),
        perfect=mean(worths.max(axis=1) - worths[:, now]),
        doubt=_entropy(np.bincount(best)),
        measure=measure,
        asked=len(valued),
        questions=tuple(valued[:shown]),
    )
    return Finding(
        method="expected value of sample information (Raiffa and Schlaifer 1961), all preferences admissible",
        result=found,
        digest=digest(scenario.digest, tuple(map(str, choices.ravel().tolist()))),
        source=scenario.source,
        seed=drawn[0].seed,
        settings=(
            *settings(drawn),
            Setting(name="packages", value=str(len(choices))),
            Setting(name="measure", value=measure),
        ),
        remarks=(
            "A package that a side would refuse brings nothing. Answers are taken to be true.",
            *remarks(scenario, drawn, choices),
        ),
    )


def _questions(
    scenario: UncertainScenario,
    drawn: Sequence[Draws],
    choices: Choices,
    worths: Floats,
    best: npt.NDArray[np.intp],
) -> list[_Open]:
    """What may be asked: about the packages that are best most often, and about pairs of issues."""
    order = np.argsort(-np.bincount(best, minlength=len(choices)), kind="stable")
    promising = np.argsort(-worths.mean(axis=0), kind="stable")
    leading = list(dict.fromkeys([*order[:_TO_ACCEPT].tolist(), *promising[:_TO_ACCEPT].tolist()]))
    packages = {at: scenario.nominal.package(tuple(choices[at].tolist())) for at in leading}
    issues = [issue.key for issue in scenario.agenda.issues]
    found: list[_Open] = []
    for one in drawn:
        gains = one.gains(choices[leading])
        for at, column in zip(leading, gains.T, strict=True):
            found.append(
                _Open(holder=one.holder, statement=Acceptable(package=packages[at]), yes=column >= 0)
            )
        for first, second in combinations(range(min(_TO_COMPARE, len(leading))), 2):
            better, worse = packages[leading[first]], packages[leading[second]]
            said = PackageBefore(better=better, worse=worse)
            found.append(_Open(holder=one.holder, statement=said, yes=gains[:, first] > gains[:, second]))
        for first, second in list(combinations(range(len(issues)), 2))[:_TO_WEIGH]:
            said = IssueBefore(heavier=issues[first], lighter=issues[second])
            yes = one.weights[:, first] > one.weights[:, second]
            found.append(_Open(holder=one.holder, statement=said, yes=yes))
    return [one for one in found if one.yes.any() and not one.yes.all()]


def _by_gain(question: Question) -> float:
    return -question.gain.value


def _by_bits(question: Question) -> float:
    return -question.bits.value


def _valued(asked: _Open, worths: Floats, best: npt.NDArray[np.intp]) -> Question:
    bits, error = _information(asked.yes, best)
    return Question(
        holder=asked.holder,
        statement=asked.statement,
        sentence=f"Ask {asked.holder} whether {in_words(asked.statement)}.",
        yes=share(int(asked.yes.sum()), len(asked.yes)),
        gain=_gain(asked.yes, worths),
        bits=Estimate(value=bits, error=error, low=max(0.0, bits - 2 * error), high=bits + 2 * error),
    )


def _gain(yes: Marks, worths: Floats) -> Estimate:
    """What the answer adds: the choice is learnt from every other draw, and judged on those between."""
    added = np.empty(len(worths))
    halves = np.arange(len(worths)) % 2 == 0
    for learnt, judged in ((halves, ~halves), (~halves, halves)):
        before = int(worths[learnt].mean(axis=0).argmax())
        sides = [learnt & yes, learnt & ~yes]
        after = [int(worths[side].mean(axis=0).argmax()) if side.any() else before for side in sides]
        rows = np.flatnonzero(judged)
        chosen = np.where(yes[rows], after[0], after[1])
        added[rows] = worths[rows, chosen] - worths[rows, before]
    return mean(added)


def _information(yes: Marks, best: npt.NDArray[np.intp]) -> tuple[float, float]:
    """Mutual information in bits, and its standard error by the delta method."""
    draws = len(yes)
    table = (
        np.vstack([np.bincount(best[side], minlength=int(best.max()) + 1) for side in (yes, ~yes)]) / draws
    )
    product = np.outer(table.sum(axis=1), table.sum(axis=0))
    held = table > 0
    log = np.log2(table[held] / product[held])
    bits = float((table[held] * log).sum())
    variance = float((table[held] * log**2).sum()) - bits**2
    return max(0.0, bits), float(np.sqrt(max(variance, 0.0) / draws))


def _entropy(counts: npt.NDArray[np.int64]) -> float:
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log2(shares)).sum()) + 0.0
