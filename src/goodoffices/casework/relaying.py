"""Passing something on: drafted, sent, noted; acknowledged and read back by whoever it went to."""

from __future__ import annotations

import msgspec

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    DraftRelay,
    NoteRelay,
    ReadBackRelay,
    RelayCommand,
    SendRelay,
)
from goodoffices.casework.confidence import confidence_of, giver, spokesperson_in
from goodoffices.casework.disclosure import check, reasons_of, refusal_of
from goodoffices.casework.refusal import Decided, Refusal, Rule, Trace
from goodoffices.casework.roll import actor_named, own_name, room_of
from goodoffices.casework.well_formed import already_done, does_not_fit, not_here
from goodoffices.record.acts import (
    Breach,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
)
from goodoffices.record.items import LaneItem, RelayReceived
from goodoffices.record.view import View
from goodoffices.terms.handling import Attribution
from goodoffices.terms.moment import Moment
from goodoffices.terms.relay import Relay
from goodoffices.terms.when import Precision, When, first_day

_LONGEST_NAME = 300


def draft(command: DraftRelay, view: View) -> Decided | Refusal:
    """Keep a draft: private, and so never refused for the terms of what it rests on."""
    relay = relay_of(command, view)
    if isinstance(relay, Refusal):
        return relay
    return _no_addressee(relay, view) or Decided(acts=(RelayDrafted(relay=relay),))


def send(command: SendRelay, view: View, moment: Moment) -> Decided | Refusal:
    """Pass something on, where every term is kept and each warning was confirmed."""
    relay = relay_of(command, view)
    if isinstance(relay, Refusal):
        return relay
    if not _is_draft(command.draft, view):
        return not_here()
    refusal = _no_addressee(relay, view)
    if refusal is not None:
        return refusal
    room = room_of(view, relay.to)
    if room is None:
        return _no_room(relay, view)
    if relay.attribution is not Attribution.AS_OWN and relay.attributed_to is None:
        return does_not_fit("Say on whose word it rests, or pass it on as your own.")
    found = check(relay, view, moment)
    refusal = refusal_of(found.verdict) or _unconfirmed(found.traces, command.confirmed)
    if refusal is not None:
        return msgspec.structs.replace(refusal, warnings=found.traces)
    confirmed = tuple(trace.sentence for trace in found.traces)
    return Decided(acts=(RelaySent(to=room.name, relay=relay, draft=command.draft, confirmed=confirmed),))


def note(command: NoteRelay, view: View, moment: Moment) -> Decided | Refusal:
    """Record what was passed on by mouth; a term that was not kept on that day is flagged."""
    relay = relay_of(command, view)
    if isinstance(relay, Refusal):
        return relay
    if not _is_draft(command.draft, view):
        return not_here()
    found = check(relay, view, _at_the_time(command.when, moment))
    breaches = tuple(
        Breach(confidence=reason.confidence, rule=reason.obstacle.value, sentence=reason.sentence)
        for reason in reasons_of(found.verdict)
    )
    act = RelayNoted(
        relay=relay, when=command.when, place=command.place, breaches=breaches, draft=command.draft
    )
    return Decided(acts=(act,))


def acknowledge(command: AcknowledgeRelay, view: View) -> Decided | Refusal:
    """Say, once, that a relay was received."""
    item = view.item(command.relay)
    if item is None or not isinstance(item.matter, RelayReceived):
        return not_here()
    if view.following(item.id, RelayAcknowledged):
        return already_done("This was acknowledged before.", item.id)
    return Decided(acts=(RelayAcknowledged(to=item.matter.sender, relay=item.id),))


def read_back(command: ReadBackRelay, view: View) -> Decided | Refusal:
    """Say in one's own words what a relay was understood to mean, as often as it takes."""
    item = view.item(command.relay)
    if item is None or not isinstance(item.matter, RelayReceived):
        return not_here()
    return Decided(acts=(RelayReadBack(to=item.matter.sender, relay=item.id, text=command.text),))


def relay_of(command: RelayCommand, view: View) -> Relay | Refusal:
    """The relay that a command means, with the name that the addressee is told.

    Refused where it rests on what brings nothing to pass on.
    """
    resting: list[LaneItem] = []
    for identity in command.rests_on:
        item = view.item(identity)
        if item is None or not brings_something(view, item):
            return not_here()
        resting.append(item)
    name = _attributed_to(command.attribution, resting, view)
    if name is not None and len(name) > _LONGEST_NAME:
        return does_not_fit("It rests on the word of too many to name: pass it on in parts.")
    return Relay(
        to=command.to,
        rests_on=tuple(dict.fromkeys(command.rests_on)),
        given=command.given,
        attribution=command.attribution,
        attributed_to=name,
        text=command.text,
        language=command.language,
    )


def brings_something(view: View, item: LaneItem) -> bool:
    """Whether an item holds something that can be passed on: an entry, or somebody's words."""
    return view.entry(item.id) is not None or confidence_of(view, item) is not None


def _attributed_to(attribution: Attribution, resting: list[LaneItem], view: View) -> str | None:
    """The names that the addressee is told, each once; None where the mediator speaks as her own."""
    names = [_name(attribution, item, view) for item in resting]
    return " and ".join(dict.fromkeys(name for name in names if name is not None)) or None


def _name(attribution: Attribution, item: LaneItem, view: View) -> str | None:
    told = confidence_of(view, item)
    if told is not None:
        return told.attributed(attribution)
    entry = view.entry(item.id)
    owner = None if entry is None else giver(entry, own_name(view))
    if (
        attribution is Attribution.AS_OWN
        or entry is None
        or owner is None
        or actor_named(view, owner) is None
    ):
        return None
    if attribution is Attribution.BY_NAME:
        return spokesperson_in(view, entry, owner) or owner
    return owner


def _is_draft(identity: str | None, view: View) -> bool:
    item = None if identity is None else view.item(identity)
    return identity is None or (item is not None and isinstance(item.matter, RelayDrafted))


def _no_addressee(relay: Relay, view: View) -> Refusal | None:
    if relay.to == own_name(view) or actor_named(view, relay.to) is None:
        return Refusal(
            rule=Rule.NO_SUCH_ADDRESSEE,
            sentence=f"{relay.to} is nobody at these talks to whom this seat can pass something on.",
        )
    return None


def _no_room(relay: Relay, view: View) -> Refusal:
    if view.talks.seat_of(relay.to) is not None:
        sentence = f"{relay.to} mediates at these talks: share the entry instead."
    else:
        sentence = f"{relay.to} has no account here: note it as passed on by mouth."
    return Refusal(rule=Rule.NO_SUCH_ADDRESSEE, sentence=sentence)


def _unconfirmed(traces: tuple[Trace, ...], confirmed: tuple[str, ...]) -> Refusal | None:
    open_ones = [trace for trace in traces if trace.sentence not in confirmed]
    if not open_ones:
        return None
    return Refusal(
        rule=Rule.UNCONFIRMED_WARNINGS,
        sentence="It may carry more than you mean. Confirm each warning, or change the text.",
        entries=tuple(dict.fromkeys(trace.confidence for trace in open_ones)),
    )


def _at_the_time(when: When | None, moment: Moment) -> Moment:
    """The day on which something was passed on, where it is known; else today."""
    if when is None or when.start is None or when.precision not in {Precision.DAY, Precision.INSTANT}:
        return moment
    return Moment(instant=moment.instant, day=first_day(when.start).isoformat())
