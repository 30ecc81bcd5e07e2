"""Of the packages that are worth the same to all, the one nearest to what is on the table."""

from __future__ import annotations

from bisect import bisect_left

from goodoffices.bargaining.dominance import Whole
from goodoffices.bargaining.fold import Fold
from goodoffices.bargaining.surface import Surface
from goodoffices.preferences.additive import Additive
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Package

Sums = tuple[int, ...]


def changed(choices: tuple[int, ...], package: Package, agenda: Agenda) -> int:
    """On how many issues that the package settles the choices differ from it."""
    return sum(
        package.option(issue.key) not in {None, issue.options[at].key}
        for issue, at in zip(agenda.issues, choices, strict=True)
    )


def nearest(
    found: Surface, point: int, agenda: Agenda, on_the_table: tuple[Package, ...]
) -> tuple[int, tuple[int, ...]]:
    """The fewest changed issues, and the smallest package in issue order that changes so few.

    Looks at all packages with exactly the worths of the point, without listing them: forwards through the
    sums that are left for later issues, then backwards for the best way on. Where issues interact, only at
    the one package that stands for the point.
    """
    smallest: tuple[int, ...] = tuple(found.choices[point].tolist())
    plain = (min((changed(smallest, package, agenda) for package in on_the_table), default=0), smallest)
    if not on_the_table or int(found.counts[point]) == 1 or not isinstance(found.folded, Fold):
        return plain
    levels = _levels(found.folded, found.additive, tuple(found.sums[:, point].tolist()))
    return min(plain, *(_fewest(found, levels, agenda, package) for package in on_the_table))


def _levels(folded: Fold, numbers: Additive, start: Sums) -> list[dict[Sums, list[tuple[int, Sums]]]]:
    """For each issue: each sum that may be left, with the options that lead on and what they leave."""
    stages = folded.stages
    levels: list[dict[Sums, list[tuple[int, Sums]]]] = []
    here = {start}
    for at, terms in enumerate(numbers.terms):
        rows = [tuple(row) for row in terms.tolist()]
        level: dict[Sums, list[tuple[int, Sums]]] = {}
        for left in here:
            onward = [(option, _minus(left, row)) for option, row in enumerate(rows)]
            level[left] = [
                step
                for step in onward
                if (_holds(stages[at + 1].sums, step[1]) if at + 1 < len(stages) else not any(step[1]))
            ]
        levels.append(level)
        here = {left for steps in level.values() for _, left in steps}
    return levels


def _fewest(
    found: Surface, levels: list[dict[Sums, list[tuple[int, Sums]]]], agenda: Agenda, package: Package
) -> tuple[int, tuple[int, ...]]:
    """Backwards: from each sum, the fewest changes still to come and the smallest options for them."""
    best: dict[Sums, tuple[int, tuple[int, ...]]] = {(0,) * len(found.numbers.scales): (0, ())}
    for issue, level in zip(reversed(agenda.issues), reversed(levels), strict=True):
        wanted = package.option(issue.key)
        costs = [int(wanted not in {None, option.key}) for option in issue.options]
        best = {
            left: min((costs[option] + best[rest][0], (option, *best[rest][1])) for option, rest in usable)
            for left, steps in level.items()
            if (usable := [step for step in steps if step[1] in best])
        }
    return next(iter(best.values()))


def _minus(left: Sums, row: Sums) -> Sums:
    return tuple(a - b for a, b in zip(left, row, strict=True))


def _holds(sums: Whole, wanted: Sums) -> bool:
    """Whether a column stands among sums sorted from best to worst for the first party, and so on."""
    target = tuple(-part for part in wanted)

    def column(at: int) -> Sums:
        return tuple((-sums[:, at]).tolist())

    place = bisect_left(range(sums.shape[1]), target, key=column)
    return place < sums.shape[1] and column(place) == target
