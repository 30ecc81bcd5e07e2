"""A desk whose disk fails says so on every page, keeps what was typed, and records it once in the end."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web.app import build
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.ports import SeededChance
from tests.doors.web.conftest import MARK, Browser, invented
from tests.faults.disk import Disk, Failure

STOPPED = "This desk has stopped taking acts"
WRITE = "/t/harbour/union/write"
TYPED = {"to": "ministry", "kind": "information", "text": "We could live with four.", "form": "never"}


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.unregister()


@pytest.fixture
def desk(disk: Disk, tmp_path: Path) -> Iterator[Desk]:
    store = SQLiteStore(tmp_path / "talks.db", vfs=disk.name)
    desk = Desk(store)
    desk.open_talks(invented("harbour", practice=False))
    yield desk
    disk.failures = {}
    store.close()


@pytest.fixture
def union(desk: Desk) -> Iterator[Browser]:
    doorkeeper = Doorkeeper(SeededChance("doorkeeper"))
    browser = Browser(build(desk, doorkeeper=doorkeeper, secret=b"s" * 32, port=8000), doorkeeper)
    browser.enter("union")
    yield browser
    browser.close()


def broken(disk: Disk) -> None:
    disk.failures = dict.fromkeys(range(1, 100_000), Failure.SYNC)


def test_what_cannot_be_written_comes_back_as_it_was_typed(disk: Disk, union: Browser):
    broken(disk)
    answer = union.send(WRITE, **TYPED)
    assert answer.status_code == 503
    assert "We could live with four." in answer.text
    assert "not acknowledged" in answer.text


def test_every_page_says_that_the_desk_has_stopped_and_none_says_where_its_file_lies(
    disk: Disk, union: Browser, tmp_path: Path
):
    assert STOPPED not in union.get("/t/harbour/union/").text
    broken(disk)
    union.send(WRITE, **TYPED)
    for path in ("/", "/t/harbour/union/", WRITE, "/t/harbour/union/record", "/t/harbour/judge/", "/nowhere"):
        page = union.get(path).text
        assert STOPPED in page, path
        assert "talks.db" not in page, path
        assert tmp_path.name not in page, path


def test_the_same_form_sent_again_is_recorded_once(disk: Disk, union: Browser, desk: Desk):
    first = union.mark(WRITE)
    broken(disk)
    answer = union.send(WRITE, first, **TYPED)
    again = MARK.search(answer.text)
    assert again is not None
    assert html.unescape(again[1]) == first
    disk.failures = {}
    assert union.send(WRITE, first, **TYPED).status_code == 303
    assert union.send(WRITE, first, **TYPED).status_code == 303
    assert desk.view("harbour", "ministry").version == 2
    assert STOPPED not in union.get("/t/harbour/union/").text


def test_a_store_that_cannot_be_read_is_no_page_of_ours_gone_wrong(
    desk: Desk, union: Browser, monkeypatch: pytest.MonkeyPatch
):
    from goodoffices.errors import StoreError

    def fail(*_: object, **__: object) -> None:
        raise StoreError("the disk that holds /secret/talks.db failed")

    monkeypatch.setattr(desk.store, "lane", fail)
    answer = union.get("/t/harbour/union/")
    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
