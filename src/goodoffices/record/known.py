"""Who knew what, when: what one seat held at a moment, from whom, and in which words.

Two times are kept apart. *Recorded* is when this seat had it; *happened* is when it came about, as far as
anybody says. What was believed on a day is what was recorded by then and neither corrected nor taken back
by then, whatever is known today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from goodoffices.record.acts import (
    EntryShared,
    MessageWithdrawn,
    PreferenceKept,
    ProposalTabled,
    RelayDrafted,
    RelayNoted,
    RelaySent,
)
from goodoffices.record.items import (
    ClosingSeen,
    DueReceived,
    LaneItem,
    Matter,
    SeatSeen,
    Welcome,
    WithdrawalReceived,
    entry_in,
)
from goodoffices.record.sourcing import label_of
from goodoffices.record.view import View, fold
from goodoffices.terms.actor import Role
from goodoffices.terms.entry import Entry, LinkType, PartRole
from goodoffices.terms.identity import Identity
from goodoffices.terms.text import Label
from goodoffices.terms.when import When, first_day
from goodoffices.terms.word import NOT_STATED, Word


class Known(Word):
    """One thing that a seat held: `given_by` is who gave it to this seat, None for its own act.

    `said_by` names those on whose word it rests. `recorded` is an instant or a day (ISO 8601); `happened`
    None where nobody says. `corrected_by` is the entry that had corrected it by then, `withdrawn` whether it
    had been taken back by then.
    """

    item: Identity
    number: int
    kind: str
    recorded: str
    given_by: Label | None = None
    said_by: tuple[Label, ...] = ()
    words: tuple[str, ...] = ()
    happened: When | None = None
    corrected_by: Identity | None = None
    withdrawn: bool

    @property
    def stood(self) -> bool:
        """Whether it was still believed: neither corrected nor taken back."""
        return self.corrected_by is None and not self.withdrawn


class Knowledge(Word):
    """What a seat knew by a moment, in the order in which it came."""

    seat: str
    by: str
    things: tuple[Known, ...]

    @property
    def believed(self) -> tuple[Known, ...]:
        """What of it still stood."""
        return tuple(each for each in self.things if each.stood)


def known(view: View, *, by: str, happened_by: str | None = None) -> Knowledge:
    """What the seat of a view knew by a day, or an instant, of what had happened by another day.

    A day counts to its end, in the talks' own time zone. An instant counts for what was recorded to the
    instant; what is recorded to the day only is known by an instant once that day is over. Without
    `happened_by` everything counts; what has no date counts by the day on which it was recorded. Openings
    of seats, drafts and preferences are left out. Empty where the seat held nothing yet.

    >>> from goodoffices.terms.actor import Actor, Seat, SeatKind
    >>> from goodoffices.terms.talks import Talks
    >>> from goodoffices.testing.lanes import Lane
    >>> seat = Seat(name="union", kind=SeatKind.PARTY, title="The union", actor="Union")
    >>> actors = (Actor(name="Union", kind="union"),)
    >>> lane = Lane(Talks(name="quay", title="The quay", actors=actors, seats=(seat,)), "union")
    >>> known(lane.view, by="2031-03-03").things
    ()
    """
    earlier = as_of(view, by)
    if earlier is None:
        return Knowledge(seat=view.seat.name, by=by, things=())
    corrections = _corrections(earlier)
    found = (_known(earlier, item, corrections) for item in earlier)
    things = tuple(
        each
        for each in found
        if each is not None and (happened_by is None or _happened(each, view) <= happened_by)
    )
    return Knowledge(seat=view.seat.name, by=by, things=things)


def as_of(view: View, by: str) -> View | None:
    """The view as it was by a day or an instant; None before the seat was welcomed."""
    return fold(item for item in view if _recorded_by(item.at, by, view))


def trail(views: Iterable[View], words: str, *, by: str) -> tuple[tuple[str, Known], ...]:
    """Where words stood by a moment, seat by seat, earliest first: (seat, what held them).

    Case does not count, nor does the kind of space between words. Of one day, seats are in the order given.
    Empty for no words.
    """
    wanted = _plain(words)
    if not wanted:
        return ()
    found = [
        (view.seat.name, each)
        for view in views
        for each in known(view, by=by).things
        if any(wanted in _plain(text) for text in each.words)
    ]
    return tuple(sorted(found, key=lambda held: held[1].recorded[:10]))


class Untold(Word):
    """Something that others gave a mediator: to whom it had been passed on, and to whom not."""

    item: Identity
    given_by: Label
    recorded: str
    words: tuple[str, ...]
    told: tuple[Label, ...] = ()
    not_told: tuple[Label, ...] = ()


def not_passed_on(view: View, *, by: str) -> tuple[Untold, ...]:
    """What a mediator had been given by a moment and had not passed on to every other side, oldest first.

    The sides are the parties. A relay counts for all that it rests on, whatever of it was said; so do an
    entry that was shared and a proposal that was shown. What was taken back counts as well: it was known.
    """
    earlier = as_of(view, by)
    if earlier is None:
        return ()
    told = _told(earlier)
    sides = view.talks.actors_in(Role.PARTY)
    found: list[Untold] = []
    for item in earlier:
        given_by = _giver(earlier, item.matter)
        if given_by is None or entry_in(item.matter) is None:
            continue
        reached = told.get(item.id, ())
        lacking = tuple(side for side in sides if side != given_by and side not in reached)
        if lacking:
            words = words_of(item.matter)
            found.append(
                Untold(
                    item=item.id,
                    given_by=given_by,
                    recorded=item.at,
                    words=words,
                    told=reached,
                    not_told=lacking,
                )
            )
    return tuple(found)


# One thing


_WORDS = frozenset(
    {"content", "text", "wording", "words", "what", "means", "action", "topic", "outcome", "give", "get"}
    | {"relation", "reservations", "demand", "consequence", "reception", "title"}
)


def words_of(value: Word) -> tuple[str, ...]:
    """The words in a thing as they were said, in the order of its fields; empty where it has none."""
    return tuple(_words(value))


def _words(value: Word) -> Iterator[str]:
    for name in value.__struct_fields__:
        held = getattr(value, name)
        if isinstance(held, str) and name in _WORDS and held != NOT_STATED:
            yield held
        elif isinstance(held, Word) and name in {"entry", "content", "relay"}:
            yield from _words(held)


def _known(view: View, item: LaneItem, corrections: dict[str, str]) -> Known | None:
    matter = item.matter
    if isinstance(matter, Welcome | SeatSeen | ClosingSeen | DueReceived | RelayDrafted | PreferenceKept):
        return None
    entry = entry_in(matter)
    when = matter.when if isinstance(matter, RelayNoted) else None if entry is None else entry.when
    withdrawn = view.following(item.id, WithdrawalReceived) or view.following(item.id, MessageWithdrawn)
    sender = getattr(matter, "sender", None)
    return Known(
        item=item.id,
        number=item.number,
        kind=str(matter.__struct_config__.tag),
        recorded=item.at,
        given_by=None if sender is None else _name(view, sender),
        said_by=() if entry is None else _said_by(entry),
        words=words_of(matter),
        happened=when,
        corrected_by=corrections.get(item.id),
        withdrawn=bool(withdrawn),
    )


def _said_by(entry: Entry) -> tuple[str, ...]:
    parts = (entry.actor(PartRole.ISSUER), entry.actor(PartRole.AUTHOR))
    named = [*(part for part in parts if part is not None), *map(label_of, entry.sources)]
    return tuple(dict.fromkeys(named))


def _giver(view: View, matter: Matter) -> str | None:
    """Who gave this to the seat: the seat it came from, or whoever is noted as having said it."""
    sender = getattr(matter, "sender", None)
    if isinstance(sender, str):
        given_by = getattr(matter, "given_by", None)
        return given_by if isinstance(given_by, str) else _name(view, sender)
    entry = entry_in(matter)
    issuer = None if entry is None else entry.actor(PartRole.ISSUER)
    own = view.seat.actor or view.seat.title
    return None if issuer in {None, own, NOT_STATED} else issuer


def _name(view: View, seat: str) -> str:
    found = view.talks.seat(seat)
    return seat if found is None else found.actor or found.title


def _corrections(view: View) -> dict[str, str]:
    """For each entry that another corrects, the latest that does."""
    found: dict[str, str] = {}
    for item in view:
        entry = entry_in(item.matter)
        for corrected in () if entry is None else entry.linked(LinkType.CORRECTS):
            found[corrected] = item.id
    return found


def _told(view: View) -> dict[str, tuple[str, ...]]:
    """For each item that was passed on, to whom."""
    found: dict[str, tuple[str, ...]] = {}
    for item in view:
        match item.matter:
            case RelaySent(relay=relay) | RelayNoted(relay=relay):
                pairs = [(resting, relay.to) for resting in relay.rests_on]
            case EntryShared(subject=subject, to=seat):
                pairs = [(subject, _name(view, seat))]
            case ProposalTabled(subject=str(subject), to=seat):
                pairs = [(subject, _name(view, seat))]
            case _:
                pairs = []
        for identity, to in pairs:
            found[identity] = tuple(dict.fromkeys((*found.get(identity, ()), to)))
    return found


# Times


def day_in(at: str, time_zone: str) -> str:
    """The day of an instant in a time zone; a day as it stands.

    >>> day_in("2031-03-03T23:30:00.000Z", "Asia/Qatar"), day_in("2031-03-03", "Asia/Qatar")
    ('2031-03-04', '2031-03-03')
    """
    if "T" not in at:
        return at
    return datetime.fromisoformat(at).astimezone(ZoneInfo(time_zone)).date().isoformat()


def _recorded_by(at: str, by: str, view: View) -> bool:
    zone = view.talks.time_zone
    if "T" not in by:
        return day_in(at, zone) <= by
    if "T" in at:
        return datetime.fromisoformat(at) <= datetime.fromisoformat(by)
    return at < day_in(by, zone)


def _happened(each: Known, view: View) -> str:
    when = each.happened
    start = None if when is None else when.start or when.end
    return day_in(each.recorded, view.talks.time_zone) if start is None else first_day(start).isoformat()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
