"""Every text that people wrote is found and made tidy, wherever in a value it stands."""

from __future__ import annotations

import typing
from collections.abc import Iterator

import msgspec
from hypothesis import given, settings

from goodoffices.casework.texts import texts, tidied
from goodoffices.errors import TextError
from goodoffices.terms.text import clean
from goodoffices.terms.word import Word
from tests.casework.test_laws import scenes


def is_text(hint: object) -> bool:
    """Whether some length is set for what may stand behind the colon."""
    if typing.get_origin(hint) is typing.Annotated:
        metadata = typing.cast("typing.Any", hint).__metadata__
        return any(isinstance(one, msgspec.Meta) and one.max_length is not None for one in metadata)
    return any(is_text(part) for part in typing.get_args(hint))


def plainly(value: object, *, text: bool = False) -> Iterator[str]:
    """Looking into every field of every word."""
    if isinstance(value, Word):
        hints = typing.get_type_hints(type(value), include_extras=True)
        for name in value.__struct_fields__:
            yield from plainly(getattr(value, name), text=is_text(hints[name]))
    elif isinstance(value, tuple):
        for part in typing.cast("tuple[object, ...]", value):
            yield from plainly(part, text=text)
    elif isinstance(value, str) and text:
        yield value


@settings(max_examples=30)
@given(scenes())
def test_looking_only_where_texts_can_stand_finds_what_looking_everywhere_does(scene):
    view, asked = scene
    for value in (asked, *view):
        assert list(texts(value)) == list(plainly(value))


@settings(max_examples=30)
@given(scenes())
def test_a_tidy_value_has_the_same_texts_cleaned_and_nothing_else_changed(scene):
    for value in (scene[1], *scene[0]):
        try:
            tidy = tidied(value)
        except TextError:
            continue
        assert list(plainly(tidy)) == [clean(text) for text in plainly(value)]
        assert tidied(tidy) == tidy
        if list(plainly(tidy)) == list(plainly(value)):
            assert tidy == value
