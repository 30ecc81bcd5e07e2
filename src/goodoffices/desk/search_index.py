"""The words of each lane, made ready for searching: in memory only, and never on the disk."""

from __future__ import annotations

import re
import threading

from goodoffices.casework.texts import texts
from goodoffices.record.items import LaneItem
from goodoffices.record.view import View

_BETWEEN = "\x00"
"""Stands between two texts: no text holds it."""


def folded(text: str) -> str:
    """A text without regard to case: whatever a search that ignores case finds in it is found in this.

    >>> folded("PIER İzmir") == folded("pier ızmır")
    True
    """
    # Full case folding keeps the Turkish dots apart, where such a search does not.
    return text.casefold().replace("ı", "i").replace("i\u0307", "i")


class SearchIndex:
    """Grows with what is looked for. One seat's words are never looked at for another. Safe from threads."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], list[str]] = {}
        self._growing = threading.Lock()

    def holding(self, view: View, asked: str) -> list[LaneItem]:
        """The items of a view in which the words stand, without regard to case, newest first."""
        if _BETWEEN in asked:
            return []
        words, wanted = self._up_to(view), folded(asked)
        places = [place for place, text in enumerate(words[: view.version]) if wanted in text]
        found = view.items.at(places)
        if not all(map(str.isascii, (asked, *(words[place] for place in places)))):
            # Where other letters are folded, some meet that no search would take for each other.
            exactly = re.compile(re.escape(asked), re.IGNORECASE)
            found = [item for item in found if any(map(exactly.search, texts(item.matter)))]
        return list(reversed(found))

    def forget(self, talks: str, seat: str) -> None:
        """Let go of the words of a lane; they are read again when somebody searches."""
        with self._growing:
            self._words.pop((talks, seat), None)

    def _up_to(self, view: View) -> list[str]:
        """The words of each item, in order, at least as far as the view goes."""
        with self._growing:
            words = self._words.setdefault((view.talks.name, view.seat.name), [])
            for item in view.items.oldest_first(len(words)):
                words.append(folded(_BETWEEN.join(texts(item.matter))))
            return words
