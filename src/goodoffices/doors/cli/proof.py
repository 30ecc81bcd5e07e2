"""Commands that give proof of what a seat holds, and that verify it: the second needs no desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import WENT_WRONG, as_json, refused
from goodoffices.doors.cli.place import acting
from goodoffices.doors.cli.tables import say
from goodoffices.doors.cli.writing import written_to

CONTACT = (
    "A receipt proves that there was contact, to whoever finds it. Keep it only where it cannot be found; "
    "to keep none is safer."
)
"""What is said before a receipt is given."""


def receipt(
    entry: Annotated[
        str,
        typer.Argument(
            metavar="ENTRY", help="Its number or identity in what this seat may see.", show_default=False
        ),
    ],
    *,
    seat: ask.ReadingSeat,
    with_content: Annotated[
        bool,
        typer.Option(
            "--with-content/--without-content",
            help="Whether the receipt holds the very words, or only proves them to who has them.",
        ),
    ] = False,
    since: Annotated[
        int,
        typer.Option(
            "--since",
            metavar="N",
            min=0,
            help="How many items an older receipt speaks of: to prove that they still stand as they stood.",
            show_default=False,
        ),
    ] = 0,
    output: ask.Output = None,
    talks: ask.Talks = None,
    store: ask.Store = None,
    json: ask.Json = False,
) -> None:
    """Give a receipt for one thing that a seat holds: proof for later, with the content or without."""
    import msgspec

    from goodoffices.casework.refusal import Refusal
    from goodoffices.desk.proving import receipt_for

    with acting(talks, seat, store) as seated:
        given = receipt_for(
            seated.desk,
            seated.talks,
            seat,
            seated.identity(entry),
            with_content=with_content,
            since=since,
        )
        if isinstance(given, Refusal):
            refused(given, seated.view(), json=json)
    typer.echo(CONTACT, err=True)
    with written_to(output) as write:
        write(msgspec.json.format(msgspec.json.encode(given), indent=2).decode() + "\n")
    if output is not None:
        typer.echo(f"Written to {output}.", err=True)


def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A receipt or an exported record.", show_default=False)
    ],
    *,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against",
            metavar="FILE",
            help="A receipt, record or checkpoint that was kept elsewhere; may be repeated.",
            show_default=False,
        ),
    ] = None,
    json: ask.Json = False,
) -> None:
    """Verify a receipt or record that was taken out with proofs, without any desk or store."""
    import base64

    from goodoffices.verify import ALONE, Broken, examine

    def content(path: Path) -> str:
        return path.read_text(encoding="utf-8", errors="replace")

    try:
        parts = examine(content(file), [content(kept) for kept in against or ()])
    except Broken as reason:
        place, sentence = reason.args
        if json:
            as_json({"broken": {"place": place, "sentence": sentence}})
        else:
            typer.echo(f"Broken at {place}: {sentence}", err=True)
        raise typer.Exit(WENT_WRONG) from None
    found = [
        {
            "origin": part.origin,
            "size": part.size,
            "key": base64.b64encode(part.key).decode(),
            **({"number": part.number} if part.number else {}),
        }
        for part in parts
    ]
    if json:
        as_json({"verified": found, "against": [str(kept) for kept in against or ()]})
        return
    for part in parts:
        what = f"item {part.number} of {part.size}" if part.number else f"{part.place} 1 to {part.size}"
        say(f"Right: {what}, in {part.origin}")
    say(f"Signed by the key {found[0]['key']}.")
    if not against:
        say(ALONE)


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(
        epilog=ask.examples(
            "receipt 2 --talks harbour --seat union --output receipt.json",
            "receipt 2 --seat union --with-content --since 4",
        )
    )(receipt)
    app.command(
        epilog=ask.examples(
            "verify receipt.json",
            "verify record.json --against receipt.json --against older.json",
        )
    )(verify)
