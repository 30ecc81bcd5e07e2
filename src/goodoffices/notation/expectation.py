"""What a typed file expects at a place, as a sentence: the library's words for types turned into people's."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeVar

import msgspec
from msgspec import inspect

from goodoffices.errors import FileError
from goodoffices.notation.plain import Located, Path, Plain

Value = TypeVar("Value")

_PLACE = re.compile(r"\A(?P<said>.*?)(?: - at `\$(?P<place>[^`]*)`)?\Z", re.DOTALL)
_STEP = re.compile(r"\.(?P<name>[^.\[]+)|\[(?P<number>\d+)\]")
_TYPE = re.compile(r"\AExpected `(?P<expected>[^`]*)`, got `(?P<got>[^`]*)`")
_PATTERN = re.compile(r"matching regex '(?P<pattern>.*)'\Z", re.DOTALL)
_LENGTH = re.compile(r"\AExpected `(?P<what>\w+)` of length (?P<sign>[<>]=) (?P<number>\d+)")
_BOUND = re.compile(r"\AExpected `\w+` (?P<sign>[<>]=?) (?P<number>\S+)")
_UNKNOWN = re.compile(r"\AObject contains unknown field `(?P<name>.*)`\Z", re.DOTALL)
_MISSING = re.compile(r"\AObject missing required field `(?P<name>.*)`\Z", re.DOTALL)
_INVALID = re.compile(r"\AInvalid (?:enum )?value ", re.DOTALL)

_KINDS = {
    "object": "fields with names",
    "array": "a list",
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "NoneType": "nothing",
}

_PATTERNS = {
    r"\A[a-z0-9][a-z0-9-]{0,63}\Z": "an identity: small letters a to z, figures and hyphens, at most 64",
    r"\A[a-z][a-z0-9-]{0,47}\Z": "a short name: a small letter, then letters, figures, hyphens, at most 48",
    r"\A[A-F]\Z": "one letter from A to F",
}


def fitted(located: Located, kind: type[Value]) -> Value:
    """The plain values as a value of that class.

    Raises `FileError` with the line, the field and what was expected there.
    """
    try:
        return msgspec.convert(located.value, kind)
    except msgspec.ValidationError as reason:
        raise _misfit(located, kind, str(reason)) from reason


def _misfit(located: Located, kind: type[object], message: str) -> FileError:
    found = _PLACE.match(message)
    said, place = (message, "") if found is None else (found["said"], found["place"] or "")
    path: Path = tuple(int(n) if n else name for name, n in _STEP.findall(place))
    held = _at(located.value, path)
    if unknown := _UNKNOWN.match(said):
        names = ", ".join(_field_names(_type_at(kind, located.value, path), held))
        return located.wrong((*path, unknown["name"]), f"expected no field of this name, but one of: {names}")
    if missing := _MISSING.match(said):
        return located.wrong(path, f"expected the field {missing['name']}, which is missing")
    if _INVALID.match(said):
        choices = ", ".join(_choices(_type_at(kind, located.value, path), path))
        return located.wrong(path, f"expected one of: {choices}")
    sentence = _sentence(said, held)
    if sentence is None:  # one of our own words refused the value, and says why
        return located.wrong(_culprit(held, path, said), said)
    return located.wrong(path, sentence)


def _sentence(said: str, held: Plain) -> str | None:
    if types := _TYPE.match(said):
        expected = " or ".join(_KINDS.get(kind, kind) for kind in types["expected"].split(" | "))
        got = _KINDS.get(types["got"], types["got"])
        quoted = types["expected"].startswith("str") and isinstance(held, (int, float))
        hint = "; put it in quotes to make it text" if quoted else ""
        return f"expected {expected}, not {got}{hint}"
    if pattern := _PATTERN.search(said):
        written = pattern["pattern"].replace("\\\\", "\\")
        return f"expected {_PATTERNS.get(written, written)}"
    if length := _LENGTH.match(said):
        if length["sign"] == ">=":
            return "expected some text; leave the field out where there is none"
        return f"expected at most {int(length['number']):,} characters"
    if bound := _BOUND.match(said):
        signs = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
        return f"expected a number, {signs[bound['sign']]} {bound['number']}"
    return f"expected {said.removeprefix('Expected ')}" if said.startswith("Expected ") else None


def _culprit(held: Plain, path: Path, said: str) -> Path:
    """The field whose own value the sentence begins with; else the place as a whole."""
    if isinstance(held, dict):
        for name, value in held.items():
            if isinstance(value, str) and value and said.startswith(f"{value} "):
                return (*path, name)
    return path


def _at(value: Plain, path: Path) -> Plain:
    for step in path:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        elif isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


@cache
def _type_of(kind: type[object]) -> inspect.Type:
    return inspect.type_info(kind)


def _type_at(kind: type[object], value: Plain, path: Path) -> inspect.Type:
    """The type expected at a path; of a union, the member that the tag in the file names."""
    here = _type_of(kind)
    for place, step in enumerate(path):
        for member in _members(here):
            if isinstance(member, inspect.VarTupleType) and isinstance(step, int):
                here = member.item_type
                break
            if isinstance(member, inspect.StructType) and _tagged(member, _at(value, path[:place])):
                field = next((field for field in member.fields if field.encode_name == step), None)
                if field is not None:
                    here = field.type
                    break
        else:
            return here
    return here


def _members(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind.types if isinstance(kind, inspect.UnionType) else (kind,)


def _tagged(kind: inspect.StructType, held: Plain) -> bool:
    if kind.tag_field is None:
        return True
    return isinstance(held, dict) and held.get(kind.tag_field) == kind.tag


def _field_names(kind: inspect.Type, held: Plain) -> list[str]:
    for member in _members(kind):
        if isinstance(member, inspect.StructType) and _tagged(member, held):
            return [field.encode_name for field in member.fields]
    return []


def _choices(kind: inspect.Type, path: Path) -> list[str]:
    """The values that may stand there; for a tag, those of all members of the union."""
    found: list[str] = []
    for member in _members(kind):
        match member:
            case inspect.EnumType(cls=cls):
                found += [str(choice.value) for choice in cls]
            case inspect.LiteralType(values=values):
                found += map(str, values)
            case inspect.StructType(tag=tag, tag_field=tag_field) if path and tag_field == path[-1]:
                found.append(str(tag))
            case _:
                pass
    return found
