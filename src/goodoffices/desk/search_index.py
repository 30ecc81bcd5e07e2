"""The words of each lane, made ready for searching: in memory only, and never on the disk."""

from __future__ import annotations

import threading

from goodoffices.casework.texts import texts
from goodoffices.record.items import LaneItem
from goodoffices.record.view import View


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
        self._words: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._growing = threading.Lock()

    def holding(self, view: View, asked: str) -> list[LaneItem]:
        """The items of a view in which the words may stand, newest first.

        Each item in which they do is among them; where folded letters meet, there may be more.
        """
        words, wanted = self._up_to(view), folded(asked)
        found = [view.items[one] for one, text in words[: view.version] if wanted in text]
        found.reverse()
        return found

    def forget(self, talks: str, seat: str) -> None:
        """Let go of the words of a lane; they are read again when somebody searches."""
        with self._growing:
            self._words.pop((talks, seat), None)

    def _up_to(self, view: View) -> list[tuple[str, str]]:
        """The words of each item, in order, at least as far as the view goes."""
        with self._growing:
            words = self._words.setdefault((view.talks.name, view.seat.name), [])
            for item in view.items.oldest_first(len(words)):
                # The sign between two texts is one that no text holds.
                words.append((item.id, folded("\x00".join(texts(item.matter)))))
            return words
