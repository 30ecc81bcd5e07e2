"""The hours of an open desk: once a minute it notes what has fallen due."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress

from goodoffices.desk.desk import Desk
from goodoffices.errors import StoreError

EVERY = 60.0
"""Seconds between two looks; they depend on nothing that anybody does."""


def note_what_fell_due(desk: Desk) -> int:
    """Look once at all talks; how many dated terms had begun or run out."""
    return sum(desk.fall_due(talks) for talks in desk.store.talks())


@contextmanager
def open_hours(desk: Desk, *, every: float = EVERY) -> Generator[None]:
    """Look now and then once in `every` seconds, beside whatever else is done, until the block ends.

    A store that cannot be written is tried again at the next look: whoever acts is told of it anyway.
    """
    closing = threading.Event()

    def keep() -> None:
        while True:
            with suppress(StoreError):
                note_what_fell_due(desk)
            if closing.wait(every):
                return

    keeper = threading.Thread(target=keep, name="hours", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        closing.set()
        keeper.join()
