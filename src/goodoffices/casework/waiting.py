"""What waits for whom, as one seat sees it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import chain

import msgspec

from goodoffices.casework.confidence import Confidence, confidence_of, day_of
from goodoffices.casework.leave import decision
from goodoffices.casework.obstacle import listed
from goodoffices.casework.roll import name_of, own_name
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
from goodoffices.record.continued import continued
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
    MessageReceived,
    ProposalReceived,
    ReadBackReceived,
    RelayReceived,
    SeatSeen,
    Welcome,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.references import references
from goodoffices.record.view import View
from goodoffices.terms.calendar import written_day
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form
from goodoffices.terms.when import first_day


class WaitKind(Enum):
    """What is waited for."""

    PASSING_ON = "passing_on"
    WITHDRAWAL_ANSWER = "withdrawal_answer"
    DELIVERY = "delivery"
    LEAVE = "leave"
    LEAVE_BY_MOUTH = "leave_by_mouth"
    ACKNOWLEDGEMENT = "acknowledgement"
    PROPOSAL_ANSWER = "proposal_answer"
    DRAFT = "draft"


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits: `awaited` has to act, `waiting` is who waits for it (None: nobody else).

    `entries` are identities of the seat's own view, `since` the day from which it waits.
    """

    kind: WaitKind
    awaited: str
    waiting: str | None
    entries: tuple[str, ...]
    since: str
    sentence: str


def waiting(view: View) -> tuple[Wait, ...]:
    """All that waits, oldest first; empty where nothing does.

    A party's answer depends on what it did and was shown, never on what a mediator did with it. Costs what
    has come since it was last asked for, and what waits.
    """
    nothing: dict[int, tuple[Wait, ...]] = {}
    found = continued(view, "waits", nothing, _looked_over)
    return tuple(chain.from_iterable(found[number] for number in sorted(found)))


def _looked_over(
    before: dict[int, tuple[Wait, ...]], view: View, come: tuple[LaneItem, ...]
) -> dict[int, tuple[Wait, ...]]:
    """What waits for the sake of each item, by its number, once more items have come.

    An item waits, or no more, for what refers to it; a withdrawal, for what refers to the message as well.
    """
    touched = {item.id: item for item in come}
    for identity in {each for item in come for each in references(item.matter)}:
        item = view.item(identity)
        if item is not None:
            touched[identity] = item
        touched |= {withdrawn.id: withdrawn for withdrawn, _ in view.following(identity, WithdrawalReceived)}
    found = dict(before)
    for item in touched.values():
        found.pop(item.number, None)
        if waits := tuple(_waits(view, item)):
            found[item.number] = waits
    return found


def _waits(view: View, item: LaneItem) -> Iterator[Wait]:
    match item.matter:
        case MessageReceived() | EntryNoted() | EntryReceived():
            return _of_what_was_told(view, item, item.matter.entry)
        case WithdrawalReceived(sender=sender, message=message):
            return _withdrawal_to_answer(view, item, sender, message)
        case MessageSent(to=to):
            return _from_a_mediator(view, item, to)
        case RelaySent(to=to):
            return _relay_to_acknowledge(view, item, to)
        case RelayReceived(sender=sender):
            return _own_acknowledgement(view, item, sender)
        case DisclosureAsked():
            return _leave(view, item, item.matter)
        case DisclosureRequestReceived(sender=sender):
            return _own_leave(view, item, sender)
        case ProposalTabled(to=to):
            return _proposal_answer(view, item, to)
        case ProposalReceived(sender=sender):
            return _own_proposal_answer(view, item, sender)
        case RelayDrafted(relay=relay):
            return _draft(view, item, relay.to)
        case MessageWithdrawn() | WithdrawalAnswered() | RelayNoted() | RelayAcknowledged() | RelayReadBack():
            return iter(())
        case DisclosureDecided() | DeliveryTold() | EntryShared() | ProposalAnswered() | PreferenceKept():
            return iter(())
        case (
            Welcome()
            | SeatSeen()
            | ClosingSeen()
            | DueReceived()
            | WithdrawalAnswerReceived()
            | AcknowledgementReceived()
        ):
            return iter(())
        case ReadBackReceived() | DisclosureDecisionReceived() | DeliveryReceived() | AnswerReceived():
            return iter(())
        case ErasureReceived() | Erased():
            return iter(())


def passed_on(view: View, confidence: str, actor: str) -> bool:
    """Whether this seat has told an actor something that rests on a confidence, or shared it with it."""
    relays = [m.relay for _, m in view.following(confidence, RelaySent)]
    relays += [m.relay for _, m in view.following(confidence, RelayNoted)]
    shared = [m for _, m in view.following(confidence, EntryShared) if m.subject == confidence]
    return any(relay.to == actor and confidence in relay.rests_on for relay in relays) or any(
        name_of(view, m.to) == actor for m in shared
    )


def _of_what_was_told(view: View, item: LaneItem, entry: Entry) -> Iterator[Wait]:
    terms = entry.handling
    if terms is None or not (terms.tell_delivery or terms.form in _MAY_BE_TOLD):
        return iter(())  # as confidences mostly are: their owners are to be asked first
    told = confidence_of(view, item)
    if told is None or told.withdrawn_on is not None:
        return iter(())
    return chain(_to_pass_on(view, item, told), _to_be_told(view, item, told))


_MAY_BE_TOLD = frozenset({Form.IN_SUBSTANCE, Form.IN_WORDS})


def _to_pass_on(view: View, item: LaneItem, told: Confidence) -> Iterator[Wait]:
    if told.handling.form not in _MAY_BE_TOLD:
        return
    own = own_name(view)
    to = [a for a in told.handling.to if a not in {own, told.owner} and not passed_on(view, item.id, a)]
    if to:
        sentence = f"Not yet passed on to {listed(tuple(to))}: {told.label}{_begins(told)}."
        yield Wait(
            kind=WaitKind.PASSING_ON,
            awaited=own,
            waiting=told.owner,
            entries=(item.id,),
            since=told.day,
            sentence=sentence,
        )


