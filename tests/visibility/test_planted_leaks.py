"""The main test can fail: each leak that is planted is found, by the same comparison and no other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.stores.shared_store import Databases
from tests.visibility.house import House
from tests.visibility.planted import IN_A_FILE, LEAKS
from tests.visibility.shared_house import shared_houses
from tests.visibility.test_non_interference import on_sqlite
from tests.visibility.two_runs import compared
from tests.visibility.worked_history import WORKED, emptied, reworded

WATCHED = ("union", "ministry", "company", "pilots", "judge", "league")
FEWEST = 40


def found(name: str, folder: Path) -> bool:
    """Whether anybody's two runs differ with that leak; or even what may be done does, which is None."""
    build = partial(on_sqlite, folder, typed=True) if name in IN_A_FILE else House.built
    return any(
        differing != []
        for seat in WATCHED
        for differing in compared(
            WORKED, (emptied(seat), reworded(seat)), seat, build=build, plant=LEAKS[name]
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", LEAKS)
def test_each_planted_leak_is_found(name: str, tmp_path: Path) -> None:
    assert found(name, tmp_path)


@pytest.mark.slow
def test_on_a_shared_store_a_planted_leak_is_found_as_well(databases: Databases) -> None:
    leak = LEAKS["identities of all lanes are drawn from one stream"]
    with shared_houses(databases) as build:
        (found,) = compared(WORKED, (emptied("union"),), "union", build=build, plant=leak)
    assert found


@pytest.mark.parametrize("seat", WATCHED)
def test_without_a_leak_the_same_history_differs_for_nobody(seat: str) -> None:
    assert list(compared(WORKED, (emptied(seat), reworded(seat)), seat)) == [[], []]


def test_there_are_leaks_enough_and_no_two_are_one() -> None:
    assert len(LEAKS) >= FEWEST
    assert len(
        {plant.__code__.co_code + repr(plant.__code__.co_consts).encode() for plant in LEAKS.values()}
    ) == len(LEAKS)
