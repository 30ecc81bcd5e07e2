"""How often each package ranks first, second, third for a party whose preferences are known in part."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.considered import Choices
from goodoffices.bargaining.estimate import Estimate, share
from goodoffices.errors import ScenarioError
from goodoffices.preferences.draws import Draws, settings
from goodoffices.preferences.layout import Floats
from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word

_ROOM: Final = 4_000_000
"""Worths held at a time: bounds the memory."""

_LARGE: Final = 10_000_000
"""Worths in all from which on they are computed in single precision, twice as fast."""

_CONFIDENCE_DRAWS: Final = 2_000

METHOD: Final = (
    "stochastic multicriteria acceptability analysis (SMAA-2, Lahdelma and Salminen 2001) of the additive "
    "preferences that are admissible"
)


class PackageRank(Word):
    """One package: how often it takes each rank, and what its holder would have to want for the first.

    `ranks[0]` is the share of the first rank. `central` are the mean weights of the draws in which it is
    first, in the order of the agenda, and `confidence` the share of the draws in which it is first with these
    weights; both None where it is never first.
    """

    package: Package
    ranks: tuple[Estimate, ...]
    central: tuple[float, ...] | None = None
    confidence: Estimate | None = None


class RankAcceptability(Word):
    """The packages that are ever among the first ranks, most often first at the head.

    `considered` is how many packages were ranked.
    """

    holder: str
    considered: int
    packages: tuple[PackageRank, ...]


def rank_acceptability(
    scenario: UncertainScenario, drawn: Draws, choices: Choices, *, ranks: int = 1, shown: int = 10
) -> Finding[RankAcceptability]:
    """How often each of some packages ranks first (second, ...) for one party.

    Parameters
    ----------
    scenario
        Where the party and its preferences stand.
    drawn
        Preferences of the party, drawn from all that are admissible.
    choices
        Packages as option indices, shape (packages, issues), each once.
    ranks
        How many ranks are counted, from 1 to the number of packages.
    shown
        How many packages the finding holds at most.

    Returns
    -------
    Finding[RankAcceptability]
        Over all packages the shares of a rank add up to 1. Of packages worth the same, the first one given
        comes first; worths closer than 1e-6 of the largest term count as equal where there are over 10
        million to compare.

    Raises
    ------
    ScenarioError
        Where no package is given, or `ranks` lies outside.

    Notes
    -----
    First ranks cost one matrix product, a chunk of draws at a time; further ranks a sort of each draw.

    References
    ----------
    Lahdelma, Hokkanen and Salminen (1998), European Journal of Operational Research 106(1), 137-143;
    Lahdelma and Salminen (2001), Operations Research 49(3), 444-454.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> from goodoffices.scenarios.uncertain import spread
    >>> land = {"much": (7, 0), "little": (6, 2)}
    >>> scenario = spread(from_table({"land": land}, {"East": 3, "West": 1}), 0.2)
    >>> east, west = scenario.draws(2000, np.random.default_rng(1))
    >>> found = rank_acceptability(scenario, west, np.array([[0], [1]]))
    >>> found.result.packages[0].ranks[0].value
    1.0
    """
    if not len(choices) or not 1 <= ranks <= len(choices):
        raise ScenarioError(f"{ranks} ranks of {len(choices)} packages cannot be counted")
    counts, first = rank_counts(drawn, choices, ranks=ranks)
    order = np.lexsort((*(-counts[:, rank] for rank in range(ranks - 1, -1, -1)),))
    order = [int(at) for at in order if counts[at].any()][:shown]
    return Finding(
        method=f"rank acceptability: {METHOD}",
        result=RankAcceptability(
            holder=drawn.holder,
            considered=len(choices),
            packages=tuple(_ranked(scenario, drawn, choices, counts, first, at) for at in order),
        ),
        digest=digest(scenario.digest, drawn.holder, tuple(map(str, choices.ravel().tolist()))),
        source=scenario.source,
        seed=drawn.seed,
        settings=(*settings((drawn,)), Setting(name="packages", value=str(len(choices)))),
        remarks=(f"{len(choices)} packages were ranked; of equals, the first one given.", *scenario.remarks),
    )


def rank_counts(
    drawn: Draws, choices: Choices, *, ranks: int = 1
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """How often each package takes each rank, shape (packages, ranks); and the first of each draw."""
    packages = len(choices)
    counts: npt.NDArray[np.int64] = np.zeros((packages, ranks), dtype=np.int64)
    first = np.empty(len(drawn), dtype=np.intp)
    pace = max(1, _ROOM // packages)
    single = len(drawn) * packages > _LARGE and ranks == 1
    precision = np.float32 if single else np.float64
    near = (1e-6 if single else 1e-12) * float(np.abs(drawn.terms).max(initial=0.0))
    for start in range(0, len(drawn), pace):
        worths = drawn.kept(slice(start, start + pace)).worths(choices, precision=precision)
        most = worths.max(axis=1, keepdims=True)
        first[start : start + pace] = (worths >= most - near).argmax(axis=1)
        if ranks > 1:
            order = np.argsort(-worths, axis=1, kind="stable")[:, :ranks]
            for rank in range(ranks):
                counts[:, rank] += np.bincount(order[:, rank], minlength=packages)
    if ranks == 1:
        counts[:, 0] = np.bincount(first, minlength=packages)
    return counts, first


def _ranked(
    scenario: UncertainScenario,
    drawn: Draws,
    choices: Choices,
    counts: npt.NDArray[np.int64],
    first: npt.NDArray[np.intp],
    at: int,
) -> PackageRank:
    mine = np.flatnonzero(first == at)
    central = drawn.weights[mine].mean(axis=0) if len(mine) else None
    return PackageRank(
        package=scenario.nominal.package(tuple(choices[at].tolist())),
        ranks=tuple(share(int(count), len(drawn)) for count in counts[at]),
        central=None if central is None else tuple(central.tolist()),
        confidence=None if central is None else _confidence(drawn, choices, central, at),
    )


def _confidence(drawn: Draws, choices: Choices, central: Floats, at: int) -> Estimate:
    """The share of the draws in which a package is first once all weights are the central ones."""
    some = slice(0, _CONFIDENCE_DRAWS)
    of_terms = drawn.weights[some][:, drawn.layout.issue_of]
    values = np.divide(drawn.terms[some], of_terms, out=np.zeros_like(of_terms), where=of_terms > 0)
    worths = (values * central[drawn.layout.issue_of]) @ drawn.layout.indicators(choices).T
    near = 1e-12 * np.abs(worths).max()
    return share(int((worths[:, at] >= worths.max(axis=1) - near).sum()), len(worths))
