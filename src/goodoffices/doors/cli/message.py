"""Commands about messages: sent through the platform, noted from word of mouth, taken back, told of."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out, given, perhaps
from goodoffices.doors.cli.handling import handling
from goodoffices.doors.cli.place import acting

group = typer.Typer(
    no_args_is_help=True,
    help="Send a message, note one that was said, take one back, tell what became of it.",
)

Form = Annotated[
    Literal["information", "question", "demand", "offer", "warning", "ultimatum"],
    typer.Option("--form", help="What it asks of its addressee."),
]
Demand = Annotated[
    str | None,
    typer.Option("--demand", metavar="TEXT", help="Of a warning: what is demanded.", show_default=False),
]
Consequence = Annotated[
    str | None,
    typer.Option(
        "--consequence",
        metavar="TEXT",
        help="Of a warning: what follows if it is not met.",
        show_default=False,
    ),
]
Enforcer = Annotated[
    str | None,
    typer.Option(
        "--enforcer", metavar="ACTOR", help="Of a warning: who would carry that out.", show_default=False
    ),
]
Deadline = Annotated[
    str | None,
    typer.Option("--deadline", metavar="WHEN", help="Of an ultimatum: by when.", show_default=False),
]
MessageArgument = Annotated[
    str,
    typer.Argument(
        metavar="MESSAGE",
        help="The message: its number or identity in what this seat may see.",
        show_default=False,
    ),
]


Issuer = Annotated[
    str, typer.Option("--from", metavar="ACTOR", help="Which actor said it.", show_default=False)
]
Speaker = Annotated[
    str | None,
    typer.Option("--speaker", metavar="PERSON", help="Who spoke for that actor.", show_default=False),
]
Interpreter = Annotated[
    str | None, typer.Option("--interpreter", metavar="PERSON", help="Who interpreted.", show_default=False)
]
Answered = Annotated[
    str | None, typer.Option("--answers", metavar="ENTRY", help="What it answers.", show_default=False)
]


@group.command(
    epilog=ask.examples(
        'message send --talks harbour --seat union --to ministry --text "A trial of two months could do."',
        'message send --seat union --to ministry --text "No cuts in crew." --terms in_substance '
        '--tell "Harbour Company" --attribution by_side --tell-delivery',
        "message send --seat union --to ministry --text - < message.txt",
    )
)
def send(
    *,
    seat: ask.Seat,
    to: Annotated[
        str,
        typer.Option("--to", metavar="SEAT", help="The seat that it is sent to.", show_default=False),
    ],
    text: ask.Text,
    talks: ask.Talks = None,
    terms: ask.Terms = None,
    tell: ask.TellWhom = None,
    attribution: ask.AttributionAllowed = None,
    not_before: ask.NotBefore = None,
    not_after: ask.NotAfter = None,
    in_return_for: ask.InReturnFor = None,
    tell_delivery: ask.TellDelivery = False,
    form: Form = "information",
    demand: Demand = None,
    consequence: Consequence = None,
    enforcer: Enforcer = None,
    deadline: Deadline = None,
    language: ask.Language = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Send a message through the platform, with the terms on which it is told."""
    from goodoffices.casework.commands import SendMessage
    from goodoffices.terms.entry import Entry
    from goodoffices.terms.message import Given, Message

    terms_of_it = handling(
        terms,
        to=tell,
        attribution=attribution,
        not_before=not_before,
        not_after=not_after,
        in_return_for=in_return_for,
        tell_delivery=tell_delivery,
    )
    message = Message(
        content=given(text),
        given=Given.IN_WORDS,
        **_asking(form, demand, consequence, enforcer, deadline),
        language=language,
    )
    with acting(talks, seat, store) as seated:
        entry = Entry(content=message, handling=terms_of_it)
        carry_out(seated, SendMessage(to=to, entry=entry), json=json, done=f"Sent to {to}.")


