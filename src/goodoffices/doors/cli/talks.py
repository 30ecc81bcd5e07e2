"""Commands about talks as a whole: made, listed, shown, checked, brought in and taken out."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.place import (
    DEFAULT,
    author_view,
    authored,
    desk_on,
    kept_in,
    read_as_author,
    reading_from,
    refuse_taken,
)
from goodoffices.doors.cli.tables import say, table
from goodoffices.doors.cli.writing import written_to

if TYPE_CHECKING:
    from goodoffices.desk.desk import Desk
    from goodoffices.terms.talks import Talks

group = typer.Typer(no_args_is_help=True, help="Make talks, list them, show, check, import and export them.")

Source = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A talks file, or an example's name.", show_default=False),
]
Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A short name: small letters, digits, dashes.", show_default=False),
]
Title = Annotated[
    str, typer.Option("--title", metavar="TEXT", help="What the talks are called.", show_default=False)
]
Seats = Annotated[
    list[str],
    typer.Option(
        "--seat",
        metavar="NAME:KIND:ACTOR[:TITLE]",
        help="A seat: its name, its kind (party, mediator, outside_power, host, guarantor, observer) and "
        "its actor; may be repeated.",
        show_default=False,
    ),
]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        metavar="NAME:KIND:ROLE",
        help="An actor: its name, what it is, its role (several joined by +); for those without a seat, "
        "or to say more of one that has; may be repeated.",
        show_default=False,
    ),
]
Issues = Annotated[
    list[str] | None,
    typer.Option(
        "--issue",
        metavar="KEY:TITLE:OPTION,OPTION",
        help="An issue with its options; :ordered at the end where they lie on a line; may be repeated.",
        show_default=False,
    ),
]
TimeZone = Annotated[
    str,
    typer.Option("--time-zone", metavar="NAME", help="Whose days count, as in Asia/Qatar."),
]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="TEXT", help="What they are about.", show_default=False),
]


@group.command(
    epilog=ask.examples(
        'talks new harbour --title "The harbour" --seat "union:party:Dockers Union" '
        '--seat "company:party:Harbour Company" --seat "ministry:mediator:Ministry of Labour" '
        '--issue "trial:Length of the trial:one month,two months,three months"',
    )
)
def new(
    name: Name,
    *,
    title: Title,
    seat: Seats,
    actor: Actors = None,
    issue: Issues = None,
    time_zone: TimeZone = "UTC",
    about: About = None,
    receipts: Annotated[
        bool,
        typer.Option("--receipts/--no-receipts", help="Whether seats may take proof of what they hold."),
    ] = True,
    kept_until: Annotated[
        str | None,
        typer.Option(
            "--kept-until",
            metavar="DAY",
            help="No content is erased before this day, whoever orders it.",
            show_default=False,
        ),
    ] = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Make new talks with their seats."""
    from goodoffices.desk.calendar import zone
    from goodoffices.doors.cli.act import perhaps
    from goodoffices.doors.cli.roll import actors_of, fitting, issue_of, seat_of
    from goodoffices.terms.agenda import Agenda
    from goodoffices.terms.talks import Talks

    seats = tuple(map(seat_of, seat))
    made = fitting(
        Talks(
            name=name,
            title=title,
            about=perhaps(about, option="--about"),
            time_zone=time_zone,
            actors=actors_of(actor or [], seats),
            seats=seats,
            agenda=Agenda(issues=tuple(map(issue_of, issue or ()))),
            receipts=receipts,
            kept_until=kept_until,
        )
    )
    zone(made.time_zone)  # before a store is made for nothing
    with desk_on(store, create=True) as desk:
        refuse_taken(desk, name)
        desk.open_talks(made)
    if json:
        as_json({"made": _summary(made)})
        return
    say(f"Made {name} in {kept_in(store)}, with the seats {', '.join(one.name for one in seats)}.")


