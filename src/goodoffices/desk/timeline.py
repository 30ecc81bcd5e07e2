"""What a seat holds, in the order in which it happened, as far as anybody says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from msgspec.structs import replace

from goodoffices.desk.calendar import zone
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    MessageSent,
    MessageWithdrawn,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    WithdrawalAnswered,
)
from goodoffices.record.items import (
    AcknowledgementReceived,
    AnswerReceived,
    ClosingSeen,
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    DueReceived,
    EntryReceived,
    Erased,
    ErasureReceived,
    LaneItem,
    Matter,
    MessageReceived,
    ProposalReceived,
    ReadBackReceived,
    RelayReceived,
    SeatSeen,
    Welcome,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.sourcing import label_of
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, kind_of
from goodoffices.terms.when import Precision, When, first_day, last_day
from goodoffices.terms.word import Word


class Placed(Enum):
    """What an entry's place in the timeline rests on."""

    BY_DATE = "by_date"
    BY_ORDER = "by_order"
    BY_RECORDING = "by_recording"
    NOWHERE = "nowhere"


class Line(Word):
    """One thing in the timeline of a seat.

    `kind` is the entry's kind; for what was done with an entry or a message: relay, acknowledgement,
    read_back, withdrawal, disclosure, delivery, shared, proposal_shown. `entry` is None for these. `first`
    and `last` are days (ISO 8601), None where it has a place in order only, or none. `actors` and `sources`
    are names, each once.
    """

    item: LaneItem
    kind: str
    entry: Entry | None = None
    placed: Placed
    first: str | None = None
    last: str | None = None
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def timeline(view: View) -> tuple[Line, ...]:
    """All that a seat holds, in order of happening; empty for a seat that was only welcomed.

    Dated entries by their days; entries with a place in order beside what they refer to; a live act without
    words about its time by the day on which it was recorded; the rest at the end, as it was recorded.
    Drafts, preferences and openings of seats are left out: nothing happened between people.
    """
    place = (view.talks.name, view.seat.name)
    kept = _KEPT.get(place)
    if kept is None or kept[0] is not view:
        kept = _KEPT[place] = (view, _made(view))
    return kept[1]


# The last timeline of each seat, with the very view that it was made from: a page asks for it several times.
_KEPT: dict[tuple[str, str], tuple[View, tuple[Line, ...]]] = {}


def _made(view: View) -> tuple[Line, ...]:
    lines = [line for item in view if (line := _line(view, item)) is not None]
    dated = [line for line in lines if line.first is not None]
    dated.sort(key=lambda line: (line.first or "", line.item.number))
    return _ordered(_by_the_clock(dated), [line for line in lines if line.first is None])


def filtered(
    view: View, *, actor: str = "", kind: str = "", source: str = "", words: str = ""
) -> tuple[Line, ...]:
    """The timeline with only what fits every filter that is not empty; `words` ignores case."""
    wanted = words.casefold().split()
    return tuple(
        line
        for line in timeline(view)
        if (not actor or actor in line.actors)
        and (not kind or kind == line.kind)
        and (not source or source in line.sources)
        and (not wanted or _holds(line, wanted))
    )


# One line from one item


def _line(view: View, item: LaneItem) -> Line | None:
    kind = kind_of_matter(item.matter)
    if kind is None:
        return None
    entry = _entry(item.matter)
    placed, first, last = _place(view, item, None if entry is None else entry.when)
    return Line(
        item=item,
        kind=kind,
        entry=entry,
        placed=placed,
        first=first,
        last=last,
        actors=tuple(dict.fromkeys(_actors(view, item.matter, entry))),
        sources=tuple(dict.fromkeys(_sources(view, item.matter, entry))),
    )


