"""Plain tables for people, laid out here: a library for it takes longer to load than most answers."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence

import typer

_BETWEEN = "   "
_USUAL = 80


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
    """Print a table as wide as the terminal at most, or the sentence `none` where it has no row.

    Where it would be wider, the widest columns are made as narrow as each other, and their cells broken into
    lines: between words, within a word only where it is wider than its column.
    """
    held = [[visible(cell) for cell in row] for row in rows]
    if not held:
        typer.echo(none)
        return
    room = max(_terminal() - len(_BETWEEN) * (len(columns) - 1), len(columns))
    natural = [
        max(1, *(wide(line) for cell in column for line in cell.split("\n")))
        for column in zip(columns, *held, strict=True)
    ]
    widths = _fitted(natural, room)
    rule = "─" if (sys.stdout.encoding or "").lower().startswith("utf") else "-"
    lines = [*_lines(columns, widths), rule * (sum(widths) + len(_BETWEEN) * (len(widths) - 1))]
    for row in held:
        lines += _lines(row, widths)
    typer.echo("\n".join(lines))


def wide(text: str) -> int:
    """How many places a text takes on a terminal.

    >>> wide("ab"), wide("漢字"), wide("e" + chr(0x301))
    (2, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_places, text))


def _places(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _terminal() -> int:
    """How wide the terminal is: as `COLUMNS` says, or as it says itself, or 80."""
    written = os.environ.get("COLUMNS", "")
    if written.isdecimal() and int(written):
        return int(written)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL
    except (OSError, ValueError):  # no terminal, or no file at all
        return _USUAL


def _fitted(natural: list[int], room: int) -> list[int]:
    """The widths, the widest cut down to one width so that all fit; `room` holds 1 or more for each.

    >>> _fitted([3, 20, 12], 20), _fitted([3, 4], 20)
    ([3, 9, 8], [3, 4])
    """
    if sum(natural) <= room:
        return natural
    most = max(width for width in range(1, room + 1) if sum(min(width, n) for n in natural) <= room)
    widths = [min(most, n) for n in natural]
    for at, n in enumerate(natural):
        if n > widths[at] and sum(widths) < room:
            widths[at] += 1
    return widths


def _lines(cells: Sequence[str], widths: list[int]) -> list[str]:
    """A row as lines, each cell broken to the width of its column."""
    broken = [_broken(cell, width) for cell, width in zip(cells, widths, strict=True)]
    found: list[str] = []
    for at in range(max(map(len, broken))):
        parts = (lines[at] if at < len(lines) else "" for lines in broken)
        padded = (part + " " * (width - wide(part)) for part, width in zip(parts, widths, strict=True))
        found.append(_BETWEEN.join(padded).rstrip())
    return found


def _broken(text: str, width: int) -> list[str]:
    """A text as lines of at most that width, or of one character where even that is wider.

    >>> _broken("one two, three", 8), _broken("abcdef", 4), _broken("", 3)
    (['one two,', 'three'], ['abcd', 'ef'], [''])
    """
    found: list[str] = []
    for line in text.split("\n"):
        if wide(line) <= width:
            found.append(line)
            continue
        now = ""
        for word in line.split(" "):
            longer = f"{now} {word}" if now else word
            if wide(longer) <= width:
                now = longer
                continue
            if now:
                found.append(now)
            *full, now = _pieces(word, width)
            found += full
        found.append(now)
    return found


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces of at most that width, the last one to go on from."""
    found: list[str] = []
    now, taken = "", 0
    for character in word:
        places = _places(character)
        if now and taken + places > width:
            found.append(now)
            now, taken = "", 0
        now += character
        taken += places
    return [*found, now]
