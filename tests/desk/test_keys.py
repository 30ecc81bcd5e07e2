"""A form sent twice is done once: whoever sends it, however often, at whatever moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.casework.commands import SendMessage
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.desk.desk import Accepted, Answer, Desk
from goodoffices.errors import StoreError
from goodoffices.record.items import MessageReceived
from goodoffices.record.view import fold
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from goodoffices.testing.concurrent_acts import at_once
from goodoffices.testing.ports import SetClock
from tests.desk.conftest import TALKS
from tests.desk.test_desk import lane, message, note


@pytest.fixture(params=["memory", "sqlite"])
def shared_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk for several threads, on each kind of store."""
    store = MemoryStore() if request.param == "memory" else SQLiteStore(tmp_path / "talks.db")
    desk = Desk(store, clock=SetClock())
    desk.open_talks(TALKS)
    yield desk
    store.close()


def test_the_same_form_sent_many_times_at_once_is_done_once(shared_desk: Desk):
    answers = at_once(lambda _: shared_desk.act("test", "union", message(), key="k"))
    assert len({answer.items for answer in answers if isinstance(answer, Accepted)}) == 1
    assert not any(isinstance(answer, Refusal) for answer in answers)
    assert len(lane(shared_desk, "ministry")) == 2


def test_two_forms_under_one_key_at_once_are_one_act_and_refusals(shared_desk: Desk):
    answers = at_once(lambda number: shared_desk.act("test", "union", message(f"Offer {number}."), key="k"))
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == len(answers) - 1
    assert {answer.rule for answer in refused} == {Rule.ALREADY_DONE}
    assert len(lane(shared_desk, "ministry")) == 2


def test_acts_at_once_come_out_in_one_order_in_every_lane_and_each_once(shared_desk: Desk):
    def offer(words: str) -> SendMessage:
        return SendMessage(to="ministry", entry=Entry(content=Message(content=words)))

    def act(number: int) -> list[Answer]:
        seat, words = ("union", "company")[number % 2], [f"{number}.{turn}" for turn in range(4)]
        return [shared_desk.act("test", seat, offer(one), key=one) for one in words]

    assert all(isinstance(answer, Accepted) for answers in at_once(act) for answer in answers)
    received = [item.matter for item in lane(shared_desk, "ministry")[1:]]
    entries = [matter.entry.content for matter in received if isinstance(matter, MessageReceived)]
    seen = [str(content.content) for content in entries if isinstance(content, Message)]
    assert sorted(seen) == sorted(f"{number}.{turn}" for number in range(6) for turn in range(4))
    for number in range(6):
        own = [words for words in seen if words.startswith(f"{number}.")]
        assert own == sorted(own)
    for seat in ("union", "company", "ministry", "judge"):
        assert shared_desk.view("test", seat) == fold(lane(shared_desk, seat))
    assert shared_desk.store.check() == ()


def test_a_form_sent_again_after_a_restart_gets_the_first_answer(tmp_path: Path):
    answers: list[Answer] = []
    for _ in range(3):
        store = SQLiteStore(tmp_path / "talks.db")
        desk = Desk(store, clock=SetClock())
        if not store.talks():
            desk.open_talks(TALKS)
        answers.append(desk.act("test", "union", message(), key="k"))
        other = desk.act("test", "union", message("Another thing."), key="k")
        assert isinstance(other, Refusal)
        assert other.rule is Rule.ALREADY_DONE
        store.close()
    assert isinstance(answers[0], Accepted)
    assert answers == answers[:1] * 3


@pytest.fixture
def kept_desk(tmp_path: Path) -> Iterator[Desk]:
    store = SQLiteStore(tmp_path / "talks.db")
    desk = Desk(store, clock=SetClock())
    desk.open_talks(TALKS)
    yield desk
    store.close()


def test_what_a_failed_commit_held_is_in_no_view_that_is_kept(kept_desk: Desk):
    desk = kept_desk
    assert isinstance(desk.store, SQLiteStore)
    desk.act("test", "union", message())
    desk.store._writer.connection.set_commit_hook(lambda: True)  # SQLite makes each commit a rollback

    def in_vain(number: int) -> type[StoreError] | None:
        try:
            desk.act("test", ("union", "ministry")[number % 2], note(f"{number}"), key=f"{number}")
        except StoreError as reason:
            return type(reason)
        return None

    assert at_once(in_vain) == [StoreError] * 6
    desk.store._writer.connection.set_commit_hook(None)
    for seat in ("union", "ministry"):
        assert desk.view("test", seat) == fold(lane(desk, seat))
    for number in range(6):
        answer = desk.act("test", ("union", "ministry")[number % 2], note(f"{number}"), key=f"{number}")
        assert isinstance(answer, Accepted)
    assert [row.position for row in desk.store.log("test")] == list(range(1, 9))
    assert desk.store.check() == ()
