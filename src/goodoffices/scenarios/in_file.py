"""Errors of reading, as those of the scenario file that was read."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from goodoffices.errors import FileError, ScenarioFileError


@contextmanager
def in_file(name: str) -> Generator[None]:
    """Whatever is wrong in this block is wrong in the file of that name. Raises `ScenarioFileError`."""
    try:
        yield
    except ScenarioFileError:
        raise
    except FileError as reason:
        raise ScenarioFileError(name, reason.line, reason.field, reason.expected) from reason
