"""Telling waiting pages that their own seat holds something new; never what, never to another."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

Listener = Callable[[int], None]


class Notices:
    """Who waits for which lane. Listeners hear the number of the lane's last item, after the commit.

    A listener is called from the thread of whoever acted; it must hand the news on at once.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], list[Listener]] = defaultdict(list)
        self._lock = threading.Lock()

    def listen(self, talks: str, seat: str, listener: Listener) -> Callable[[], None]:
        """Call the listener at each new item of a lane, until the function returned is called."""
        with self._lock:
            self._waiting[talks, seat].append(listener)

        def stop() -> None:
            with self._lock:
                self._waiting[talks, seat].remove(listener)

        return stop

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
