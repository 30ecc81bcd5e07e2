"""The free text in a value: found wherever it stands, and made tidy."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec

from goodoffices.errors import TextError
from goodoffices.record.references import words_in
from goodoffices.terms.text import clean
from goodoffices.terms.word import Word

Value = TypeVar("Value", bound=Word)


def texts(value: Word) -> Iterator[str]:
    """Every text and label that people wrote into a value, in the order of its fields.

    References, keys, dates and choices from a list are no text.

    >>> from goodoffices.terms.message import Message
    >>> list(texts(Message(content="Open pier four.", place="the harbour office")))
    ['Open pier four.', 'the harbour office']
    """
    found: list[str] = []
    _gather(value, found)
    return iter(found)


def _gather(value: Word, found: list[str]) -> None:
    for name, limit in _fields(type(value)):
        held: object = getattr(value, name)
        if held is None:
            continue
        for part in _parts(held):
            if isinstance(part, Word):
                _gather(part, found)
            elif isinstance(part, str) and limit is not None:
                found.append(part)


def tidied(value: Value) -> Value:
    """The value with each text in it cleaned (`goodoffices.terms.text.clean`).

    Raises `TextError` for a text that is empty, too long, or holds what nobody sees, and `WordError`
    where the tidy value contradicts itself.
    """
    changes: dict[str, object] = {}
    for name, limit in _fields(type(value)):
        held: object = getattr(value, name)
        if held is None:
            continue  # most fields are not stated
        tidy = tuple([_tidy(part, name, limit) for part in _parts(held)])
        new = tidy if isinstance(held, tuple) else tidy[0]
        if new is not held and new != held:
            changes[name] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _tidy(held: object, name: str, limit: int | None) -> object:
    if isinstance(held, Word):
        return tidied(held)
    if not isinstance(held, str) or limit is None:
        return held
    field = name.replace("_", " ")
    tidy = clean(held, field=field)
    if not tidy:
        raise TextError(f"{field}: is empty; write something, or leave it out")
    if len(tidy) > limit:
        raise TextError(f"{field}: {len(tidy):,} characters; at most {limit:,} fit here")
    return tidy


def _parts(held: object) -> tuple[object, ...]:
    return typing.cast("tuple[object, ...]", held) if isinstance(held, tuple) else (held,)


@cache
def _fields(kind: type[Word]) -> tuple[tuple[str, int | None], ...]:
    """The fields where a text can stand, with its greatest length; None where only words below have one."""
    return tuple((name, limit) for name, limit in _limits(kind).items() if _leads(kind, name))


@cache
def _limits(kind: type[Word]) -> dict[str, int | None]:
    hints = typing.get_type_hints(kind, include_extras=True)
    return {name: _limit(hints[name]) for name in kind.__struct_fields__}


def _leads(kind: type[Word], name: str, above: frozenset[type[Word]] = frozenset()) -> bool:
    """Whether a text can stand in a field, or in a word below it; `above` are those it stands in."""
    if _limits(kind)[name] is not None:
        return True
    hint = typing.get_type_hints(kind, include_extras=True)[name]
    return any(
        _leads(below, part, above | {kind})
        for below in words_in(hint)
        if below not in above
        for part in below.__struct_fields__
    )


def _limit(hint: Any) -> int | None:  # noqa: ANN401 - whatever stands behind a colon
    if typing.get_origin(hint) is typing.Annotated:
        return next(
            (
                meta.max_length
                for meta in hint.__metadata__
                if isinstance(meta, msgspec.Meta) and meta.max_length is not None
            ),
            None,
        )
    return next((limit for part in typing.get_args(hint) if (limit := _limit(part)) is not None), None)
