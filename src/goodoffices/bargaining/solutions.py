"""The solutions of a scenario: which package each rule of choice would pick."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from goodoffices.bargaining.egalitarian import Egalitarian
from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.kalai_smorodinsky import Form, KalaiSmorodinsky
from goodoffices.bargaining.nash import Nash
from goodoffices.bargaining.problem import Disagreement, Ideal, Problem, problem
from goodoffices.bargaining.rule import Rule
from goodoffices.bargaining.surface import Cap, surface
from goodoffices.bargaining.utilitarian import Utilitarian
from goodoffices.bargaining.yardstick import leximin
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word

COMPARING: Final = (
    "The egalitarian and the utilitarian solution hold the parties' scales against each other: they mean "
    "something only where one point is worth as much to one party as to another."
)


class Solution(Word, omit_defaults=False):
    """The package that one rule picks.

    `utilities` and `gains` follow the order of the parties, on their own scales. `tie`: other packages are as
    good by the rule; of these it is the most even one, then the first in the order of issues and options.
    """

    name: str
    utilities: tuple[float, ...]
    gains: tuple[float, ...]
    package: Package
    tie: bool
    sentence: str


class Solutions(Word, tag="solutions", tag_field="kind", omit_defaults=False):
    """What each rule picks among the packages of the frontier that are as good for all as no agreement.

    `disagreement` is what gains are counted from, `ideal` the most that each party can have, on the parties'
    own scales. `left_out` are parties that can gain nothing in the zone: the rules choose among the others.
    """

    parties: tuple[str, ...]
    disagreement: tuple[float, ...]
    ideal: tuple[float, ...]
    left_out: tuple[str, ...]
    solutions: tuple[Solution, ...]

    def by(self, name: str) -> Solution:
        """The solution of that name. Raises `KeyError` where there is none."""
        for solution in self.solutions:
            if solution.name == name:
                return solution
        raise KeyError(name)


class NoSolution(Word, tag="no_solution", tag_field="kind", omit_defaults=False):
    """No package is as good for every party as no agreement: the rules have nothing to choose from."""

    parties: tuple[str, ...]
    sentence: str


def rules(ks: Form = "leximin") -> tuple[Rule, ...]:
    """All rules, in the order in which they are shown."""
    return (Nash(), KalaiSmorodinsky(form=ks), Egalitarian(), Utilitarian())


def solve(
    scenario: Scenario,
    *,
    ideal: Ideal = "zone",
    ks: Form = "leximin",
    disagreement: Disagreement = "within",
    cap: Cap = "usual",
) -> Finding[Solutions | NoSolution]:
    """The Nash, Kalai-Smorodinsky, egalitarian and utilitarian solution of a scenario.

    Parameters
    ----------
    scenario
        Preferences of two or more parties; higher is better.
    ideal
        Where the best that a party can hope for is looked up: among the packages of the "zone", or among
        "all".
    ks
        "leximin", or "min-spread" for the most equal ratios.
    disagreement
        What gains are counted from: the "stated" reservation value, or the same but "within" the range of the
        packages: the worst package, where that is better than no agreement.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Solutions | NoSolution]
        `NoSolution` where the zone is empty.

    Notes
    -----
    1. Of the frontier keep the points that are as good for every party as no agreement.
    2. Each rule finds its best points: floating point sorts out, whole numbers decide.
    3. Ties: leximin of gains (parts of the ideal gain; for egalitarian and utilitarian as stated), then the
       smallest package in the order of issues and options; `tie` says that there was one.

    A party that can gain nothing in the zone is left out of products and ratios. Over finitely many packages
    and without lotteries these rules keep fewer axioms than over convex sets; `Rule.axioms` says which. Costs
    one frontier.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> cake = {"cake": {"a": (10, 1), "b": (6, 4), "c": (3, 6), "d": (0, 7)}}
    >>> found = solve(from_table(cake, {"East": 0, "West": 0})).result
    >>> [(one.name, one.utilities) for one in found.solutions]
    [('nash', (6.0, 4.0)), ('kalai_smorodinsky', (6.0, 4.0)), ('egalitarian', (6.0, 4.0)),
     ('utilitarian', (10.0, 1.0))]

    Nothing to choose from:

    >>> solve(from_table(cake, {"East": 7, "West": 4})).result.sentence
    'No package is as good for every party as no agreement: there is nothing to choose from.'
    """
    found = surface(scenario, cap=cap, within_red_lines=True)
    posed = problem(found, ideal=ideal, disagreement=disagreement)
    picked = _none(scenario) if posed is None else _solutions(scenario, posed, rules(ks))
    return finding(
        scenario,
        method=f"solutions on the frontier of {found.method}: "
        + "; ".join(rule.source for rule in rules(ks)),
        result=picked,
        inputs=(ideal, ks, disagreement),
        tolerance=found.tolerance,
        settings=(
            *found.settings,
            Setting(name="ideal", value=ideal),
            Setting(name="ks", value=ks),
            Setting(name="disagreement", value=disagreement),
        ),
        remarks=found.remarks if posed is None else (*found.remarks, *_remarks(posed, disagreement)),
    )


def _none(scenario: Scenario) -> NoSolution:
    said = "No package is as good for every party as no agreement: there is nothing to choose from."
    return NoSolution(parties=scenario.parties, sentence=said)


def pick(posed: Problem, rule: Rule) -> tuple[int, bool]:
    """The point that the rule picks, ties broken; and whether there was a tie."""
    best = rule.best(posed)
    even = best[leximin(posed.sums[:, best], rule.even(posed))]
    point = min(even.tolist(), key=lambda at: tuple(posed.choices[at].tolist()))
    return point, len(best) > 1 or int(posed.counts[point]) > 1


def _solutions(scenario: Scenario, posed: Problem, chosen_by: tuple[Rule, ...]) -> Solutions:
    return Solutions(
        parties=scenario.parties,
        disagreement=_worths(posed, posed.zeros),
        ideal=_worths(posed, posed.ideals),
        left_out=posed.left_out,
        solutions=tuple(_solution(scenario, posed, rule) for rule in chosen_by),
    )


def _worths(posed: Problem, steps: Sequence[Fraction | int]) -> tuple[float, ...]:
    pairs = zip(posed.scales, steps, strict=True)
    return tuple(float(scale.base + scale.unit * step) for scale, step in pairs)


def _solution(scenario: Scenario, posed: Problem, rule: Rule) -> Solution:
    point, tie = pick(posed, rule)
    steps: list[int] = posed.sums[:, point].tolist()
    rows = zip(posed.scales, steps, posed.zeros, strict=True)
    said = f"The {rule.title} solution {rule.claim}."
    if tie:
        said += " Others do as well by this rule: of these it is the most even one, then the first in order."
    return Solution(
        name=rule.name,
        utilities=_worths(posed, steps),
        gains=tuple(float((taken - zero) * scale.unit) for scale, taken, zero in rows),
        package=scenario.package(tuple(posed.choices[point].tolist())),
        tie=tie,
        sentence=said,
    )


def _remarks(posed: Problem, disagreement: Disagreement) -> tuple[str, ...]:
    said = [
        f"{holder} can gain nothing in the zone, and is left out of products, ratios and sums."
        for holder in posed.left_out
    ]
    if disagreement == "within":
        said += [
            f"To {scale.holder} every package is better than no agreement: gains count from its worst one."
            for scale in posed.scales
            if scale.reservation < 0
        ]
    return (*said, COMPARING)