def _begins(told: Confidence) -> str:
    if told.handling.not_before is None:
        return ""
    return f", not before {written_day(first_day(told.handling.not_before).isoformat())}"


def _to_be_told(view: View, item: LaneItem, told: Confidence) -> Iterator[Wait]:
    if not told.handling.tell_delivery:
        return
    if view.following(item.id, DeliveryTold):
        return
    yield Wait(
        kind=WaitKind.DELIVERY,
        awaited=own_name(view),
        waiting=told.owner,
        entries=(item.id,),
        since=told.day,
        sentence=f"{told.owner} asked to be told when it is delivered: {told.label}.",
    )


def _withdrawal_to_answer(view: View, item: LaneItem, sender: str, message: str) -> Iterator[Wait]:
    first = view.following(message, WithdrawalReceived)[0][0]
    if first.id == item.id and not view.following(message, WithdrawalAnswered):
        sentence = f"{name_of(view, sender)} took a message back: say whether that came in time."
        wait = _ours(view, item, WaitKind.WITHDRAWAL_ANSWER, sender, sentence)
        yield msgspec.structs.replace(wait, entries=(message, item.id))


def _from_a_mediator(view: View, item: LaneItem, to: str) -> Iterator[Wait]:
    """What a sender waits for: by its own asking, so that it says nothing of what was done."""
    who = name_of(view, to)
    withdrawn = view.following(item.id, MessageWithdrawn)
    if withdrawn and not view.following(item.id, WithdrawalAnswerReceived):
        sentence = f"{who} has not said whether you took the message back in time."
        yield _theirs(view, withdrawn[0][0], WaitKind.WITHDRAWAL_ANSWER, to, sentence)
    entry = view.entry(item.id)
    asked = entry is not None and entry.handling is not None and entry.handling.tell_delivery
    if asked and not withdrawn and not view.following(item.id, DeliveryReceived):
        sentence = f"{who} has told you nothing yet of the delivery of your message."
        yield _theirs(view, item, WaitKind.DELIVERY, to, sentence)


def _relay_to_acknowledge(view: View, item: LaneItem, to: str) -> Iterator[Wait]:
    answered = view.following(item.id, AcknowledgementReceived) or view.following(item.id, ReadBackReceived)
    if not answered:
        sentence = f"{name_of(view, to)} has not acknowledged what you passed on."
        yield _theirs(view, item, WaitKind.ACKNOWLEDGEMENT, to, sentence)


def _own_acknowledgement(view: View, item: LaneItem, sender: str) -> Iterator[Wait]:
    answered = view.following(item.id, RelayAcknowledged) or view.following(item.id, RelayReadBack)
    if not answered:
        sentence = f"{name_of(view, sender)} passed something on to you: say that you have it."
        yield _ours(view, item, WaitKind.ACKNOWLEDGEMENT, sender, sentence)


def _leave(view: View, item: LaneItem, asked: DisclosureAsked) -> Iterator[Wait]:
    if decision(view, item.id) is not None:
        return
    about = view.item(asked.confidence)
    told = None if about is None else confidence_of(view, about)
    if told is None:
        return
    what = f"whether {asked.to} may be told {told.label}"
    by_mouth = asked.owner is None
    yield Wait(
        kind=WaitKind.LEAVE_BY_MOUTH if by_mouth else WaitKind.LEAVE,
        awaited=own_name(view) if by_mouth else told.owner,
        waiting=None if by_mouth else own_name(view),
        entries=(item.id, told.id),
        since=day_of(view, item),
        sentence=f"Ask {told.owner} {what}." if by_mouth else f"{told.owner} has not said {what}.",
    )


def _own_leave(view: View, item: LaneItem, sender: str) -> Iterator[Wait]:
    if not view.following(item.id, DisclosureDecided):
        sentence = f"{name_of(view, sender)} asks whether it may pass on what you told it."
        yield _ours(view, item, WaitKind.LEAVE, sender, sentence)


def _proposal_answer(view: View, item: LaneItem, to: str) -> Iterator[Wait]:
    if not view.following(item.id, AnswerReceived):
        sentence = f"{name_of(view, to)} has not answered the proposal that it was shown."
        yield _theirs(view, item, WaitKind.PROPOSAL_ANSWER, to, sentence)


def _own_proposal_answer(view: View, item: LaneItem, sender: str) -> Iterator[Wait]:
    if not view.following(item.id, ProposalAnswered):
        sentence = "The version of the proposal that you were shown waits for your answer."
        yield _ours(view, item, WaitKind.PROPOSAL_ANSWER, sender, sentence)


def _draft(view: View, item: LaneItem, to: str) -> Iterator[Wait]:
    if not (view.following(item.id, RelaySent) or view.following(item.id, RelayNoted)):
        yield _ours(view, item, WaitKind.DRAFT, None, f"A draft for {to} has not been passed on.")


def _ours(view: View, item: LaneItem, kind: WaitKind, seat: str | None, sentence: str) -> Wait:
    return Wait(
        kind=kind,
        awaited=own_name(view),
        waiting=None if seat is None else name_of(view, seat),
        entries=(item.id,),
        since=day_of(view, item),
        sentence=sentence,
    )


def _theirs(view: View, item: LaneItem, kind: WaitKind, seat: str, sentence: str) -> Wait:
    return Wait(
        kind=kind,
        awaited=name_of(view, seat),
        waiting=own_name(view),
        entries=(item.id,),
        since=day_of(view, item),
        sentence=sentence,
    )
