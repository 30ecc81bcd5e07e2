"""The order in which things happened, as far as anybody says."""

from __future__ import annotations

from bisect import insort_right
from datetime import datetime

from msgspec.structs import replace

from goodoffices.desk.calendar import zone
from goodoffices.desk.line import Line, Placed
from goodoffices.terms.when import Precision

FEW = 100
"""Lines that are sooner put in one by one than all of them put in order anew."""


def in_order(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines in order of happening: dated ones by their days, others beside what they refer to, or last."""
    dated = [line for line in lines if line.first is not None]
    dated.sort(key=lambda line: (line.first or "", line.item.number))
    return _ordered(_by_the_clock(dated), [line for line in lines if line.first is None])


def with_later(ordered: tuple[Line, ...], come: list[Line]) -> tuple[Line, ...] | None:
    """Lines that are in order with a few more that were recorded after all of them; None: see `in_order`.

    A line that is dated to the day or by its recording comes last of its day. One with a time of day may
    change places with others, and one without a date, among them or among those, may stand anywhere.
    """
    if len(come) > FEW:
        return None
    undated = ordered and ordered[-1].first is None  # those that stand nowhere are the last
    if undated or any(line.placed is Placed.BY_ORDER for line in ordered):
        return None
    if any(line.first is None or _instant(line) is not None for line in come):
        return None
    placed = list(ordered)
    for line in come:
        insort_right(placed, line, key=_first)
    return tuple(placed)


def _first(line: Line) -> str:
    return line.first or ""


def _by_the_clock(dated: list[Line]) -> list[Line]:
    """Entries of one day with a time of day change places among themselves; all others keep theirs."""
    timed: dict[str, list[int]] = {}
    for at, line in enumerate(dated):
        if _instant(line) is not None:
            timed.setdefault(line.first or "", []).append(at)
    placed = list(dated)
    for places in timed.values():
        early_first = sorted(places, key=lambda at: (_instant(dated[at]) or "", dated[at].item.number))
        for at, taken in zip(places, early_first, strict=True):
            placed[at] = dated[taken]
    return placed


def _instant(line: Line) -> str | None:
    when = None if line.entry is None else line.entry.when
    if when is None or when.precision is not Precision.INSTANT or when.start is None:
        return None
    return datetime.fromisoformat(when.start).astimezone(zone("UTC")).isoformat()


def _ordered(dated: list[Line], undated: list[Line]) -> tuple[Line, ...]:
    """Undated entries beside what they are said to come before or after; the rest at the end."""
    earlier, later = _sequence([*dated, *undated])
    placed = list(dated)
    waiting = undated
    while waiting:
        here = {line.item.id: at for at, line in enumerate(placed)}
        inserted: dict[int, list[Line]] = {}
        rest: list[Line] = []
        for line in waiting:
            after = [here[one] for one in earlier.get(line.item.id, ()) if one in here]
            before = [here[one] for one in later.get(line.item.id, ()) if one in here]
            if after or before:
                at = _past_the_day(placed, max(after), before) if after else min(before)
                inserted.setdefault(at, []).append(replace(line, placed=Placed.BY_ORDER))
            else:
                rest.append(line)
        if not inserted:
            break
        placed = [
            line for at in range(len(placed) + 1) for line in (*inserted.get(at, ()), *placed[at : at + 1])
        ]
        waiting = rest
    return (*placed, *waiting)


def _past_the_day(placed: list[Line], after: int, before: list[int]) -> int:
    """Behind what else happened on the same day as an entry, but not behind what is said to come later."""
    at = after + 1
    end = min(before, default=len(placed))
    while at < end and placed[after].first is not None and placed[at].last == placed[after].first:
        at += 1
    return at


def _sequence(lines: list[Line]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """For each entry what came earlier and what came later, by the words of any of them."""
    earlier: dict[str, list[str]] = {}
    later: dict[str, list[str]] = {}
    for line in lines:
        when = None if line.entry is None else line.entry.when
        if when is None:
            continue
        this = line.item.id
        pairs = [(other, this) for other in (*when.after, *when.during)]
        pairs += [(this, other) for other in when.before]
        for first, second in pairs:
            earlier.setdefault(second, []).append(first)
            later.setdefault(first, []).append(second)
    return earlier, later
