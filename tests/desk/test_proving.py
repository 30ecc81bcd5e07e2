"""What a seat may take away as proof, and what it tells."""

from __future__ import annotations

import json

import msgspec
import pytest

from goodoffices import verify
from goodoffices.casework.commands import NoteEntry, SendMessage
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.desk.archive import whole_with_proofs
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.desk.proving import proved_part, receipt_for
from goodoffices.errors import AccessError, UnknownTalks
from goodoffices.record.acts import RecordExported
from goodoffices.record.checkpoint import Signer
from goodoffices.record.receipt import ProvedRecord, Receipt
from goodoffices.record.sealing import opened_event
from goodoffices.record.tree import Tree
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SeededChance, SetClock
from tests.desk.conftest import TALKS

WORDS = "We could live with four."


@pytest.fixture
def desk(clock: SetClock) -> Desk:
    return opened(clock)


def opened(clock: SetClock, **rules: bool) -> Desk:
    desk = Desk(MemoryStore(), clock=clock, chance=SeededChance(), signer=Signer(bytes(32)))
    desk.open_talks(msgspec.structs.replace(TALKS, **rules))
    return desk


def sent(desk: Desk, words: str = WORDS) -> str:
    answer = desk.act(
        "test", "union", SendMessage(to="ministry", entry=Entry(content=Message(content=words)))
    )
    assert isinstance(answer, Accepted)
    return answer.items[0]


def text(value: Receipt | ProvedRecord | Refusal) -> str:
    assert not isinstance(value, Refusal), value
    return msgspec.json.encode(value).decode()


def test_a_receipt_verifies_with_the_very_words_or_without(desk: Desk):
    item = sent(desk)
    for content in (True, False):
        given = text(receipt_for(desk, "test", "union", item, with_content=content))
        assert (WORDS in given) is content
        (part,) = verify.examine(given)
        assert (part.number, part.size) == (2, 2)


def test_a_receipt_without_content_names_neither_talks_nor_seat_nor_anybody(desk: Desk):
    given = text(receipt_for(desk, "test", "union", sent(desk), with_content=False))
    assert not [word for word in ("test", "union", "Union", "ministry", "Ministry", WORDS) if word in given]
    assert set(json.loads(given)) == {"format", "number", "leaf", "proof", "checkpoint", "key"}


def test_a_receipt_since_an_older_one_shows_that_nothing_was_written_anew(desk: Desk):
    older = text(receipt_for(desk, "test", "union", sent(desk), with_content=False))
    item = sent(desk, "Five, then.")
    newer = text(receipt_for(desk, "test", "union", item, with_content=False, since=2))
    verify.examine(newer, [older])
    verify.examine(older, [newer])


@pytest.mark.parametrize("since", [-1, 3, 10**20])
def test_a_receipt_since_a_state_that_the_lane_never_had_is_refused(desk: Desk, since: int):
    refusal = receipt_for(desk, "test", "union", sent(desk), with_content=False, since=since)
    assert isinstance(refusal, Refusal)
    assert refusal.rule is Rule.DOES_NOT_FIT


def test_not_there_and_not_for_this_seat_are_one_answer(desk: Desk):
    item = sent(desk)
    answers = {
        msgspec.json.encode(receipt_for(desk, "test", "company", one, with_content=True))
        for one in (item, "00000000-0000-4000-8000-000000000000")
    }
    assert len(answers) == 1


def test_a_seat_that_is_not_there_gets_nothing(desk: Desk):
    with pytest.raises(AccessError):
        receipt_for(desk, "test", "nobody", "x", with_content=True)


def test_where_the_rules_of_the_talks_say_so_there_is_no_receipt_and_no_proof(clock: SetClock):
    desk = opened(clock, receipts=False)
    item = sent(desk)
    for refusal in (
        receipt_for(desk, "test", "union", item, with_content=False),
        proved_part(desk, "test", "union"),
    ):
        assert isinstance(refusal, Refusal)
        assert refusal.rule is Rule.NOT_BY_THE_RULES
    verify.examine(text(whole_with_proofs(desk, "test", reason="The archive is bound by no such rule.")))


