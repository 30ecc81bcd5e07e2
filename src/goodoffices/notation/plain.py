"""Plain values with the lines they came from, and the bytes of a file as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from goodoffices.errors import FileError

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""What a YAML text holds once it is read."""

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a place in a file: field names, and places in lists counted from 0."""

LARGEST = 5_000_000
"""Bytes in one file; a longer record belongs in a store."""

WHOLE = "file"
"""The path of a file as a whole."""

_LONGEST_NAME, _LONGEST_SENTENCE = 60, 600  # of what a wrong file makes an error repeat


def spelled(path: Path) -> str:
    """A path as people write it; the whole file is "file".

    >>> spelled(("record", 3, "entry", "when", "start"))
    'record[3].entry.when.start'
    """
    steps = [f"[{step}]" if isinstance(step, int) else f".{_short(step, _LONGEST_NAME)}" for step in path]
    return "".join(steps).removeprefix(".") or WHOLE


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


@dataclass(frozen=True)
class Located:
    """Plain values, and for each place in them the line where it stands."""

    value: Plain
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def wrong(self, path: Path, expected: str) -> FileError:
        """The error that says what was expected at a place."""
        return FileError(self.line(path), spelled(path), _short(expected, _LONGEST_SENTENCE))


def decoded(data: bytes) -> str:
    r"""The text of a file's bytes. Raises `FileError` where they are too many or no UTF-8.

    >>> decoded(b"a: 1\nb: \xff")
    Traceback (most recent call last):
    ...
    goodoffices.errors.FileError: line 2, file: expected text in UTF-8; save the file in that encoding
    """
    refuse_size(len(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as reason:
        line = data[: reason.start].count(b"\n") + 1
        expected = "expected text in UTF-8; save the file in that encoding"
        raise FileError(line, WHOLE, expected) from reason


def refuse_size(size: int) -> None:
    """Raise `FileError` where a file has more bytes than one may have."""
    if size > LARGEST:
        raise FileError(0, WHOLE, f"expected at most {LARGEST:,} bytes in one file")
