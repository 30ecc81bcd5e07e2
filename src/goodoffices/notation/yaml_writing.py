"""Plain values as YAML 1.2 text that people can read.

Two spaces a level, fields in the order given, no flow style but for what is empty. Texts of several lines
stand as they are, long ones are folded, and quotes stand where YAML would read something else without them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from goodoffices.notation.plain import Plain
from goodoffices.notation.yaml_reading import resolved

_WIDTH = 100
_EVERYDAY = re.compile(r"\A[^\W_](?:[^\n\t:#]|:(?=\S)|(?<=\S)#)*\Z")
_FOLDABLE = re.compile(r"\A\S+(?: \S+)*\Z")


def written(value: dict[str, Plain], *, apart: tuple[str, ...] = ()) -> str:
    r"""A mapping as YAML text that `parsed` reads back equal; the items of the lists `apart` stand apart.

    >>> print(written({"title": "A: b", "about": "one\ntwo", "days": ["2024", "5 March"]}), end="")
    title: "A: b"
    about: |-
      one
      two
    days:
      - "2024"
      - 5 March
    """
    return "".join(f"{line}\n" for line in _mapping(value, 0, apart))


def _mapping(value: dict[str, Plain], depth: int, apart: tuple[str, ...] = ()) -> Iterator[str]:
    for key, held in value.items():
        if key in apart:
            yield ""
        yield from _beside(f"{'  ' * depth}{_scalar(key)}:", held, depth, apart=key in apart)


def _beside(name: str, held: Plain, depth: int, *, apart: bool) -> Iterator[str]:
    match held:
        case dict() if held:
            yield name
            yield from _mapping(held, depth + 1)
        case list() if held:
            yield name
            for place, item in enumerate(held):
                if apart and place:
                    yield ""
                yield from _item(item, depth + 1)
        case str() if "\n" in held or len(held) > _WIDTH - len(name):
            yield from _long(name, held, depth + 1)
        case _:
            yield f"{name} {_scalar(held)}"


def _item(item: Plain, depth: int) -> Iterator[str]:
    """One item of a list: its first line begins with a dash, the others stand under it."""
    margin = "  " * depth
    match item:
        case dict() if item:
            lines = _mapping(item, depth + 1)
        case list() if item:
            lines = (line for inner in item for line in _item(inner, depth + 1))
        case _:
            yield from _beside(f"{margin}-", item, depth, apart=False)
            return
    first, *others = lines
    yield f"{margin}- {first[len(margin) + 2 :]}"
    yield from others


def _long(name: str, text: str, depth: int) -> Iterator[str]:
    """Lines as they are where there are several, folded at blanks where it is one; else in quotes."""
    margin = "  " * depth
    lines = text.split("\n")
    if len(lines) > 1 and lines[0] and lines[-1] and not any(_awkward(line) for line in lines):
        yield f"{name} |-"
        yield from (f"{margin}{line}" if line else "" for line in lines)
    elif len(lines) == 1 and _FOLDABLE.match(text) and "\t" not in text:
        yield f"{name} >-"
        yield from (f"{margin}{line}" for line in _folded(text.split(" "), _WIDTH - len(margin)))
    else:
        yield f"{name} {_quoted(text)}"


def _awkward(line: str) -> bool:
    """Blanks at the ends of a line, which an editor would drop and nobody would see."""
    return line != line.strip()


def _folded(words: list[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}"
    yield line


def _scalar(value: Plain) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 10**15 and str(value) != "-0.0":
            return str(int(value))
        case int() | float():
            return repr(value)
        case str():
            plain = _EVERYDAY.match(value) and not _awkward(value)
            return value if plain and isinstance(resolved(value), str) else _quoted(value)
        case dict():
            return "{}"
        case list():
            return "[]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
