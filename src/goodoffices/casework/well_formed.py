"""Is a command fit to be read: its texts, its numbers, and what it refers to."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from goodoffices.casework.commands import Command
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.casework.texts import tidied
from goodoffices.errors import WordError
from goodoffices.record.references import references
from goodoffices.record.view import View

C = TypeVar("C", bound=Command)


def well_formed(command: C, view: View) -> C | Refusal:
    """The command with its texts made tidy, or the refusal of what does not fit its form.

    A reference that leads nowhere and one to what is not for this seat are one and the same refusal.
    """
    try:
        tidy = tidied(command)
        # Constructors check types and limits only at the doors; here nothing is trusted.
        tidy = msgspec.convert(msgspec.to_builtins(tidy), type=type(tidy))
    except (WordError, msgspec.ValidationError) as reason:
        return does_not_fit(_first_up(str(reason)) + ".")
    lost = any(view.item(reference) is None for reference in references(tidy))
    return not_here() if lost else tidy


def not_here() -> Refusal:
    """The one answer for what is not there, not for this seat, or not of the kind that is needed."""
    return Refusal(rule=Rule.NOT_HERE, sentence="This seat holds no such entry.")


def does_not_fit(sentence: str, *entries: str) -> Refusal:
    """What is said does not fit the agenda, the terms or its own form."""
    return Refusal(rule=Rule.DOES_NOT_FIT, sentence=sentence, entries=entries)


def already_done(sentence: str, *entries: str) -> Refusal:
    """It was done before, and cannot be done twice."""
    return Refusal(rule=Rule.ALREADY_DONE, sentence=sentence, entries=entries)


def _first_up(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
