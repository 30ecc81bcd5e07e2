"""Leaks in what the desk, the casework and the record do; see `planting`."""

from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import decide as deciding
from goodoffices.casework.commands import NoteEntry, SendMessage, SendRelay
from goodoffices.casework.confidence import confidences
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.desk import desk as desks
from goodoffices.desk import recording
from goodoffices.desk.desk import Accepted
from goodoffices.record.acts import EntryNoted, MessageSent, RelaySent
from goodoffices.record.held import Held
from goodoffices.record.items import MessageReceived, RelayReceived
from goodoffices.record.view import View
from goodoffices.stores.memory import MemoryTransaction
from goodoffices.terms.claim import Note
from tests.visibility.house import SEATS, House
from tests.visibility.planting import events, leak, merged, total, views

Patch = pytest.MonkeyPatch


def _refusing(house: House, patch: Patch, reason) -> None:
    """Let a sentence, where there is one, stand in the way of a command."""
    honest = deciding.decide

    def decide(command, view, moment):
        sentence = reason(command, view)
        if sentence:
            return Refusal(rule=Rule.ALREADY_DONE, sentence=sentence)
        return honest(command, view, moment)

    patch.setattr(desks, "decide", decide)


def _viewing(house: House, patch: Patch, change) -> None:
    """Let pages see a changed view."""
    honest = house.desk.view

    def view(talks: str, seat: str) -> View:
        return change(honest(talks, seat))

    house.desk.view = view  # type: ignore[method-assign]


@leak("a live page hears the number of the event in the log")
def running_number(house: House, patch: Patch) -> None:
    honest = house.desk.notices.tell
    house.desk.notices.tell = lambda talks, heads: honest(talks, dict.fromkeys(heads, 100 + total(house)))  # type: ignore[method-assign]


@leak("every live page hears of every item")
def hidden_item_live(house: House, patch: Patch) -> None:
    honest = house.desk.notices.tell

    def tell(talks: str, heads: dict[str, int]) -> None:
        next_ones = {seat: len(house.desk.store.lane("test", seat)) + 1 for seat in SEATS}
        honest(talks, {**next_ones, **heads})

    house.desk.notices.tell = tell  # type: ignore[method-assign]


@leak("items come in an order that depends on the whole record")
def order(house: House, patch: Patch) -> None:
    def reordered(view: View) -> View:
        first, *others = view
        ordered = sorted(others, key=lambda item: item.id, reverse=total(house) % 2 == 1)
        return msgspec.structs.replace(view, items=Held().extended([first, *ordered]))

    _viewing(house, patch, reordered)


@leak("a note may stand only once, in whichever seat")
def uniqueness(house: House, patch: Patch) -> None:
    def taken(command, view) -> str:
        if not isinstance(command, NoteEntry) or not isinstance(command.entry.content, Note):
            return ""
        notes = [noted for other in views(house) for _, noted in other.of_type(EntryNoted)]
        return "There is such a note." if any(n.entry.content == command.entry.content for n in notes) else ""

    _refusing(house, patch, taken)


@leak("a message bears the time at which something was last passed on")
def time_of_relay(house: House, patch: Patch) -> None:
    def timed(view: View) -> View:
        relayed = [event.recorded for event in events(house) if isinstance(event.act, RelaySent)]
        if not relayed:
            return view
        items = [
            msgspec.structs.replace(item, at=relayed[-1]) if isinstance(item.matter, MessageSent) else item
            for item in view
        ]
        return msgspec.structs.replace(view, items=Held().extended(items))

    _viewing(house, patch, timed)


@leak("items are numbered by their place in the log, with gaps where something is hidden")
def gaps_in_numbers(house: House, patch: Patch) -> None:
    def numbered(view: View) -> View:
        rows = house.desk.store.log("test")
        places = {shown.identity: row.position for row in rows for shown in row.disclosures}
        items = [msgspec.structs.replace(item, number=places[item.id]) for item in view]
        return msgspec.structs.replace(view, items=Held().extended(items))

    _viewing(house, patch, numbered)


@leak("identities of all lanes are drawn from one stream")
def one_stream(house: House, patch: Patch) -> None:
    honest = house.desk.chance.identity
    house.desk.chance.identity = lambda _stream: honest("all")  # type: ignore[method-assign]


@leak("marks of forms are drawn from one stream for all sessions")
def one_stream_of_marks(house: House, patch: Patch) -> None:
    honest = house.desk.chance.token
    house.desk.chance.token = lambda _stream: honest("all")  # type: ignore[method-assign]


