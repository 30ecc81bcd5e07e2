"""The page that gives a receipt, and what every page shows once a content was erased."""

from __future__ import annotations

import json
import re

import msgspec

from goodoffices import verify
from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.desk.erasing import Plan, erase
from goodoffices.desk.opening import open_file
from goodoffices.doors.web.app import build
from goodoffices.record.checkpoint import Signer
from goodoffices.record.items import SeatSeen, Welcome
from goodoffices.record.talks_file import TalksFile
from goodoffices.stores.memory import MemoryStore
from goodoffices.testing.ports import SeededChance, SetClock
from tests.doors.web.opened_examples import ARDMERE, Reader, example


def opened(file: TalksFile, *, signer: Signer | None) -> tuple[Desk, Reader]:
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance(), signer=signer)
    open_file(desk, file)
    keeper = Doorkeeper(SeededChance("door"))
    app = build(desk, doorkeeper=keeper, secret=b"s" * 32)
    return desk, Reader(app, keeper, file.talks.name, "union")


def first(desk: Desk) -> str:
    return next(
        item.id for item in desk.view(ARDMERE, "union") if not isinstance(item.matter, Welcome | SeatSeen)
    )


def test_the_page_says_what_a_receipt_proves_before_it_gives_one():
    desk, reader = opened(example(ARDMERE), signer=Signer(bytes(32)))
    item = first(desk)
    assert "Receipt" in reader.opens(f"entry/{item}").words
    page = reader.opens(f"receipt/{item}")
    assert (page.status, "proves that there was contact" in page.words) == (200, True)
    for ending, content in (("proof", False), ("words", True)):
        given = reader.opens(f"receipt/{item}/{ending}.json")
        verify.examine(given.page)
        assert ("body" in json.loads(given.page)) is content


def test_where_the_rules_give_none_there_is_none_and_no_way_to_it():
    file = example(ARDMERE)
    ruled = msgspec.structs.replace(file, talks=msgspec.structs.replace(file.talks, receipts=False))
    desk, reader = opened(ruled, signer=Signer(bytes(32)))
    item = first(desk)
    assert "Receipt" not in reader.opens(f"entry/{item}").words
    assert "give no receipts" in reader.opens(f"receipt/{item}").words
    assert reader.opens(f"receipt/{item}/proof.json").status == 404


def test_a_desk_without_a_key_says_so():
    desk, reader = opened(example(ARDMERE), signer=None)
    assert "no key" in reader.opens(f"receipt/{first(desk)}").words


def test_pages_stand_and_say_so_once_everything_that_a_side_sent_was_erased():
    desk, reader = opened(example(ARDMERE), signer=None)
    for item in tuple(desk.view(ARDMERE, "union")):
        if isinstance(item.matter, Welcome | SeatSeen):
            continue
        answer = erase(desk, ARDMERE, "union", item.id, ordered_by="The court", reason="An order.")
        if isinstance(answer, Plan):
            page = reader.opens(f"entry/{item.id}")
            assert page.status == 200
            assert re.search(r"Erased on order, on \d", page.words), page.words
    for path in (
        "",
        "record",
        "ladder",
        "sources",
        "not-said",
        "gap",
        "packages",
        "proposals",
        "export/seat.json",
    ):
        answer = reader.opens(path)
        assert answer.status == 200, path
    assert "Erased on order" in reader.opens("record").words
