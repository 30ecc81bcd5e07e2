"""How many questions bring a text near the frontier: constraint proposals and the single text, side by side.

Sides with hidden additive preferences, shares of weight drawn evenly (Dirichlet), worths of options drawn
evenly; "opposed": every second side orders the options of each issue the other way round. The start is a
random package. *Gap*: by how much some package is better for all, in units of each side's range.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from statistics import median

import numpy as np
import numpy.typing as npt

from goodoffices.bargaining.constraint_proposals import Asked, Limit, constraint_proposals
from goodoffices.bargaining.single_text import single_text
from goodoffices.preferences.layout import Layout
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.package import Choice, Package

CASES = 8
NEAR = 0.01


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """One case: every package, what it is worth to each side, in units of range, and where it begins."""

    layout: Layout
    packages: npt.NDArray[np.int64]
    worths: npt.NDArray[np.float64]
    start: int

    def package(self, at: int) -> Package:
        """The package at a place of the list."""
        pairs = zip(self.layout.agenda.issues, self.packages[at].tolist(), strict=True)
        return Package(choices=tuple(Choice(issue=i.key, option=i.options[k].key) for i, k in pairs))

    def at(self, package: Package) -> int:
        """The place of a package in the list."""
        return int(np.ravel_multi_index(self.layout.choices(package), self.layout.sizes))

    def gap(self, at: int) -> float:
        """By how much some package is better for all."""
        return float((self.worths - self.worths[:, at, None]).min(axis=0).max())

    def side(self, party: int) -> Asked:
        """A side that answers truly."""

        def accepts(text: Package, change: Package) -> bool:
            return bool(self.worths[party, self.at(change)] >= self.worths[party, self.at(text)])

        def pick(text: Package, limits: tuple[Limit, ...]) -> Package:
            within = np.ones(len(self.packages), dtype=np.bool_)
            for limit in limits:
                points = sum(np.array(row)[self.packages[:, i]] for i, row in enumerate(limit.points))
                within &= points >= limit.at_least
            best = int(np.where(within, self.worths[party], -1.0).argmax())
            here = self.at(text)
            return text if self.worths[party, best] <= self.worths[party, here] else self.package(best)

        return Asked(pick=pick, accepts=accepts)


def case(seed: int, *, issues: int, options: int, opposed: bool, sides: int = 2) -> Case:
    """A case of a family."""
    drawn = np.random.default_rng(seed)
    agenda = Agenda(
        issues=tuple(
            Issue(
                key=f"issue-{i}",
                title=f"Issue {i}",
                options=tuple(Option(key=f"option-{j}", title=f"Option {j}") for j in range(options)),
            )
            for i in range(issues)
        )
    )
    layout = Layout(agenda=agenda)
    packages = np.array(list(product(range(options), repeat=issues)))
    worths: list[npt.NDArray[np.float64]] = []
    for side in range(sides):
        weights = drawn.dirichlet(np.ones(issues))
        values = drawn.random((issues, options))
        if opposed:
            values = np.sort(values, axis=1)[:, :: 1 if side % 2 else -1]
        values = (values - values.min(axis=1, keepdims=True)) / np.ptp(values, axis=1)[:, None]
        worths.append((weights[:, None] * values)[np.arange(issues), packages].sum(axis=1))
    start = int(drawn.integers(len(packages)))
    return Case(layout=layout, packages=packages, worths=np.array(worths), start=start)


def measure() -> None:
    """Print one row for each family and method."""
    print(f"{CASES} seeded cases a row; near: within {NEAR:.0%} of each range; at most 150 questions")
    head = f"{'family':>12} {'issues':>6} {'sides':>5} {'method':>20} {'gap at start':>13} {'near':>7}"
    print(f"{head} {'gap left at most':>17} {'questions (least, median, most)':>32}")
    for opposed in (True, False):
        for issues, sides in ((4, 2), (6, 2), (4, 3)):
            cases = [
                case(seed, issues=issues, options=4, opposed=opposed, sides=sides) for seed in range(CASES)
            ]
            family = "opposed" if opposed else "independent"
            before = float(np.mean([each.gap(each.start) for each in cases]))
            for method in ("constraint proposals", "single text"):
                ends = [run(method, each, seed) for seed, each in enumerate(cases)]
                gaps, asked = [gap for gap, _ in ends], [asked for _, asked in ends]
                near = f"{sum(gap <= NEAR for gap in gaps)} of {CASES}"
                print(
                    f"{family:>12} {issues:>6} {sides:>5} {method:>20} {before:>13.1%} {near:>7} "
                    f"{max(gaps):>17.1%} {f'{min(asked)}, {median(asked):.0f}, {max(asked)}':>32}"
                )


def run(method: str, each: Case, seed: int) -> tuple[float, int]:
    """The gap left, and the questions asked."""
    generator = np.random.default_rng(seed)
    agenda, start = each.layout.agenda, each.package(each.start)
    sides = {f"Side {at}": each.side(at) for at in range(len(each.worths))}
    if method == "single text":
        answers = {name: side.accepts for name, side in sides.items()}
        text = single_text(agenda, start, answers, generator=generator, questions=150).result
        return each.gap(each.at(text.text)), text.questions
    found = constraint_proposals(agenda, start, sides, generator=generator, questions=150).result
    return each.gap(each.at(found.text)), found.questions


if __name__ == "__main__":
    measure()
