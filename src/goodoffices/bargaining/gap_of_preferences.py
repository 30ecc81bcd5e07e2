"""How far apart the sides are by what they want: the zone or the shortfall, and what each would give up."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from goodoffices.bargaining.candidate import Candidate, candidate
from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.logrolling import IssueTension, Tension, logrolling
from goodoffices.bargaining.settled import plain_numbers, settled, worths_of
from goodoffices.bargaining.shortfall import Lowering, shortfall
from goodoffices.bargaining.surface import Cap
from goodoffices.bargaining.zone import zone
from goodoffices.preferences.additive import Scale
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word


class Concession(Word, omit_defaults=False):
    """What one side would have to give up in the most even deal, measured from its best package.

    Worths on its own scale; `in_range` is `gives_up` in units of its range (None: flat).
    """

    holder: str
    best: float
    reservation: float
    most_even: float
    gives_up: float
    in_range: float | None
    sentence: str


class PreferenceGap(Word, tag="preference_gap", tag_field="kind", omit_defaults=False):
    """The gap by preferences; there is no single number.

    `zone_empty` None: not decided. `zone_outcomes` and `outcomes` are exact whole numbers, as text; the
    former None where they were not counted. `shortfall` as in `Shortfall`: 0 where the zone is open, None
    where no lowering opens it. `most_even` is the candidate package from which `concessions` are read, None
    where there is none. `issues` is the logrolling table, empty where issues interact.
    """

    parties: tuple[str, ...]
    outcomes: str
    zone_empty: bool | None
    zone_outcomes: str | None
    zone_share: float | None
    shortfall: float | None
    lowerings: tuple[Lowering, ...]
    most_even: Package | None
    concessions: tuple[Concession, ...]
    issues: tuple[IssueTension, ...]
    sentence: str


def gap(scenario: Scenario, *, cap: Cap = "usual") -> Finding[PreferenceGap]:
    """How far apart the sides are: is there a zone, what is missing, what is traded, what is fought over.

    Parameters
    ----------
    scenario
        Preferences of two or more parties; higher is better.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[PreferenceGap]
        Its tolerance is that of the frontier.

    Notes
    -----
    1. Zone and shortfall as in `zone` and `shortfall`.
    2. What each side gives up is read from the candidate package of `candidate`: its own best package less
    that.
    3. The logrolling table: for each issue, what each side loses by taking the option that another wants
    most. A
       trade costs one side at least twice what it costs another; stakes are in units of each side's range.

    References
    ----------
    Froman and Cohen (1970), Compromise and logroll: comparing the efficiency of two bargaining processes,
    Behavioral Science 15(2), 180-183.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> worths = {"land": {"much": (7, 0), "little": (0, 2)}, "water": {"much": (3, 0), "little": (0, 8)}}
    >>> found = gap(from_table(worths, {"East": 3, "West": 3})).result
    >>> print(found.sentence)
    1 of 4 packages is at least as good for every side as no agreement. Trades: Land and Water.
    >>> print(found.concessions[0].sentence)
    East could have 10 at best and has 7 in the most even deal: it gives up 3, 30% of its range.

    A negative bargaining zone:

    >>> gap(from_table(worths, {"East": 8, "West": 9})).result.shortfall
    0.1
    """
    opened, missing = zone(scenario, cap=cap), shortfall(scenario, cap=cap)
    even = candidate(scenario, cap=cap)
    numbers = plain_numbers(scenario)
    issues = () if numbers is None else logrolling(numbers, scenario.agenda)
    found = even.result if isinstance(even.result, Candidate) else None
    result = PreferenceGap(
        parties=scenario.parties,
        outcomes=str(scenario.outcomes),
        zone_empty=opened.result.empty,
        zone_outcomes=None if opened.result.outcomes is None else str(opened.result.outcomes),
        zone_share=opened.result.share,
        shortfall=missing.result.amount,
        lowerings=missing.result.lowerings,
        most_even=None if found is None else found.package,
        concessions=() if found is None or numbers is None else _concessions(scenario, found, numbers.scales),
        issues=issues,
        sentence="",
    )
    said = "Issues interact, so that no issue can be called a trade or a conflict by itself."
    return finding(
        scenario,
        method=f"gap by preferences: zone, shortfall, logrolling table; {missing.method}",
        result=_said(result, scenario),
        tolerance=max(opened.tolerance, missing.tolerance),
        settings=opened.settings,
        remarks=(*missing.remarks, *(() if issues else (said,))),
    )


def _concessions(scenario: Scenario, found: Candidate, scales: tuple[Scale, ...]) -> tuple[Concession, ...]:
    worths = worths_of(scenario, settled(found.package, scenario.agenda))
    return tuple(_concession(scale, worth) for scale, worth in zip(scales, worths, strict=True))


def _concession(scale: Scale, worth: Fraction) -> Concession:
    span = scale.unit * scale.top
    best = scale.base + span
    gives_up = best - worth
    said = f"{scale.holder} could have {float(best):.6g} at best and has {float(worth):.6g} in the most even "
    said += f"deal: it gives up {float(gives_up):.6g}"
    said += f", {float(gives_up / span):.0%} of its range." if span else "."
    return Concession(
        holder=scale.holder,
        best=float(best),
        reservation=float(scale.base + scale.unit * scale.reservation),
        most_even=float(worth),
        gives_up=float(gives_up),
        in_range=float(gives_up / span) if span else None,
        sentence=said,
    )


def _said(result: PreferenceGap, scenario: Scenario) -> PreferenceGap:
    return msgspec.structs.replace(
        result, sentence=" ".join((_zone_words(result), *_issue_words(result, scenario)))
    )


def _zone_words(result: PreferenceGap) -> str:
    if result.zone_empty is None:
        return "It is not decided whether any package is as good for every side as no agreement."
    if not result.zone_empty:
        count = "Some" if result.zone_outcomes is None else result.zone_outcomes
        verb = (
            "packages are"
            if count == "Some"
            else f"of {result.outcomes} packages {'is' if count == '1' else 'are'}"
        )
        return f"{count} {verb} at least as good for every side as no agreement."
    none = "No package is as good for every side as no agreement"
    if result.shortfall is None:
        return f"{none}, and no lowering of what no agreement is worth opens a deal."
    return f"{none}; {result.shortfall:.3g} of each side's range is missing."


def _issue_words(result: PreferenceGap, scenario: Scenario) -> tuple[str, ...]:
    titles = {issue.key: issue.title for issue in scenario.agenda.issues}
    words = {
        Tension.TRADE: "Trades",
        Tension.CONFLICT: "Costs all sides about as much",
        Tension.COMMON: "Best settled the same way for all",
    }
    found = [
        f"{word}: {_listed([titles[row.issue] for row in result.issues if row.tension is tension])}."
        for tension, word in words.items()
        if any(row.tension is tension for row in result.issues)
    ]
    return tuple(found)


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