@leak("idempotency keys are shared by all seats")
def shared_keys(house: House, patch: Patch) -> None:
    honest = MemoryTransaction.answered

    def answered(self, seat: str, key: str):
        return next((found for other in SEATS if (found := honest(self, other, key))), None)

    patch.setattr(MemoryTransaction, "answered", answered)


@leak("a refusal names a confidence that a co-mediator holds")
def confidence_of_a_colleague(house: House, patch: Patch) -> None:
    def broken(command, view) -> str:
        if not isinstance(command, SendRelay):
            return ""
        held = [one for other in views(house) for one in confidences(other)]
        return next((f"It repeats {one.label}." for one in held if one.text == command.text), "")

    _refusing(house, patch, broken)


@leak("a refusal counts what was refused to others")
def counted_refusals(house: House, patch: Patch) -> None:
    honest = house.desk.act
    refused: list[str] = []

    def act(talks, seat, command, **named):
        answer = honest(talks, seat, command, **named)
        if isinstance(answer, Refusal):
            refused.append(seat)
            answer = msgspec.structs.replace(answer, sentence=f"{answer.sentence} ({len(refused)})")
        return answer

    house.desk.act = act  # type: ignore[method-assign]


@leak("a mediator who is busy with others takes no messages")
def busy(house: House, patch: Patch) -> None:
    def engaged(command, view) -> str:
        if not isinstance(command, SendMessage) or command.to != "ministry":
            return ""
        held = next((one for one in views(house) if one.seat.name == "ministry"), None)
        waits = held is not None and any(
            act.sender != view.seat.name for _, act in held.of_type(MessageReceived)
        )
        return "The mediator is busy." if waits else ""

    _refusing(house, patch, engaged)


@leak("an answer to an act counts what it moved in other lanes")
def counted_items(house: House, patch: Patch) -> None:
    honest = house.desk.act

    def act(talks, seat, command, **named):
        answer = honest(talks, seat, command, **named)
        if isinstance(answer, Accepted):
            return Accepted(items=(*answer.items, str(total(house))))
        return answer

    house.desk.act = act  # type: ignore[method-assign]


@leak("a reader of one lane looks into the others where they have grown")
def looks_into_others(house: House, patch: Patch) -> None:
    honest = house.desk.view

    def view(talks: str, seat: str) -> View:
        for other in SEATS:
            if len(house.store.lane("test", other)) % 2:
                break
        return honest(talks, seat)

    house.desk.view = view  # type: ignore[method-assign]


@leak("a seat's writing waits longer the more the others wrote")
def more_store_calls(house: House, patch: Patch) -> None:
    honest = house.desk._folded

    def folded(talks, seat, lane, ahead=None):
        if total(house) % 2:
            house.store.log("test")
        return honest(talks, seat, lane, ahead)

    house.desk._folded = folded  # type: ignore[method-assign]


@leak("a relay carries what it rests on")
def whole_relay(house: House, patch: Patch) -> None:
    honest = recording.visibility

    def visibility(event, standing, seat):
        shown = honest(event, standing, seat)
        if isinstance(shown, RelayReceived) and event.act.relay.rests_on:
            names = {one.id: one for one in events(house)}
            source = names.get(event.act.relay.rests_on[0])
            if source is not None and isinstance(source.act, MessageSent):
                words = str(getattr(source.act.entry.content, "content", ""))
                return msgspec.structs.replace(shown, text=f"{shown.text} ({words})")
        return shown

    patch.setattr(recording, "visibility", visibility)


@leak("what one party notes the other may find in its record")
def shared_notes(house: House, patch: Patch) -> None:
    _viewing(house, patch, lambda view: merged(house, view) if view.seat.name == "company" else view)


@leak("the desk logs how much it holds while it answers a seat")
def log_line(house: House, patch: Patch) -> None:
    import logging

    honest = house.desk.view

    def view(talks: str, seat: str) -> View:
        logging.getLogger("goodoffices").warning("read %s: %d events", seat, total(house))
        return honest(talks, seat)

    house.desk.view = view  # type: ignore[method-assign]


@leak("a former member's page is kept up to date")
def former_member(house: House, patch: Patch) -> None:
    patch.setattr(View, "is_closed", property(lambda _view: False))
    _viewing(house, patch, lambda view: merged(house, view) if view.seat.name in view.closed else view)
