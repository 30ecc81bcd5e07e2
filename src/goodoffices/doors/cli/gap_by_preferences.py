"""The gap by what the sides want, as it is printed and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from goodoffices.doors.cli.asked import in_words
from goodoffices.doors.cli.frame import Answer, Cap, Left
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.bargaining.gap_of_preferences import PreferenceGap
    from goodoffices.bargaining.logrolling import IssueTension
    from goodoffices.bargaining.sensitivity import Reach, Sensitivity
    from goodoffices.scenarios.scenario import Scenario


def gap(left: Left, cap: Cap) -> Answer:
    """Zone or shortfall, what each side gives up, and the logrolling table."""
    from goodoffices.bargaining import gap as engine

    given = left.scenario
    found = left.noted(engine(given, cap=cap))
    return Answer(
        finding=found,
        say=lambda: _say_preferences(given, found.result),
        picture=lambda: _picture(given, found.result),
    )


def sensitivity(left: Left, cap: Cap) -> Answer:
    """How far each input may move, one at a time, before the zone or the Nash solution changes."""
    from goodoffices.bargaining.sensitivity import sensitivity as engine

    given = left.scenario
    found = left.noted(engine(given, cap=cap))
    return Answer(finding=found, say=lambda: _say_reaches(given, found.result), picture=_none)


def _none() -> str:
    raise typer.BadParameter("with --sensitivity there is nothing to draw", param_hint="--chart")


def _say_preferences(given: Scenario, result: PreferenceGap) -> None:
    say(result.sentence)
    if result.shortfall != 0:
        say("")
        table(
            ("party", "all come down by the same part", "only this one comes down"),
            ((one.holder, _fall(one.together), _fall(one.alone)) for one in result.lowerings),
            none="",
        )
    if result.most_even is not None:
        say("")
        say(f"The most even deal: {in_words(result.most_even, given.agenda)}")
        for one in result.concessions:
            say(one.sentence)
    if result.issues:
        say("")
        say("What is at stake, in parts of each side's own range, and what costs the sides least together:")
        titles = {issue.key: issue.title for issue in given.agenda.issues}
        table(
            (
                "issue",
                "what it is",
                *(f"costs {party}" for party in result.parties),
                "of the conflict",
                "least",
            ),
            (_row(titles[row.issue], given, row) for row in result.issues),
            none="",
        )


def _fall(worth: float | None) -> str:
    return "does not suffice" if worth is None else f"{worth:.4g}"


def _row(title: str, given: Scenario, row: IssueTension) -> tuple[str, ...]:
    issue = given.agenda.issue(row.issue)
    option = None if issue is None else issue.option(row.least)
    losses = ("" if one.in_range is None else f"{one.in_range:.0%}" for one in row.stakes)
    return (
        title,
        row.tension.value,
        *losses,
        f"{row.share:.0%}",
        row.least if option is None else option.title,
    )


def _picture(given: Scenario, result: PreferenceGap) -> str:
    """What giving way would cost each side, issue by issue. Raises `ScenarioError` where issues interact."""
    from goodoffices.doors.charts.drawing import Width
    from goodoffices.doors.charts.stakes import Staked, stakes
    from goodoffices.errors import ScenarioError

    if not result.issues:
        raise ScenarioError("where issues interact, no single issue has a stake that could be drawn")
    titles = {issue.key: issue.title for issue in given.agenda.issues}
    return stakes(
        tuple(
            Staked(issue=titles[row.issue], parts=tuple(one.in_range or 0.0 for one in row.stakes))
            for row in result.issues
        ),
        parties=result.parties,
        key="stakes",
        title="What giving way would cost each side, in parts of its range",
        width=Width.WIDE,
    )


def _say_reaches(given: Scenario, result: Sensitivity) -> None:
    say(f"The zone is {'open' if result.zone_open else 'empty'}. {result.weakest}")
    if result.package is not None:
        say(f"The Nash solution: {in_words(result.package, given.agenda)}")
    say("")
    table(
        ("no agreement is worth to", "now", "the zone is open up to", "same Nash solution"),
        (
            (
                one.holder,
                f"{one.now:.4g}",
                "never" if one.zone_opens_at is None else f"{one.zone_opens_at:.4g}",
                _reach(one.same_package),
            )
            for one in result.reservations
        ),
        none="",
    )
    say("")
    titles = {issue.key: issue.title for issue in given.agenda.issues}
    stays = "open" if result.zone_open else "empty"
    table(
        ("weight of", "for", "now", f"zone stays {stays}", "same Nash solution"),
        (
            (titles[one.issue], one.holder, f"{one.now:.4g}", _reach(one.zone), _reach(one.same_package))
            for one in result.weights
        ),
        none="",
    )


def _reach(reach: Reach | None) -> str:
    if reach is None:
        return ""
    low, high = reach.low, reach.high
    if low is None and high is None:
        return "anywhere tried"
    if low is None:
        return f"up to {high:.4g}"
    return f"from {low:.4g}" if high is None else f"{low:.4g} to {high:.4g}"
