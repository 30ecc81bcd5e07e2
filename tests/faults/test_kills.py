"""A desk that is killed under load has each acknowledged act exactly once in each lane it belongs to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodoffices.desk.desk import Desk
from goodoffices.stores.opening import opened_file
from tests.desk.test_desk import message
from tests.doors.web.conftest import invented
from tests.faults.kills import Load, NotDone, desks, held_against, killed, started
from tests.faults.ledger import Tally

KILLS = 20


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_what_was_acknowledged_over_http_is_there_once_and_in_order_after_each_kill(tmp_path: Path):
    tally, acknowledged = killed(tmp_path / "talks.db", kills=KILLS, seed=1)
    assert tally == Tally()
    assert acknowledged >= KILLS


@pytest.fixture
def said(tmp_path: Path) -> tuple[Path, Load]:
    """A store with two messages of the union, and clients who were told of both."""
    store = opened_file(tmp_path / "talks.db")
    desk = Desk(store)
    desk.open_talks(invented("harbour", practice=False))
    load = Load()
    for words in ("0.00001", "0.00002"):
        desk.act("harbour", "union", message(words))
        load.sent.add(words)
        load.acknowledge("union", words)
    store.close()
    return tmp_path / "talks.db", load


def test_a_sound_record_has_nothing_wrong_with_it(said: tuple[Path, Load]):
    assert held_against(*said) == Tally()


def test_an_acknowledged_act_that_is_not_there_is_found(said: tuple[Path, Load]):
    path, load = said
    load.sent.add("0.00003")
    load.acknowledge("union", "0.00003")
    assert held_against(path, load).lost == 1


def test_an_act_that_is_there_twice_is_found(said: tuple[Path, Load]):
    path, load = said
    store = opened_file(path)
    Desk(store).act("harbour", "union", message("0.00002"))
    store.close()
    assert held_against(path, load).phantom == 2


def test_acts_in_another_order_are_found(said: tuple[Path, Load]):
    path, load = said
    store = opened_file(path)
    Desk(store).act("harbour", "union", message("0.00000"))
    store.close()
    load.sent.add("0.00000")
    assert held_against(path, load).corrupt == 2


def test_an_act_that_nobody_sent_is_found(said: tuple[Path, Load]):
    path, load = said
    store = opened_file(path)
    Desk(store).act("harbour", "union", message("2.00001"))
    store.close()
    assert held_against(path, load).phantom == 2


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_nobody_waits_for_a_desk_that_does_not_open(tmp_path: Path):
    (tmp_path / "talks.db").write_bytes(b"not a store")
    with desks(tmp_path / "talks.db") as process, pytest.raises(NotDone):
        started(process)