def test_a_desk_without_a_key_gives_no_proof(clock: SetClock):
    desk = Desk(MemoryStore(), clock=clock, chance=SeededChance())
    desk.open_talks(TALKS)
    for refusal in (
        receipt_for(desk, "test", "union", sent(desk), with_content=False),
        proved_part(desk, "test", "union"),
        whole_with_proofs(desk, "test", reason="A test."),
    ):
        assert isinstance(refusal, Refusal)
    assert len(desk.store.log("test")) == 2  # nothing was taken out, and nothing is recorded as taken out


def test_a_seats_own_part_holds_its_lane_and_nothing_else(desk: Desk):
    sent(desk)
    desk.act("test", "company", NoteEntry(entry=Entry(content=Note(text="The night shift matters most."))))
    given = proved_part(desk, "test", "union")
    verify.examine(text(given))
    assert isinstance(given, ProvedRecord)
    assert ([lane.seat for lane in given.lanes], given.log) == (["union"], None)
    assert "night shift" not in text(given)


def test_what_is_hidden_from_a_seat_changes_no_byte_of_what_it_takes_away(clock: SetClock):
    taken: list[str] = []
    for hidden in (0, 3):
        desk = opened(clock)
        for number in range(hidden):
            desk.act("test", "company", NoteEntry(entry=Entry(content=Note(text=f"Note {number}."))))
        item = sent(desk)
        given = receipt_for(desk, "test", "union", item, with_content=True)
        taken.append(text(given) + text(proved_part(desk, "test", "union")))
    assert taken[0] == taken[1]


def test_the_whole_is_verified_and_that_it_was_taken_out_is_recorded(desk: Desk):
    item = sent(desk)
    kept = text(receipt_for(desk, "test", "union", item, with_content=False))
    whole = text(whole_with_proofs(desk, "test", reason="Handed to the archive."))
    assert [part.size for part in verify.examine(whole, [kept])] == [2, 2, 1, 2, 1]
    assert opened_event(desk.store.log("test")[-1].envelope).act == RecordExported(
        reason="Handed to the archive."
    )


def test_the_whole_of_talks_that_are_not_there_is_refused(desk: Desk):
    with pytest.raises(UnknownTalks):
        whole_with_proofs(desk, "other", reason="A test.")


def test_a_tree_grows_with_the_acts_of_its_seat_and_is_that_of_the_lane(desk: Desk):
    assert desk.trees.lane("test", "union") is not None  # from now on it is kept
    for number in range(5):
        sent(desk, f"Words {number}.")
    kept = desk.trees._kept["test", "union"].tree
    assert kept.size == 6
    assert kept.root() == Tree(row.envelope.leaf for row in desk.store.lane("test", "union")).root()


def test_a_tree_takes_in_nothing_that_is_not_next(desk: Desk):
    grown = desk.trees.lane("test", "union")
    assert grown is not None
    desk.trees.grow("test", "union", ((1, bytes(32)), (3, bytes(32))))
    desk.trees.grow("test", "ministry", ((2, bytes(32)),))  # none is kept of it
    assert grown.tree.size == 1
    sent(desk)
    assert desk.trees.lane("test", "ministry") is not None
    assert desk.trees._kept["test", "ministry"].tree.size == 2


def test_trees_are_kept_and_grow_with_their_lanes(desk: Desk):
    first = desk.trees.lane("test", "union")
    sent(desk)
    second = desk.trees.lane("test", "union")
    assert first is second
    assert second is not None
    assert second.tree.size == 2
    assert desk.trees.lane("test", "nobody") is desk.trees.log("other") is None
    log = desk.trees.log("test")
    assert log is not None
    assert log.tree.size == 2
