"""What a seat holds, in the order in which it happened, as far as anybody says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import msgspec

from goodoffices.desk.line import Line, line_of
from goodoffices.desk.order_of_happening import in_order, with_later
from goodoffices.record.continued import continued
from goodoffices.record.items import LaneItem
from goodoffices.record.view import View
from goodoffices.terms.word import Word


class Timeline(msgspec.Struct, frozen=True):
    """The lines of a view in order of happening, with who and what is named in any of them.

    `unsorted` are the same lines as they were recorded.
    """

    ordered: tuple[Line, ...] = ()
    actors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    unsorted: tuple[Line, ...] = ()


def timeline(view: View) -> tuple[Line, ...]:
    """All that a seat holds, in order of happening; empty for a seat that was only welcomed.

    Dated entries by their days; entries with a place in order beside what they refer to; a live act without
    words about its time by the day on which it was recorded; the rest at the end, as it was recorded.
    Drafts, preferences and openings of seats are left out: nothing happened between people.
    """
    return whole_timeline(view).ordered


def whole_timeline(view: View) -> Timeline:
    """The timeline with what its lines name. What has come since it was last asked for is added to it."""
    return continued(view, "timeline", Timeline(), _longer)


def _longer(before: Timeline, view: View, come: tuple[LaneItem, ...]) -> Timeline:
    lines = [line for item in come if (line := line_of(view, item)) is not None]
    if not lines:
        return before
    unsorted = (*before.unsorted, *lines)
    return Timeline(
        ordered=with_later(before.ordered, lines) or in_order(unsorted),
        actors=before.actors.union(*(line.actors for line in lines)),
        kinds=before.kinds.union(line.kind for line in lines),
        sources=before.sources.union(*(line.sources for line in lines)),
        unsorted=unsorted,
    )


def filtered(
    view: View, *, actor: str = "", kind: str = "", source: str = "", words: str = ""
) -> tuple[Line, ...]:
    """The timeline with only what fits every filter that is not empty; `words` ignores case."""
    return tuple(line for _, line in numbered(view, actor=actor, kind=kind, source=source, words=words))


def numbered(
    view: View, *, actor: str = "", kind: str = "", source: str = "", words: str = ""
) -> Sequence[tuple[int, Line]]:
    """The same with the number, from 1, that each line has in the whole timeline."""
    found: Sequence[tuple[int, Line]] = [
        (number, line)
        for number, line in enumerate(timeline(view), start=1)
        if (not actor or actor in line.actors)
        and (not kind or kind == line.kind)
        and (not source or source in line.sources)
    ]
    texts = cast("dict[str, str]", view.items.beside.setdefault("texts", {}))
    for word in words.casefold().split():
        found = [(number, line) for number, line in found if word in _text(line, texts)]
    return found


def _text(line: Line, texts: dict[str, str]) -> str:
    """All texts of a line without regard to case; they are put beside those of others."""
    text = texts.get(line.item.id)
    if text is None:
        text = texts[line.item.id] = " ".join(_texts(line.item.matter)).casefold()
    return text


def _texts(value: object) -> Iterable[str]:
    """Every text inside a value, in the order of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType] - whatever the words hold
            yield from _texts(part)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, Word):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
