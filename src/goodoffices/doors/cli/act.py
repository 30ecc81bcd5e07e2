"""One act from a seat: the command handed to the desk, and its answer printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from goodoffices.doors.cli.answer import accepted, refused
from goodoffices.errors import TextError

if TYPE_CHECKING:
    from goodoffices.casework.commands import Command
    from goodoffices.doors.cli.place import Seated

ACCOUNT = "command line"
"""By which account acts of this door are recorded: whoever may read the file holds every seat in it."""


def carry_out(seated: Seated, command: Command, *, json: bool, done: str) -> None:
    """Have the desk do the command, and say what became of it; ends with exit code 3 where it is refused."""
    from goodoffices.casework.refusal import Refusal

    answer = seated.desk.act(seated.talks, seated.seat, command, account=ACCOUNT)
    if isinstance(answer, Refusal):
        refused(answer, seated.view(), json=json)
    accepted(answer.items, seated.view(), json=json, sentence=done)


def given(text: str, *, option: str = "--text") -> str:
    """The text of an option, read from the input where it is `-`.

    Raises `TextError` where it is empty or too long, hides characters, or is not UTF-8.
    """
    from goodoffices.terms.text import LONGEST, clean

    if text == "-":
        content = sys.stdin.buffer.read(4 * LONGEST + 1)
        try:
            text = content.decode("utf-8", errors="strict")
        except UnicodeDecodeError as reason:
            if len(content) <= 4 * LONGEST:
                raise TextError(f"{option}: the input is not text in UTF-8") from reason
            text = content.decode("utf-8", errors="ignore")
    tidy = clean(text, field=option)
    if not tidy:
        raise TextError(f"{option}: holds no words")
    return tidy


def perhaps(text: str | None, *, option: str) -> str | None:
    """As `given`, where the option may be left out."""
    return None if text is None else given(text, option=option)
