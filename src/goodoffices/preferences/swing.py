"""Weights and values as a side states them when it is asked in the two usual ways."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.errors import ScenarioError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.uncertain import (
    Interval,
    Quantity,
    UncertainIssue,
    UncertainPreference,
    UncertainWorth,
    Unknown,
)


def swing(
    agenda: Agenda,
    holder: str,
    points: Mapping[str, float],
    ratings: Mapping[str, Mapping[str, float]],
    *,
    reservation: Quantity | None = None,
    off: float = 0.0,
) -> UncertainPreference:
    """The preference that swing weights and direct ratings state, with as much doubt as is wanted.

    Parameters
    ----------
    agenda
        One or more issues.
    holder
        Who was asked.
    points
        For each issue, how much it matters to go from its worst option to its best: 100 for the greatest such
        swing, fewer for the others; 0 or more, not all 0.
    ratings
        For each issue, for each option, how good it is, on any scale (usually 0 for the worst, 100 for the
        best). An issue whose options are all rated alike has no swing.
    reservation
        The worth of no agreement from 0 (the worst package) to 1 (the best); by default unknown.
    off
        By which share of itself each weight may be off, from 0 (exact) to below 1.

    Returns
    -------
    UncertainPreference
        Weights add up to 1 and values go from 0 to 1: the worst package is worth 0, the best 1.

    Raises
    ------
    ScenarioError
        Where an issue or option is missing, or a number is out of place.

    References
    ----------
    Von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral Research, chapter 8 (swing weights,
    direct rating).

    Examples
    --------
    >>> from goodoffices.terms.agenda import Issue, Option
    >>> options = (Option(key="few", title="Few"), Option(key="many", title="Many"))
    >>> agenda = Agenda(issues=tuple(Issue(key=k, title=k, options=options) for k in ("hours", "pay")))
    >>> found = swing(agenda, "Union", {"hours": 25, "pay": 100},
    ...               {"hours": {"few": 100, "many": 0}, "pay": {"few": 0, "many": 80}})
    >>> [issue.weight for issue in found.issues], found.issues[1].values[1].value
    ([0.2, 0.8], 1.0)
    """
    if not 0 <= off < 1:
        raise ScenarioError(f"weights may be off by a share from 0 to below 1, not by {off:g}")
    if any(point < 0 for point in points.values()):
        raise ScenarioError(f"the points of {holder} must be 0 or more")
    held: dict[str, float] = {}
    for issue in agenda.issues:
        rated = ratings.get(issue.key, {})
        missing = [option.key for option in issue.options if option.key not in rated]
        if missing or issue.key not in points:
            raise ScenarioError(f"{holder} has not rated {issue.key}{': ' + missing[0] if missing else ''}")
        alike = max(rated.values()) == min(rated.values())
        held[issue.key] = 0.0 if alike else float(points[issue.key])
    total = sum(held.values())
    if total <= 0:
        raise ScenarioError(f"to {holder} no issue has a swing: nothing can be weighed")
    return UncertainPreference(
        holder=holder,
        total=1.0,
        reservation=Unknown() if reservation is None else reservation,
        issues=tuple(
            UncertainIssue(
                issue=issue.key,
                weight=_around(held[issue.key] / total, off),
                values=tuple(
                    UncertainWorth(option=option.key, value=_rated(ratings[issue.key], option.key))
                    for option in issue.options
                ),
            )
            for issue in agenda.issues
        ),
        basis="swing weights and direct ratings",
    )


def _around(weight: float, off: float) -> Quantity:
    if off == 0 or weight == 0:
        return weight
    return Interval(low=weight * (1 - off), high=min(1.0, weight * (1 + off)))


def _rated(ratings: Mapping[str, float], option: str) -> float:
    low, high = min(ratings.values()), max(ratings.values())
    return 0.0 if high == low else (ratings[option] - low) / (high - low)
