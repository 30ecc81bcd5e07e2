"""YAML 1.2 text as plain values, each with the line that it came from.

Only what the files of this library need: mappings, lists and scalars of the core schema. What could make a
small text large or mean more than it shows (anchors, aliases, merge keys, tags) is refused, never expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from goodoffices.errors import FileError
from goodoffices.notation.plain import WHOLE, Located, Path, Plain, refuse_size, spelled
from goodoffices.terms.text import hidden_character

DEEPEST = 30
"""Levels of mappings and lists inside each other."""

_LONGEST_NUMBER = 18
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"\A[-+]?[0-9]+\Z")
_OTHER_INTEGER = re.compile(r"\A0(?:o[0-7]+|x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(r"\A[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_ODD_FLOAT = re.compile(r"\A(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


def parsed(text: str, *, any_name: bool = False) -> Located:
    r"""The one document of a YAML 1.2 text. Raises `FileError` with the line of whatever is refused.

    Dates, "no" and "on" stay text: only null, true, false and numbers are anything else. With `any_name`, a
    field may also be named by a number or a truth value, which is taken as its text.

    >>> parsed("when: 2024-03-05\nspoken: no").value
    {'when': '2024-03-05', 'spoken': 'no'}
    >>> parsed("a: &anchor 1")
    Traceback (most recent call last):
    ...
    goodoffices.errors.FileError: line 1, a: expected no anchors or aliases (& or *): write it out
    """
    refuse_size(len(text))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    _refuse_hidden(text)
    refuse_size(len(text.encode()))
    reading = _Reading(any_name=any_name)
    try:
        for event in _events(text):
            reading.take(event)
    except YAMLError as reason:
        line = _line_of(reason, text)
        raise FileError(line, spelled(reading.here()), _expected_by_yaml(reason)) from reason
    except (OverflowError, ValueError) as reason:
        # ruamel hands code points such as "\UFFFFFFFF" on to chr() unchecked.
        if isinstance(reason, FileError):
            raise
        expected = "expected a character that exists after the backslash"
        raise FileError(reading.line, spelled(reading.here()), expected) from reason
    if not reading.documents:
        raise FileError(1, WHOLE, "expected something to read; the file is empty")
    return Located(reading.value, reading.lines)


def _refuse_hidden(text: str) -> None:
    # Each distinct character once: five million look-ups would take a second.
    hidden = {character for character in set(text) if hidden_character(character)}
    if hidden:
        place, character = next((i, c) for i, c in enumerate(text) if c in hidden)
        raise FileError(text.count("\n", 0, place) + 1, WHOLE, _no_hidden(character))


def _no_hidden(text: str) -> str:
    return f"expected no hidden characters; remove {hidden_character(text)}"


class _Mark(Protocol):
    line: int


class _Event(Protocol):
    """What this reader uses of the parser's events, whichever of them it is."""

    start_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    implicit: object
    style: str | None
    version: tuple[int, int] | None
    tags: object


class _Parser(Protocol):
    def parse(self, stream: str) -> Iterator[_Event]: ...


def _events(text: str) -> Iterator[_Event]:
    yaml = cast("_Parser", YAML(typ="safe", pure=True))
    return yaml.parse(text)


def _line_of(reason: YAMLError, text: str) -> int:
    mark = getattr(reason, "problem_mark", None) or getattr(reason, "context_mark", None)
    line = 1 if mark is None else int(mark.line) + 1
    return min(line, text.count("\n") + 1)


def _expected_by_yaml(reason: YAMLError) -> str:
    problem = str(getattr(reason, "problem", None) or "it cannot be read")
    if "\\t" in problem:
        return "expected spaces: YAML does not allow a tab here"
    if "mapping values are not allowed" in problem:
        return 'expected one "name: value" a line; put a text that holds ": " in quotes'
    return f"expected YAML 1.2: {problem.replace(chr(0), 'the end of the file')}"


@dataclass
class _Open:
    """A mapping or list that is not closed yet."""

    value: list[Plain] | dict[str, Plain]
    path: Path
    key: str | None = None


