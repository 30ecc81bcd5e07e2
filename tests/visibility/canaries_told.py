"""A canary in every text of a history: a word that stands in that deed and nowhere else."""

from __future__ import annotations

from typing import Any

import msgspec

from goodoffices.casework.commands import Command

_CONSONANTS, _VOWELS = "bdcfgjkhlmnpqrstvwxz", "aeiou"
_TEXTS = frozenset({"text", "content", "words", "wording", "title", "basis", "language", "place"})


def canary(place: int) -> str:
    """The canary of the deed at a place: no name and no figure, an accent, and a sign that pages escape.

    No two have a word in common, so that no check of what is told takes one for a trace of another.

    >>> canary(7), canary(41)
    ('grünhaspecht&hawald', 'gründispecht&diwald')
    """
    syllable = _CONSONANTS[place % len(_CONSONANTS)] + _VOWELS[place // len(_CONSONANTS)]
    return f"grün{syllable}specht&{syllable}wald"


def with_canary(command: Command, place: int) -> Command:
    """The command with a canary at the end of each of its texts, however deep it lies.

    >>> from goodoffices.casework.commands import NoteEntry
    >>> from goodoffices.terms.claim import Note
    >>> from goodoffices.terms.entry import Entry
    >>> with_canary(NoteEntry(entry=Entry(content=Note(text="Mine."))), 3).entry.content.text
    'Mine. grünfaspecht&fawald'
    """
    plain = msgspec.to_builtins(command)
    return msgspec.convert(_marked(plain, f" {canary(place)}"), type=type(command))


def _marked(value: Any, mark: str) -> Any:
    if isinstance(value, dict):
        return {
            name: held + mark if name in _TEXTS and isinstance(held, str) else _marked(held, mark)
            for name, held in value.items()
        }
    if isinstance(value, list | tuple):
        return [_marked(each, mark) for each in value]
    return value
