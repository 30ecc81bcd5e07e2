"""Which confidences a draft could touch: all of them are looked over, and few have to be read anew.

What a confidence says is made ready once and kept beside the view. Against that a draft is held by quick
looks, for words in a row, for figures and for names. They may take a confidence for touched that is not,
never the other way; whoever asks goes on to look closely at those that are given here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import cast

import msgspec

from goodoffices.casework.confidence import Confidence, confidence_of
from goodoffices.casework.outgoing import Outgoing
from goodoffices.casework.roll import names_of
from goodoffices.casework.traces import RUN, Reading, capitalised, figures, figures_in, words
from goodoffices.record.continued import Layers, continued, layered
from goodoffices.record.items import LaneItem
from goodoffices.record.view import View

_IN_A_ROW = bytes([True] * RUN)


class Ready(msgspec.Struct, frozen=True, gc=False):
    """What a confidence says: the words of each of its texts, its figures, and the letters of its names."""

    id: str
    words: tuple[tuple[str, ...], ...]
    figures: frozenset[str]
    names: tuple[str, ...]


class _Present(dict[str, bool]):
    """Whether letters stand in a draft at all; looked for once and then known."""

    def __init__(self, drafts: tuple[Reading, ...]) -> None:
        self.letters = "\x00".join(draft.run_on for draft in drafts)

    def __missing__(self, letters: str) -> bool:
        self[letters] = found = letters in self.letters
        return found


def touched(view: View, outgoing: Outgoing, drafts: tuple[Reading, ...]) -> tuple[Confidence, ...]:
    """The confidences that a draft rests on, or of which words, a figure or a name could stand in it.

    Oldest first. Costs some microseconds for each confidence, and reads those that have come since the last
    time.
    """
    present = _Present(drafts)
    drafted = figures_in(drafts)
    on_the_roll = tuple(letters for letters in _roll(view) if present[letters])
    found = [
        ready.id
        for ready in chain.from_iterable(_made_ready(view))
        if ready.id in outgoing.rests_on
        or not drafted.isdisjoint(ready.figures)
        or any(map(present.__getitem__, ready.names))
        or any(_repeated(text, present) for text in ready.words)
        or (on_the_roll and _names_one(ready, on_the_roll))
    ]
    items = (view.items[identity] for identity in found)
    return tuple(told for item in items if (told := confidence_of(view, item)) is not None)


def _repeated(text: tuple[str, ...], present: _Present) -> bool:
    """Whether the letters of so many words in a row stand in a draft; a quotation takes no fewer."""
    there = bytes(map(present.__getitem__, text))
    at = there.find(_IN_A_ROW)
    while at >= 0 and "".join(text[at : at + RUN]) not in present.letters:
        at = there.find(_IN_A_ROW, at + 1)
    return at >= 0


def _names_one(ready: Ready, on_the_roll: tuple[str, ...]) -> bool:
    return any(letters in run_on for run_on in map("".join, ready.words) for letters in on_the_roll)


def _roll(view: View) -> Iterator[str]:
    """The letters of every name at the talks."""
    for actor in view.talks.actors:
        for name in names_of(view, actor.name):
            if letters := "".join(words(name)):
                yield letters


def _made_ready(view: View) -> Layers[Ready]:
    return continued(view, "confidences made ready", (), _more)


def _more(before: Layers[Ready], view: View, come: tuple[LaneItem, ...]) -> Layers[Ready]:
    told = (confidence_of(view, item) for item in come)
    # A word that stands in many texts takes room once; it goes with the items, as all that lies beside them.
    same = cast("dict[str, str]", view.items.beside.setdefault("words", {}))
    return layered(before, tuple(_ready(one, same) for one in told if one is not None))


def _ready(one: Confidence, same: dict[str, str]) -> Ready:
    names = ("".join(words(name)) for text in one.texts for name in capitalised(text))
    return Ready(
        id=one.id,
        words=tuple(tuple(same.setdefault(word, word) for word in words(text)) for text in one.texts),
        figures=frozenset(figure for text in one.texts for figure in figures(text)),
        names=tuple(dict.fromkeys(names)),
    )
