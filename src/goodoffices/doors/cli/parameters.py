"""What the commands ask for alike: one name, one meaning, everywhere.

Choices stand here as plain words, so that help is printed before any word of the field is loaded; a test
holds them against the field's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

WANTS_JSON = "goodoffices.wants_json"
"""Where the context of a call keeps that errors, too, are wanted as JSON."""


def _keep_wish(context: typer.Context, value: bool) -> bool:
    context.meta[WANTS_JSON] = value
    return value


def examples(*lines: str) -> str:
    r"""The end of a command's help: lines that can be typed as they stand.

    >>> examples("desk").splitlines()[-1]
    '  goodoffices desk'
    """
    return "\n".join(["\b", "Examples:", *(f"  goodoffices {line}" for line in lines)])


Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="GOODOFFICES_STORE",
        metavar="FILE",
        help="The store in which the talks lie, or the address of a shared one."
        "  [default: goodoffices.db in this folder]",
        show_default=False,
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help="The file that holds the key of the store.  [default: beside the store, with the ending .key]",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Where to write it; an existing file is kept.",
        show_default=False,
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="Answer as one JSON document.", is_eager=True, callback=_keep_wish),
]
Talks = Annotated[
    str | None,
    typer.Option(
        "--talks",
        metavar="NAME",
        help="Which talks; may be left out where the store holds only one.",
        show_default=False,
    ),
]
ReadTalks = Annotated[
    str | None,
    typer.Option(
        "--talks",
        metavar="TALKS",
        help="Talks in the store, a talks file, or an example's name; "
        "may be left out where the store holds only one.",
        show_default=False,
    ),
]
Seat = Annotated[
    str, typer.Option("--seat", metavar="NAME", help="The seat from which it is done.", show_default=False)
]
ReadingSeat = Annotated[
    str, typer.Option("--seat", metavar="NAME", help="The seat that reads.", show_default=False)
]
AuthorOrSeat = Annotated[
    str | None,
    typer.Option(
        "--seat",
        metavar="NAME",
        help="The seat that reads; without it, a talks file or an example is read as its author.",
        show_default=False,
    ),
]
TalksArgument = Annotated[
    str,
    typer.Argument(
        metavar="TALKS", help="Talks in the store, a talks file, or an example's name.", show_default=False
    ),
]
Text = Annotated[
    str,
    typer.Option(
        "--text", metavar="TEXT", help="What to say; - reads it from the input.", show_default=False
    ),
]
Words = Annotated[
    str | None,
    typer.Option("--words", metavar="TEXT", help="A few words that go with it.", show_default=False),
]

Language = Annotated[
    str | None,
    typer.Option("--language", metavar="NAME", help="The language it was said in.", show_default=False),
]
Place = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Where it was said.", show_default=False)
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="WHEN",
        help="When it was said: 2031-03-05, or 2031-03-05T14:30+02:00.  [default: today, the talks' own day]",
        show_default=False,
    ),
]

InWords = Annotated[
    bool,
    typer.Option(
        "--in-words/--in-substance", help="Whether the text holds the very words, or the substance."
    ),
]
Attributed = Annotated[
    Literal["as_own", "by_side", "by_name"],
    typer.Option("--attribution", help="Under whose name it is said."),
]
RestsOn = Annotated[
    list[str] | None,
    typer.Option(
        "--rests-on",
        metavar="ENTRY",
        help="What it rests on: a number or an identity from what this seat may see; may be repeated.",
        show_default=False,
    ),
]
Draft = Annotated[
    str | None,
    typer.Option("--draft", metavar="ENTRY", help="The draft that it comes from.", show_default=False),
]

Terms = Annotated[
    Literal["never", "ask_first", "in_substance", "in_words"] | None,
    typer.Option(
        "--terms",
        help="In which form it may be passed on. Without terms, the owner is asked first.",
        show_default=False,
    ),
]
TellWhom = Annotated[
    list[str] | None,
    typer.Option(
        "--tell", metavar="ACTOR", help="To whom it may be told; may be repeated.", show_default=False
    ),
]
AttributionAllowed = Annotated[
    Literal["as_own", "by_side", "by_name"] | None,
    typer.Option(
        "--attribution",
        help="The most that may be said of whose word it is.  [default: as_own]",
        show_default=False,
    ),
]
NotBefore = Annotated[
    str | None,
    typer.Option(
        "--not-before", metavar="DAY", help="The first day on which to tell it.", show_default=False
    ),
]
NotAfter = Annotated[
    str | None,
    typer.Option("--not-after", metavar="DAY", help="The last day on which to tell it.", show_default=False),
]
InReturnFor = Annotated[
    str | None,
    typer.Option(
        "--in-return-for", metavar="TEXT", help="What must be given for telling it.", show_default=False
    ),
]
TellDelivery = Annotated[
    bool, typer.Option("--tell-delivery", help="Ask to be told when it is delivered.", show_default=False)
]
