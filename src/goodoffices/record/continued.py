"""What is worked out from all that a seat holds, kept beside it, and continued as more comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

import msgspec

from goodoffices.record.items import LaneItem
from goodoffices.record.view import View
from goodoffices.terms.talks import Talks

T = TypeVar("T")


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
    kept = cast("_Kept[T] | None", view.items.beside.get(name))
    if kept is None or kept.items > view.version or kept.talks is not view.talks:
        kept = _Kept(nothing, 0, view.talks)
    if kept.items == view.version:
        return kept.result
    result = more(kept.result, view, tuple(view.items.oldest_first(kept.items)))
    view.items.beside[name] = _Kept(result, view.version, view.talks)
    return result
