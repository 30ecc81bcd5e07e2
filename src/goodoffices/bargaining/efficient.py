"""The packages that no other package beats."""

from __future__ import annotations

from functools import cached_property

from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.fold import Progress
from goodoffices.bargaining.surface import Cap, surface
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding
from goodoffices.terms.word import Word


class Point(Word):
    """What one package of the frontier is worth, party by party.

    `choices` are option indices, issue by issue (`Scenario.package` turns them into a package);
    `outcomes` is how many packages have these worths, of which this is the smallest in the order of
    issues and options.
    """

    worths: tuple[float, ...]
    choices: tuple[int, ...]
    outcomes: int


class Frontier(Word, dict=True, gc=True):
    """All points that no outcome beats: at least as good for every party, better for one.

    Points go from the worst to the best for the first party; `worths` follow the order of `parties`;
    `choices` and `counts` are those of `Point`, in which `points` puts them together.
    `outcomes` is the number of all packages of the scenario. `complete` is False where the
    points are an approximation: then the finding's tolerance bounds what is missed.
    """

    parties: tuple[str, ...]
    outcomes: int
    worths: tuple[tuple[float, ...], ...]
    choices: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]
    complete: bool = True

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The points one by one."""
        rows = zip(self.worths, self.choices, self.counts, strict=True)
        return tuple(
            [Point(worths=worths, choices=choices, outcomes=count) for worths, choices, count in rows]
        )


def frontier(
    scenario: Scenario, *, cap: Cap = "usual", progress: Progress | None = None
) -> Finding[Frontier]:
    """The efficient packages of a scenario, with what each is worth to every party.

    Parameters
    ----------
    scenario
        Preferences of two or more parties, additive or interacting; higher is better.
    cap
        The most points that any stage of the work may keep, 1 or more. "usual": 100,000 for two
        parties, 50,000 for three and four, 20,000 for more. None: no limit, and always complete.
    progress
        Told after each issue how many are done, and of how many. What it raises ends the work.

    Returns
    -------
    Finding[Frontier]
        Never empty. Tolerance 0: exact. Otherwise, in units of each party's range, how much better a
        package may be for any party than the nearest point.

    Notes
    -----
    1. From the last issue to the first, add each option of the issue to each sum kept so far.
    2. Keep the sums that no other beats; equal sums are one point, with a count.
    3. Past `cap` points, keep one point of each cell of a grid; the widths add up to the tolerance.
    4. Where numbers had to be rounded (a remark says so), make one last pass at 1e-12 of the range.
    5. Where issues interact or are linked: the same, an issue settled for every combination of those it
       interacts with; fewer than 10,000 packages are listed.
    6. Where that needs too large tables, the points are packages that were found, and the tolerance is what
       bounds on weighted sums leave open (`approximate`); a remark says so.

    The cost is that of the frontier's size at each stage, not of the number of packages: with exactly
    opposed preferences every package is on the frontier. A party with a flat range takes no part.

    References
    ----------
    Nemhauser and Ullmann (1969), Discrete dynamic programming and capital allocation, Management
    Science 15(9), 494-505. Rollon and Larrosa (2006), Bucket elimination for multiobjective
    optimization problems, Journal of Heuristics 12, 307-328.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> found = frontier(from_table({"truce": {"yes": (1, 1), "no": (0, 0)}}, {"A": 0, "B": 0}))
    >>> found.result.points
    (Point(worths=(1.0, 1.0), choices=(0,), outcomes=1),)

    Exactly opposed, every package is on it:

    >>> found = frontier(from_table({"truce": {"yes": (1, 0), "no": (0, 1)}}, {"A": 0, "B": 0}))
    >>> [point.worths for point in found.result.points]
    [(0.0, 1.0), (1.0, 0.0)]
    """
    found = surface(scenario, cap=cap, progress=progress)
    columns = [scale.worths(row) for scale, row in zip(found.numbers.scales, found.sums, strict=True)]
    return finding(
        scenario,
        method=f"frontier of {found.method}",
        result=Frontier(
            parties=scenario.parties,
            outcomes=found.outcomes,
            worths=tuple(zip(*columns, strict=True)),
            choices=tuple(map(tuple, found.choices.tolist())),
            counts=tuple(found.counts.tolist()),
            complete=found.complete,
        ),
        tolerance=found.tolerance,
        settings=found.settings,
        remarks=found.remarks,
    )
