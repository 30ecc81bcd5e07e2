"""Telling waiting pages that their own seat holds something new; never what, never to another."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

Listener = Callable[[int | None], None]


class Notices:
    """Who waits for which lane. Listeners hear the number of the lane's last item, after the commit.

    None is the last word to a listener: the desk closes, or the seat was closed. A listener is called from
    the thread of whoever acted; it must hand the news on at once.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], list[Listener]] = defaultdict(list)
        self._lock = threading.Lock()
        self._closed = False

    def listen(self, talks: str, seat: str, listener: Listener) -> Callable[[], None]:
        """Call the listener at each new item of a lane, until the function returned is called."""
        with self._lock:
            self._waiting[talks, seat].append(listener)
            closed = self._closed
        if closed:
            listener(None)

        def stop() -> None:
            with self._lock:
                self._waiting[talks, seat].remove(listener)

        return stop

    def waiting(self) -> frozenset[tuple[str, str]]:
        """The talks and seats for which somebody waits."""
        with self._lock:
            return frozenset(place for place, listeners in self._waiting.items() if listeners)

    def tell(self, talks: str, heads: dict[str, int]) -> None:
        """Let the listeners of each lane know its new head."""
        with self._lock:
            called = [
                (listener, head)
                for seat, head in heads.items()
                for listener in self._waiting.get((talks, seat), ())
            ]
        for listener, head in called:
            listener(head)

    def end(self, talks: str, seat: str) -> None:
        """Let the listeners of one lane know that there will be no more: its seat is closed."""
        with self._lock:
            called = list(self._waiting.get((talks, seat), ()))
        for listener in called:
            listener(None)

    def close(self) -> None:
        """Let every listener know that there will be no more, now and whoever listens later."""
        with self._lock:
            self._closed = True
            called = [listener for waiting in self._waiting.values() for listener in waiting]
        for listener in called:
            listener(None)
