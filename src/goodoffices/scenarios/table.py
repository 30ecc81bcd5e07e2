"""A scenario written down as a table: what each option is worth to each party."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.errors import ScenarioError
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.word import NOT_STATED


def from_table(
    worths: Mapping[str, Mapping[str, tuple[float, ...]]],
    reservations: Mapping[str, float],
    *,
    source: str = NOT_STATED,
) -> Scenario:
    """The scenario in which an option is worth what the table says, and issues add up.

    Parameters
    ----------
    worths
        For each issue, for each option, its worth to each party in the order of `reservations`;
        all weights are 1. Titles are made from the keys: "sea-border" is titled "Sea border".
    reservations
        The parties, and what no agreement is worth to each.
    source
        Where the numbers come from.

    Raises
    ------
    ScenarioError
        Where a row is not as long as there are parties, or `Scenario` refuses the whole.

    Examples
    --------
    >>> scenario = from_table({"land": {"much": (7, 0), "little": (0, 2)}}, {"East": 3, "West": 1})
    >>> scenario.parties, scenario.outcomes, scenario.agenda.issues[0].title
    (('East', 'West'), 2, 'Land')
    >>> from_table({"land": {"much": (7, 0, 1)}}, {"East": 3, "West": 1})
    Traceback (most recent call last):
    ...
    goodoffices.errors.ScenarioError: land: much has 3 worths for 2 parties
    """
    for issue, options in worths.items():
        for option, row in options.items():
            if len(row) != len(reservations):
                raise ScenarioError(
                    f"{issue}: {option} has {len(row)} worths for {len(reservations)} parties"
                )
    issues = tuple(
        Issue(
            key=issue,
            title=_title(issue),
            options=tuple(Option(key=option, title=_title(option)) for option in options),
        )
        for issue, options in worths.items()
    )
    preferences = tuple(
        Preference(
            holder=holder,
            reservation=reservation,
            issues=tuple(
                IssueWorth(
                    issue=issue,
                    weight=1,
                    values=tuple(
                        OptionWorth(option=option, value=row[party]) for option, row in options.items()
                    ),
                )
                for issue, options in worths.items()
            ),
        )
        for party, (holder, reservation) in enumerate(reservations.items())
    )
    return Scenario(agenda=Agenda(issues=issues), preferences=preferences, source=source)


def _title(key: str) -> str:
    words = key.replace("-", " ")
    return words[:1].upper() + words[1:]
