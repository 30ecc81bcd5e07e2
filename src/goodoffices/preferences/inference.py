"""What a side's offers, demands and answers say about its preferences: intervals, never one number alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Final

import numpy as np

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.draws import Draws, draws, seed_of
from goodoffices.preferences.layout import Floats, Layout
from goodoffices.preferences.offers import Choices, Concession, importance, likelihoods, scaled, simulated
from goodoffices.preferences.resample_move import explained
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.position import Position
from goodoffices.terms.uncertain import OptionBefore, Statement, UncertainPreference
from goodoffices.terms.word import Word

_PACKAGES: Final = 200
_RARE: Final = 0.01
_SURE: Final = 0.9
_MODEL: Final = (
    "This supposes that offers lie near a target that falls evenly. A side that bluffs, or that offers what "
    "it does not want, is read wrongly."
)


class Importance(Word):
    """The part of a side's range that hangs on one issue, as an interval that holds it with `level`.

    `best` are the options that may be the side's best on this issue, most likely first, with their
    likelihoods; empty where the method says nothing of them.
    """

    issue: str
    low: float
    high: float
    best: tuple[tuple[str, float], ...] = ()


class Falsifier(Word):
    """What the side would have to say for an inference to fall; `likely` it would not."""

    sentence: str
    likely: float


class Inferred(Word):
    """What is inferred of one side; `level` is how often the intervals hold the truth if the model is right.

    `surprise` is the likelihood of offers that fit as badly as these if the model were
    right: near 0, do not use the result.
    """

    holder: str
    level: float
    issues: tuple[Importance, ...]
    falsifiers: tuple[Falsifier, ...]
    surprise: float | None = None


def demands(position: Position, agenda: Agenda) -> tuple[Statement, ...]:
    """What a stated position says as an order: what it accepts is better than what it does not.

    Issues on which it says nothing, or that the agenda does not hold, say nothing. Take it with care: sides
    demand more than they want.

    >>> demands(Position(holder="East", stances=()), Agenda())
    ()
    """
    found: list[Statement] = []
    for stance in position.stances:
        issue = agenda.issue(stance.issue)
        if issue is None:
            continue
        refused = [option.key for option in issue.options if option.key not in stance.acceptable]
        found += [
            OptionBefore(issue=issue.key, better=better, worse=worse)
            for better in stance.acceptable
            for worse in refused
            if issue.option(better) is not None
        ]
    return tuple(found)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evidence:
    offers: Choices
    among: Choices
    sampled: bool


def bayesian(
    prior: UncertainPreference,
    agenda: Agenda,
    offers: Sequence[Package],
    *,
    generator: np.random.Generator,
    concession: Concession | None = None,
    level: float = 0.9,
    samples: int = 1_000,
) -> Finding[Inferred]:
    """Credible intervals of how much each issue matters to a side, from the packages it offered.

    Parameters
    ----------
    prior
        What is known of the side before; answers it gave stand in it as statements.
    agenda
        The agenda.
    offers
        Its whole packages in the order in which it offered them, one or more.
    generator
        The source of chance.
    concession
        How offers are supposed to come about; by default `Concession()`.
    level
        How likely an interval is to hold the truth, if the model is right: 0.5 to 0.99.
    samples
        How many preferences are drawn from the prior.

    Returns
    -------
    Finding[Inferred]
        With what would falsify it. Where the evidence leaves fewer than 100 independent draws, a remark says
        so.

    Raises
    ------
    ScenarioError
        Where there is no offer, or one that does not fit the agenda, or the level is out of place.

    Notes
    -----
    1. Draw from the prior, and a fall of the target for each draw.
    2. Draw again in proportion to how likely each makes the offers, as in Hindriks and Tykhonov (2008), but
       with the odds of each offer divided by those of all packages, so that it is a likelihood; a little
       more of the evidence at each step, each draw moved on in between (`resample_move`).
    3. Intervals between equal tails of the draws.

    References
    ----------
    Hindriks and Tykhonov (2008), Opponent modelling in automated multi-issue negotiation using Bayesian
    learning, AAMAS 2008, 331-338; Baarslag, Hendrikx, Hindriks and Jonker (2016), a survey, Autonomous
    Agents and Multi-Agent Systems 30(5), 849-898.
    """
    concession = concession or Concession()
    evidence = _evidence(agenda, offers, level, generator)

    def likelihood(drawn: Draws, falls: Floats) -> Floats:
        return likelihoods(drawn, evidence.offers, evidence.among, falls, concession).sum(axis=1)

    drawn, falls, steps = explained(
        admissible(prior, agenda),
        likelihood,
        lambda many: concession.falls(many, generator),
        samples,
        generator,
    )
    shares = importance(drawn)
    ends = np.quantile(shares, ((1 - level) / 2, (1 + level) / 2), axis=0)
    issues = tuple(
        Importance(issue=issue.key, low=float(low), high=float(high), best=_best(drawn, agenda, at))
        for at, (issue, low, high) in enumerate(zip(agenda.issues, *ends, strict=True))
    )
    some = slice(0, 500)
    return _finding(
        Inferred(
            holder=prior.holder,
            level=level,
            issues=issues,
            falsifiers=_falsifiers(shares, agenda, prior.holder),
            surprise=_surprise(drawn.kept(some), falls[some], evidence, concession, generator),
        ),
        prior,
        agenda,
        offers,
        method="Bayesian learning from offers (Hindriks and Tykhonov 2008), draws resampled and moved",
        generator=generator,
        settings=(*_settings(samples, concession, evidence), Setting(name="steps", value=str(steps))),
        remarks=(_MODEL,),
    )


def frequency(
    prior: UncertainPreference,
    agenda: Agenda,
    offers: Sequence[Package],
    *,
    generator: np.random.Generator,
    concession: Concession | None = None,
    level: float = 0.9,
    samples: int = 1_000,
) -> Finding[Inferred]:
    """Intervals of how much each issue matters to a side, from how seldom it changed the issue in its offers.

    Parameters, result and errors are those of `bayesian`; two offers or more are needed.

    Notes
    -----
    1. Count, for each issue, the offers that left it as it was, plus one; the shares of these counts are the
       estimate, after the frequency models of Jonker, Robu and Treur (2007) and of van Krimpen, Looije and
       Hajizadeh (2013).
    2. Let `samples` sides drawn from the prior make as many offers, estimate each of them the same way, and
       see how far the truth lies from the estimate: the interval leaves out equal parts of these differences
       on both sides. So it holds the truth as often as `level` says for sides like those of the prior,
       however crude the estimate.
    """
    concession = concession or Concession()
    evidence = _evidence(agenda, offers, level, generator)
    if len(offers) < 2:  # noqa: PLR2004 - a change needs two
        raise ScenarioError("how often an issue changes cannot be seen from fewer than two offers")
    drawn = draws(admissible(prior, agenda), samples, generator)
    made = evidence.among[simulated(drawn, len(offers), evidence.among, concession, generator)]
    off = importance(drawn) - unchanged(made)
    (mine,) = unchanged(evidence.offers[None])
    tails = ((1 - level) / 2, (1 + level) / 2)
    ends = np.quantile(off, tails, axis=0)
    issues = tuple(
        Importance(
            issue=issue.key,
            low=float(np.clip(mine[at] + ends[0, at], 0.0, 1.0)),
            high=float(np.clip(mine[at] + ends[1, at], 0.0, 1.0)),
        )
        for at, issue in enumerate(agenda.issues)
    )
    return _finding(
        Inferred(
            holder=prior.holder,
            level=level,
            issues=issues,
            falsifiers=_by_intervals(issues, prior.holder, level),
        ),
        prior,
        agenda,
        offers,
        method="frequency of unchanged issues (Jonker, Robu and Treur 2007), intervals by simulated sides",
        generator=generator,
        settings=_settings(samples, concession, evidence),
        remarks=(_MODEL,),
    )


def unchanged(offers: Choices) -> Floats:
    """The share of each issue in all that was left unchanged, shape (sides, issues); adds up to 1.

    `offers` has shape (sides, offers, issues).

    >>> unchanged(np.array([[[0, 0], [0, 1], [0, 2]]])).tolist()
    [[0.75, 0.25]]
    """
    kept = (offers[:, 1:] == offers[:, :-1]).sum(axis=1) + 1.0
    return kept / kept.sum(axis=1, keepdims=True)


def _evidence(
    agenda: Agenda, offers: Sequence[Package], level: float, generator: np.random.Generator
) -> _Evidence:
    if not offers:
        raise ScenarioError("nothing can be inferred from no offers")
    if not 0.5 <= level <= 0.99:  # noqa: PLR2004 - below, an interval says little; above, the tails are not drawn
        raise ScenarioError(f"a level goes from 0.5 to 0.99, not {level:g}")
    for package in offers:
        misfit = package.misfit(agenda)
        if misfit is not None or len(package.choices) < len(agenda.issues):
            raise ScenarioError(f"an offer must be a whole package: {misfit or 'issues are left open'}")
    layout = Layout(agenda=agenda)
    sizes = layout.sizes
    sampled = prod(sizes) > _PACKAGES
    among = (
        generator.integers(0, np.array(sizes), size=(_PACKAGES, len(sizes)))
        if sampled
        else np.array(list(product(*map(range, sizes))), dtype=np.int64)
    )
    held = np.array([layout.choices(package) for package in offers], dtype=np.int64)
    return _Evidence(offers=held, among=among, sampled=sampled)


def _best(drawn: Draws, agenda: Agenda, issue: int) -> tuple[tuple[str, float], ...]:
    """The options that may be best on an issue, most likely first; those below 1 in 100 are left out."""
    start, size = int(drawn.layout.starts[issue]), drawn.layout.sizes[issue]
    best = drawn.terms[:, start : start + size].argmax(axis=1)
    often: list[float] = (np.bincount(best, minlength=size) / len(best)).tolist()
    named = zip((option.key for option in agenda.issues[issue].options), often, strict=True)
    return tuple(sorted((one for one in named if one[1] >= _RARE), key=lambda one: -one[1]))


def _falsifiers(shares: Floats, agenda: Agenda, holder: str) -> tuple[Falsifier, ...]:
    found: list[Falsifier] = []
    for first, second in combinations(range(len(agenda.issues)), 2):
        more = float((shares[:, first] > shares[:, second]).mean())
        heavy, light, likely = (first, second, more) if more >= 1 - more else (second, first, 1 - more)
        if likely >= _SURE:
            a, b = agenda.issues[heavy].title, agenda.issues[light].title
            found.append(Falsifier(sentence=_would_fall(holder, a, b), likely=likely))
    return tuple(sorted(found, key=lambda one: -one.likely))


def _by_intervals(issues: Sequence[Importance], holder: str, level: float) -> tuple[Falsifier, ...]:
    """Pairs of issues whose intervals do not touch."""
    return tuple(
        Falsifier(sentence=_would_fall(holder, heavy.issue, light.issue), likely=level)
        for heavy in issues
        for light in issues
        if heavy.low > light.high
    )


def _would_fall(holder: str, heavy: str, light: str) -> str:
    return (
        f"If {holder} would rather have its best on {light} and its worst on {heavy} than the reverse, "
        "this inference is wrong."
    )


def _surprise(
    kept: Draws, falls: Floats, evidence: _Evidence, concession: Concession, generator: np.random.Generator
) -> float:
    """How often offers made by the model itself miss their targets as far as these."""
    targets = concession.targets(falls, len(evidence.offers))
    missed = np.square(scaled(kept, evidence.offers) - targets).sum(axis=1)
    worths = scaled(kept, evidence.among)
    again = np.zeros(len(kept))
    for at in range(len(evidence.offers)):
        away = worths - targets[:, at, None]
        odds = -0.5 * np.square(away / concession.noise) + generator.gumbel(size=away.shape)
        picked = np.argmax(odds, axis=1)
        again += np.square(np.take_along_axis(away, picked[:, None], axis=1)[:, 0])
    return float((again >= missed).mean())


def _settings(samples: int, concession: Concession, evidence: _Evidence) -> tuple[Setting, ...]:
    return (
        Setting(name="samples", value=str(samples)),
        Setting(name="noise", value=format(concession.noise, "g")),
        Setting(name="fall of the target", value=f"{concession.least_fall:g} to {concession.most_fall:g}"),
        Setting(name="packages", value=f"{len(evidence.among)}{' drawn' if evidence.sampled else ', all'}"),
    )


def _finding(
    result: Inferred,
    prior: UncertainPreference,
    agenda: Agenda,
    offers: Sequence[Package],
    *,
    method: str,
    generator: np.random.Generator,
    settings: tuple[Setting, ...],
    remarks: tuple[str, ...],
) -> Finding[Inferred]:
    return Finding(
        method=method,
        result=result,
        digest=digest(agenda, prior, tuple(offers)),
        source=f"{len(offers)} offers of {prior.holder}",
        seed=seed_of(generator),
        settings=settings,
        remarks=remarks,
    )
