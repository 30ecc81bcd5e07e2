"""Talks and their entries, shown whole: for people as tables, for programs as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from goodoffices.desk.line import Line
from goodoffices.desk.timeline import timeline
from goodoffices.doors.calendar_words import when
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.lines import content_of, spelled
from goodoffices.doors.cli.tables import say, table
from goodoffices.record.showing import shown_view
from goodoffices.terms.calendar import written_day
from goodoffices.terms.entry import Entry, Phase, Status
from goodoffices.terms.word import NOT_STATED

if TYPE_CHECKING:
    from goodoffices.record.view import View
    from goodoffices.terms.talks import Talks


def show(view: View, *, json: bool) -> None:
    """Print the talks with every entry that the view holds, in order of happening."""
    if json:
        as_json({"talks": view.talks, "entries": shown_view(view)})
        return
    _show_talks(view.talks)
    typer.echo()
    say("Entries, in order of happening:")
    table(
        ("when", "kind", "on whose word", "words"),
        (_row(line, line.entry, view.talks.time_zone) for line in timeline(view) if line.entry is not None),
        none="none yet",
    )


def _show_talks(talks: Talks) -> None:
    say(talks.title)
    if talks.about:
        say(talks.about)
    typer.echo()
    table(
        ("actor", "what it is", "role", "seat"),
        (
            (
                actor.name,
                actor.kind,
                ", ".join(spelled(tenure.role.value) for tenure in actor.roles),
                ", ".join(seat.name for seat in talks.seats if seat.actor == actor.name),
            )
            for actor in talks.actors
        ),
        none="no actors",
    )
    if talks.agenda.issues:
        typer.echo()
        table(
            ("issue", "options"),
            (
                (issue.title, ", ".join(option.title for option in issue.options))
                for issue in talks.agenda.issues
            ),
            none="",
        )


def _row(line: Line, entry: Entry, time_zone: str) -> tuple[str, ...]:
    told = when(entry.when, time_zone) or (line.first and written_day(line.first))
    firmness = [entry.status.value] if entry.status is not Status.STATED else []
    firmness += [entry.phase.value] if entry.phase is not Phase.HAPPENED else []
    kind = spelled(line.kind) + (f" ({', '.join(firmness)})" if firmness else "")
    return (
        told or NOT_STATED,
        kind,
        ", ".join(line.sources) or NOT_STATED,
        content_of(entry.content),
    )
