"""The frontier where issues interact: 50 issues of five options, two parties, induced width 4.

Two shapes, each seeded: "band", where an issue interacts with the four next to it, and "tree", a random tree
of width 4 (each new issue interacts with four that interact with each other). Two families of worths:
"drawn", each pair of options drawn alone for each side, and "opposed", where what one gains the other mostly
loses.
"""

from __future__ import annotations

from itertools import combinations
from time import perf_counter

import numpy as np

from goodoffices.bargaining import frontier
from goodoffices.bargaining.interaction import WIDEST
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.interaction import Interacting, Table

ISSUES = 50
OPTIONS = 5
WIDTH = 4


def band() -> list[tuple[int, int]]:
    """An issue interacts with the four next to it."""
    return [(a, b) for a in range(ISSUES) for b in range(a + 1, min(a + WIDTH, ISSUES - 1) + 1)]


def tree(seed: int) -> list[tuple[int, int]]:
    """Each new issue interacts with four that interact with each other."""
    drawn = np.random.default_rng(seed)
    groups = [tuple(range(WIDTH))]
    pairs = set(combinations(range(WIDTH), 2))
    for issue in range(WIDTH, ISSUES):
        group = groups[int(drawn.integers(len(groups)))]
        pairs |= {(other, issue) for other in group}
        groups += [tuple(sorted((*(x for x in group if x != left), issue))) for left in group]
    return sorted(pairs)


def dense(issues: int, share: float, seed: int) -> list[tuple[int, int]]:
    """Two issues interact with the chance `share`."""
    drawn = np.random.default_rng(seed)
    return [pair for pair in combinations(range(issues), 2) if drawn.random() < share]


def scenario(pairs: list[tuple[int, int]], *, issues: int, opposed: bool, seed: int) -> Scenario:
    """Worths of pairs of options: whole numbers, 0 to 1000, or 0 to 200 where sides are opposed."""
    drawn = np.random.default_rng(seed)
    cells = (len(pairs), OPTIONS * OPTIONS)
    north = drawn.integers(0, 101 if opposed else 1001, cells)
    south = 100 - north + drawn.integers(0, 101, cells) if opposed else drawn.integers(0, 1001, cells)
    options = tuple(Option(key=f"option-{at}", title=f"Option {at}") for at in range(OPTIONS))
    agenda = Agenda(
        issues=tuple(Issue(key=f"issue-{at}", title=f"Issue {at}", options=options) for at in range(issues))
    )
    held = tuple(
        Interacting(
            holder=holder,
            reservation=0,
            factors=tuple(
                Table(issues=(f"issue-{a}", f"issue-{b}"), values=tuple(row.tolist()))
                for (a, b), row in zip(pairs, worths, strict=True)
            ),
        )
        for holder, worths in (("North", north), ("South", south))
    )
    return Scenario(agenda=agenda, preferences=held, source=f"seed {seed}")


def measure() -> None:
    """Print one row for each shape, family and seed; the first run, which compiles, is not timed."""
    frontier(scenario(tree(0)[:40], issues=ISSUES, opposed=False, seed=0))
    print(f"{ISSUES} issues of {OPTIONS} options, induced width {WIDTH}, two parties, no cap; one run each")
    print(f"{'shape':>6} {'worths':>8} {'seed':>5} {'points':>7} {'seconds':>8} {'exact':>6}")
    for seed in (1, 2, 3):
        for shape, pairs in (("band", band()), ("tree", tree(seed))):
            for opposed in (False, True):
                talks = scenario(pairs, issues=ISSUES, opposed=opposed, seed=seed)
                start = perf_counter()
                found = frontier(talks, cap=None)
                seconds = perf_counter() - start
                family = "opposed" if opposed else "drawn"
                print(
                    f"{shape:>6} {family:>8} {seed:>5} {len(found.result.worths):>7} {seconds:>8.2f} "
                    f"{found.tolerance == 0!s:>6}"
                )
    print(f"too much interaction (tables of more than {WIDEST:,} entries): approximated")
    print(f"{'issues':>6} {'share':>6} {'worths':>8} {'points':>7} {'seconds':>8} {'may be missed':>14}")
    for issues, share in ((30, 0.2), (30, 0.5), (30, 1.0), (60, 0.2)):
        for opposed in (False, True):
            talks = scenario(dense(issues, share, 1), issues=issues, opposed=opposed, seed=1)
            start = perf_counter()
            found = frontier(talks)
            seconds = perf_counter() - start
            family = "opposed" if opposed else "drawn"
            print(
                f"{issues:>6} {share:>6.0%} {family:>8} {len(found.result.worths):>7} {seconds:>8.2f} "
                f"{found.tolerance:>14.1%}"
            )


if __name__ == "__main__":
    measure()
