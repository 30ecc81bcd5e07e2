"""What became of something, as far as the seat that looks knows: never more than its own record holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from goodoffices.casework.leave import decision
from goodoffices.doors.web.naming import of_matter, of_seat
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    EntryNoted,
    EntryShared,
    MessageSent,
    MessageWithdrawn,
    RelayDrafted,
    RelayNoted,
    RelaySent,
    WithdrawalAnswered,
)
from goodoffices.record.continued import continued
from goodoffices.record.items import (
    DeliveryReceived,
    EntryReceived,
    LaneItem,
    MessageReceived,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.references import references
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, PartRole
from goodoffices.terms.message import Channel, Message

WITHDRAWN = "We have asked for it to be withdrawn. Only the mediator can say whether it came in time."


@dataclass(frozen=True)
class State:
    """One thing to know of an item at a glance; `tone` is a class of the style sheet."""

    words: str
    tone: str = "plain"


def steps(view: View, identity: str) -> list[LaneItem]:
    """What came after an item and refers to it, or to something that does, oldest first."""
    found: dict[str, LaneItem] = {}
    waiting = [identity]
    while waiting:
        for follower in view.followers.get(waiting.pop(), ()):
            if follower not in found:
                found[follower] = view.items[follower]
                waiting.append(follower)
    found.pop(identity, None)
    return sorted(found.values(), key=lambda item: item.number)


def told_by_mouth(item: LaneItem) -> Entry | None:
    """The entry of what somebody said by word of mouth to this seat, or None for anything else."""
    matter = item.matter
    match matter:
        case EntryNoted(entry=Entry(content=Message(channel=Channel.ORAL)) as entry):
            return entry
        case _:
            return None


class Inbox(msgspec.Struct, frozen=True):
    """Everything that somebody told this seat, by mouth or through the desk, by its identity.

    `waiting` holds, oldest first, that with which nothing was done yet: it was not passed on, not asked
    about, not withdrawn.
    """

    waiting: dict[str, LaneItem] = {}
    handled: dict[str, LaneItem] = {}


def inbox(view: View) -> Inbox:
    """What this seat was told."""
    return continued(view, "inbox", Inbox(), _fuller)


def _fuller(before: Inbox, _: View, come: tuple[LaneItem, ...]) -> Inbox:
    waiting, handled = dict(before.waiting), dict(before.handled)
    for item in come:
        matter = item.matter
        if isinstance(matter, MessageReceived | EntryReceived) or told_by_mouth(item) is not None:
            waiting[item.id] = item
        if isinstance(matter, RelaySent | RelayNoted | DisclosureAsked | WithdrawalReceived):
            for reference in references(matter):
                if reference in waiting:
                    handled[reference] = waiting.pop(reference)
    return Inbox(waiting, handled)


def received(view: View) -> list[LaneItem]:
    """The same in one list, newest first."""
    told = inbox(view)
    return sorted((*told.waiting.values(), *told.handled.values()), key=_number, reverse=True)


def _number(item: LaneItem) -> int:
    return item.number


def giver(view: View, item: LaneItem) -> str:
    """Who told it, in a few words; for the heading of a card."""
    matter = item.matter
    match matter:
        case MessageReceived(sender=sender):
            return of_seat(view.talks, sender)
        case EntryReceived(sender=sender):
            given = f", given by {matter.given_by}" if matter.given_by else ""
            return f"Shared by {of_seat(view.talks, sender)}{given}"
        case MessageSent(to=to):
            return f"You, to {of_seat(view.talks, to)}"
        case EntryNoted(entry=entry):
            return _speaker(entry)
        case _:
            return of_matter(view, matter)


def _speaker(entry: Entry) -> str:
    name = entry.actor(PartRole.ISSUER) or "Somebody"
    tellers = [step.teller for source in entry.sources for step in source.chain[:1]]
    person = next(iter(tellers), None)
    return f"{person} for {name}" if person and person != name else name


def states(view: View, identity: str) -> list[State]:
    """What became of a message, in a mediator's own record."""
    found: list[State] = []
    if view.following(identity, WithdrawalReceived):
        answered = view.following(identity, WithdrawalAnswered)
        words = "withdrawn"
        if answered:
            words = "withdrawn in time" if answered[-1][1].in_time else "withdrawn, too late"
        found.append(State(words, "never"))
    found += [State(f"passed on to {name}", "in_words") for name in _passed_on_to(view, identity)]
    found += list(_asked(view, identity))
    found += [State(f"shared with {of_seat(view.talks, m.to)}") for _, m in _shared(view, identity)]
    if view.following(identity, RelayDrafted) and not _passed_on_to(view, identity):
        found.append(State("draft begun"))
    if view.following(identity, DeliveryTold):
        found.append(State("sender told of delivery"))
    return found


def own_states(view: View, identity: str) -> list[State]:
    """What a sender knows of its own message: its own withdrawal, and what the mediator chose to tell."""
    found: list[State] = []
    if view.following(identity, MessageWithdrawn):
        found.append(State("withdrawal asked for", "ask_first"))
    for _, answer in view.following(identity, WithdrawalAnswerReceived):
        words = "withdrawn in time" if answer.in_time else "withdrawal came too late"
        found.append(State(words, "in_words" if answer.in_time else "never"))
    for _, told in view.following(identity, DeliveryReceived):
        found.append(State(f"{told.delivery.value.replace('_', ' ')}, the mediator says", "in_substance"))
    return found


def _passed_on_to(view: View, identity: str) -> list[str]:
    names = [m.relay.to for _, m in view.following(identity, RelaySent) if identity in m.relay.rests_on]
    names += [m.relay.to for _, m in view.following(identity, RelayNoted) if identity in m.relay.rests_on]
    return list(dict.fromkeys(names))


def _shared(view: View, identity: str) -> Iterator[tuple[LaneItem, EntryShared]]:
    return ((item, m) for item, m in view.following(identity, EntryShared) if m.subject == identity)


def _asked(view: View, identity: str) -> Iterator[State]:
    for item, asked in view.following(identity, DisclosureAsked):
        answer = decision(view, item.id)
        if answer is None:
            yield State(f"asked whether {asked.to} may be told", "ask_first")
        else:
            words = "allowed" if answer else "not allowed"
            yield State(f"{words} to tell {asked.to}", "in_words" if answer else "never")
