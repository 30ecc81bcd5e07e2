"""What holds of every value of the field."""

from __future__ import annotations

import importlib
import pkgutil
from collections import abc
from collections.abc import Iterator
from typing import Final, get_args, get_origin, get_type_hints

import msgspec
import pytest

import goodoffices.terms
from goodoffices.terms.entry import Content, Entry
from goodoffices.terms.word import Word


def words() -> list[type[Word]]:
    """Every value that the rooms of terms and record define."""
    for package in (goodoffices.terms, importlib.import_module("goodoffices.record")):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    found: list[type[Word]] = []
    waiting = [Word]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return [kind for kind in found if kind.__module__.startswith("goodoffices.")]


OPEN: Final = {
    *(list, set, dict),
    *(
        abc.Sequence,
        abc.MutableSequence,
        abc.Set,
        abc.MutableSet,
        abc.Collection,
        abc.Mapping,
        abc.MutableMapping,
    ),
}


def within(*hints: object) -> Iterator[object]:
    """Every kind that annotations are made of, however deep."""
    for hint in hints:
        yield get_origin(hint) or hint
        yield from within(*get_args(hint))


def test_a_list_is_found_however_deep_it_lies() -> None:
    assert list in within(tuple[int | list[str], ...] | None)


@pytest.mark.parametrize("word", words(), ids=lambda word: word.__name__)
def test_every_word_is_frozen_named_and_closed_to_unknown_fields(word: type[Word]) -> None:
    assert word.__struct_config__.frozen
    assert word.__struct_config__.forbid_unknown_fields
    assert not word.__struct_config__.array_like
    with pytest.raises(TypeError):
        word("positional")  # type: ignore[call-arg]


@pytest.mark.parametrize("word", words(), ids=lambda word: word.__name__)
def test_no_word_holds_a_list_a_set_or_a_dictionary(word: type[Word]) -> None:
    # Not asked of msgspec, which refuses what it could not decode, and a scenario is never decoded as it is.
    assert not set(within(*get_type_hints(word).values())) & OPEN


def test_the_kinds_of_entries_are_those_of_the_design() -> None:
    kinds = {kind.__struct_config__.tag for kind in Content.__args__}
    assert " ".join(sorted(kinds)) == (
        "agreement arrangement assessment hop_report linkage meeting message note outside_action position "
        "pressure process_state proposal response schedule statement"
    )


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `colour`"):
        msgspec.json.decode('{"content": {"kind": "note", "text": "x"}, "colour": "red"}', type=Entry)
