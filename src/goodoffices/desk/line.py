"""One line of a timeline, from one item that a seat holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

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
from goodoffices.terms.when import When, first_day, last_day
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


def line_of(view: View, item: LaneItem) -> Line | None:
    """The line that an item makes, or None where it has no place in a timeline."""
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
