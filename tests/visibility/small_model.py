"""A small model of the pure core: three seats, twelve acts, every order of them up to a length.

Commands go through `decide`, `visibility` and the fold, as at the desk, with no store and no door. An
identity is its lane's name and number, so that two orders that leave the lanes alike leave the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    AnswerWithdrawal,
    AskDisclosure,
    Command,
    DecideDisclosure,
    DraftRelay,
    NoteEntry,
    ReadBackRelay,
    SendMessage,
    SendRelay,
    TellDelivery,
    WithdrawMessage,
)
from goodoffices.casework.decide import decide
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.record.acts import Event, MessageSent, RelaySent
from goodoffices.record.items import (
    DisclosureRequestReceived,
    LaneItem,
    MessageReceived,
    RelayReceived,
    Welcome,
    WithdrawalReceived,
)
from goodoffices.record.references import references, translated
from goodoffices.record.standing import Standing
from goodoffices.record.view import View, fold
from goodoffices.record.visibility import visibility
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Delivery, Message
from goodoffices.terms.moment import Moment
from goodoffices.terms.talks import Talks

MOMENT = Moment(instant="2031-03-03T09:00:00.000Z", day="2031-03-03")
SEATS = (
    Seat(name="a", kind=SeatKind.PARTY, title="A", actor="A"),
    Seat(name="b", kind=SeatKind.PARTY, title="B", actor="B"),
    Seat(name="m", kind=SeatKind.MEDIATOR, title="M", actor="M"),
)
ROLES = {"A": Role.PARTY, "B": Role.PARTY, "M": Role.MEDIATOR}
TALKS = Talks(
    name="small",
    title="Small",
    actors=tuple(Actor(name=name, kind="party", roles=(Tenure(role=role),)) for name, role in ROLES.items()),
    seats=SEATS,
)
STANDING = Standing(talks=TALKS, opened=MOMENT.instant)

Make = Callable[[View], Command | None]


@dataclass(frozen=True)
class Action:
    """One of the twelve: whose it is, whom it shows something by the table of this test, how it is made."""

    name: str
    by: str
    shows: str | None
    make: Make


def _last(view: View, kind: type) -> str | None:
    found = [item.id for item, _ in view.of_type(kind)]
    return found[-1] if found else None


def _about(kind: type, make: Callable[[str], Command]) -> Make:
    """A command about the latest thing of a kind; none where the seat holds none."""

    def made(view: View) -> Command | None:
        identity = _last(view, kind)
        return None if identity is None else make(identity)

    return made


def _resting(view: View) -> Command:
    """A relay of the substance of what was told last, or of nothing."""
    told = _last(view, MessageReceived)
    return SendRelay(to="B", rests_on=() if told is None else (told,), text="There is room to move.")


TERMS = Handling(form=Form.IN_SUBSTANCE, to=("B",))
WORDS = "We would open the western gate on Monday."
WHOEVER = "whoever gave it"
ACTIONS = (
    Action("a notes", "a", None, lambda _: NoteEntry(entry=Entry(content=Note(text="Mine alone.")))),
    Action(
        "a tells m on terms",
        "a",
        "m",
        lambda _: SendMessage(to="m", entry=Entry(content=Message(content=WORDS), handling=TERMS)),
    ),
    Action(
        "b tells m, to be asked first",
        "b",
        "m",
        lambda _: SendMessage(to="m", entry=Entry(content=Message(content="The eastern gate stays shut."))),
    ),
    Action("a takes it back", "a", "m", _about(MessageSent, lambda one: WithdrawMessage(message=one))),
    Action(
        "m answers the withdrawal",
        "m",
        "a",
        lambda view: next(
            (
                AnswerWithdrawal(message=matter.message, in_time=True)
                for _, matter in view.of_type(WithdrawalReceived)
            ),
            None,
        ),
    ),
    Action("m drafts", "m", None, lambda _: DraftRelay(to="B", text="There is room to move.")),
    Action("m passes the substance on", "m", "b", _resting),
    Action("m passes the words on", "m", "b", lambda _: SendRelay(to="B", text=WORDS)),
    Action("b has received it", "b", "m", _about(RelayReceived, lambda one: AcknowledgeRelay(relay=one))),
    Action(
        "b reads it back", "b", "m", _about(RelayReceived, lambda one: ReadBackRelay(relay=one, text="Room."))
    ),
    Action(
        "m tells what became of it",
        "m",
        WHOEVER,
        _about(MessageReceived, lambda one: TellDelivery(message=one, delivery=Delivery.DELIVERED)),
    ),
    Action(
        "m asks, or a or b answers",
        "m",
        WHOEVER,
        _about(MessageReceived, lambda one: AskDisclosure(confidence=one, to="B")),
    ),
)
ANSWER = _about(DisclosureRequestReceived, lambda one: DecideDisclosure(request=one, allowed=True))


@dataclass(frozen=True)
class State:
    """Three lanes, and for each item of each lane the event it came from."""

    views: Mapping[str, View]
    events: Mapping[tuple[str, str], str]

    def key(self, seat: str) -> bytes:
        """A lane's bytes."""
        return msgspec.json.encode(tuple(self.views[seat]))

    def whole(self) -> tuple[object, ...]:
        """All that there is: two states of one key behave alike."""
        return (*(self.key(seat.name) for seat in SEATS), tuple(sorted(self.events.items())))


