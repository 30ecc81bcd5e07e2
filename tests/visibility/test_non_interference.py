"""Histories that differ only in what is hidden from a seat give it the same bytes everywhere.

The three laws of the design: an act that discloses nothing to a seat changes no answer to it; the answer
to an act of a seat is a function of what it holds; what reaches a seat is
a function of the disclosing act's own words.
"""

from __future__ import annotations

import socket
import uuid
import weakref
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.key_file import key_place, make_key
from goodoffices.stores.sqlite import SQLiteStore
from tests.stores.shared_store import Databases
from tests.visibility.histories import Deed, changes, hidden_places, histories, reworded_places
from tests.visibility.house import SEATS, House
from tests.visibility.shared_house import shared_houses
from tests.visibility.two_runs import Build, History, Plant, compared

PATIENT = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
Pairs = tuple[str, tuple[Deed, ...], tuple[History, ...]]


@st.composite
def pairs(draw: st.DrawFn, of_each: int = 1, seats: tuple[str, ...] = SEATS) -> Pairs:
    """A seat, a history, and the same history several times with what is hidden from the seat changed."""
    seat = draw(st.sampled_from(seats))
    history = draw(histories())
    return seat, history, tuple(draw(changes(history, seat)) for _ in range(of_each))


def examples_held(
    count: int,
    build: Build,
    *,
    of_each: int = 5,
    seats: tuple[str, ...] = SEATS,
    plant: Plant | None = None,
    number: int | None = None,
) -> int:
    """How many examples held, `count` or more: each a history and a real change of it; none may fail.

    With a number, always the same ones, and others for another number.
    """
    held = 0

    @settings(
        max_examples=4 * count,  # some draws change nothing, or are no example
        deadline=None,
        database=None,
        derandomize=number is None and settings().derandomize,
        suppress_health_check=PATIENT,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # one example is one test: nothing to shrink
    )
    @given(pairs(of_each, seats))
    def searching(found: Pairs) -> None:
        nonlocal held
        if held >= count:
            return
        seat, history, changed = found
        differing_ones = dict.fromkeys(one for one in changed if one != history)
        for differing in compared(history, differing_ones, seat, build=build, plant=plant):
            if differing is not None:
                assert differing == []
                held += 1

    (searching if number is None else seed(number)(searching))()
    return held


def on_sqlite(folder: Path, *, typed: bool = False) -> House:
    """A house on a store of its own in a folder; with `typed`, read by the command line at the end."""
    place = folder / str(uuid.uuid4())
    place.mkdir()
    path = place / "test.db"
    store = SQLiteStore(path)
    if not typed:
        house = House.built(store=store)
    else:
        house = House.built(store=EncryptedStore(store, make_key(key_place(path))), path=path)
    # What is dropped unclosed keeps its lock open, and a long run has many thousand houses.
    weakref.finalize(house, store.close)
    return house


EXAMPLES = 504
"""In all, for all seats together; `make faults` runs many more."""


@pytest.mark.slow
@pytest.mark.parametrize("seat", SEATS)
def test_what_is_hidden_from_a_seat_changes_nothing_that_it_gets(seat: str, tmp_path: Path) -> None:
    count = EXAMPLES // len(SEATS)
    assert examples_held(count, partial(on_sqlite, tmp_path), seats=(seat,)) >= count


SHARED = 105
"""In all, on PostgreSQL; `make faults` runs many more."""


@pytest.mark.slow
@pytest.mark.parametrize("seat", SEATS)
def test_nor_on_a_shared_store_that_lies_encrypted(seat: str, databases: Databases) -> None:
    count = SHARED // len(SEATS)
    with shared_houses(databases) as build:
        assert examples_held(count, build, of_each=8, seats=(seat,)) >= count


@pytest.mark.slow
def test_nor_anything_that_the_command_line_prints(tmp_path: Path) -> None:
    assert examples_held(5, partial(on_sqlite, tmp_path, typed=True), of_each=1) >= 5


def behind_a_socket(port: int) -> House:
    """A house that a real server serves."""
    house = House.built(port=port)
    house.served = True
    return house


@pytest.mark.slow
def test_nor_anything_that_comes_over_sockets() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert examples_held(20, partial(behind_a_socket, port)) >= 20


@given(pairs())
def test_only_deeds_that_show_the_seat_nothing_are_ever_changed(found: Pairs) -> None:
    seat, history, (changed,) = found
    hidden = hidden_places(history, seat) | reworded_places(history, seat)
    for place, (deed, other) in enumerate(zip(history, changed, strict=True)):
        assert deed == other or place in hidden
