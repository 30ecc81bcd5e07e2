"""Histories that differ only in what is hidden from a seat give it the same bytes everywhere.

The three laws of the design: an act that discloses nothing to a seat changes no answer to it; the answer
to an act of a seat is a function of what it holds; what reaches a seat is
a function of the disclosing act's own words.
"""

from __future__ import annotations

import socket
import uuid
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodoffices.desk.desk import Desk
from goodoffices.stores.sqlite import SQLiteStore
from tests.visibility.histories import Deed, changes, hidden_places, histories, reworded_places
from tests.visibility.house import SEATS, House
from tests.visibility.planted import LEAKS, Rewritten
from tests.visibility.two_runs import History, differences

PATIENT = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@st.composite
def pairs(draw: st.DrawFn, seats: tuple[str, ...] = SEATS) -> tuple[str, tuple[Deed, ...], History]:
    """A seat, a history, and the same history with what is hidden from the seat changed."""
    seat = draw(st.sampled_from(seats))
    history = draw(histories())
    return seat, history, draw(changes(history, seat))


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=PATIENT)
@given(pairs())
def test_what_is_hidden_from_a_seat_changes_nothing_that_it_gets(
    pair: tuple[str, tuple[Deed, ...], History],
) -> None:
    seat, history, changed = pair
    assert differences(history, changed, seat) == []


class Interference(Exception):
    """Two runs differ for a seat in what it should not be able to tell."""


def on_sqlite(folder: Path) -> House:
    """A house on a store of its own in a folder."""
    return House.built(store=SQLiteStore(folder / f"{uuid.uuid4()}.db"))


@pytest.mark.slow
@settings(max_examples=6, suppress_health_check=PATIENT)
@given(pair=pairs())
def test_nor_does_it_on_the_embedded_store(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[str, tuple[Deed, ...], History]
) -> None:
    seat, history, changed = pair
    folder = tmp_path_factory.mktemp("stores")
    assert differences(history, changed, seat, build=partial(on_sqlite, folder)) == []


def behind_a_socket(port: int) -> House:
    """A house that a real server serves."""
    house = House.built(port=port)
    house.served = True
    return house


@pytest.mark.slow
@settings(max_examples=3, suppress_health_check=PATIENT)
@given(pair=pairs())
def test_nor_does_it_over_sockets(pair: tuple[str, tuple[Deed, ...], History]) -> None:
    seat, history, changed = pair
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert differences(history, changed, seat, build=partial(behind_a_socket, port)) == []


def leaky(leak: type[Desk | Rewritten]) -> House:
    """A house with one leak in it."""
    if issubclass(leak, Desk):
        return House.built(desk_of=leak)
    return House.built(around=leak)


@pytest.mark.slow
@pytest.mark.parametrize("name", LEAKS)
def test_each_planted_leak_is_found(name: str) -> None:
    @settings(
        max_examples=100,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=PATIENT,
    )
    @given(pairs(("union", "company")))
    def searching(pair: tuple[str, tuple[Deed, ...], History]) -> None:
        seat, history, changed = pair
        if found := differences(history, changed, seat, build=partial(leaky, LEAKS[name])):
            raise Interference(found[0])

    with pytest.raises(Interference):
        searching()


@given(pairs())
def test_only_deeds_that_show_the_seat_nothing_are_ever_changed(
    pair: tuple[str, tuple[Deed, ...], History],
) -> None:
    seat, history, changed = pair
    hidden = hidden_places(history, seat) | reworded_places(history, seat)
    for place, (deed, other) in enumerate(zip(history, changed, strict=True)):
        assert deed == other or (place in hidden and seat not in deed.shows_to)


def test_there_are_eight_planted_leaks() -> None:
    assert len(LEAKS) == 8
