"""Commands about passing on what was told: asking its owner, and the owner's answer."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out, perhaps
from goodoffices.doors.cli.place import acting

group = typer.Typer(
    no_args_is_help=True, help="Ask the owner of a confidence to allow passing it on; allow or refuse that."
)

Request = Annotated[
    str,
    typer.Argument(
        metavar="REQUEST",
        help="What was asked: its number or identity in what this seat may see.",
        show_default=False,
    ),
]


@group.command(
    "ask",
    epilog=ask.examples(
        'disclosure ask 4 --talks harbour --seat ministry --to "Harbour Company"',
        'disclosure ask 4 --seat ministry --to "Harbour Company" --in-words --attribution by_name '
        '--wording "The union asks for a trial of two months."',
    ),
)
def ask_(
    *,
    confidence: Annotated[
        str,
        typer.Argument(
            metavar="CONFIDENCE",
            help="What was told: its number or identity in what this seat may see.",
            show_default=False,
        ),
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="ACTOR", help="To whom it would be passed on.", show_default=False),
    ],
    seat: ask.Seat,
    in_words: ask.InWords = False,
    attribution: ask.Attributed = "as_own",
    wording: Annotated[
        str | None,
        typer.Option("--wording", metavar="TEXT", help="The words that would be used.", show_default=False),
    ] = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Ask the owner of a confidence to allow passing it on; of an owner without a seat, note that."""
    from goodoffices.casework.commands import AskDisclosure
    from goodoffices.terms.handling import Attribution
    from goodoffices.terms.message import Given

    with acting(talks, seat, store) as seated:
        command = AskDisclosure(
            confidence=seated.identity(confidence),
            to=to,
            given=Given.IN_WORDS if in_words else Given.IN_SUBSTANCE,
            attribution=Attribution(attribution),
            wording=perhaps(wording, option="--wording"),
        )
        carry_out(seated, command, json=json, done="Asked.")


@group.command(
    epilog=ask.examples(
        "disclosure allow 5 --talks harbour --seat union",
        'disclosure allow 5 --seat union --words "But not the figure."',
    )
)
def allow(
    *,
    request: Request,
    seat: ask.Seat,
    words: ask.Words = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Allow what was asked; a mediator notes with it what an owner without a seat has answered."""
    _decide(request, allowed=True, seat=seat, words=words, talks=talks, store=store, json=json)


@group.command(
    epilog=ask.examples(
        "disclosure refuse 5 --talks harbour --seat union",
        'disclosure refuse 5 --seat union --words "Not before the vote."',
    )
)
def refuse(
    *,
    request: Request,
    seat: ask.Seat,
    words: ask.Words = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Refuse what was asked; a mediator notes with it what an owner without a seat has answered."""
    _decide(request, allowed=False, seat=seat, words=words, talks=talks, store=store, json=json)


def _decide(
    request: str,
    *,
    allowed: bool,
    seat: str,
    words: ask.Words,
    talks: ask.Talks,
    store: ask.Store,
    json: bool,
) -> None:
    from goodoffices.casework.commands import DecideDisclosure

    with acting(talks, seat, store) as seated:
        command = DecideDisclosure(
            request=seated.identity(request), allowed=allowed, words=perhaps(words, option="--words")
        )
        carry_out(seated, command, json=json, done="Allowed." if allowed else "Refused, as you asked.")