@group.command(
    "close-seat",
    epilog=ask.examples("talks close-seat harbour --seat union"),
)
def close_seat(
    talks: Annotated[str, typer.Argument(metavar="NAME", help="Talks in the store.", show_default=False)],
    *,
    seat: Annotated[
        str, typer.Option("--seat", metavar="NAME", help="The seat to close for good.", show_default=False)
    ],
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Close a seat for good: whoever sat there reads nothing any more; its part of the record stays."""
    with desk_on(store) as desk:
        desk.close_seat(talks, seat)
    if json:
        as_json({"closed": {"talks": talks, "seat": seat}})
        return
    say(f"Closed the seat {seat} at {talks}. Its part of the record stays, and is read from no seat.")


@group.command("list", epilog=ask.examples("talks list", "talks list --store harbour.db --json"))
def list_(*, store: ask.Store = None, json: ask.Json = False) -> None:
    """List the talks in the store with their seats, and the examples; whoever holds the file may."""
    from goodoffices.desk.examples import names

    held: list[Talks] = []
    path = kept_in(store)
    if store is not None or DEFAULT.exists():
        with desk_on(store) as desk:
            held = [desk.roll(name) for name in desk.store.talks()]
    if json:
        as_json({"store": path, "talks": [_summary(one) for one in held], "examples": names()})
        return
    say(f"Talks in {path}:")
    table(
        ("name", "title", "seats"),
        ((one.name, one.title, ", ".join(seat.name for seat in one.seats)) for one in held),
        none="  none yet: `goodoffices talks new` makes some",
    )
    typer.echo()
    say("Examples, to be opened by their names:")
    for name in names():
        say(f"  {name}")


@group.command(
    epilog=ask.examples(
        "talks show port-of-ardmere",
        "talks show doha-cairo-2024 --json",
        "talks show harbour --seat union --store harbour.db",
    )
)
def show(
    talks: ask.TalksArgument,
    *,
    seat: ask.AuthorOrSeat = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Show who takes part, what is to be settled, and every entry with its date and source."""
    from goodoffices.doors.cli import showing

    if read_as_author(talks, seat, store):
        showing.show(author_view(authored(talks)), json=json)
        return
    with reading_from(talks, seat or "", store) as seated:
        showing.show(seated.view(), json=json)


@group.command(epilog=ask.examples("talks check talks.yaml", "talks check port-of-ardmere --json"))
def check(file: Source, *, json: ask.Json = False) -> None:
    """Say whether a talks file can be opened; if not: the line, the field, and what was expected there."""
    from goodoffices.doors.cli.place import in_memory

    held = authored(file)
    in_memory(held)  # opened as it would be in a store, and forgotten
    if json:
        as_json({"checked": {**_summary(held.talks), "record": len(held.record)}})
        return
    say(f"{file} is right: {held.talks.title} (seats: {len(held.talks.seats)}, rows: {len(held.record)}).")


@group.command(
    "import",
    epilog=ask.examples("talks import talks.yaml", "talks import port-of-ardmere --store harbour.db"),
)
def import_(file: Source, *, store: ask.Store = None, json: ask.Json = False) -> None:
    """Bring a talks file into the store: all of it, or nothing."""
    from goodoffices.desk.calendar import zone
    from goodoffices.desk.opening import open_file

    held = authored(file)
    zone(held.talks.time_zone)  # before a store is made for nothing
    with desk_on(store, create=True) as desk:
        refuse_taken(desk, held.talks.name)
        open_file(desk, held)
    if json:
        as_json({"imported": {**_summary(held.talks), "record": len(held.record)}})
        return
    say(f"Brought {held.talks.name} into {kept_in(store)} (rows: {len(held.record)}).")


@group.command(
    epilog=ask.examples(
        "talks export harbour --seat union --output union.json",
        'talks export harbour --whole --reason "Handed to the archive" --output harbour.yaml',
        "talks export harbour --seat union --proofs --output record.json",
    )
)
def export(
    talks: Annotated[str, typer.Argument(metavar="NAME", help="Talks in the store.", show_default=False)],
    *,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole",
            help="The whole record, of all seats; that it was taken out is recorded.",
            show_default=False,
        ),
    ] = False,
    seat: Annotated[
        str | None,
        typer.Option("--seat", metavar="NAME", help="All that this seat may see.", show_default=False),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", metavar="TEXT", help="Why the whole is taken out.", show_default=False),
    ] = None,
    proofs: Annotated[
        bool,
        typer.Option(
            "--proofs",
            help="As a record that `verify` can prove, row by row.",
            show_default=False,
        ),
    ] = False,
    output: ask.Output = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Take out what one seat may see, or the whole record as a talks file."""
    if whole == (seat is not None):
        raise typer.BadParameter("say one of --whole and --seat", param_hint="--whole / --seat")
    if whole and not reason:
        raise typer.BadParameter("say why the whole record is taken out", param_hint="--reason")
    with desk_on(store) as desk, written_to(output) as write:
        if proofs:
            write(_proved(desk, talks, seat, reason or "", json=json))
        elif seat is not None:
            write(_part_of_seat(desk, talks, seat))
        else:
            write(_whole(desk, talks, reason or "", json=json))
    if output is not None:
        typer.echo(f"Written to {output}.", err=True)


def _part_of_seat(desk: Desk, talks: str, seat: str) -> str:
    import msgspec

    from goodoffices.desk.archive import seat_part

    return msgspec.json.format(msgspec.json.encode(seat_part(desk, talks, seat)), indent=2).decode() + "\n"


def _proved(desk: Desk, talks: str, seat: str | None, reason: str, *, json: bool) -> str:
    import msgspec

    from goodoffices.casework.refusal import Refusal
    from goodoffices.desk.archive import whole_with_proofs
    from goodoffices.desk.proving import proved_part
    from goodoffices.doors.cli.act import given
    from goodoffices.doors.cli.answer import not_given

    if seat is None:
        record = whole_with_proofs(desk, talks, reason=given(reason, option="--reason"))
    else:
        record = proved_part(desk, talks, seat)
    if isinstance(record, Refusal):
        not_given(record, json=json)
    return msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n"


def _whole(desk: Desk, talks: str, reason: str, *, json: bool) -> str:
    import msgspec

    from goodoffices.desk.archive import whole
    from goodoffices.doors.cli.act import given
    from goodoffices.record.talks_yaml import write

    file = whole(desk, talks, reason=given(reason, option="--reason"))
    if json:
        return msgspec.json.format(msgspec.json.encode(file), indent=2).decode() + "\n"
    return write(file)


def _summary(talks: Talks) -> dict[str, object]:
    return {
        "name": talks.name,
        "title": talks.title,
        "practice": talks.practice,
        "seats": [
            {"name": seat.name, "kind": seat.kind, "title": seat.title, "actor": seat.actor}
            for seat in talks.seats
        ],
    }
