"""The command that says how far apart the sides are: computed, and as people claim it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import author_view, authored, read_as_author, reading_from
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.bargaining.gap_of_positions import Gap, IssueGap
    from goodoffices.desk.timeline import Line
    from goodoffices.record.view import View
    from goodoffices.terms.agenda import Agenda


def gap(
    talks: ask.TalksArgument,
    *,
    seat: ask.AuthorOrSeat = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Show how far apart the sides are, issue by issue, and what people say of it."""
    if read_as_author(talks, seat, store):
        _show(author_view(authored(talks)), json=json)
        return
    with reading_from(talks, seat or "", store) as seated:
        _show(seated.view(), json=json)


def _show(view: View, *, json: bool) -> None:
    from goodoffices.bargaining.gap_of_positions import CannotBeComputed
    from goodoffices.desk import computing, reading
    from goodoffices.doors.cli.lines import content_of

    found = computing.gap(view)
    claimed = reading.claimed_gaps(view)
    if json:
        as_json({"talks": view.talks.name, "computed": found, "claimed": [_claim(line) for line in claimed]})
        return
    result = found.result
    if isinstance(result, CannotBeComputed):
        say(f"The gap {result.sentence}.")
    else:
        _show_computed(result, view.talks.agenda)
    for remark in found.remarks:
        say(remark)
    typer.echo()
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
            "gap doha-cairo-2024 --json",
            "gap harbour --seat ministry --store harbour.db",
        )
    )(gap)
