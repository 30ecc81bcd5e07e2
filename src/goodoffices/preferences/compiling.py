"""Word of a compilation of inner loops, for whoever has to wait for it; it imports no numerics."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Told = Callable[[bool], None]
"""Told that an inner loop is being compiled, and whether what comes of it is kept on the disk."""

_TOLD: Final[ContextVar[Told | None]] = ContextVar("told of compiling", default=None)


@contextmanager
def telling(told: Told) -> Generator[None]:
    """While this lasts, each compilation that begins in this context is told.

    >>> heard = []
    >>> with telling(heard.append):
    ...     begun(kept=True)
    >>> begun(kept=True)
    >>> heard
    [True]
    """
    before = _TOLD.set(told)
    try:
        yield
    finally:
        _TOLD.reset(before)


def begun(*, kept: bool) -> None:
    """Say that a compilation begins; nothing where nobody listens."""
    told = _TOLD.get()
    if told is not None:
        told(kept)
