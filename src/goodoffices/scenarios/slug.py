"""Short names made from the names that a file writes, as our own format wants them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 48
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def slugs(names: Sequence[str], *, kind: str) -> tuple[str, ...]:
    """One short name for each name, in order: unique, and the same for the same names.

    Letters lose their accents; what is no letter a to z or figure becomes a hyphen. A name that does not
    begin with a letter is prefixed with `kind`; one of which nothing is left is its kind and its place.

    >>> slugs(("60 Gb", "120 Gb", "Café & bar", "café bar", "מחיר"), kind="option")
    ('option-60-gb', 'option-120-gb', 'cafe-bar', 'cafe-bar-2', 'option-5')
    """
    taken: set[str] = set()
    latest: dict[str, int] = {}
    made: list[str] = []
    for place, name in enumerate(names, start=1):
        decomposed = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        plain = _NOT_PLAIN.sub("-", decomposed.lower()).strip("-") or str(place)
        if not plain[0].isalpha():
            plain = f"{kind}-{plain}"
        chosen = wanted = plain[:LONGEST].rstrip("-")
        again = latest.get(wanted, 1)
        while chosen in taken:
            again += 1
            chosen = f"{wanted[: LONGEST - len(str(again)) - 1].rstrip('-')}-{again}"
        latest[wanted] = again
        taken.add(chosen)
        made.append(chosen)
    return tuple(made)
