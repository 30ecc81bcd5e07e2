"""Turning the references of one lane into those of another, or of the log.

A reference that the other lane does not hold is dropped, as if it had never stood there: an identity that
leads nowhere would tell a seat that there is something it cannot see.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar, cast

import msgspec

from goodoffices.terms.entry import Link
from goodoffices.terms.identity import Identity
from goodoffices.terms.when import Precision, When
from goodoffices.terms.word import Word

Found = Callable[[str], str | None]
Place = tuple[str | int, ...]
Value = TypeVar("Value", bound=Word)


class DanglingReference(LookupError):
    """A reference that must be there is not: `identity` names it."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        super().__init__(identity)


def references(value: Word) -> Iterator[str]:
    """Every identity that a value refers to, in the order of its fields, repeated ones repeated."""
    found: list[str] = []
    _gather(value, found)
    return iter(found)


def _gather(value: Word, found: list[str]) -> None:
    for name, role in _listed_roles(type(value)):
        held = getattr(value, name)
        if held is None or held == ():
            continue
        if role == "identity":
            found.append(held)
        elif role == "identities":
            found += held
        elif role == "word":
            _gather(held, found)
        else:
            for part in held:
                _gather(part, found)


def placed_references(value: Word, path: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every reference with its place in the value: field names, and places in tuples counted from 0.

    >>> from goodoffices.terms.when import When
    >>> list(placed_references(When(precision=Precision.ORDER, after=("m1", "m2"))))
    [(('after', 0), 'm1'), (('after', 1), 'm2')]
    """
    for name, role in _roles(type(value)).items():
        held = getattr(value, name)
        if held is None:
            continue
        if role == "identity":
            yield (*path, name), held
        elif role == "identities":
            yield from (((*path, name, place), identity) for place, identity in enumerate(held))
        elif role == "word":
            yield from placed_references(held, (*path, name))
        else:
            for place, part in enumerate(held):
                yield from placed_references(part, (*path, name, place))


def translated(value: Value, found: Found) -> Value:
    """The value with each reference looked up: kept under its new name, or dropped.

    Raises `DanglingReference` where a field that cannot be empty would be.
    """
    changes: dict[str, object] = {}
    for name, role in _roles(type(value)).items():
        held = getattr(value, name)
        if held is None:
            continue
        new = _translated_field(held, role, found, optional=_optional(type(value), name))
        if new is not held and new != held:
            changes[name] = new
    if not changes:
        return value
    if isinstance(value, When):
        changes = _still_a_time(value, changes)
    return msgspec.structs.replace(value, **changes)


def _translated_field(held: object, role: str, found: Found, *, optional: bool) -> object:
    match role:
        case "identity":
            identity = cast("str", held)
            new = found(identity)
            if new is None and not optional:
                raise DanglingReference(identity)
            return new
        case "identities":
            return tuple(new for new in map(found, cast("tuple[str, ...]", held)) if new is not None)
        case "word":
            return translated(cast("Word", held), found)
        case _:
            parts = cast("tuple[Word, ...]", held)
            return tuple(translated(part, found) for part in parts if _leads_somewhere(part, found))


def _leads_somewhere(part: Word, found: Found) -> bool:
    return not isinstance(part, Link) or found(part.to) is not None


def _still_a_time(when: When, changes: dict[str, object]) -> dict[str, object]:
    """A place in order that lost all its neighbours is a time that nobody states."""
    places = {name: changes.get(name, getattr(when, name)) for name in ("before", "during", "after")}
    if when.precision is Precision.ORDER and not any(places.values()):
        return {**places, "precision": Precision.NOT_STATED}
    return changes


@cache
def _roles(kind: type[Word]) -> dict[str, str]:
    """For each field that can hold a reference, how: identity, identities, word, words."""
    return {name: role for name, role in _all_roles(kind).items() if _leads(kind, name)}


@cache
def _listed_roles(kind: type[Word]) -> tuple[tuple[str, str], ...]:
    return tuple(_roles(kind).items())


@cache
def _all_roles(kind: type[Word]) -> dict[str, str]:
    """The same for each field that holds a word, whether a reference can stand in that word or not."""
    hints = typing.get_type_hints(kind, include_extras=True)
    found = {name: _role(hints[name]) for name in kind.__struct_fields__}
    return {name: role for name, role in found.items() if role}


def _leads(kind: type[Word], name: str, above: frozenset[type[Word]] = frozenset()) -> bool:
    """Whether a reference can stand in a field, or in a word below it; `above` are those it stands in."""
    role = _all_roles(kind)[name]
    if role in {"identity", "identities"}:
        return True
    hint = typing.get_type_hints(kind, include_extras=True)[name]
    return any(
        _leads(below, part, above | {kind})
        for below in words_in(hint)
        if below not in above
        for part in _all_roles(below)
    )


def words_in(hint: object) -> Iterator[type[Word]]:
    """The classes of words that a field of that type may hold."""
    if isinstance(hint, type) and issubclass(hint, Word):
        yield hint
    for argument in typing.get_args(hint):
        yield from words_in(argument)


@cache
def _optional(kind: type[Word], name: str) -> bool:
    return type(None) in typing.get_args(typing.get_type_hints(kind, include_extras=True)[name])


def _role(hint: object) -> str:
    if hint == Identity:
        return "identity"
    arguments = [argument for argument in typing.get_args(hint) if argument is not type(None)]
    if typing.get_origin(hint) is tuple:
        inner = _role(arguments[0])
        return {"identity": "identities", "word": "words"}.get(inner, "")
    if isinstance(hint, type) and issubclass(hint, Word):
        return "word"
    if typing.get_origin(hint) is typing.Annotated:
        return ""
    inner_roles = {_role(argument) for argument in arguments}
    return next((role for role in ("identity", "identities", "words", "word") if role in inner_roles), "")
