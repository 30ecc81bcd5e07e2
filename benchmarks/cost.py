"""What a frontier costs by the number of packages, issues and parties, and by its size; drawn on request.

`python -m benchmarks cost` prints the figures; `python -m benchmarks.cost FILE.svg` draws them as well.
Family "independent": worths drawn alone from 0 to 1000. Family "opposed": what one side gains the other
loses, so that every package is on the frontier. Seconds of one core's time, the least of three runs, with the
inner loops compiled before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from benchmarks.cost_drawn import Measured, Panel, drawn
from benchmarks.frontier import independent
from goodoffices.bargaining import frontier
from goodoffices.bargaining.surface import USUAL_CAPS
from goodoffices.doors.charts.standalone import standalone
from goodoffices.preferences.additive import SMALL
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table

RUNS = 3
SEED = 1
LONG = 5.0
"""Seconds after which one run has to do."""


def opposed(*, issues: int, options: int, most: int) -> Scenario:
    """What one side gains the other loses."""
    chance = random.Random(SEED)  # noqa: S311 - a seeded scenario, not a secret
    table: dict[str, dict[str, tuple[float, ...]]] = {}
    for i in range(issues):
        worths = [chance.randint(0, most) for _ in range(options)]
        table[f"issue-{i}"] = {f"option-{j}": (worth, most - worth) for j, worth in enumerate(worths)}
    return from_table(table, {"A": 0, "B": 0}, source="drawn")


def timed(scenario: Scenario, at: float | None = None) -> Measured:
    """The least of the runs; `at` is where it is drawn: at the frontier's size where left out."""
    least = float("inf")
    found = frontier(scenario).result  # once unmeasured: the first may compile
    for _ in range(RUNS):
        begun = process_time()
        found = frontier(scenario).result
        least = min(least, process_time() - begun)
        if least > LONG:
            break
    method = "approximated" if not found.complete else "compiled" if scenario.outcomes >= SMALL else "arrays"
    points = len(found.points)
    return Measured(at=points if at is None else at, seconds=least, points=points, method=method)


def panels() -> Iterator[Panel]:
    """One for each thing that the cost grows with; the last of each row shows where a method changes."""
    sizes = (1, 2, 3, 4, 5, 6, 8, 12, 20, 30, 40, 50)
    cap = USUAL_CAPS[2]
    yield Panel(
        title="packages: issues of ten options, two sides",
        across="packages, as a power of ten",
        changes=((4.0, "compiled from 10,000 packages"),),
        series=(
            ("independent", tuple(timed(independent(issues=n, options=10), n) for n in sizes)),
            ("opposed", tuple(timed(opposed(issues=n, options=10, most=1_000_000), n) for n in sizes[:9])),
        ),
    )
    issues = (2, 5, 8, 11, 14, 20, 30, 40, 60, 80, 100)
    yield Panel(
        title="issues: two options each, two sides",
        across="issues",
        changes=((13.3, "compiled from 10,000 packages"),),
        series=(("independent", tuple(timed(independent(issues=n, options=2), n) for n in issues)),),
    )
    yield Panel(
        title="sides: six issues of five options",
        across="sides",
        changes=((2.5, "from three sides, compared on all at once"),),
        series=(
            (
                "independent",
                tuple(timed(independent(issues=6, options=5, parties=n), n) for n in (2, 3, 4, 5, 6)),
            ),
        ),
    )
    yield Panel(
        title="the frontier's size: opposed, eight issues of ten options",
        across="packages on it, as a power of ten",
        changes=((len(str(cap)) - 1.0, f"approximated past {cap:,} at a stage"),),
        powers=True,
        series=(
            (
                "opposed",
                tuple(
                    timed(opposed(issues=8, options=10, most=most))
                    for most in (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000)
                ),
            ),
        ),
    )


def measure(picture: Path | None = None) -> None:
    """Print every figure, and draw them where a file is named."""
    found = tuple(panels())
    print("a frontier with its packages; seconds of one core's time, the least of three runs")
    for panel in found:
        print(f"\n{panel.title}")
        print(f"{'family':<12} {panel.across:>34} {'on the frontier':>16} {'seconds':>9}  method")
        for family, rows in panel.series:
            for row in rows:
                where = panel.place(row)
                print(f"{family:<12} {where:>34.4g} {row.points:>16,} {row.seconds:>9.4f}  {row.method}")
    if picture is not None:
        picture.write_text(standalone(drawn(found)), encoding="utf-8")


if __name__ == "__main__":
    measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