@dataclass
class _Reading:
    """The values so far; built from events with a stack of its own, so that depth is bounded here."""

    any_name: bool = False
    value: Plain = None
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    documents: int = 0
    line: int = 1
    open: list[_Open] = field(default_factory=list[_Open])

    def here(self) -> Path:
        """The path of what comes next."""
        if not self.open:
            return ()
        inner = self.open[-1]
        if isinstance(inner.value, list):
            return (*inner.path, len(inner.value))
        return inner.path if inner.key is None else (*inner.path, inner.key)

    def wrong(self, expected: str) -> FileError:
        return FileError(self.line, spelled(self.here()), expected)

    def take(self, event: _Event) -> None:
        self.line = event.start_mark.line + 1
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None) is not None:
            raise self.wrong("expected no anchors or aliases (& or *): write it out")
        if kind != "DocumentStartEvent" and getattr(event, "tag", None) is not None:
            raise self.wrong("expected no tags (!): write the value alone")
        match kind:
            case "DocumentStartEvent":
                self._begin(event)
            case "ScalarEvent":
                self._scalar(event)
            case "MappingStartEvent":
                self._enter({})
            case "SequenceStartEvent":
                self._enter([])
            case "MappingEndEvent" | "SequenceEndEvent":
                self.open.pop()
            case _:
                pass  # where the stream and its document begin and end: nothing to keep

    def _begin(self, event: _Event) -> None:
        self.documents += 1
        if self.documents > 1:
            raise FileError(self.line, WHOLE, "expected one document; a second one begins here")
        if event.version not in {None, (1, 2)} or event.tags:
            raise FileError(1, WHOLE, "expected YAML 1.2 without directives (%)")

    def _enter(self, value: list[Plain] | dict[str, Plain]) -> None:
        path = self.here()
        if len(self.open) >= DEEPEST:
            raise self.wrong(f"expected at most {DEEPEST} levels inside each other")
        self._place(value)
        self.open.append(_Open(value, path))

    def _scalar(self, event: _Event) -> None:
        plain = event.style is None
        if plain and event.value == "<<":
            raise self.wrong("expected no merge keys (<<): write it out")
        if hidden_character(event.value):
            raise self.wrong(_no_hidden(event.value))
        value = self._resolved(event.value) if plain else event.value
        inner = self.open[-1] if self.open else None
        if inner is None or isinstance(inner.value, list) or inner.key is not None:
            self._place(value)
            return
        if self.any_name and value is not None:
            value = str(value)
        if not isinstance(value, str):
            raise self.wrong("expected the name of a field, not a number, true, false or nothing")
        if value in inner.value:
            raise FileError(self.line, spelled((*inner.path, value)), "expected each field once")
        inner.key = value
        self.lines[self.here()] = self.line

    def _resolved(self, written: str) -> Plain:
        if len(written) > _LONGEST_NUMBER and _INTEGER.match(written):
            raise self.wrong(f"expected a number of at most {_LONGEST_NUMBER} digits, or text in quotes")
        return resolved(written)

    def _place(self, value: Plain) -> None:
        path = self.here()
        if not self.open:
            self.value = value
        else:
            inner = self.open[-1]
            if isinstance(inner.value, list):
                inner.value.append(value)
            elif inner.key is None:
                raise self.wrong("expected the name of a field, not a list or a mapping")
            else:
                inner.value[inner.key] = value
                inner.key = None
        self.lines.setdefault(path, self.line)


def resolved(written: str) -> Plain:
    """What an unquoted scalar means by the core schema of YAML 1.2.

    >>> [resolved(text) for text in ("yes", "true", "~", "0o17", "1e3", "2024-03-05")]
    ['yes', True, None, 15, 1000.0, '2024-03-05']
    """
    if written in _NULL:
        return None
    if written in _TRUE or written in _FALSE:
        return written in _TRUE
    if _INTEGER.match(written):
        return int(written)
    if _OTHER_INTEGER.match(written):
        return int(written, 0)
    if _FLOAT.match(written):
        return float(written)
    if _ODD_FLOAT.match(written):
        return float(written.replace(".", "").lower())
    return written
