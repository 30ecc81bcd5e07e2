"""Erasing a content on order: which copies there are, what is destroyed, and that it is recorded.

An event's bytes, opening and key are destroyed in the log and in every lane; leaves, numbers and identities
stand, so that proofs do. What repeats its words is a copy and is erased with it; what refers to it is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.casework.texts import texts
from goodoffices.casework.traces import RUN, words
from goodoffices.desk.calendar import moment_of
from goodoffices.desk.desk import Desk
from goodoffices.desk.recording import Author, write
from goodoffices.errors import StoreError
from goodoffices.record.acts import (
    Act,
    ContentErased,
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    FellDue,
    MessageSent,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RecordExported,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    SeatOpened,
    TalksOpened,
)
from goodoffices.record.references import references
from goodoffices.record.sealing import opened_event
from goodoffices.record.standing import Standing
from goodoffices.stores.store import ErasingStore, LogRow
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Given
from goodoffices.terms.relay import Relay
from goodoffices.terms.word import Word

NOT_ERASED = (TalksOpened, SeatOpened, FellDue, ContentErased, RecordExported)
"""What the desk and the archive did: there is no content of a seat's in it, or the talks rest on it."""


class Copy(Word):
    """One event that holds the content, or refers to it: its position, what it is, its day, who holds it."""

    position: int
    identity: str
    act: str
    day: str
    seats: tuple[str, ...]


class Plan(Word):
    """What an order comes to: the copies that are erased, and what only refers to them."""

    erased: tuple[Copy, ...]
    referring: tuple[Copy, ...]


def plan(desk: Desk, talks: str, seat: str, identity: str, *, also: tuple[int, ...] = ()) -> Plan | Refusal:
    """What erasing one thing that a seat holds would destroy; nothing is done.

    `also` are positions of further events to be erased with it, such as a paraphrase. Raises `AccessError`
    and `UnknownTalks`.
    """
    desk.view(talks, seat)
    with desk.store.transaction(talks) as transaction:
        event = transaction.events(seat, (identity,)).get(identity)
        rows = transaction.log()
    return _planned(rows, event, also)


def erase(
    desk: Desk,
    talks: str,
    seat: str,
    identity: str,
    *,
    ordered_by: str,
    reason: str,
    also: tuple[int, ...] = (),
) -> Plan | Refusal:
    """Destroy a content wherever the store holds it, and record by whose order and why.

    Each seat that held a copy is told that it was erased, and on which day. Refused where the rules of the
    talks keep everything longer. Copies outside of the store stay: backups, exports, receipts. Raises
    `AccessError`, `UnknownTalks`, and `StoreInUse` where all is done but for scrubbing off what is left
    beside the tables: to ask again, which is refused as done before, scrubs.
    """
    desk.view(talks, seat)
    store = desk.store
    if not isinstance(store, ErasingStore):
        raise StoreError("this kind of store cannot erase: copy the talks to another, and erase there")
    heads: dict[str, int] = {}
    with store.transaction(talks) as transaction:
        event = transaction.events(seat, (identity,)).get(identity)
        rows = transaction.log()
        standing = _standing(rows)
        now = moment_of(standing.roll(), standing.opened, desk.clock.now())
        until = standing.roll().kept_until
        if until is not None and now.day < until:
            return Refusal(
                rule=Rule.NOT_BY_THE_RULES,
                sentence=f"The rules of these talks keep everything until {until}: nothing is erased before.",
            )
        found = _planned(rows, event, also)
        for number, copy in enumerate(_to_erase(found), start=1):
            transaction.erase(copy.position)
            act = ContentErased(subject=copy.identity, seats=copy.seats, ordered_by=ordered_by, reason=reason)
            written = write(
                transaction,
                desk.chance,
                talks=talks,
                standing=standing,
                position=rows[-1].position + number,
                author=Author(),
                moment=now,
                act=act,
            )
            heads.update(written.heads())
    if isinstance(found, Refusal):
        if found.rule is Rule.ALREADY_DONE:
            store.scrub()
        return found
    for told in heads:
        desk.view(talks, told)  # so that no view in memory still holds it
    desk.notices.tell(talks, heads)
    store.scrub()
    return found