@group.command(
    epilog=ask.examples(
        'message note --seat ministry --from "Dockers Union" --place Ardmere --language English '
        '--text "They would take a pilot on two berths." --terms in_substance --tell "Harbour Company"',
        'message note --seat ministry --from "Dockers Union" --in-words --text "Not one crane without us."',
    )
)
def note(
    *,
    seat: ask.Seat,
    issuer: Issuer,
    text: ask.Text,
    talks: ask.Talks = None,
    speaker: Speaker = None,
    place: ask.Place = None,
    on: ask.On = None,
    language: ask.Language = None,
    interpreter: Interpreter = None,
    in_words: ask.InWords = False,
    terms: ask.Terms = None,
    tell: ask.TellWhom = None,
    attribution: ask.AttributionAllowed = None,
    not_before: ask.NotBefore = None,
    not_after: ask.NotAfter = None,
    in_return_for: ask.InReturnFor = None,
    tell_delivery: ask.TellDelivery = False,
    form: Form = "information",
    demand: Demand = None,
    consequence: Consequence = None,
    enforcer: Enforcer = None,
    deadline: Deadline = None,
    answers: Answered = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Note what somebody said to this seat by word of mouth, and on which terms."""
    from goodoffices.casework.commands import NoteEntry
    from goodoffices.doors.cli.entries import heard_message
    from goodoffices.terms.entry import Link, LinkType
    from goodoffices.terms.message import Channel, Given, Message

    terms_of_it = handling(
        terms,
        to=tell,
        attribution=attribution,
        not_before=not_before,
        not_after=not_after,
        in_return_for=in_return_for,
        tell_delivery=tell_delivery,
    )
    message = Message(
        content=given(text),
        given=Given.IN_WORDS if in_words else Given.IN_SUBSTANCE,
        channel=Channel.ORAL,
        **_asking(form, demand, consequence, enforcer, deadline),
        place=place,
        language=language,
        interpreter=interpreter,
    )
    with acting(talks, seat, store) as seated:
        links = () if answers is None else (Link(type=LinkType.ANSWERS, to=seated.identity(answers)),)
        entry = heard_message(
            seated, message, issuer=issuer, speaker=speaker, on=on, handling=terms_of_it, links=links
        )
        carry_out(seated, NoteEntry(entry=entry), json=json, done="Noted.")


@group.command(epilog=ask.examples("message withdraw 3 --talks harbour --seat union"))
def withdraw(
    *,
    message: MessageArgument,
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Take one's own message back; whether that came in time, only the mediator says."""
    from goodoffices.casework.commands import WithdrawMessage

    with acting(talks, seat, store) as seated:
        command = WithdrawMessage(message=seated.identity(message))
        carry_out(
            seated,
            command,
            json=json,
            done="Taken back. The mediator has been told; only she can say whether it came in time.",
        )


@group.command(
    "answer-withdrawal",
    epilog=ask.examples(
        "message answer-withdrawal 4 --talks harbour --seat ministry --in-time",
        "message answer-withdrawal 4 --seat ministry --too-late",
    ),
)
def answer_withdrawal(
    *,
    message: MessageArgument,
    in_time: Annotated[
        bool,
        typer.Option(
            "--in-time/--too-late",
            help="Whether it came before the message was passed on.",
            show_default=False,
        ),
    ],
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Tell the sender whether a message was taken back before it was passed on."""
    from goodoffices.casework.commands import AnswerWithdrawal

    with acting(talks, seat, store) as seated:
        command = AnswerWithdrawal(message=seated.identity(message), in_time=in_time)
        carry_out(seated, command, json=json, done="The sender has been told.")


@group.command(
    epilog=ask.examples(
        "message tell 4 --talks harbour --seat ministry --delivery delivered",
        'message tell 4 --seat ministry --delivery read_back --words "They understood it as an offer."',
    )
)
def tell(
    *,
    message: MessageArgument,
    delivery: Annotated[
        Literal[
            "asked",
            "sent",
            "delivered",
            "acknowledged",
            "read_back",
            "refused",
            "denied",
            "unclear",
            "not_stated",
        ],
        typer.Option("--delivery", help="What became of it.", show_default=False),
    ],
    seat: ask.Seat,
    words: ask.Words = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Tell the sender what became of its message: itself a disclosure, never done by the software."""
    from goodoffices.casework.commands import TellDelivery
    from goodoffices.terms.message import Delivery

    with acting(talks, seat, store) as seated:
        command = TellDelivery(
            message=seated.identity(message),
            delivery=Delivery(delivery),
            words=perhaps(words, option="--words"),
        )
        carry_out(seated, command, json=json, done="The sender has been told.")


def _asking(
    form: str, demand: str | None, consequence: str | None, enforcer: str | None, deadline: str | None
) -> dict[str, Any]:
    """What a message asks of its addressee, by the fields of a message."""
    from goodoffices.terms.message import MessageForm

    return {
        "form": MessageForm(form),
        "demand": perhaps(demand, option="--demand"),
        "consequence": perhaps(consequence, option="--consequence"),
        "enforcer": enforcer,
        "deadline": deadline,
    }
