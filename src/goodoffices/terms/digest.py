"""The fingerprint of what a finding was made from."""

from __future__ import annotations

import hashlib
from typing import cast

import msgspec

from goodoffices.terms.word import Word


def digest(*inputs: Word | str | tuple[Word, ...] | tuple[str, ...]) -> str:
    """SHA-256 (hex) of the inputs in canonical form: JSON, fields sorted, defaults left out.

    A number is written in one way only, 1 and never 1.0: what it was read from makes no difference.

    >>> from goodoffices.terms.agenda import Agenda
    >>> digest(Agenda()) == digest(Agenda(issues=()))
    True
    >>> len(digest("no inputs to speak of"))
    64
    """
    canonical = _canonical(msgspec.to_builtins(inputs))
    return hashlib.sha256(msgspec.json.encode(canonical, order="sorted")).hexdigest()


def _canonical(value: object) -> object:
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {name: _canonical(held) for name, held in cast("dict[str, object]", value).items()}
        case list() | tuple():
            return [_canonical(held) for held in cast("list[object]", value)]
        case _:
            return value
