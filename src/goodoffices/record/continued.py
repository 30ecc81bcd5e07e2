"""What is worked out from all that a seat holds, kept beside it, and continued as more comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

import msgspec

from goodoffices.record.items import LaneItem
from goodoffices.record.view import View
from goodoffices.terms.talks import Talks

T = TypeVar("T")

Layers = tuple[tuple[T, ...], ...]
"""A long result in parts, in order; each is longer than the next, so that one more costs little."""

OLDER = 4
"""Results that are kept at once: an older view may be read yet while a newer one is."""


class _Kept(msgspec.Struct, Generic[T], frozen=True):
    """A result, of how many items, and of which roll of the talks it was made."""

    result: T
    items: int
    talks: Talks


def continued(view: View, name: str, nothing: T, more: Callable[[T, View, tuple[LaneItem, ...]], T]) -> T:
    """What `more` makes of all items of a view, of which those that it has seen are not shown to it again.

    `nothing` is the result for no item. `more(result, view, come)` gives the result once these items have
    come, which are part of `view` already, and leaves the old one as it was: an older view may still ask for
    it. It must be the same however the items are cut. Where an item was erased, or a seat was opened, all are
    shown to it anew. `name` tells results apart.
    """
    kept = cast("tuple[_Kept[T], ...]", view.items.beside.get(name, ()))
    fitting = (each for each in kept if each.items <= view.version and each.talks is view.talks)
    before = max(fitting, key=_items, default=_Kept(nothing, 0, view.talks))
    if before.items == view.version:
        return before.result
    result = more(before.result, view, tuple(view.items.oldest_first(before.items)))
    view.items.beside[name] = (*kept[1 - OLDER :], _Kept(result, view.version, view.talks))
    return result


def layered(before: Layers[T], come: tuple[T, ...]) -> Layers[T]:
    """The parts once more has come; the old ones stand as they stood.

    >>> layered(((1, 2, 3, 4), (5,)), (6,))
    ((1, 2, 3, 4), (5, 6))
    """
    while before and len(before[-1]) <= len(come):
        before, come = before[:-1], (*before[-1], *come)
    return (*before, come) if come else before


def _items(kept: _Kept[T]) -> int:
    return kept.items
