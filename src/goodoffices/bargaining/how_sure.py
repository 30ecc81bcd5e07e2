"""How sure it is that there is a deal, which packages hold up, and what to ask next: all at once."""

from __future__ import annotations

from typing import Final

import numpy as np

from goodoffices.bargaining.acceptability import Acceptability, acceptability, remarks, tally
from goodoffices.bargaining.considered import MOST, Choices, considered
from goodoffices.bargaining.necessity import Necessity, necessity
from goodoffices.bargaining.robust import Robust, nominal_ranges, robust
from goodoffices.bargaining.value_of_information import Measure, ValueOfInformation, value_of_information
from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import Draws, settings
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.word import Word

SAMPLES: Final = 4_000
FEWEST: Final = 200
_IN_PAIRS: Final = 40
"""Packages compared in pairs where each pair may need a linear program."""

_IN_PAIRS_BY_BOUNDS: Final = 300
_CONVENTION: Final = (
    "Gains are in units of each party's own range; comparing those of different parties is a convention."
)


class HowSure(Word):
    """What can be said of a scenario whose preferences are known in part.

    `necessity` is in the order of the packages of `acceptability`. `robust` is None where a party has no
    range to measure gains by.
    """

    acceptability: Acceptability
    necessity: Necessity
    robust: Robust | None
    information: ValueOfInformation


def how_sure(
    scenario: UncertainScenario,
    *,
    generator: np.random.Generator,
    samples: int = SAMPLES,
    most: int = MOST,
    shown: int = 10,
    measure: Measure = "gain",
) -> Finding[HowSure]:
    """How sure a deal is, which packages hold under all or some admissible preferences, what to ask next.

    Parameters
    ----------
    scenario
        Two or more parties whose preferences are known in part.
    generator
        The source of chance: the same seed gives the same finding.
    samples
        How many preferences of each party are drawn, 200 or more.
    most
        How many packages are considered at most.
    shown
        How many packages and questions the finding holds at most.
    measure
        By what questions are ranked, as in `value_of_information`.

    Returns
    -------
    Finding[HowSure]
        Shares come with their Monte Carlo error; what holds always or never is decided by linear programs.

    Raises
    ------
    ScenarioError
        Where what a party said contradicts itself, naming the statements, or there are too few samples.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> from goodoffices.scenarios.uncertain import spread
    >>> land = {"much": (7, 0), "half": (4, 1), "none": (0, 2)}
    >>> scenario = spread(from_table({"land": land}, {"East": 3.8, "West": 0.5}), 0.2)
    >>> found = how_sure(scenario, generator=np.random.default_rng(1), samples=1000).result
    >>> found.acceptability.packages[0].package.option("land"), found.necessity.packages[0].acceptable.value
    ('half', 'sometimes')
    """
    if samples < FEWEST:
        raise ScenarioError(
            f"{samples} samples are too few to say how sure anything is: take {FEWEST} or more"
        )
    drawn = scenario.draws(samples, generator)
    choices = considered(scenario, drawn, most=most)
    likely = _likely(choices, scenario, drawn)
    shares = acceptability(scenario, drawn, choices=choices, shown=shown)
    found = HowSure(
        acceptability=shares.result,
        necessity=_in_order(necessity(scenario, likely, drawn=drawn).result, shares.result),
        robust=_robust(scenario, likely, drawn, shown),
        information=value_of_information(scenario, drawn, choices, measure=measure, shown=shown).result,
    )
    compared = Setting(name="packages compared in pairs", value=str(len(likely)))
    return Finding(
        method="acceptability (SMAA), necessity (linear programs), robustness, value of information",
        result=found,
        digest=scenario.digest,
        source=scenario.source,
        seed=drawn[0].seed,
        settings=(
            *settings(drawn),
            Setting(name="packages considered", value=str(len(choices))),
            compared,
            Setting(name="questions ranked by", value=measure),
        ),
        remarks=(
            *_compared(likely, choices),
            _CONVENTION,
            *remarks(scenario, drawn, choices),
        ),
    )


def _likely(choices: Choices, scenario: UncertainScenario, drawn: tuple[Draws, ...]) -> Choices:
    """The packages that are compared in pairs: those acceptable to all most often."""
    boxed = all(found.boxed for found in scenario.admissible)
    most = _IN_PAIRS_BY_BOUNDS if boxed else _IN_PAIRS
    if len(choices) <= most:
        return choices
    counted = tally(tuple(one.kept(slice(0, 500)) for one in drawn), choices)
    return choices[np.lexsort((np.arange(len(choices)), -counted.best, -counted.to_all))[:most]]


def _compared(likely: Choices, choices: Choices) -> tuple[str, ...]:
    if len(likely) == len(choices):
        return ()
    return (
        (
            f"Which package beats which always, and which is robust, was judged among the {len(likely)} "
            "packages that are acceptable to all most often."
        ),
    )


def _in_order(found: Necessity, shares: Acceptability) -> Necessity:
    """What was decided of the packages that are shown, in their order."""
    held = {package.package: package for package in found.packages}
    return Necessity(
        parties=found.parties,
        whole=found.whole,
        packages=tuple(held[one.package] for one in shares.packages if one.package in held),
    )


def _robust(
    scenario: UncertainScenario, choices: Choices, drawn: tuple[Draws, ...], shown: int
) -> Robust | None:
    if nominal_ranges(scenario).min() <= 0:
        return None
    return robust(scenario, choices, drawn=drawn, shown=shown).result
