"""Traces of one text in another: the same words in a row, the same figures, the same names.

Words are compared as a reader hears them: case, punctuation, line breaks, invisible joiners, hyphens, the
way figures are grouped and the way accents are encoded make no difference; accents themselves do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import msgspec

RUN: Final = 5
"""So many words in a row are a quotation."""

# In scripts that are written without spaces two characters count as a word.
_WORD_WEIGHT, _CHARACTER_WEIGHT = 2, 1
_UNSPACED = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Burmese
    range(0x1780, 0x1800),  # Khmer
    range(0x3040, 0x3100),  # Hiragana, Katakana
    range(0x3400, 0x4DC0),  # Han
    range(0x4E00, 0xA000),
    range(0x20000, 0x32000),
)
_APOSTROPHES = frozenset("'’‘ʼʹ`´′׳״")
_IGNORED = frozenset("\u0640\u034f")  # the Arabic stretching stroke, the grapheme joiner
_LETTERS, _FORMAT = frozenset("LNM"), "Cf"


class _Sounds(dict[int, str]):
    """What each character comes to: itself, nothing, a blank; looked at once and then known."""

    def __missing__(self, code: int) -> str:
        self[code] = sound = _sound(chr(code))
        return sound


def _sound(character: str) -> str:
    if character in _APOSTROPHES or character in _IGNORED or unicodedata.category(character) == _FORMAT:
        return ""
    if character in "%٪":
        return " percent "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    if _unspaced(character):
        return f" {character} "
    return character if unicodedata.category(character)[0] in _LETTERS else " "


def _unspaced(character: str) -> bool:
    return any(ord(character) in block for block in _UNSPACED)


_SOUNDS = _Sounds()
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u0640\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters without a shape
    "\ufe00-\ufe0f\U000e0000-\U000e0fff]"  # variants of a character, tags
)
_GROUPED = re.compile(r"(?<=\d)[.,'’_٫٬](?=\d)|(?<=\d) (?=\d{3}(?!\d))")
_HEBREW_QUOTE = re.compile('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
_PER_CENT = re.compile(r"\bper +cent\b")


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared; empty for a text without any.

    >>> words("Cease-fire: the Dockers' 1,200 men; 4 per cent!")
    ('cease', 'fire', 'the', 'dockers', '1200', 'men', '4', 'percent')
    >>> words("…")
    ()
    """
    # Invisible characters go first: one between a letter and its accent would keep the two apart.
    seen = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    folded = unicodedata.normalize("NFKC", seen.casefold())
    plain = _HEBREW_QUOTE.sub("", _GROUPED.sub("", folded)).translate(_SOUNDS)
    return tuple(_PER_CENT.sub("percent", plain).split())


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A text made ready to be compared: its words, and all of them in one string with where each ends."""

    text: str
    words: tuple[str, ...]
    run_on: str
    ends: frozenset[int]

    def has_run(self, run: str) -> bool:
        """Whether these letters stand here in a row, from the beginning of a word to the end of one."""
        at = self.run_on.find(run)
        while at >= 0:
            if at in self.ends and at + len(run) in self.ends:
                return True
            at = self.run_on.find(run, at + 1)
        return False

    def has_phrase(self, phrase: tuple[str, ...]) -> bool:
        """Whether these words stand here in a row; never for an empty phrase."""
        return bool(phrase) and self.has_run("".join(phrase))


def read(text: str) -> Reading:
    """A text made ready to be compared.

    >>> read("Pier four").has_phrase(("pier", "four")), read("Pier fourteen").has_phrase(("pier", "four"))
    (True, False)
    """
    found = words(text)
    ends, at = {0}, 0
    for word in found:
        at += len(word)
        ends.add(at)
    return Reading(text=text, words=found, run_on="".join(found), ends=frozenset(ends))


def quotations(draft: Reading, source: Reading, known: Iterable[Reading] = ()) -> tuple[str, ...]:
    r"""The runs of at least `RUN` words that the draft takes from the source and that nothing known holds.

    Words that the draft joins or splits are seen through. Runs that overlap come as one; none: empty.

    >>> source = read("We could open pier four on Friday night, and not before.")
    >>> quotations(read("They COULD open pier-four\non Friday."), source)
    ('could open pier four on friday',)
    >>> quotations(read("They could open pier four soon."), source)
    ()
    """
    known = tuple(known)
    spans: list[tuple[int, int]] = []
    judged: dict[str, bool] = {}
    for start, end in _windows(source.words, draft.run_on):
        run = "".join(source.words[start:end])
        if run not in judged:
            judged[run] = draft.has_run(run) and not any(other.has_run(run) for other in known)
        if not judged[run]:
            continue
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(dict.fromkeys(" ".join(source.words[start:end]) for start, end in spans))


def _windows(found: tuple[str, ...], within: str) -> Iterator[tuple[int, int]]:
    """The shortest stretches of words that are long enough for a quotation, by where they begin and end.

    Stretches with a word whose letters do not stand in `within` at all are left out: most are.
    """
    there = {word: word in within for word in dict.fromkeys(found)}
    begin = 0
    for present, group in groupby(found, key=there.__getitem__):
        stretch = tuple(group)
        if present:
            yield from ((begin + start, begin + end) for start, end in _shortest(stretch))
        begin += len(stretch)


def _shortest(found: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    weights = [_CHARACTER_WEIGHT if len(w) == 1 and _unspaced(w) else _WORD_WEIGHT for w in found]
    end, weight = 0, 0
    for start in range(len(found)):
        while weight < RUN * _WORD_WEIGHT and end < len(found):
            weight += weights[end]
            end += 1
        if weight < RUN * _WORD_WEIGHT:
            return
        yield start, end
        weight -= weights[start]


_NUMBER = re.compile(r"\d+(?:[.,'’_٫٬]\d+| \d{3}(?!\d))*")
_SEPARATOR = re.compile(r"[.,'’_٫٬ ]")


def figures(text: str) -> tuple[str, ...]:
    """The figures in a text, each once, however their digits are grouped or written.

    >>> figures("1,200 men, 1.5 or 4 per cent, by 12.03.2031")
    ('1200', '1.5', '4', '12', '3', '2031')
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    digits = plain
    if not plain.isascii():
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return tuple(dict.fromkeys(f for found in _NUMBER.findall(digits) for f in _values(found)))


