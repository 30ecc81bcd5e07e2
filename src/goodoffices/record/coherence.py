"""Whether the parts of a talks file fit together: seats, actors, agenda, times, and what refers to what.

Checked on the values, told with the lines of the file. What a seat may refer to is what it holds: so the
same visibility that runs over the acts of a desk says here which rows a seat was shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from goodoffices.errors import DateError
from goodoffices.notation.plain import Located
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    Event,
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
from goodoffices.record.items import Own, entry_in
from goodoffices.record.references import Place, placed_references
from goodoffices.record.standing import Standing
from goodoffices.record.talks_file import Row, TalksFile
from goodoffices.record.visibility import visibility
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.entry import Content, Entry
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Agreement, Proposal
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import first_day
from goodoffices.terms.word import NOT_STATED


def check(file: TalksFile, located: Located) -> None:
    """Raise `TalksFileError` at the first place where the file contradicts itself; else do nothing."""
    for place, identity in placed_references(file.talks, ("talks",)):
        raise located.wrong(place, f"expected a date: the talks open before {identity}, and before any entry")
    rows = _identities(file, located)
    _times(file, located)
    shown = _shown(file, located)
    for number, row in enumerate(file.record):
        place = ("record", number)
        for wrong, expected in _misfits(row, file.talks):
            raise located.wrong((*place, *wrong), expected)
        for wrong, expected in _dangling(row, number, rows, shown[row.by]):
            raise located.wrong((*place, *wrong), expected)
        for wrong, expected in _mistaken(row, file.record, rows):
            raise located.wrong((*place, *wrong), expected)


def _identities(file: TalksFile, located: Located) -> dict[str, int]:
    """Where each row stands, by its identity; two rows of one identity are refused."""
    rows: dict[str, int] = {}
    for number, row in enumerate(file.record):
        if row.id in rows:
            first = located.line(("record", rows[row.id]))
            expected = f"expected an identity of its own; {row.id} stands already on line {first}"
            raise located.wrong(("record", number, "id"), expected)
        rows[row.id] = number
    return rows


def _times(file: TalksFile, located: Located) -> None:
    """Each `recorded` is an instant with its offset.

    It may go back: the order of the rows is the record's own, and clocks are set.
    """
    for number, row in enumerate(file.record):
        if row.recorded is not None and not _is_instant(row.recorded):
            expected = "expected an instant with its offset from UTC, such as 2024-03-05T14:30:00+02:00"
            raise located.wrong(("record", number, "recorded"), expected)


def _is_instant(written: str) -> bool:
    try:
        first_day(written)
    except DateError:
        return False
    return "T" in written


def _shown(file: TalksFile, located: Located) -> dict[str, set[str]]:
    """For each seat, the rows that it did itself or was shown. A row of no seat is refused."""
    standing = Standing(talks=file.talks)
    names = ", ".join(seat.name for seat in file.talks.seats) or "none yet: add one under talks.seats"
    shown: dict[str, set[str]] = {seat.name: set() for seat in file.talks.seats}
    for number, row in enumerate(file.record):
        if row.by not in shown:
            raise located.wrong(("record", number, "by"), f"expected the name of a seat: {names}")
        for wrong, seat in _addressees(row.deed):
            if seat not in shown:
                raise located.wrong(("record", number, *wrong), f"expected the name of a seat: {names}")
        event = Event(id=row.id, recorded="", day="", seat=row.by, act=row.deed)
        for seat in file.talks.seats:
            if visibility(event, standing, seat) is not None:
                shown[seat.name].add(row.id)
    return shown


def _addressees(act: Own) -> Iterator[tuple[Place, str]]:
    """The seats that an act names, with their places in its row."""
    match act:
        case EntryNoted() | RelayDrafted() | RelayNoted() | PreferenceKept():
            return
        case DisclosureAsked():
            if act.owner is not None:
                yield ("act", "owner"), act.owner
        case DisclosureDecided():
            if act.to is not None:
                yield ("act", "to"), act.to
        case _:
            yield ("act", "to"), act.to


def _people(talks: Talks) -> set[str]:
    """Everybody who can have a part in an entry: the actors and those who speak for them."""
    speakers = {person.name for actor in talks.actors for person in actor.spokespersons}
    return {NOT_STATED, *(actor.name for actor in talks.actors), *speakers}


def strangers(file: TalksFile) -> tuple[tuple[str, str], ...]:
    """Names in entries that are no actor's, spokesperson's or seat's here, each with its row: worth a look.

    No error, as anybody can turn up in what is told; but a misspelt actor turns up here, too.
    """
    known = {*_people(file.talks), *(seat.title for seat in file.talks.seats)}
    found: dict[tuple[str, str], None] = {}
    for row in file.record:
        entry = entry_in(row.deed)
        if entry is None:
            continue
        holder = (entry.content.holder,) if isinstance(entry.content, Position) else ()
        names = (*(part.canonical for part in entry.actors), *holder)
        found.update(((row.id, name), None) for name in names if name not in known)
    return tuple(found)


def _misfits(row: Row, talks: Talks) -> Iterator[tuple[Place, str]]:
    """What in a row does not fit the actors and the agenda of the talks."""
    entry = entry_in(row.deed)
    if entry is not None:
        inside: Place = ("entry",) if row.entry is not None else ("act", "entry")
        for wrong, expected in _misfits_of_content(entry.content, talks.agenda):
            yield (*inside, "content", wrong), expected
    if isinstance(row.act, PreferenceKept):
        preference: Place = ("act", "preference")
        holder = row.act.preference.holder
        if holder not in {actor.name for actor in talks.actors}:
            yield (*preference, "holder"), f"expected an actor of the talks; {holder} is none"
        if wrong := row.act.preference.misfit(talks.agenda):
            yield preference, f"expected a preference that fits the agenda: {wrong}"


def _misfits_of_content(content: Content, agenda: Agenda) -> Iterator[tuple[str, str]]:
    match content:
        case Position():
            if wrong := content.misfit(agenda):
                yield "stances", f"expected a position that fits the agenda: {wrong}"
        case Proposal(package=package) | Agreement(package=package) if package is not None:
            if wrong := package.misfit(agenda):
                yield "package", f"expected a package that fits the agenda: {wrong}"
        case _:  # no other content names options
            return


def _dangling(row: Row, number: int, rows: dict[str, int], shown: set[str]) -> Iterator[tuple[Place, str]]:
    """References that lead nowhere, to the row itself, to a later row, or to what the seat never saw."""
    inside = "entry" if row.entry is not None else "act"
    value = cast("Entry | Own", row.entry if row.entry is not None else row.act)
    for place, identity in placed_references(value, (inside,)):
        if identity not in rows:
            yield place, f"expected the identity of a row; {identity} stands nowhere in this file"
        elif identity == row.id:
            yield place, "expected the identity of another row; this one refers to itself"
        elif "entry" not in place and rows[identity] > number:
            yield place, f"expected the identity of an earlier row; {identity} comes later"
        elif identity not in shown:
            yield place, f"expected something that seat {row.by} holds; it was never shown {identity}"


def _mistaken(row: Row, record: tuple[Row, ...], rows: dict[str, int]) -> Iterator[tuple[Place, str]]:
    """Acts that follow an act of another kind than they can."""

    def deed(identity: str) -> Own:
        return record[rows[identity]].deed

    act = row.deed
    match act:
        case MessageWithdrawn() | WithdrawalAnswered() | DeliveryTold():
            if not isinstance(deed(act.message), MessageSent):
                yield ("act", "message"), "expected a message that was sent through the platform"
        case RelayAcknowledged() | RelayReadBack():
            if not isinstance(deed(act.relay), RelaySent):
                yield ("act", "relay"), "expected a relay that was sent through the platform"
        case RelaySent() | RelayNoted():
            if act.draft is not None and not isinstance(deed(act.draft), RelayDrafted):
                yield ("act", "draft"), "expected a draft of a relay"
        case DisclosureDecided():
            if not isinstance(deed(act.request), DisclosureAsked):
                yield ("act", "request"), "expected a request for a disclosure"
        case ProposalAnswered():
            if not isinstance(deed(act.proposal), ProposalTabled):
                yield ("act", "proposal"), "expected a proposal that was put before this seat"
        case (
            EntryNoted()
            | MessageSent()
            | RelayDrafted()
            | DisclosureAsked()
            | EntryShared()
            | ProposalTabled()
            | PreferenceKept()
        ):
            return