def _to_erase(found: Plan | Refusal) -> tuple[Copy, ...]:
    return found.erased if isinstance(found, Plan) else ()


def _standing(rows: tuple[LogRow, ...]) -> Standing:
    standing = Standing()
    for row in rows:
        if not row.envelope.erased:
            standing = standing.after(opened_event(row.envelope))
    return standing


def _planned(rows: tuple[LogRow, ...], event: str | None, also: tuple[int, ...]) -> Plan | Refusal:
    acts = {row.identity: opened_event(row.envelope).act for row in rows if not row.envelope.erased}
    if event is None:
        return Refusal(rule=Rule.NOT_HERE, sentence="This seat holds nothing of that name.")
    if event not in acts:
        return Refusal(rule=Rule.ALREADY_DONE, sentence="Its content was erased before.")
    more = {row.identity for row in rows if row.position in also}
    wanted = {event, *more}
    if len(more) < len(set(also)) or any(isinstance(acts.get(one), NOT_ERASED) for one in wanted):
        return Refusal(
            rule=Rule.DOES_NOT_FIT,
            sentence="There is no content of a seat's there: what the desk and the archive did stands.",
        )
    family = _family(wanted, acts)
    originals = [acts[one] for one in wanted if one in acts]
    erased: list[Copy] = []
    referring: list[Copy] = []
    for row in rows:
        act = acts.get(row.identity)
        if act is None or isinstance(act, NOT_ERASED):
            continue
        if row.identity in wanted or _repeats(act, originals, related=row.identity in family):
            erased.append(_copy(row))
        elif row.identity in family:
            referring.append(_copy(row))
    return Plan(erased=tuple(erased), referring=tuple(referring))


def _repeats(act: Act, originals: list[Act], *, related: bool) -> bool:
    """Whether an act repeats what one of the originals says.

    Five words in a row are a quotation, wherever they stand. Of what refers to an original, the whole of a
    short text is one, too, and so is an equal content and whatever was passed on in its very words.
    """
    said = [words(text) for text in _said(act)]
    for original in originals:
        held = [words(text) for text in _said(original)]
        if {run for one in said for run in _runs(one)} & {run for one in held for run in _runs(one)}:
            return True
        if related and ({one for one in said if len(one) > 1} & set(held) or _same_content(act, original)):
            return True
    relay = getattr(act, "relay", None)
    return related and isinstance(relay, Relay) and relay.given is Given.IN_WORDS


def _said(act: Act) -> Iterator[str]:
    """What somebody says in an act; the names of actors and places in it are not that."""
    match act:
        case RelayDrafted() | RelaySent() | RelayNoted():
            yield act.relay.text
        case RelayReadBack():
            yield act.text
        case DisclosureAsked():
            yield act.wording or ""
        case DisclosureDecided() | DeliveryTold():
            yield act.words or ""
        case EntryNoted() | MessageSent() | EntryShared() | ProposalTabled() | ProposalAnswered():
            yield from texts(act.entry.content)
            yield getattr(act, "words", None) or ""
        case PreferenceKept():
            yield from texts(act.preference)
        case _:
            return


def _same_content(act: Act, original: Act) -> bool:
    one, other = getattr(act, "entry", None), getattr(original, "entry", None)
    return isinstance(one, Entry) and isinstance(other, Entry) and one.content == other.content


def _runs(found: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from (found[start : start + RUN] for start in range(len(found) - RUN + 1))


def _family(wanted: set[str], acts: dict[str, Act]) -> set[str]:
    """Everything that refers to one of them, or to something that does."""
    found = set(wanted)
    while more := {name for name, act in acts.items() if name not in found and found & set(references(act))}:
        found |= more
    return found - wanted


def _copy(row: LogRow) -> Copy:
    event = opened_event(row.envelope)
    return Copy(
        position=row.position,
        identity=row.identity,
        act=str(event.act.__struct_config__.tag),
        day=event.day,
        seats=tuple(one.seat for one in row.disclosures),
    )
