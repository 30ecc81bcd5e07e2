"""Commands about proposals: noted in a version, shown to one side, answered in that version."""

# ruff: noqa: PLR0913 - each option of a command is a parameter

from __future__ import annotations

from typing import Annotated, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.act import carry_out, given, perhaps
from goodoffices.doors.cli.place import acting

group = typer.Typer(
    no_args_is_help=True, help="Note a version of a proposal, show it to one side, answer the version shown."
)


@group.command(
    epilog=ask.examples(
        'proposal note --talks harbour --seat ministry --title "First package" '
        '--text "A trial of two months on two berths."',
        'proposal note --seat ministry --title "First package" --text "As before, three months." '
        "--number 2 --corrects 7 --choose trial=three-months",
    )
)
def note(
    *,
    seat: ask.Seat,
    title: Annotated[
        str,
        typer.Option("--title", metavar="TEXT", help="What all its versions are called.", show_default=False),
    ],
    text: ask.Text,
    number: Annotated[
        int | None,
        typer.Option("--number", metavar="N", help="The number of this version.", show_default=False),
    ] = None,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            "--choose",
            metavar="ISSUE=OPTION",
            help="An option that it picks; may be repeated.",
            show_default=False,
        ),
    ] = None,
    corrects: Annotated[
        str | None,
        typer.Option("--corrects", metavar="ENTRY", help="The version that it follows.", show_default=False),
    ] = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Note a version of a proposal in this seat's own record; nobody else sees it before it is shown."""
    from goodoffices.casework.commands import NoteEntry
    from goodoffices.doors.cli.entries import own_entry
    from goodoffices.terms.entry import Link, LinkType
    from goodoffices.terms.package import Choice, Package
    from goodoffices.terms.proposal import Proposal, ProposalState

    choices = [_pair(pair) for pair in choose or ()]
    package = Package(choices=tuple(Choice(issue=issue, option=option) for issue, option in choices))
    proposal = Proposal(
        title=title,
        content=given(text),
        state=ProposalState.PREPARED,
        version=number,
        package=package if choices else None,
    )
    with acting(talks, seat, store) as seated:
        links = () if corrects is None else (Link(type=LinkType.CORRECTS, to=seated.identity(corrects)),)
        command = NoteEntry(entry=own_entry(seated, proposal, links=links))
        carry_out(seated, command, json=json, done="Noted.")


@group.command(
    epilog=ask.examples(
        "proposal table 6 --talks harbour --seat ministry --to union",
    )
)
def table(
    *,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="PROPOSAL",
            help="The version: its number or identity in what this seat may see.",
            show_default=False,
        ),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="SEAT", help="The seat that is shown it.", show_default=False)
    ],
    seat: ask.Seat,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Show one side one version of a proposal that this seat has noted."""
    from goodoffices.casework.commands import TableProposal

    with acting(talks, seat, store) as seated:
        command = TableProposal(subject=seated.identity(subject), to=to)
        carry_out(seated, command, json=json, done=f"Shown to {to}.")


@group.command(
    epilog=ask.examples(
        "proposal answer 3 --talks harbour --seat union --value accept",
        'proposal answer 3 --seat union --value accept_with_reservations --reservations "Not at night."',
    )
)
def answer(
    *,
    proposal: Annotated[
        str,
        typer.Argument(
            metavar="PROPOSAL",
            help="The version that was shown: its number or identity in what this seat may see.",
            show_default=False,
        ),
    ],
    value: Annotated[
        Literal["accept", "accept_with_reservations", "reject", "counter", "no_answer", "not_stated"],
        typer.Option("--value", help="The answer.", show_default=False),
    ],
    seat: ask.Seat,
    text: Annotated[
        str | None,
        typer.Option(
            "--text", metavar="TEXT", help="What goes with it; - reads it from the input.", show_default=False
        ),
    ] = None,
    reservations: Annotated[
        str | None,
        typer.Option("--reservations", metavar="TEXT", help="The reservations.", show_default=False),
    ] = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Answer the version of a proposal that was shown to this seat."""
    from goodoffices.casework.commands import AnswerProposal
    from goodoffices.terms.proposal import Answer

    with acting(talks, seat, store) as seated:
        command = AnswerProposal(
            proposal=seated.identity(proposal),
            value=Answer(value),
            content=perhaps(text, option="--text"),
            reservations=perhaps(reservations, option="--reservations"),
        )
        carry_out(seated, command, json=json, done="Answered.")


def _pair(written: str) -> tuple[str, str]:
    issue, equals, option = written.partition("=")
    if not (issue and equals and option):
        raise typer.BadParameter(f"{written} is not ISSUE=OPTION", param_hint="--choose")
    return issue, option