def kind_of_matter(matter: Matter) -> str | None:
    """The kind under which an item stands in the timeline, or None where it has no place there."""
    match matter:
        case (
            EntryNoted()
            | MessageSent()
            | ProposalAnswered()
            | MessageReceived()
            | EntryReceived()
            | ProposalReceived()
            | AnswerReceived()
        ):
            return kind_of(matter.entry.content)
        case RelaySent() | RelayNoted() | RelayReceived():
            return "relay"
        case RelayAcknowledged() | AcknowledgementReceived():
            return "acknowledgement"
        case RelayReadBack() | ReadBackReceived():
            return "read_back"
        case MessageWithdrawn() | WithdrawalAnswered() | WithdrawalReceived() | WithdrawalAnswerReceived():
            return "withdrawal"
        case (
            DisclosureAsked()
            | DisclosureDecided()
            | DisclosureRequestReceived()
            | DisclosureDecisionReceived()
        ):
            return "disclosure"
        case DeliveryTold() | DeliveryReceived():
            return "delivery"
        case EntryShared():
            return "shared"
        case ProposalTabled():
            return "proposal_shown"
        case Erased():
            return "erased"
        case (
            ErasureReceived()
            | Welcome()
            | SeatSeen()
            | ClosingSeen()
            | DueReceived()
            | RelayDrafted()
            | PreferenceKept()
        ):
            return None


def _entry(matter: Matter) -> Entry | None:
    """The entry that an item adds; none for an own act that shows to others what is held already."""
    match matter:
        case (
            EntryNoted()
            | MessageSent()
            | ProposalAnswered()
            | MessageReceived()
            | EntryReceived()
            | ProposalReceived()
            | AnswerReceived()
        ):
            return matter.entry
        case _:
            return None


def counterpart(matter: Matter) -> str | None:
    """The seat at the other end of an item, or None: nobody, or somebody without a seat."""
    match matter:
        case (
            EntryNoted()
            | RelayDrafted()
            | RelayNoted()
            | PreferenceKept()
            | Welcome()
            | SeatSeen()
            | ClosingSeen()
            | DueReceived()
            | ErasureReceived()
            | Erased()
        ):
            return None
        case DisclosureAsked():
            return matter.owner
        case (
            MessageSent()
            | MessageWithdrawn()
            | WithdrawalAnswered()
            | RelaySent()
            | RelayAcknowledged()
            | RelayReadBack()
            | DisclosureDecided()
            | DeliveryTold()
            | EntryShared()
            | ProposalTabled()
            | ProposalAnswered()
        ):
            return matter.to
        case _:
            return matter.sender


def _actors(view: View, matter: Matter, entry: Entry | None) -> Iterable[str]:
    if entry is not None and entry.actors:
        yield from (part.canonical for part in entry.actors)
    elif view.seat.actor is not None:
        yield view.seat.actor
    other = None if (name := counterpart(matter)) is None else view.talks.seat(name)
    if other is not None and other.actor is not None:
        yield other.actor
    if isinstance(matter, RelayNoted | RelaySent):
        yield matter.relay.to


def _sources(view: View, matter: Matter, entry: Entry | None) -> Iterable[str]:
    if entry is not None and entry.sources:
        yield from map(label_of, entry.sources)
        return
    match matter:
        case (
            MessageReceived()
            | EntryReceived()
            | ProposalReceived()
            | AnswerReceived()
            | RelayReceived()
            | AcknowledgementReceived()
            | ReadBackReceived()
            | WithdrawalReceived()
            | WithdrawalAnswerReceived()
            | DisclosureRequestReceived()
            | DisclosureDecisionReceived()
            | DeliveryReceived()
        ):
            seat = view.talks.seat(matter.sender)
            yield matter.sender if seat is None else seat.actor or seat.title
        case _:
            yield view.seat.actor or view.seat.title


# Where it stands


def _place(view: View, item: LaneItem, when: When | None) -> tuple[Placed, str | None, str | None]:
    if isinstance(item.matter, RelayNoted):
        when = item.matter.when
    if when is None:
        day = _day(item.at, view.talks.time_zone)
        return Placed.BY_RECORDING, day, day
    starts = when.start or when.end
    if starts is not None:
        ends = when.end or starts
        return Placed.BY_DATE, first_day(starts).isoformat(), last_day(ends).isoformat()
    return Placed.NOWHERE, None, None


def _day(at: str, time_zone: str) -> str:
    """The day of an instant in the talks' own time zone; a day as it stands."""
    return datetime.fromisoformat(at).astimezone(zone(time_zone)).date().isoformat() if "T" in at else at


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


def _holds(line: Line, wanted: list[str]) -> bool:
    text = " ".join(_texts(line.item.matter)).casefold()
    return all(word in text for word in wanted)


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
