"""Every act is written whole to the lanes it names, and to no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
import pytest

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    NoteEntry,
    SendMessage,
    SendRelay,
    WithdrawMessage,
)
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.errors import AccessError, UnknownTalks
from goodoffices.record.items import LaneItem, MessageReceived, RelayReceived, Welcome
from goodoffices.record.sealing import opened_item
from goodoffices.record.view import fold
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.store import Done, Transaction
from goodoffices.terms.actor import Seat, SeatKind
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SeededChance, SetClock
from tests.desk.conftest import TALKS

SEATS = tuple(seat.name for seat in TALKS.seats)
TO_THE_COMPANY = Handling(form=Form.IN_SUBSTANCE, to=("Company",))


def message(text: str = "We could live with four.") -> SendMessage:
    entry = Entry(content=Message(content=text), handling=TO_THE_COMPANY)
    return SendMessage(to="ministry", entry=entry)


def note(text: str = "Remember the night shift.") -> NoteEntry:
    return NoteEntry(entry=Entry(content=Note(text=text)))


def accepted(answer: Accepted | Refusal) -> str:
    assert isinstance(answer, Accepted), answer
    return answer.items[0]


def lane(desk: Desk, seat: str) -> list[LaneItem]:
    return [opened_item(row.envelope) for row in desk.store.lane("test", seat)]


def test_every_seat_begins_with_its_own_welcome(desk: Desk) -> None:
    for seat in TALKS.seats:
        (only,) = desk.view("test", seat.name)
        assert only.matter == Welcome(talks=TALKS, seat=seat, opened="2031-03-03T09:00:00.000Z")


def test_a_message_reaches_its_addressee_and_no_other(desk: Desk) -> None:
    accepted(desk.act("test", "union", message()))
    assert [len(lane(desk, seat)) for seat in SEATS] == [2, 1, 2, 1]
    received = lane(desk, "ministry")[-1].matter
    assert isinstance(received, MessageReceived)
    assert isinstance(received.entry.content, Message)
    assert received.entry.content.content == "We could live with four."


def test_a_note_is_its_seats_alone(desk: Desk) -> None:
    for seat in SEATS:
        before = {other: lane(desk, other) for other in SEATS if other != seat}
        accepted(desk.act("test", seat, note()))
        assert before == {other: lane(desk, other) for other in SEATS if other != seat}


def test_ones_own_act_has_its_instant_and_anothers_only_the_day_of_the_talks(
    desk: Desk, clock: SetClock
) -> None:
    clock.advance(minutes=13 * 60)  # 22:00 in UTC is the next day in Doha
    accepted(desk.act("test", "union", message()))
    assert lane(desk, "union")[-1].at == "2031-03-03T22:00:00.000Z"
    assert lane(desk, "ministry")[-1].at == "2031-03-04"


def test_two_seats_never_share_an_identity(desk: Desk) -> None:
    accepted(desk.act("test", "union", message()))
    names = [item.id for seat in SEATS for item in lane(desk, seat)]
    assert len(set(names)) == len(names)


def test_the_addressee_of_a_relay_gets_only_what_was_passed_on(desk: Desk) -> None:
    accepted(desk.act("test", "union", message()))
    given = lane(desk, "ministry")[-1].id
    relay = SendRelay(to="Company", rests_on=(given,), text="There is room for movement.")
    accepted(desk.act("test", "ministry", relay))
    shown = lane(desk, "company")[-1].matter
    assert isinstance(shown, RelayReceived)
    assert "four" not in str(shown)
    assert len(lane(desk, "union")) == 2


def test_an_acknowledgement_refers_to_the_mediators_own_relay(desk: Desk) -> None:
    accepted(desk.act("test", "union", message()))
    given = lane(desk, "ministry")[-1].id
    relay = SendRelay(to="Company", rests_on=(given,), text="There is room for movement.")
    sent = accepted(desk.act("test", "ministry", relay))
    accepted(desk.act("test", "company", AcknowledgeRelay(relay=lane(desk, "company")[-1].id)))
    view = desk.view("test", "ministry")
    assert view.followers[sent] == (lane(desk, "ministry")[-1].id,)


def test_another_seats_identity_is_an_identity_of_nothing(desk: Desk) -> None:
    foreign = accepted(desk.act("test", "union", message()))
    answer = desk.act("test", "company", WithdrawMessage(message=foreign))
    invented = desk.act("test", "company", WithdrawMessage(message="00000000-0000-4000-8000-000000000000"))
    assert isinstance(answer, Refusal)
    assert isinstance(invented, Refusal)
    assert (answer.rule, answer.sentence) == (invented.rule, invented.sentence)


def test_a_refusal_changes_nothing(desk: Desk) -> None:
    before = {seat: desk.store.lane("test", seat) for seat in SEATS}
    log = desk.store.log("test")
    answer = desk.act("test", "union", WithdrawMessage(message="nothing"))
    assert isinstance(answer, Refusal)
    assert {seat: desk.store.lane("test", seat) for seat in SEATS} == before
    assert desk.store.log("test") == log


def test_the_same_key_and_command_get_the_first_answer_again(desk: Desk) -> None:
    first = desk.act("test", "union", message(), key="k")
    assert desk.act("test", "union", message(), key="k") == first
    assert len(lane(desk, "ministry")) == 2


def test_the_same_key_and_another_command_are_refused(desk: Desk) -> None:
    accepted(desk.act("test", "union", message(), key="k"))
    other = desk.act("test", "union", message("We could live with five."), key="k")
    assert isinstance(other, Refusal)
    assert other.rule is Rule.ALREADY_DONE
    assert len(lane(desk, "ministry")) == 2


def test_a_key_is_its_seats_own(desk: Desk) -> None:
    accepted(desk.act("test", "union", note(), key="k"))
    accepted(desk.act("test", "company", note("Another thing."), key="k"))


def test_a_key_whose_act_was_refused_may_be_used_again(desk: Desk) -> None:
    assert isinstance(desk.act("test", "union", WithdrawMessage(message="nothing"), key="k"), Refusal)
    accepted(desk.act("test", "union", note(), key="k"))


def test_an_unknown_seat_and_unknown_talks_are_errors(desk: Desk) -> None:
    with pytest.raises(AccessError):
        desk.act("test", "stranger", note())
    with pytest.raises(AccessError):
        desk.view("other", "union")
    with pytest.raises(UnknownTalks):
        desk.act("other", "union", note())


def test_the_kept_view_is_the_view_folded_anew(desk: Desk) -> None:
    kept = desk.view("test", "ministry")
    accepted(desk.act("test", "union", message()))
    accepted(desk.act("test", "ministry", note()))
    assert desk.view("test", "ministry") == fold(lane(desk, "ministry"))
    assert kept.version == 1


class FailingStore(MemoryStore):
    """A store that fails at the last moment."""

    failing = False

    @contextmanager
    def transaction(self, talks: str) -> Iterator[Transaction]:  # type: ignore[override]
        with super().transaction(talks) as transaction:
            yield transaction
            if self.failing:
                raise OSError("no space left")

    def carry_out(self, talks: str, work: Callable[[Transaction], Done]) -> Done:  # type: ignore[override]
        with self.transaction(talks) as transaction:
            return work(transaction)


def test_an_act_that_could_not_be_written_never_happened() -> None:
    store = FailingStore()
    desk = Desk(store, clock=SetClock(), chance=SeededChance())
    desk.open_talks(TALKS)
    desk.view("test", "union")
    store.failing = True
    with pytest.raises(OSError, match="no space"):
        desk.act("test", "union", message(), key="k")
    store.failing = False
    assert desk.view("test", "union").version == 1
    accepted(desk.act("test", "union", message("Once more."), key="k"))
    assert desk.view("test", "ministry").version == 2


def test_only_seats_that_hold_something_new_are_told(desk: Desk) -> None:
    heard: list[tuple[str, int | None]] = []
    for seat in SEATS:
        desk.notices.listen("test", seat, lambda head, seat=seat: heard.append((seat, head)))
    accepted(desk.act("test", "union", message()))
    assert sorted(heard) == [("ministry", 2), ("union", 2)]


def test_whoever_stops_listening_hears_no_more(desk: Desk) -> None:
    heard: list[int | None] = []
    stop = desk.notices.listen("test", "union", heard.append)
    stop()
    accepted(desk.act("test", "union", note()))
    assert heard == []


def test_a_seat_that_opens_later_starts_with_nothing_and_only_mediators_learn(desk: Desk) -> None:
    accepted(desk.act("test", "union", message()))
    before = {seat: desk.view("test", seat).version for seat in SEATS}
    late = Seat(name="second", kind=SeatKind.PARTY, title="The union's lawyer", actor="Union")
    desk.open_seat("test", late)
    assert [type(item.matter) for item in desk.view("test", "second")] == [Welcome]
    grown = {seat for seat in SEATS if desk.view("test", seat).version > before[seat]}
    assert grown == {"ministry", "judge"}


def test_a_seat_cannot_be_opened_twice(desk: Desk) -> None:
    with pytest.raises(ValueError, match="has a seat union"):
        desk.open_seat("test", TALKS.seats[0])


def test_talks_cannot_be_opened_twice_nor_in_a_time_zone_that_is_none(desk: Desk) -> None:
    with pytest.raises(ValueError, match="test"):
        desk.open_talks(TALKS)
    with pytest.raises(ValueError, match="Mars/Base"):
        desk.open_talks(msgspec.structs.replace(TALKS, name="elsewhere", time_zone="Mars/Base"))


def test_hidden_acts_shift_nothing_that_a_seat_draws() -> None:
    lanes: list[list[LaneItem]] = []
    for hidden in (0, 3):
        desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
        desk.open_talks(TALKS)
        for _ in range(hidden):
            accepted(desk.act("test", "union", message()))
        accepted(desk.act("test", "ministry", SendRelay(to="Company", text="Good morning.")))
        lanes.append(lane(desk, "company"))
    assert lanes[0] == lanes[1]


def test_practice_talks_may_begin_at_a_present_of_their_own_and_run_on_from_there(clock: SetClock) -> None:
    practice = msgspec.structs.replace(TALKS, practice=True, present="2031-12-24T23:50+03:00")
    desk = Desk(MemoryStore(), clock=clock, chance=SeededChance())
    desk.open_talks(practice)
    clock.advance(minutes=15)
    accepted(desk.act("test", "union", message()))
    assert lane(desk, "union")[-1].at == "2031-12-24T21:05:00.000Z"
    assert lane(desk, "ministry")[-1].at == "2031-12-25"


def test_only_practice_talks_have_a_present_of_their_own() -> None:
    with pytest.raises(ValueError, match="only practice talks"):
        msgspec.structs.replace(TALKS, present="2031-12-24T23:50+03:00")


def test_every_welcome_tells_when_the_talks_were_opened(desk: Desk) -> None:
    assert {desk.view("test", seat).opened for seat in SEATS} == {"2031-03-03T09:00:00.000Z"}


# A seat that is closed


def test_a_former_member_reads_nothing_and_does_nothing_and_the_lane_stays(desk: Desk) -> None:
    accepted(desk.act("test", "company", note()))
    desk.close_seat("test", "company")
    with pytest.raises(AccessError, match="there is no seat company at test"):
        desk.view("test", "company")
    with pytest.raises(AccessError, match="there is no seat company at test"):
        desk.act("test", "company", note())
    assert len(lane(desk, "company")) == 3
    assert "company" not in {seat.name for seat in desk.open_seats("test")}
    assert desk.roll("test").seat("company") is not None


def test_a_desk_that_is_opened_anew_knows_which_seats_are_closed(desk: Desk) -> None:
    desk.close_seat("test", "company")
    again = Desk(desk.store, clock=SetClock(), chance=SeededChance("again"))
    with pytest.raises(AccessError):
        again.view("test", "company")
    assert "company" not in {seat.name for seat in again.open_seats("test")}


def test_mediators_are_told_that_a_side_has_gone_and_the_other_side_is_not(desk: Desk) -> None:
    desk.close_seat("test", "company")
    assert [len(lane(desk, seat)) for seat in SEATS] == [1, 2, 2, 2]


def test_all_who_wrote_to_a_mediator_are_told_that_she_has_gone(desk: Desk) -> None:
    desk.close_seat("test", "judge")
    assert [len(lane(desk, seat)) for seat in SEATS] == [2, 2, 2, 2]


def test_nothing_is_sent_to_a_closed_seat(desk: Desk) -> None:
    desk.close_seat("test", "ministry")
    refusal = desk.act("test", "union", message())
    assert isinstance(refusal, Refusal)
    assert (refusal.rule, "nobody reads there" in refusal.sentence) == (Rule.NO_SUCH_ADDRESSEE, True)


def test_a_message_to_a_seat_that_was_closed_can_still_be_taken_back(desk: Desk) -> None:
    sent = accepted(desk.act("test", "union", message()))
    desk.close_seat("test", "ministry")
    accepted(desk.act("test", "union", WithdrawMessage(message=sent)))


def test_what_would_be_relayed_to_a_closed_seat_is_passed_on_by_mouth(desk: Desk) -> None:
    desk.close_seat("test", "company")
    refusal = desk.act("test", "ministry", SendRelay(to="Company", text="There is news."))
    assert isinstance(refusal, Refusal)
    assert refusal.rule is Rule.NO_SUCH_ADDRESSEE


@pytest.mark.parametrize("seat", ["nobody", "company"])
def test_a_seat_that_is_not_there_or_closed_already_cannot_be_closed(desk: Desk, seat: str) -> None:
    desk.close_seat("test", "company")
    before = len(desk.store.log("test"))
    with pytest.raises(AccessError):
        desk.close_seat("test", seat)
    assert len(desk.store.log("test")) == before


def test_a_waiting_page_of_a_closed_seat_is_told_only_that_there_is_no_more(desk: Desk) -> None:
    heard: dict[str, list[int | None]] = {"company": [], "ministry": []}
    for seat, news in heard.items():
        desk.notices.listen("test", seat, news.append)
    desk.close_seat("test", "company")
    assert heard == {"company": [None], "ministry": [2]}


def test_terms_that_fall_due_are_not_noted_for_a_mediator_who_has_gone(desk: Desk) -> None:
    desk.close_seat("test", "ministry")
    assert desk.fall_due("test") == 0
