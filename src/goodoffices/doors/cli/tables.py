"""Plain tables for people; `rich` is loaded only when one is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import typer


def visible(text: str) -> str:
    """The text with every character that a reader would not see shown as U+FFFD.

    >>> visible("a" + chr(0x1b) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    from goodoffices.terms.text import hidden_character

    if hidden_character(text) is None:
        return text
    return "".join("�" if hidden_character(character) else character for character in text)


def say(text: str) -> None:
    """Print a line on the output."""
    typer.echo(visible(text))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, none: str) -> None:
    """Print a table, or the sentence `none` where it has no row. The last column takes the room left."""
    held = [[visible(cell) for cell in row] for row in rows]
    if not held:
        typer.echo(none)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in held:
        drawn.add_row(*(Text(cell) for cell in row))
    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(drawn)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
