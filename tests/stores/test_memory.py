"""The store in memory keeps the contract of all stores."""

from __future__ import annotations

import msgspec
import pytest

from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.store import LaneRow, LogRow, Store
from goodoffices.testing.store_keys import ErasureLaws, KeyLaws
from goodoffices.testing.stores import StoreContract


class MemoryVandal:
    """Changes the rows of a memory store behind its back."""

    def __init__(self, store: Store) -> None:
        assert isinstance(store, MemoryStore)
        self.talks = store._talks

    def put_item(self, talks: str, row: LaneRow) -> None:
        lane = self.talks[talks].lanes[row.seat]
        lane[:] = sorted(
            [*(other for other in lane if other.number != row.number), row], key=lambda item: item.number
        )

    def drop_item(self, talks: str, seat: str, number: int) -> None:
        lane = self.talks[talks].lanes[seat]
        lane[:] = [row for row in lane if row.number != number]

    def put_event(self, talks: str, row: LogRow) -> None:
        log = self.talks[talks].log
        log[:] = [
            msgspec.structs.replace(other, envelope=row.envelope) if other.position == row.position else other
            for other in log
        ]

    def drop_event(self, talks: str, position: int) -> None:
        log = self.talks[talks].log
        log[:] = [row for row in log if row.position != position]


class TestMemoryStore(StoreContract, KeyLaws, ErasureLaws):
    @pytest.fixture
    def fresh(self):
        return MemoryStore

    @pytest.fixture
    def vandal(self, store):
        return MemoryVandal(store)
