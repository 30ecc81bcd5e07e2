"""Entries as plain values for programs: one form for a talks file and for what one seat may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import cast

import msgspec

from goodoffices.notation.plain import Plain
from goodoffices.record.items import entry_in
from goodoffices.record.talks_file import TalksFile
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, kind_of
from goodoffices.terms.handling import Handling
from goodoffices.terms.word import Word


def entries_of(file: TalksFile) -> Iterator[tuple[str, Entry]]:
    """Each entry of a talks file under its row's identity, in order; rows without one are left out."""
    for row in file.record:
        entry = entry_in(row.deed)
        if entry is not None:
            yield row.id, entry


def entries_held(view: View) -> Iterator[tuple[str, Entry]]:
    """Each entry that a seat holds under its identity there, in the order in which they came."""
    for item in view:
        entry = entry_in(item.matter)
        if entry is not None:
            yield item.id, entry


def shown(file: TalksFile) -> tuple[dict[str, Plain], ...]:
    """All entries of a talks file, read as its author: those of every seat.

    >>> from goodoffices.record.talks_file import FORMAT, Row
    >>> from goodoffices.terms.claim import Note
    >>> from goodoffices.terms.talks import Talks
    >>> row = Row(id="n1", by="reader", entry=Entry(content=Note(text="Read it twice.")))
    >>> file = TalksFile(format=FORMAT, talks=Talks(name="harbour", title="The harbour"), record=(row,))
    >>> [(entry["id"], entry["kind"], entry["fields"]) for entry in shown(file)]
    [('n1', 'note', {'text': 'Read it twice.'})]
    """
    return _all(entries_of(file))


def shown_view(view: View) -> tuple[dict[str, Plain], ...]:
    """All entries that one seat may see, under the identities by which it knows them."""
    return _all(entries_held(view))


def shown_entry(identity: str, entry: Entry) -> dict[str, Plain]:
    """One entry; what is absent is left out, "not stated" is kept, status and phase always stand."""
    content = _said(entry.content)
    found: dict[str, Plain] = {
        "id": identity,
        "kind": kind_of(entry.content),
        "status": entry.status.value,
        "phase": entry.phase.value,
        "when": None if entry.when is None else _said(entry.when),
        "actors": [_said(part) for part in entry.actors],
        "sources": [_said(source) for source in entry.sources],
        "grade": None if entry.grade is None else _said(entry.grade),
        "handling": None if entry.handling is None else _terms(entry.handling),
        "fields": content,
        "links": [_said(link) for link in entry.links],
    }
    return {name: value for name, value in found.items() if value is not None and value != []}


def _all(entries: Iterable[tuple[str, Entry]]) -> tuple[dict[str, Plain], ...]:
    return tuple(shown_entry(identity, entry) for identity, entry in entries)


def _said(value: Word) -> dict[str, Plain]:
    """The fields of a value that say something: not those left at a default by which nobody says anything."""
    found: dict[str, Plain] = {}
    for field in msgspec.structs.fields(value):
        held = getattr(value, field.name)
        if not (held == field.default and _says_nothing(held)):
            found[field.name] = _plain(held)
    return found


def _says_nothing(held: object) -> bool:
    if isinstance(held, Enum):
        return held.value == "not_stated"
    return held is None or held is False or held == ()


def _plain(held: object) -> Plain:
    if isinstance(held, Word):
        return _said(held)
    if isinstance(held, tuple):
        return [_plain(part) for part in cast("tuple[object, ...]", held)]
    return cast("Plain", held.value if isinstance(held, Enum) else held)


def _terms(handling: Handling) -> dict[str, Plain]:
    """Terms bind by their defaults, too: form and attribution always stand."""
    return {"form": handling.form.value, "attribution": handling.attribution.value, **_said(handling)}
