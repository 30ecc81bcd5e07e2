"""What an order to erase destroys, what it leaves, and that every page stands afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from goodoffices import verify
from goodoffices.casework.commands import NoteEntry, NoteRelay, SendMessage, SendRelay, ShareEntry
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.desk.archive import whole, whole_with_proofs
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.desk.erasing import Plan, erase, plan
from goodoffices.desk.knowing import all_knew
from goodoffices.desk.proving import receipt_for
from goodoffices.desk.safekeeping import problems
from goodoffices.errors import StoreInUse
from goodoffices.record.acts import ContentErased
from goodoffices.record.checkpoint import Signer
from goodoffices.record.items import Erased, ErasureReceived
from goodoffices.record.receipt import Receipt
from goodoffices.record.sealing import blank, opened_event
from goodoffices.stores import postgresql_scrubbing
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Given, Message
from goodoffices.testing.ports import SeededChance, SetClock
from tests.desk.conftest import TALKS
from tests.stores.shared_store import Databases

WORDS = "We could live with four weeks of trial on berth seven."
KEY = bytes(range(32))


def opened(store: EncryptedStore | MemoryStore | SQLiteStore, clock: SetClock, **rules: str) -> Desk:
    desk = Desk(store, clock=clock, chance=SeededChance(), signer=Signer(bytes(32)))
    desk.open_talks(msgspec.structs.replace(TALKS, **rules))
    return desk


@pytest.fixture
def desk(clock: SetClock) -> Desk:
    return opened(EncryptedStore(MemoryStore(), KEY), clock)


def done(answer: object) -> str:
    assert isinstance(answer, Accepted), answer
    return answer.items[0]


def sent(desk: Desk, words: str = WORDS, key: str | None = None) -> str:
    terms = Handling(form=Form.IN_WORDS, to=("Company", "Judge"))
    command = SendMessage(to="ministry", entry=Entry(content=Message(content=words), handling=terms))
    return done(desk.act("test", "union", command, key=key))


def received(desk: Desk, seat: str = "ministry") -> str:
    return tuple(desk.view("test", seat))[-1].id


def relay(desk: Desk, message: str, text: str, given: Given = Given.IN_SUBSTANCE) -> str:
    command = SendRelay(to="Company", rests_on=(message,), given=given, text=text)
    answer = desk.act("test", "ministry", command)
    if isinstance(answer, Refusal):
        seen = tuple(warning.sentence for warning in answer.warnings)
        answer = desk.act("test", "ministry", msgspec.structs.replace(command, confirmed=seen))
    return done(answer)


def ordered(desk: Desk, seat: str, item: str, also: tuple[int, ...] = ()) -> Plan | Refusal:
    return erase(desk, "test", seat, item, also=also, ordered_by="Labour Court", reason="Order 14/31")


def erased(answer: Plan | Refusal) -> list[int]:
    assert isinstance(answer, Plan), answer
    return [copy.position for copy in answer.erased]


def test_an_erased_message_is_gone_from_every_view_and_both_seats_are_told(desk: Desk):
    item = sent(desk)
    assert erased(ordered(desk, "union", item)) == [2]
    for seat in ("union", "ministry"):
        view = desk.view("test", seat)
        gone, notice = tuple(view)[-2:]
        assert (gone.matter, gone.at, gone.number) == (Erased(), "2031-03-03", 2)
        assert notice.matter == ErasureReceived(subject=gone.id)
        fresh = Desk(desk.store, clock=desk.clock).view("test", seat)
        assert fresh == view  # a view that was kept is the one that is folded anew
    assert len(tuple(desk.view("test", "company"))) == 1


def test_the_order_is_recorded_with_its_giver_and_its_reason(desk: Desk):
    item = sent(desk)
    event = desk.store.log("test")[1].identity
    ordered(desk, "union", item)
    assert opened_event(desk.store.log("test")[-1].envelope).act == ContentErased(
        subject=event, seats=("union", "ministry"), ordered_by="Labour Court", reason="Order 14/31"
    )


def test_proofs_stand_after_an_erasure(desk: Desk):
    item = sent(desk)
    kept = msgspec.json.encode(receipt_for(desk, "test", "union", item, with_content=False)).decode()
    ordered(desk, "union", item)
    record = whole_with_proofs(desk, "test", reason="A test.")
    verify.examine(msgspec.json.encode(record).decode(), [kept])
    again = receipt_for(desk, "test", "union", item, with_content=True)
    assert isinstance(again, Receipt)
    assert (again.body, again.opening) == (None, None)
    verify.examine(msgspec.json.encode(again).decode())


def test_what_repeats_it_goes_with_it_and_what_refers_to_it_is_named(desk: Desk):
    sent(desk)
    message = received(desk)
    quoting = relay(desk, message, "They say: We could live with four weeks of trial.", Given.IN_WORDS)
    paraphrase = relay(desk, message, "There is some room on the trial.")
    done(desk.act("test", "ministry", ShareEntry(subject=message, to="judge")))
    note = f"Remember: {WORDS}"
    done(desk.act("test", "ministry", NoteEntry(entry=Entry(content=Note(text=note)))))
    done(desk.act("test", "company", NoteEntry(entry=Entry(content=Note(text="The weather is fine.")))))
    found = plan(desk, "test", "ministry", message)
    assert isinstance(found, Plan)
    assert [copy.position for copy in found.erased] == [2, 3, 5, 6]
    assert [copy.position for copy in found.referring] == [4]
    assert [copy.seats for copy in found.erased] == [
        ("union", "ministry"),
        ("company", "ministry"),
        ("ministry", "judge"),
        ("ministry",),
    ]
    assert ordered(desk, "ministry", message) == found
    view = desk.view("test", "ministry")
    assert [isinstance(view.items[one].matter, Erased) for one in (message, quoting, paraphrase)] == [
        True,
        True,
        False,
    ]


def test_a_paraphrase_is_erased_with_it_where_the_order_says_so(desk: Desk):
    sent(desk)
    message = received(desk)
    relay(desk, message, "There is some room on the trial.")
    assert erased(ordered(desk, "ministry", message, also=(3,))) == [2, 3]


def test_what_was_passed_on_by_mouth_in_its_words_goes_with_it_however_short(desk: Desk):
    sent(desk, "Four.")
    message = received(desk)
    relayed = NoteRelay(to="Company", rests_on=(message,), given=Given.IN_WORDS, text="Four.")
    done(desk.act("test", "ministry", relayed))
    assert erased(ordered(desk, "union", tuple(desk.view("test", "union"))[1].id)) == [2, 3]


def test_what_was_erased_is_not_erased_twice_and_what_is_not_there_not_at_all(desk: Desk):
    item = sent(desk)
    ordered(desk, "union", item)
    before = desk.store.log("test")
    for one, seat, rule in (
        (item, "union", Rule.ALREADY_DONE),
        (item, "company", Rule.NOT_HERE),
        ("nothing", "union", Rule.NOT_HERE),
    ):
        answer = ordered(desk, seat, one)
        assert isinstance(answer, Refusal)
        assert answer.rule is rule
    assert desk.store.log("test") == before


@pytest.mark.parametrize("also", [(1,), (9,), (0,), (2, 3)])
def test_what_opens_the_talks_and_what_the_archive_did_stands(desk: Desk, also: tuple[int, ...]):
    first = sent(desk, "Something else, of other words.")
    ordered(desk, "union", first)  # positions 2 and 3
    item = sent(desk)
    for answer in (
        ordered(desk, "union", item, also=also),
        ordered(desk, "union", next(iter(desk.view("test", "union"))).id),
    ):
        assert isinstance(answer, Refusal)
        assert answer.rule is Rule.DOES_NOT_FIT


def test_until_the_day_of_the_rules_nothing_is_erased(clock: SetClock):
    desk = opened(EncryptedStore(MemoryStore(), KEY), clock, kept_until="2031-03-05")
    item = sent(desk)
    answer = ordered(desk, "union", item)
    assert isinstance(answer, Refusal)
    assert answer.rule is Rule.NOT_BY_THE_RULES
    clock.advance(days=2)
    assert erased(ordered(desk, "union", item)) == [2]


def test_a_form_that_is_sent_again_after_an_erasure_is_not_done_again(desk: Desk):
    item = sent(desk, key="k")
    assert sent(desk, key="k") == item
    ordered(desk, "union", item)
    terms = Handling(form=Form.IN_WORDS, to=("Company", "Judge"))
    command = SendMessage(to="ministry", entry=Entry(content=Message(content=WORDS), handling=terms))
    answer = desk.act("test", "union", command, key="k")
    assert isinstance(answer, Refusal)
    assert answer.rule is Rule.ALREADY_DONE


def test_the_whole_is_still_taken_out_as_a_talks_file_without_what_was_erased(desk: Desk):
    sent(desk)
    message = received(desk)
    relay(desk, message, "There is some room on the trial.")
    ordered(desk, "ministry", message)
    file = whole(desk, "test", reason="A test.")
    assert WORDS not in msgspec.json.encode(file).decode()


@pytest.mark.parametrize("encrypted", [True, False])
def test_nothing_of_it_is_left_in_the_file_or_its_write_ahead_log(tmp_path: Path, clock: SetClock, encrypted):
    inner = SQLiteStore(tmp_path / "talks.db")
    store = EncryptedStore(inner, KEY) if encrypted else inner
    desk = opened(store, clock)
    item = sent(desk, f"A canary: {WORDS}" + " And more words." * 700)  # over several pages
    for number in range(5):
        sent(desk, f"Other words, number {number}.")
    rows = [*inner.log(inner.talks()[0])][1:2]
    pieces = [
        row.envelope.body[start : start + 40]
        for row in rows
        for start in range(0, len(row.envelope.body), 2000)
    ]
    keys = [row.envelope.key for row in rows if row.envelope.key]
    lying = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert all(piece in lying for piece in pieces)
    ordered(desk, "union", item)
    lying = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not [piece for piece in (*pieces, *keys, b"A canary") if piece in lying]
    store.close()


@pytest.fixture
def shared(databases: Databases, clock: SetClock) -> Iterator[tuple[str, Desk, Desk]]:
    """The name of a database, and two desks on the shared store in it."""
    name = databases.made()
    stores = [SharedEncryptedStore(PostgreSQLStore(databases.address(name)), KEY) for _ in range(2)]
    one = opened(stores[0], clock)
    yield name, one, Desk(stores[1], clock=clock, signer=Signer(bytes(32)))
    for store in stores:
        store.close()


def test_nothing_of_it_is_left_in_the_files_of_a_shared_store_and_no_desk_shows_it_any_more(
    databases: Databases, shared: tuple[str, Desk, Desk]
):
    name, one, other = shared
    item = sent(one, key="k")
    message = received(one)
    relay(other, message, "They say: We could live with four weeks of trial.", Given.IN_WORDS)
    kept = msgspec.json.encode(receipt_for(one, "test", "union", item, with_content=False)).decode()
    inner = one.store._inner  # type: ignore[attr-defined]
    rows = inner.log(inner.talks()[0])[1:3]
    pieces = [piece for row in rows for piece in (row.envelope.key, row.envelope.body[:40])]
    assert all(piece in databases.files(name) for piece in pieces)
    for desk in (one, other):
        desk.view("test", "ministry")
    assert erased(ordered(one, "union", item)) == [2, 3]
    lying = databases.files(name)
    assert not [piece for piece in pieces if piece in lying]
    for desk in (one, other):
        assert desk.view("test", "ministry").items[message].matter == Erased()
        assert problems(desk.store) == ()  # type: ignore[arg-type]
    verify.examine(msgspec.json.encode(whole_with_proofs(other, "test", reason="A test.")).decode(), [kept])
    again = ordered(other, "union", item)
    assert isinstance(again, Refusal)
    assert again.rule is Rule.ALREADY_DONE


def test_an_order_that_is_given_again_scrubs_what_could_not_be_scrubbed_before(
    databases: Databases, shared: tuple[str, Desk, Desk], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgresql_scrubbing, "PATIENCE", 0.0)
    name, desk, _ = shared
    item = sent(desk)
    inner = desk.store._inner  # type: ignore[attr-defined]
    key = inner.log(inner.talks()[0])[1].envelope.key
    with databases.superuser(name) as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        with pytest.raises(StoreInUse):
            ordered(desk, "union", item)
    assert key in databases.files(name)
    assert isinstance(ordered(desk, "union", item), Refusal)
    assert key not in databases.files(name)


def test_a_content_that_is_gone_without_an_order_is_found(clock: SetClock):
    inner = MemoryStore()
    store = EncryptedStore(inner, KEY)
    desk = opened(store, clock)
    item = sent(desk)
    assert problems(store) == ()
    (rows,) = inner._talks.values()
    for lane in rows.lanes.values():
        lane[1:] = [msgspec.structs.replace(row, envelope=blank(row.envelope)) for row in lane[1:]]
    assert {one.place for one in problems(store)} == {"seat union, item 2", "seat ministry, item 2"}
    assert desk.view("test", "union").item(item) is not None
    assert Desk(store, clock=clock).view("test", "union").items[item].matter == Erased()


def test_a_content_that_is_back_after_its_erasure_is_found(clock: SetClock):
    inner = MemoryStore()
    store = EncryptedStore(inner, KEY)
    desk = opened(store, clock)
    item = sent(desk)
    (rows,) = inner._talks.values()
    before = rows.log[1]
    ordered(desk, "union", item)
    assert problems(store) == ()
    rows.log[1] = before
    assert [(one.place, one.sentence) for one in problems(store)] == [
        ("event 2", "it was erased on order, and is there again")
    ]


def test_who_knew_what_can_be_asked_afterwards_and_what_was_erased_is_in_no_answer(
    desk: Desk, clock: SetClock
):
    sent(desk)
    message = received(desk)
    kept = sent(desk, "The night shift has met.")
    assert kept
    relay(desk, message, "They could live with a trial.")
    clock.advance(days=1)
    assert isinstance(ordered(desk, "ministry", message), Plan)
    found = all_knew(desk, "test", by="2031-03-30", reason="An inquiry.", words="berth seven")
    assert found.trail == ()
    told = [words for seat in found.seats for each in seat.things for words in each.words]
    assert WORDS not in told
    assert "The night shift has met." in told
