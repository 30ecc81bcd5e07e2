"""Each wall holds alone, and the test of them fails where there is none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.stores.shared_store import Databases
from tests.stores.walls_down import shared_store
from tests.visibility.house import SEATS
from tests.visibility.shared_house import on_one_store
from tests.visibility.test_non_interference import examples_held, on_sqlite
from tests.visibility.two_runs import compared
from tests.visibility.walls import STANDING, without_both
from tests.visibility.worked_history import WORKED, emptied, reworded

EACH = 17
"""Examples for each of three settings: 51 in all."""


@pytest.mark.slow
@pytest.mark.parametrize("standing", STANDING)
def test_nothing_comes_through_while_a_wall_stands(standing: str, tmp_path: Path) -> None:
    build = partial(on_sqlite, tmp_path)
    assert examples_held(EACH, build, plant=STANDING[standing]) >= EACH


@pytest.mark.slow
@pytest.mark.parametrize("standing", STANDING)
@pytest.mark.parametrize("seat", ["union", "judge"])
def test_nor_in_the_worked_history(standing: str, seat: str, tmp_path: Path) -> None:
    build = partial(on_sqlite, tmp_path)
    changes = (emptied(seat), reworded(seat))
    assert list(compared(WORKED, changes, seat, build=build, plant=STANDING[standing])) == [[], []]


@pytest.mark.slow
def test_on_a_shared_store_the_wall_of_the_database_suffices(databases: Databases) -> None:
    store = shared_store(databases, one=False, two=True)
    build = partial(on_one_store, databases, store)
    assert list(compared(WORKED, (emptied("union"),), "union", build=build)) == [[]]
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("seat", [seat for seat in SEATS if seat != "pilots"])
def test_without_any_wall_every_seat_sees_what_is_hidden_from_it(seat: str, tmp_path: Path) -> None:
    build = partial(on_sqlite, tmp_path)
    (found,) = compared(WORKED, (emptied(seat),), seat, build=build, plant=without_both)
    assert found != []  # None: even what may be done hangs on what is hidden
