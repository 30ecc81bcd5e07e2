"""One writer at a time: a store decides and writes its acts in order."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager


class OneWriter:
    """The turn to write. A thread that asks for a second turn inside its own is told so, and never waits.

    >>> writer = OneWriter()
    >>> with writer.turn(), writer.turn():
    ...     pass
    Traceback (most recent call last):
    ...
    RuntimeError: this thread is already in a transaction of the store: end it first
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for the turn and hold it until the block ends. Raises `RuntimeError` for one within one."""
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread is already in a transaction of the store: end it first")
        with self._lock:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None
