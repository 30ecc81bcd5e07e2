"""The command that shows all that a seat may see."""

from __future__ import annotations

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import reading_from
from goodoffices.doors.cli.tables import say, table


def lane(
    *,
    seat: ask.ReadingSeat,
    talks: ask.ReadTalks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Show all that a seat may see, in the order in which it came."""
    from goodoffices.desk.archive import seat_part

    with reading_from(talks, seat, store) as seated:
        if json:
            as_json(seat_part(seated.desk, seated.talks, seated.seat))
            return
        from goodoffices.casework.confidence import day_of
        from goodoffices.doors.cli.lines import words_of
        from goodoffices.doors.web.naming import of_matter

        view = seated.view()
        say(f"{view.talks.title}: all that {view.seat.title} may see")
        table(
            ("no.", "when", "what", "words"),
            (
                (str(item.number), day_of(view, item), of_matter(view, item.matter), words_of(item.matter))
                for item in view
            ),
            none="nothing yet",
        )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "lane --talks harbour --seat union",
            "lane --talks port-of-ardmere --seat union --json",
        )
    )(lane)
