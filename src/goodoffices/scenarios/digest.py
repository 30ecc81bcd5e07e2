"""The fingerprint of what a finding was made from."""

from __future__ import annotations

import hashlib

import msgspec

from goodoffices.terms.word import Word


def digest(*inputs: Word | str | tuple[Word, ...] | tuple[str, ...]) -> str:
    """SHA-256 (hex) of the inputs in canonical form: JSON, fields sorted, defaults left out.

    >>> from goodoffices.terms.agenda import Agenda
    >>> digest(Agenda()) == digest(Agenda(issues=()))
    True
    >>> len(digest("no inputs to speak of"))
    64
    """
    return hashlib.sha256(msgspec.json.encode(inputs, order="sorted")).hexdigest()
