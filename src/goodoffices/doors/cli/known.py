"""The command that says who knew what, when."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import acting, reading_from
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.desk.knowing import AllKnew, SeatKnew

By = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="WHEN",
        help="By the end of which day, as in 2031-03-05; or by which instant, as in 2031-03-05T14:30+02:00.",
        show_default=False,
    ),
]
HappenedBy = Annotated[
    str | None,
    typer.Option(
        "--happened-by", metavar="DAY", help="Only what had happened by that day.", show_default=False
    ),
]
Words = Annotated[
    str | None,
    typer.Option("--words", metavar="TEXT", help="Only what holds these words.", show_default=False),
]
Reader = Annotated[
    str | None,
    typer.Option("--seat", metavar="NAME", help="The seat that asks about itself.", show_default=False),
]
Across = Annotated[
    bool,
    typer.Option(
        "--across",
        help="What every seat knew; for whoever holds the store, and recorded as an act of the archive.",
        show_default=False,
    ),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why it is asked across all seats.", show_default=False),
]


def known(
    *,
    on: By,
    seat: Reader = None,
    across: Across = False,
    reason: Reason = None,
    happened_by: HappenedBy = None,
    words: Words = None,
    talks: ask.ReadTalks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Say what a seat knew by a moment: from whom, in which words, and which version of each text."""
    if across == (seat is not None):
        raise typer.BadParameter("say one of --seat and --across", param_hint="--seat / --across")
    if across and not reason:
        raise typer.BadParameter("say why it is asked across all seats", param_hint="--reason")
    if across and happened_by is not None:
        raise typer.BadParameter("goes with --seat only", param_hint="--happened-by")
    if seat is None:
        found = _across(talks, store, on=on, reason=reason or "", words=words)
        if json:
            as_json({"known": found})
        else:
            _show_all(found, words)
        return
    from goodoffices.desk.knowing import seat_knew

    with reading_from(talks, seat, store) as seated:
        knew = seat_knew(seated.view(), by=on, happened_by=happened_by, words=words)
    if json:
        as_json({"known": knew})
        return
    _show(knew)


def _across(talks: str | None, store: ask.Store, *, on: str, reason: str, words: str | None) -> AllKnew:
    from goodoffices.desk.knowing import all_knew
    from goodoffices.doors.cli.act import given

    with acting(talks, "", store) as archive:
        return all_knew(
            archive.desk, archive.talks, by=on, reason=given(reason, option="--reason"), words=words
        )


def _show_all(found: AllKnew, words: str | None) -> None:
    if words is not None:
        say(f"Where these words stood by {found.by}:")
        table(
            ("recorded", "seat", "from", "words"),
            (
                (one.thing.recorded, one.seat, one.thing.given_by or "itself", " / ".join(one.thing.words))
                for one in found.trail
            ),
            none="  nowhere",
        )
        return
    for knew in found.seats:
        _show(knew)
        typer.echo()


def _show(knew: SeatKnew) -> None:
    from goodoffices.doors.cli.lines import spelled

    say(f"What {knew.seat} knew by {knew.by}:")
    table(
        ("no.", "recorded", "happened", "what", "from", "words", "since"),
        (
            (
                str(each.number),
                each.recorded,
                (each.happened.start or each.happened.words or "") if each.happened else "",
                spelled(each.kind),
                each.given_by or "itself",
                " / ".join(each.words),
                "taken back" if each.withdrawn else "corrected" if each.corrected_by else "",
            )
            for each in knew.things
        ),
        none="  nothing yet",
    )
    if knew.untold:
        say("Given to it and not passed on to every side by then:")
        table(
            ("recorded", "from", "not told", "words"),
            ((e.recorded, e.given_by, ", ".join(e.not_told), " / ".join(e.words)) for e in knew.untold),
            none="  nothing",
        )
    for text in knew.texts:
        shown = " The sides have different versions before them." if text.shown_apart else ""
        answered = " Their latest answers are to different versions." if text.answered_apart else ""
        say(f"{text.title}:{shown}{answered}")
        table(
            ("version", "shown to", "answered by"),
            (
                (
                    str(each.version or "not numbered"),
                    ", ".join(f"{one.to} ({one.recorded[:10]})" for one in each.shown),
                    ", ".join(f"{one.by}: {spelled(one.value.value)}" for one in each.answered),
                )
                for each in text.versions
            ),
            none="  no version",
        )


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "known --talks harbour --seat union --on 2031-03-05",
            "known --talks port-of-ardmere --seat ministry --on 2031-03-12 --json",
            'known --talks harbour --across --on 2031-03-05 --words "two months" --reason "An inquiry"',
        )
    )(known)
