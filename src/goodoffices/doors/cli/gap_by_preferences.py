"""The gap by what the sides want, as it is printed and drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from goodoffices.doors.cli.asked import in_words
from goodoffices.doors.cli.finding import print_json, save, say_how
from goodoffices.doors.cli.tables import say, table
from goodoffices.doors.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.gap_of_preferences import PreferenceGap
    from goodoffices.bargaining.logrolling import IssueTension
    from goodoffices.bargaining.sensitivity import Reach, Sensitivity
    from goodoffices.scenarios.scenario import Scenario

Limit = int | Literal["usual"] | None


def show_preferences(given: Scenario, limit: Limit, *, chart: Path | None, json: bool) -> None:
    """Print zone or shortfall, what each side gives up, and the logrolling table."""
    from goodoffices.bargaining import gap as engine

    with waiting("Looking for what could be agreed"):
        found = engine(given, cap=limit)
    if chart is not None:
        save(picture(given, limit), chart)
    if json:
        print_json(found)
        return
    say_preferences(given, found.result)
    say_how(found)


def say_preferences(given: Scenario, result: PreferenceGap) -> None:
    """The same for people, without how it was made."""
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


def picture(given: Scenario, limit: Limit) -> str:
    """What giving way would cost each side, issue by issue. Raises `ScenarioError` where issues interact."""
    from goodoffices.bargaining import gap as engine
    from goodoffices.doors.charts.drawing import Width
    from goodoffices.doors.charts.stakes import Staked, stakes
    from goodoffices.errors import ScenarioError

    result = engine(given, cap=limit).result
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


def show_sensitivity(given: Scenario, limit: Limit, *, json: bool) -> None:
    """Print how far each input may move, one at a time, before the zone or the Nash solution changes."""
    from goodoffices.bargaining.sensitivity import sensitivity

    with waiting("Moving one number at a time"):
        found = sensitivity(given, cap=limit)
    if json:
        print_json(found)
        return
    _say_reaches(given, found.result)
    say_how(found)


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
