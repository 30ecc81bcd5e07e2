"""Commands about passing something on: drafted, checked, sent, noted, acknowledged, read back."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out, given
from goodoffices.doors.cli.checking import show_check
from goodoffices.doors.cli.place import Seated, acting

if TYPE_CHECKING:
    from goodoffices.casework.commands import DraftRelay

group = typer.Typer(
    no_args_is_help=True,
    help="Pass something on: draft it, check it, send it, or note what was passed on by mouth.",
)

To = Annotated[
    str, typer.Option("--to", metavar="ACTOR", help="The actor to whom it is passed on.", show_default=False)
]
RelayArgument = Annotated[
    str,
    typer.Argument(
        metavar="RELAY",
        help="What was passed on: its number or identity in what this seat may see.",
        show_default=False,
    ),
]


def _draft(
    seated: Seated,
    *,
    to: str,
    text: str,
    rests_on: list[str] | None,
    in_words: bool,
    attribution: str,
    language: str | None,
) -> DraftRelay:
    from goodoffices.casework.commands import DraftRelay
    from goodoffices.terms.handling import Attribution
    from goodoffices.terms.message import Given

    return DraftRelay(
        to=to,
        rests_on=tuple(map(seated.identity, rests_on or ())),
        given=Given.IN_WORDS if in_words else Given.IN_SUBSTANCE,
        attribution=Attribution(attribution),
        text=given(text),
        language=language,
    )


@group.command(
    epilog=ask.examples(
        'relay draft --talks harbour --seat ministry --to "Harbour Company" --rests-on 3 '
        '--text "The union could live with a trial."'
    )
)
def draft(
    *,
    to: To,
    text: ask.Text,
    seat: ask.Seat,
    rests_on: ask.RestsOn = None,
    in_words: ask.InWords = False,
    attribution: ask.Attributed = "as_own",
    language: ask.Language = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Keep a draft of what to pass on; nobody else sees it."""
    with acting(talks, seat, store) as seated:
        command = _draft(
            seated,
            to=to,
            text=text,
            rests_on=rests_on,
            in_words=in_words,
            attribution=attribution,
            language=language,
        )
        carry_out(seated, command, json=json, done="Kept as a draft.")


@group.command(
    epilog=ask.examples(
        'relay check --talks harbour --seat ministry --to "Harbour Company" --rests-on 3 '
        '--text "The union could live with a trial."'
    )
)
def check(
    *,
    to: To,
    text: ask.Text,
    seat: ask.Seat,
    rests_on: ask.RestsOn = None,
    in_words: ask.InWords = False,
    attribution: ask.Attributed = "as_own",
    language: ask.Language = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Say whether something may be passed on, and show it as its addressee will see it; nothing is sent."""
    with acting(talks, seat, store) as seated:
        command = _draft(
            seated,
            to=to,
            text=text,
            rests_on=rests_on,
            in_words=in_words,
            attribution=attribution,
            language=language,
        )
        show_check(seated, command, json=json)


@group.command(
    epilog=ask.examples(
        'relay send --talks harbour --seat ministry --to "Harbour Company" --rests-on 3 '
        '--text "The union could live with a trial." --attribution by_side'
    )
)
def send(
    *,
    to: To,
    text: ask.Text,
    seat: ask.Seat,
    rests_on: ask.RestsOn = None,
    in_words: ask.InWords = False,
    attribution: ask.Attributed = "as_own",
    language: ask.Language = None,
    draft: ask.Draft = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option(
            "--confirm",
            metavar="WARNING",
            help="A warning of `relay check`, word for word, that was seen and is accepted; may be repeated.",
            show_default=False,
        ),
    ] = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Pass something on through the platform; refused where that would break the terms of a confidence."""
    from goodoffices.casework.commands import SendRelay

    with acting(talks, seat, store) as seated:
        drafted = _draft(
            seated,
            to=to,
            text=text,
            rests_on=rests_on,
            in_words=in_words,
            attribution=attribution,
            language=language,
        )
        command = SendRelay(
            to=drafted.to,
            rests_on=drafted.rests_on,
            given=drafted.given,
            attribution=drafted.attribution,
            text=drafted.text,
            language=drafted.language,
            draft=None if draft is None else seated.identity(draft),
            confirmed=tuple(confirm or ()),
        )
        carry_out(seated, command, json=json, done=f"Passed on to {to}.")


@group.command(
    epilog=ask.examples(
        'relay note --talks harbour --seat ministry --to "Harbour Company" --rests-on 3 '
        '--text "I said that a trial might be possible." --place Ardmere'
    )
)
def note(
    *,
    to: To,
    text: ask.Text,
    seat: ask.Seat,
    rests_on: ask.RestsOn = None,
    in_words: ask.InWords = False,
    attribution: ask.Attributed = "as_own",
    language: ask.Language = None,
    place: ask.Place = None,
    on: ask.On = None,
    draft: ask.Draft = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Note what was passed on by word of mouth; never refused, but flagged where it broke the terms."""
    from goodoffices.casework.commands import NoteRelay
    from goodoffices.doors.cli.entries import when

    with acting(talks, seat, store) as seated:
        drafted = _draft(
            seated,
            to=to,
            text=text,
            rests_on=rests_on,
            in_words=in_words,
            attribution=attribution,
            language=language,
        )
        command = NoteRelay(
            to=drafted.to,
            rests_on=drafted.rests_on,
            given=drafted.given,
            attribution=drafted.attribution,
            text=drafted.text,
            language=drafted.language,
            draft=None if draft is None else seated.identity(draft),
            when=when(on, seated.desk.moment(seated.view()).day),
            place=place,
        )
        carry_out(seated, command, json=json, done="Noted.")


@group.command(epilog=ask.examples("relay acknowledge 2 --talks harbour --seat company"))
def acknowledge(
    *,
    relay: RelayArgument,
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Say that what was passed on to this seat has been received."""
    from goodoffices.casework.commands import AcknowledgeRelay

    with acting(talks, seat, store) as seated:
        command = AcknowledgeRelay(relay=seated.identity(relay))
        carry_out(seated, command, json=json, done="Acknowledged.")


@group.command(
    "read-back",
    epilog=ask.examples(
        'relay read-back 2 --talks harbour --seat company --text "We understand: a trial is possible."'
    ),
)
def read_back(
    *,
    relay: RelayArgument,
    text: ask.Text,
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Say in one's own words what was understood of what was passed on."""
    from goodoffices.casework.commands import ReadBackRelay

    with acting(talks, seat, store) as seated:
        command = ReadBackRelay(relay=seated.identity(relay), text=given(text))
        carry_out(seated, command, json=json, done="Read back.")