def figures_in(some: Iterable[Reading]) -> frozenset[str]:
    """The figures in several texts."""
    return frozenset(figure for reading in some for figure in figures(reading.text))


def _values(written: str) -> tuple[str, ...]:
    parts = _SEPARATOR.split(written)
    marks = _SEPARATOR.findall(written)
    whole, rest = parts[0], parts[1:]
    if not rest:
        return (_whole(whole),)
    if len(whole) <= 3 and all(len(part) == 3 for part in rest):  # noqa: PLR2004 - thousands
        return (_whole("".join(parts)),)
    last_differs = len(marks) == 1 or marks[-1] not in marks[:-1]
    if last_differs and marks[-1] in ".,٫" and all(len(part) == 3 for part in rest[:-1]):  # noqa: PLR2004
        decimals = rest[-1].rstrip("0")
        before = _whole("".join(parts[:-1]))
        return (f"{before}.{decimals}" if decimals else before,)
    return tuple(map(_whole, parts))


def _whole(digits: str) -> str:
    return digits.lstrip("0") or "0"


_SENTENCE_WORD = re.compile(r"[^\W\d_](?:[^\W_]|\b['’-]\b)*")
_OPENING = frozenset('.!?:;…\n"“”«»„—–•*([')


def capitalised(text: str) -> tuple[str, ...]:
    """The words inside a sentence that begin with a capital: most are names. Scripts without case have none.

    >>> capitalised("Ask Halloran first. The minister waits in Ardmere.")
    ('Halloran', 'Ardmere')
    """
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    found: list[str] = []
    for match in _SENTENCE_WORD.finditer(plain):
        word = match.group()
        if word[0].isupper() and len(word) > 1 and _inside(plain, match.start()):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _inside(text: str, at: int) -> bool:
    """Whether the word that begins there stands within a sentence, not at its beginning."""
    before = at - 1
    while before >= 0 and text[before] in " \t":
        before -= 1
    return before >= 0 and text[before] not in _OPENING
