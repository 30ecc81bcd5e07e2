"""Text that people wrote: kept as it is, refused where it hides something."""

from __future__ import annotations

import unicodedata
from typing import Annotated

import msgspec

from goodoffices.errors import TextError

LONGEST = 20_000
"""Characters in one text; longer ones belong in a document."""

# Bidirectional embeddings, overrides and isolates can make a reader see other words than were sent.
# Single marks (U+200E, U+200F, U+061C) and joiners are needed to write Arabic, Hebrew and Persian.
_DIRECTION_CONTROLS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
# Letters without a shape, annotations that are not shown, and the tags that can spell a second text unseen.
_SHAPELESS = frozenset(
    map(
        chr,
        (
            *(0x115F, 0x1160, 0x3164, 0xFFA0),  # fillers of Hangul
            *(0x17B4, 0x17B5),  # inherent vowels of Khmer
            *range(0x206A, 0x2070),
            *range(0xFFF9, 0xFFFC),
            *range(0xE0000, 0xE0080),
        ),
    )
)
_UNSEEN = _DIRECTION_CONTROLS | _SHAPELESS
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp", "Cn", "Co"})
_LINE_BREAKS = frozenset("\n\t")

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


def hidden_character(text: str) -> str | None:
    r"""The first character that a reader would not see, by its code point, or None.

    >>> hidden_character("pay 40" + chr(0x202E) + "0")
    'U+202E'
    >>> hidden_character("two lines\nand a tab\t") is None
    True
    """
    if text.isascii() and text.isprintable():
        return None
    for character in dict.fromkeys(text):  # each once, in the order in which they stand
        if character in _LINE_BREAKS:
            continue
        if character in _UNSEEN or unicodedata.category(character) in _HIDDEN:
            return f"U+{ord(character):04X}"
    return None


def clean(text: str, *, field: str = "text") -> str:
    r"""The text with line ends made one kind and outer blanks dropped.

    Raises `TextError` where a character is hidden or the text is longer than `LONGEST`.
    An empty text is returned as it is: whether it may be empty is the caller's rule.

    >>> clean(" a\r\nb ")
    'a\nb'
    """
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(tidy) > LONGEST:
        raise TextError(f"{field}: {len(tidy):,} characters; at most {LONGEST:,} fit in one text")
    if hidden := hidden_character(tidy):
        raise TextError(f"{field}: holds the hidden character {hidden}; remove it and try again")
    return tidy
