"""The command that says how far apart the sides are: by positions, by what they want, and as claimed."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import AsWritten, Chart, Exact, Most, Points, cap_of
from goodoffices.doors.cli.finding import print_json, published, save, say_how
from goodoffices.doors.cli.place import author_view, authored, read_as_author, reading_from
from goodoffices.doors.cli.tables import say, table
from goodoffices.doors.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.gap_of_positions import Gap, IssueGap
    from goodoffices.desk.line import Line
    from goodoffices.record.view import View
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.agenda import Agenda

Limit = int | Literal["usual"] | None
TalksOrScenario = Annotated[
    str,
    typer.Argument(
        metavar="TALKS|SCENARIO",
        help="Talks in the store, a talks file, an example's name; or whatever holds a scenario.",
        show_default=False,
    ),
]
Reach = Annotated[
    bool,
    typer.Option(
        "--sensitivity",
        help="Say instead how far what no agreement is worth, and each weight, may move before it changes.",
        show_default=False,
    ),
]


def gap(
    talks: TalksOrScenario,
    *,
    sensitivity: Reach = False,
    cap: Most = None,
    exact: Exact = False,
    as_written: AsWritten = False,
    points: Points = 21,
    seat: ask.AuthorOrSeat = None,
    store: ask.Store = None,
    chart: Chart = None,
    json: ask.Json = False,
) -> None:
    """Show how far apart the sides are: by positions, by preferences, and as people say."""
    from goodoffices.doors.cli.gap_by_preferences import show_preferences, show_sensitivity

    limit = cap_of(cap, exact=exact)
    named = _scenario_path(talks, seat, store)
    if named is not None:
        from goodoffices.scenarios import load

        given = load(named, as_written=as_written, points=points)
        if sensitivity:
            show_sensitivity(given, limit, json=json)
        else:
            show_preferences(given, limit, chart=chart, json=json)
        return
    if read_as_author(talks, seat, store):
        view = author_view(authored(talks))
    else:
        with reading_from(talks, seat or "", store) as seated:
            view = seated.view()
    if sensitivity:
        show_sensitivity(_computable(view), limit, json=json)
    else:
        _show(view, limit, chart=chart, json=json)


def _scenario_path(named: str, seat: str | None, store: str | None) -> Path | None:
    """Where a scenario lies that is no talks; None where talks are meant."""
    from goodoffices.desk.examples import find_scenario
    from goodoffices.doors.cli.scenario_place import talks_or_path

    if seat is not None or store is not None or named == "-":
        return None
    if not Path(named).exists() and find_scenario(named) is None:
        return None
    found = talks_or_path(named)
    return found if isinstance(found, Path) else None


def _computable(view: View) -> Scenario:
    from goodoffices.desk import computing
    from goodoffices.errors import ScenarioError

    found = computing.scenario(view)
    if isinstance(found, str):
        raise ScenarioError(found)
    return found


def _show(view: View, limit: Limit, *, chart: Path | None, json: bool) -> None:
    from goodoffices.bargaining import gap as engine
    from goodoffices.bargaining.gap_of_positions import CannotBeComputed
    from goodoffices.desk import computing, reading
    from goodoffices.doors.cli.gap_by_preferences import picture, say_preferences

    found = computing.gap(view)
    given = computing.scenario(view)
    claimed = reading.claimed_gaps(view)
    wanted = None
    if not isinstance(given, str):
        with waiting("Looking for what could be agreed"):
            wanted = engine(given, cap=limit)
    if chart is not None:
        save(picture(_computable(view), limit), chart)
    if json:
        beside = {"talks": view.talks.name, "computed": published(found)}
        claims = [_claim(line) for line in claimed]
        print_json(found if wanted is None else wanted, **beside, claimed=claims)
        return
    result = found.result
    if isinstance(result, CannotBeComputed):
        say(f"The gap {result.sentence}.")
    else:
        _show_computed(result, view.talks.agenda)
    for remark in found.remarks:
        say(remark)
    typer.echo()
    _show_claimed(claimed)
    if wanted is not None and not isinstance(given, str):
        typer.echo()
        say("By what the sides want, as far as it is known here:")
        say_preferences(given, wanted.result)
        say_how(wanted)


def _show_claimed(claimed: tuple[Line, ...]) -> None:
    from goodoffices.doors.cli.lines import content_of

    say("What people say of the gap:")
    table(
        ("when", "on whose word", "direction", "words"),
        (
            (
                line.first or "not stated",
                ", ".join(line.sources) or "not stated",
                _direction(line),
                "" if line.entry is None else content_of(line.entry.content),
            )
            for line in claimed
        ),
        none="nothing in this record",
    )


def _show_computed(result: Gap, agenda: Agenda) -> None:
    counts = result.counts
    say(
        f"{counts.agreed} agreed, {counts.overlapping} overlapping, {counts.open} open, "
        f"{counts.unknown} unknown (of {len(result.issues)} issues; by the latest positions)"
    )
    table(
        ("issue", "state", *result.parties, "steps apart"),
        (_row(issue, agenda) for issue in result.issues),
        none="the agenda names no issue",
    )


def _row(found: IssueGap, agenda: Agenda) -> tuple[str, ...]:
    issue = agenda.issue(found.issue)

    def title(key: str) -> str:
        option = None if issue is None else issue.option(key)
        return key if option is None else option.title

    stands = (", ".join(map(title, stand.acceptable)) or "not stated" for stand in found.stands)
    steps = "" if found.steps is None else str(found.steps)
    return (found.issue if issue is None else issue.title, found.state.value, *stands, steps)


def _direction(line: Line) -> str:
    from goodoffices.terms.claim import Assessment

    content = None if line.entry is None else line.entry.content
    return content.direction.value.replace("_", " ") if isinstance(content, Assessment) else ""


def _claim(line: Line) -> dict[str, object]:
    return {
        "id": line.item.id,
        "when": line.first,
        "sources": line.sources,
        "assessment": None if line.entry is None else line.entry.content,
    }


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "gap port-of-ardmere",
            "gap port-of-ardmere --sensitivity",
            "gap night-shift-at-quay-four --chart stakes.svg",
            "gap doha-cairo-2024 --json",
            "gap harbour --seat ministry --store harbour.db",
        )
    )(gap)
