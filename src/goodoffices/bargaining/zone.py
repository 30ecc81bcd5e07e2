"""The zone of possible agreement: packages at least as good for every party as no agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from goodoffices.bargaining.bracket import bracket
from goodoffices.bargaining.counting import counted
from goodoffices.bargaining.dominance import Counts, Whole
from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.interaction import LISTED
from goodoffices.bargaining.surface import Cap, Surface, adds_up, surface
from goodoffices.preferences.additive import ROUNDING, Additive, additive
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.preference import Preference
from goodoffices.terms.word import Word

MOST_SUMS: Final = 200_000
_SAFE: Final = 2**62
_ROOM: Final = 4  # candidates before equal sums are merged, for each sum that may be kept


class Zone(Word):
    """Whether there is a zone of possible agreement, and how wide it is.

    `empty` None: not decided (a remark says why). `outcomes` is the exact number of packages in the
    zone, None where they were not counted exactly: then at least `at_least` and at most `at_most`.
    `all_outcomes` is the number of all packages that links allow; `share` the quotient of the exact ones.
    An empty zone is also called a negative bargaining zone.
    """

    parties: tuple[str, ...]
    empty: bool | None
    outcomes: int | None
    at_least: int
    at_most: int
    all_outcomes: int
    share: float | None


def zone(scenario: Scenario, *, cap: Cap = "usual", most_sums: int = MOST_SUMS) -> Finding[Zone]:
    """The packages that are at least as good for every party as no agreement: any, and how many.

    Parameters
    ----------
    scenario
        Preferences of two or more parties. Packages that cross a red line lie outside.
    cap
        As in `frontier`, which is asked only where the count leaves open whether there is any.
    most_sums
        Distinct sums of worths that the count may hold at a time, 0 or more; past it the count is bracketed.

    Returns
    -------
    Finding[Zone]
        A reservation value above a party's best package: empty. One at or below its worst: that
        party excludes nothing.

    Notes
    -----
    1. Issue by issue, keep how many part packages have each sum of worths.
    2. A sum that has reached a party's reservation value stays there; one that cannot reach it any
       more is dropped. So the work depends on distinct sums, not on packages.
    3. Past `most_sums`, the count is bracketed (`bracket`). Where the bounds leave open whether there is
       any, the frontier decides: the zone is open if a point of it lies in the zone.
    4. Where issues interact, are linked, or red lines are drawn, packages are listed if there are at
       most ten million; beyond, they are counted or bracketed issue by issue (`tally`), unless issues
       interact too much: then only whether there is any is looked for, and a remark says so.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> pauses = {f"pause-{n}": {f"days-{d}": (d, -d) for d in range(10)} for n in range(40)}
    >>> few = zone(from_table(pauses, {"A": 359, "B": -360})).result
    >>> few.outcomes, few.all_outcomes == 10**40
    (41, True)

    A negative bargaining zone:

    >>> zone(from_table(pauses, {"A": 200, "B": -199})).result.empty
    True
    """
    settings: tuple[Setting, ...] = (Setting(name="most sums", value=str(most_sums)),)
    counted = _counted(scenario, most_sums)
    empty, remarks, tolerance = counted.empty, counted.remarks, counted.tolerance
    if empty is None:
        found = surface(scenario, cap=cap, within_red_lines=True)
        empty = _empty(found)
        settings, tolerance = settings + found.settings, found.tolerance
        remarks = (*found.remarks, *counted.remarks[1:])
        if empty is None:
            remarks += ("Whether the zone is empty is within the tolerance: lift the cap to decide it.",)
    least, most = (0, 0) if empty else (counted.least, counted.most)
    if empty is False:
        least = max(least, 1)
    outcomes = least if least == most else None
    return finding(
        scenario,
        method=f"{counted.method}; whether there is any from the frontier where that leaves it open",
        result=Zone(
            parties=scenario.parties,
            empty=empty,
            outcomes=outcomes,
            at_least=least,
            at_most=most,
            all_outcomes=counted.all_outcomes,
            share=None if outcomes is None else outcomes / counted.all_outcomes,
        ),
        tolerance=tolerance,
        settings=settings,
        remarks=remarks,
    )


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """Bounds on the packages of the zone; the first remark is on the arithmetic."""

    least: int
    most: int
    all_outcomes: int
    tolerance: float
    remarks: tuple[str, ...]
    method: str

    @property
    def empty(self) -> bool | None:
        if self.most == 0:
            return True
        return False if self.least else None


def _counted(scenario: Scenario, most_sums: int) -> _Counted:
    if not adds_up(scenario) or scenario.red_lines:
        return _interacting(scenario, most_sums)
    preferences = tuple(each for each in scenario.preferences if isinstance(each, Preference))
    numbers = additive(preferences, scenario.agenda)
    exact = _count(numbers, scenario.outcomes, most_sums)
    least, most = (exact, exact) if exact is not None else bracket(numbers, scenario.outcomes)
    remarks = (numbers.arithmetic,)
    if least != most:
        remarks += (f"Bracketed, not counted: the worths have more than {most_sums:,} different sums.",)
    return _Counted(
        least=least,
        most=most,
        all_outcomes=scenario.outcomes,
        tolerance=0.0 if numbers.exact else float(ROUNDING),
        remarks=remarks,
        method="count of packages by sums of worths, issue by issue"
        if exact is not None
        else "shares of packages by sums of worths on a grid, convolved block by block",
    )


def _interacting(scenario: Scenario, most_sums: int) -> _Counted:
    """Where issues interact, are linked, or red lines rule packages out."""
    found = counted(scenario, most_sums)
    remarks = ("",) if found.numbers is None else (found.numbers.arithmetic,)
    if found.numbers is None:
        remarks += (f"Not counted: issues interact too much, and there are more than {LISTED:,} packages.",)
    elif found.least != found.most:
        remarks += (
            f"Bracketed, not counted: at some issue there are more than {most_sums:,} different worths.",
        )
    return _Counted(
        least=found.least,
        most=found.most,
        all_outcomes=found.outcomes,
        tolerance=0.0 if found.numbers is None or found.numbers.exact else float(ROUNDING),
        remarks=remarks,
        method=found.method,
    )


def _empty(found: Surface) -> bool | None:
    """No point of the frontier lies in the zone; None: none of those kept, but one may be missing."""
    scales = found.numbers.scales
    needed = np.array([scale.needed for scale in scales])[:, None]
    if (found.sums >= needed).all(axis=0).any():
        return False
    missed = np.array([int(found.folded.error * scale.top) + 1 for scale in scales])[:, None]
    if found.complete or not (found.sums + missed >= needed).all(axis=0).any():
        return True
    return None


def _count(numbers: Additive, outcomes: int, most_sums: int) -> int | None:
    """How many packages reach every party's reservation value; None past `most_sums`."""
    needed = np.array([scale.needed for scale in numbers.scales])[:, None]
    to_come = np.array([scale.top for scale in numbers.scales])[:, None]
    sums = np.zeros((len(needed), 1), dtype=np.int64)
    counts: Counts = np.ones(1, dtype=np.int64 if outcomes < _SAFE else object)
    for terms in numbers.terms:
        to_come = to_come - terms.max(axis=0)[:, None]
        if sums.shape[1] * len(terms) > _ROOM * most_sums:
            return None
        sums = (terms.T[:, :, None] + sums[:, None, :]).reshape(len(needed), -1)
        counts = np.tile(counts, len(terms))
        hopeful = (sums + to_come >= needed).all(axis=0)
        sums, counts = _merged(np.minimum(sums[:, hopeful], needed), counts[hopeful])
        if sums.shape[1] > most_sums:
            return None
    return sum(counts.tolist())


def _merged(sums: Whole, counts: Counts) -> tuple[Whole, Counts]:
    """Equal columns as one, their counts added up."""
    if not sums.shape[1]:
        return sums, counts
    order = np.lexsort(sums)
    sums = sums[:, order]
    fresh = np.ones(len(order), dtype=np.bool_)
    np.any(sums[:, 1:] != sums[:, :-1], axis=0, out=fresh[1:])
    starts = np.flatnonzero(fresh)
    return sums[:, starts], np.add.reduceat(counts[order], starts)
