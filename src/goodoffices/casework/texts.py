"""The free text in a value: found wherever it stands, and made tidy."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec

from goodoffices.errors import TextError
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
    limits = _limits(type(value))
    for name in value.__struct_fields__:
        held: object = getattr(value, name)
        for part in _parts(held):
            if isinstance(part, Word):
                yield from texts(part)
            elif isinstance(part, str) and name in limits:
                yield part


def tidied(value: Value) -> Value:
    """The value with each text in it cleaned (`goodoffices.terms.text.clean`).

    Raises `TextError` for a text that is empty, too long, or holds what nobody sees, and `WordError`
    where the tidy value contradicts itself.
    """
    limits = _limits(type(value))
    changes: dict[str, object] = {}
    for name in value.__struct_fields__:
        held: object = getattr(value, name)
        if not issubclass(type(held), (str, tuple, Word)):
            continue  # most fields are not stated, or one of a few
        tidy = tuple([_tidy(part, name, limits) for part in _parts(held)])
        new = tidy if isinstance(held, tuple) else tidy[0]
        if new is not held and new != held:
            changes[name] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _tidy(held: object, name: str, limits: dict[str, int]) -> object:
    if isinstance(held, Word):
        return tidied(held)
    if not isinstance(held, str) or name not in limits:
        return held
    field = name.replace("_", " ")
    tidy = clean(held, field=field)
    if not tidy:
        raise TextError(f"{field}: is empty; write something, or leave it out")
    if len(tidy) > limits[name]:
        raise TextError(f"{field}: {len(tidy):,} characters; at most {limits[name]:,} fit here")
    return tidy


def _parts(held: object) -> tuple[object, ...]:
    return typing.cast("tuple[object, ...]", held) if isinstance(held, tuple) else (held,)


@cache
def _limits(kind: type[Word]) -> dict[str, int]:
    """For each field that holds text, how many characters fit."""
    hints = typing.get_type_hints(kind, include_extras=True)
    found = {name: _limit(hints[name]) for name in kind.__struct_fields__}
    return {name: limit for name, limit in found.items() if limit is not None}


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
