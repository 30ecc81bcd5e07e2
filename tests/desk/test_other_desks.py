"""Two desks on one store: each sees at once what the other does, and its waiting pages hear of it."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Iterator

import msgspec
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.casework.commands import NoteEntry, SendMessage
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.desk.hours import note_what_fell_due
from goodoffices.desk.other_desks import hearing_other_desks, tell_waiting_pages
from goodoffices.record.sealing import opened_item
from goodoffices.record.view import fold
from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_bell import RING
from goodoffices.terms.actor import Seat, SeatKind
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SetClock
from tests.desk.conftest import TALKS
from tests.stores.shared_store import Databases

SOON = 20
"""Seconds to wait for what comes at once, on a machine with much else to do."""


def message(text: str = "We could live with four.", *, not_before: str | None = None) -> SendMessage:
    terms = Handling(form=Form.IN_SUBSTANCE, to=("Company",), not_before=not_before)
    return SendMessage(to="ministry", entry=Entry(content=Message(content=text), handling=terms))


def note(text: str) -> NoteEntry:
    return NoteEntry(entry=Entry(content=Note(text=text)))


@pytest.fixture
def desks(databases: Databases) -> Iterator[tuple[Desk, Desk]]:
    """Two desks on one shared store, as two processes open it, with talks in it."""
    address = databases.address(databases.made())

    def opened() -> Desk:
        return Desk(SharedEncryptedStore(PostgreSQLStore(address), bytes(32)), clock=SetClock())

    pair = opened(), opened()
    pair[0].open_talks(TALKS)
    yield pair
    for desk in pair:
        desk.store.close()


@pytest.mark.slow
def test_views_stay_right_whichever_desk_acts(desks: tuple[Desk, Desk]):
    """After any acts at either desk, each kept view is the lane folded anew."""
    count = itertools.count()
    acts = st.lists(
        st.tuples(st.sampled_from(desks), st.sampled_from(("union", "company", "judge", "guest"))),
        max_size=12,
    )

    @settings(max_examples=6)
    @given(acts=acts)
    def hold(acts: list[tuple[Desk, str]]) -> None:
        name = f"talks-{next(count)}"
        desks[0].open_talks(msgspec.structs.replace(TALKS, name=name))
        for number, (desk, seat) in enumerate(acts):
            known = desk.roll(name).seat(seat) is not None
            if not known:
                desk.open_seat(name, Seat(name=seat, kind=SeatKind.OBSERVER, title="A guest", actor="Judge"))
            said = message(f"Message {number}.") if seat == "union" else note(f"Note {number}.")
            assert isinstance(desk.act(name, seat, said), Accepted)
            for one in desks:
                for held in one.roll(name).seats:
                    lane = [opened_item(row.envelope) for row in one.store.lane(name, held.name)]
                    assert one.view(name, held.name) == fold(lane)

    hold()
    assert desks[0].store.check() == ()


def test_a_seat_that_one_desk_opened_is_seen_by_the_others_acts(desks: tuple[Desk, Desk]):
    one, other = desks
    other.roll("test")
    one.open_seat("test", Seat(name="guest", kind=SeatKind.OBSERVER, title="A guest", actor="Judge"))
    assert other.roll("test").seat("guest") is not None
    assert isinstance(other.act("test", "guest", note("I am here.")), Accepted)
    with pytest.raises(ValueError, match="has a seat guest"):
        other.open_seat("test", Seat(name="guest", kind=SeatKind.OBSERVER, title="A guest", actor="Judge"))


def test_one_form_sent_to_both_desks_is_done_once(desks: tuple[Desk, Desk]):
    answers = [desk.act("test", "union", message(), key="form-1") for desk in (*desks, *desks)]
    assert len(set(answers)) == 1
    assert len(desks[1].store.lane("test", "ministry")) == 2


def test_what_falls_due_is_noted_by_one_desk_only(desks: tuple[Desk, Desk]):
    desks[0].act("test", "union", message(not_before="2031-03-05"))
    for desk in desks:
        assert isinstance(desk.clock, SetClock)
        desk.clock.advance(days=3)
    assert [note_what_fell_due(desk) for desk in desks] == [1, 0]


def test_a_waiting_page_hears_what_another_desk_wrote(desks: tuple[Desk, Desk]):
    one, other = desks
    heard: queue.Queue[int | None] = queue.Queue()
    other.notices.listen("test", "ministry", heard.put)
    with hearing_other_desks(other):
        assert heard.get(timeout=SOON) == 1  # it looks once when it begins to listen
        one.act("test", "union", message())
        while heard.get(timeout=SOON) != 2:
            pass


def test_a_page_hears_nothing_but_the_number_of_its_own_last_item(desks: tuple[Desk, Desk]):
    one, other = desks
    heard: queue.Queue[int | None] = queue.Queue()
    other.notices.listen("test", "company", heard.put)
    for number in range(3):
        one.act("test", "union", message(f"Message {number}."))
        tell_waiting_pages(other)
    one.act("test", "company", note("Ours."))
    tell_waiting_pages(other)
    assert [heard.get_nowait() for _ in range(4)] == [1, 1, 1, 2]


def test_the_bell_carries_nothing(databases: Databases, desks: tuple[Desk, Desk]):
    store = desks[0].store
    assert isinstance(store, SharedEncryptedStore)
    assert isinstance(store._inner, PostgreSQLStore)
    with psycopg.connect(store._inner._pools.address, autocommit=True) as listener:
        listener.execute("LISTEN goodoffices")
        desks[0].act("test", "union", message())
        desks[1].act("test", "company", note("Ours."))
        rang = list(listener.notifies(timeout=SOON, stop_after=2))
    assert [(ring.channel, ring.payload) for ring in rang] == [("goodoffices", "")] * 2
    assert "," not in RING  # no payload can be written where there is no comma


def test_an_act_that_was_refused_or_undone_rings_no_bell(databases: Databases, desks: tuple[Desk, Desk]):
    store = desks[0].store
    assert isinstance(store, SharedEncryptedStore)
    assert isinstance(store._inner, PostgreSQLStore)
    with psycopg.connect(store._inner._pools.address, autocommit=True) as listener:
        listener.execute("LISTEN goodoffices; LISTEN done")
        refused = SendMessage(to="nobody", entry=message().entry)
        assert not isinstance(desks[0].act("test", "union", refused), Accepted)
        desks[0].roll("test")
        with store.transaction("test"):
            pass
        listener.execute("NOTIFY done")
        assert [ring.channel for ring in listener.notifies(timeout=SOON, stop_after=1)] == ["done"]


def test_a_listener_that_lost_its_connection_looks_again(databases: Databases, desks: tuple[Desk, Desk]):
    one, other = desks
    heard: queue.Queue[int | None] = queue.Queue()
    other.notices.listen("test", "ministry", heard.put)
    with hearing_other_desks(other):
        assert heard.get(timeout=SOON) == 1
        with databases.superuser() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^LISTEN'"
            )
        one.act("test", "union", message())
        while heard.get(timeout=SOON) != 2:
            pass


def test_a_desk_alone_with_its_store_listens_to_nobody():
    desk = Desk(MemoryStore())
    with hearing_other_desks(desk):
        assert desk.notices.waiting() == frozenset()
