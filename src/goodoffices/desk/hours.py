"""The hours of an open desk: once a minute it notes what has fallen due."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

from goodoffices.desk.desk import Desk
from goodoffices.errors import ClockError, StoreError

EVERY = 60.0
"""Seconds between two looks; they depend on nothing that anybody does."""


def note_what_fell_due(desk: Desk) -> int:
    """Look once at all talks; how many dated terms had begun or run out."""
    return sum(desk.fall_due(talks) for talks in desk.store.talks())


@contextmanager
def open_hours(
    desk: Desk, *, every: float = EVERY, tell: Callable[[str], None] = lambda _: None
) -> Generator[None]:
    """Look now and then once in `every` seconds, beside whatever else is done, until the block ends.

    A store that cannot be written is tried again at the next look, and so goes on by itself once it can.
    `tell` hears why it takes no acts when that changes, and an empty text once it takes them again.
    """
    closing = threading.Event()

    def keep() -> None:
        told = ""
        while True:
            with suppress(StoreError, ClockError):
                note_what_fell_due(desk)
            if (stopped := desk.store.stopped()) != told:
                told = stopped
                tell(told)
            if closing.wait(every):
                return

    keeper = threading.Thread(target=keep, name="hours", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        closing.set()
        keeper.join()
