"""One writer at a time: a store decides and writes its acts in order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager


class OneWriter:
    """The turn to write. A thread that asks for a second turn inside its own is told so, and never waits.

    `afterwards` is called each time when the turn was given back, by whoever gave it.

    >>> writer = OneWriter()
    >>> with writer.turn(), writer.turn():
    ...     pass
    Traceback (most recent call last):
    ...
    RuntimeError: this thread is already in a transaction of the store: end it first
    """

    def __init__(self, afterwards: Callable[[], None] = lambda: None) -> None:
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._holder: int | None = None
        self._afterwards = afterwards

    @property
    def waiting(self) -> int:
        """How many threads wait for the turn just now."""
        return self._waiting

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for the turn and hold it until the block ends. Raises `RuntimeError` for one within one."""
        self.take()
        try:
            yield
        finally:
            self.give()

    def take(self) -> None:
        """Wait for the turn; `give` it on afterwards. Raises `RuntimeError` where this thread has it."""
        if not self.take_free():
            self._wait()
            self._holder = threading.get_ident()

    def take_free(self) -> bool:
        """Take the turn where nobody has it; whether it was taken. Raises `RuntimeError` as `take` does."""
        thread = threading.get_ident()
        if self._holder == thread:
            raise RuntimeError("this thread is already in a transaction of the store: end it first")
        if not self._lock.acquire(blocking=False):
            return False
        self._holder = thread
        return True

    def give(self) -> None:
        """Let the next one write."""
        self._holder = None
        self._lock.release()
        self._afterwards()

    def _wait(self) -> None:
        with self._counting:
            self._waiting += 1
        try:
            self._lock.acquire()
        finally:
            with self._counting:
                self._waiting -= 1