def beginning() -> State:
    """Three seats that were welcomed."""
    views: dict[str, View] = {}
    for seat in SEATS:
        welcome = Welcome(talks=TALKS, seat=seat, opened=MOMENT.instant)
        view = fold([LaneItem(id=f"{seat.name}-1", number=1, at=MOMENT.instant, matter=welcome)])
        assert view is not None
        views[seat.name] = view
    return State(views=views, events={(seat.name, f"{seat.name}-1"): "opening" for seat in SEATS})


@dataclass
class Laws:
    """What was seen of each law: an answer for each lane and command, an item for each lane and act."""

    answers: dict[tuple[str, bytes, bytes], bytes] = field(default_factory=dict)
    entering: dict[tuple[str, bytes, bytes], bytes] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    see: Callable = visibility

    def step(self, state: State, action: Action) -> State | None:
        """The state after an action, with all three laws held to it; None where it comes to nothing."""
        view = state.views[action.by]
        command = action.make(view)
        if command is None:
            return None
        answer = decide(command, view, MOMENT)
        self._keep(
            self.answers,
            (action.by, state.key(action.by), msgspec.json.encode(command)),
            msgspec.json.encode(answer),
            f"the answer to {action.name} depends on more than the lane of {action.by}",
        )
        if isinstance(answer, Refusal):
            return None
        return self._done(state, action, answer)

    def _done(self, state: State, action: Action, decided: Decided) -> State:
        views, events = dict(state.views), dict(state.events)
        for act in decided.acts:
            names = {identity: event for (seat, identity), event in events.items() if seat == action.by}
            event = Event(
                id=f"{action.by}-{views[action.by].version + 1}",
                recorded=MOMENT.instant,
                day=MOMENT.day,
                seat=action.by,
                act=translated(act, names.get),
            )
            giver = getattr(act, "owner", None) or getattr(act, "to", None)
            shown_to = {action.by, giver if action.shows == WHOEVER else action.shows}
            for seat in SEATS:
                matter = self.see(event, STANDING, seat)
                if matter is not None and seat.name not in shown_to:
                    self.broken.append(f"{action.name} shows {seat.name} something")
                if matter is None:
                    continue
                own = {event: identity for (name, identity), event in events.items() if name == seat.name}
                number = views[seat.name].version + 1
                item = LaneItem(
                    id=f"{seat.name}-{number}",
                    number=number,
                    at=MOMENT.day,
                    matter=translated(matter, own.get),
                )
                if seat.name != action.by:
                    self._entered(state, seat.name, act, item, own, names)
                views[seat.name] = views[seat.name].extended([item])
                events[seat.name, item.id] = event.id
        return State(views=views, events=events)

    def _entered(
        self, state: State, seat: str, act, item: LaneItem, own: dict[str, str], names: dict[str, str]
    ) -> None:
        """What enters a lane goes by the act's own words, its addressee, and what of it the lane holds."""
        told = {reference: own.get(names.get(reference, "")) for reference in references(act)}
        disclosed = msgspec.to_builtins(translated(_bare(act), told.get))
        self._keep(
            self.entering,
            (seat, state.key(seat), msgspec.json.encode(disclosed)),
            msgspec.json.encode(item),
            f"what {type(act).__name__} brings to {seat} depends on more than its own words",
        )

    def _keep(self, held: dict, key: tuple, value: bytes, sentence: str) -> None:
        if held.setdefault(key, value) != value:
            self.broken.append(sentence)


def _bare(act):
    """The act without what its author keeps to herself: what a relay rests on, and its draft."""
    if not isinstance(act, RelaySent):
        return act
    relay = msgspec.structs.replace(act.relay, rests_on=())
    return RelaySent(to=act.to, relay=relay)


def explored(longest: int, laws: Laws) -> tuple[int, int]:
    """Every order of the actions up to a length: how many orders that is, and how many states they make.

    Orders that lead to one state are followed on from it once, and counted each.
    """
    start = beginning()
    level: dict[tuple[object, ...], tuple[State, int]] = {start.whole(): (start, 1)}
    states, orders = set(level), 0
    for _ in range(longest):
        reached: dict[tuple[object, ...], tuple[State, int]] = {}
        for state, ways in level.values():
            for action in _actions(state):
                after = laws.step(state, action) or state
                key = after.whole()
                reached[key] = (after, ways + (reached[key][1] if key in reached else 0))
                orders += ways
        level = reached
        states |= set(level)
    return orders, len(states)


def _actions(state: State) -> tuple[Action, ...]:
    """The twelve; the last is its owner's answer where one was asked, and the question where none was."""
    for seat in ("a", "b"):
        if ANSWER(state.views[seat]) is not None:
            return (*ACTIONS[:-1], Action(f"{seat} answers", seat, "m", ANSWER))
    return ACTIONS
