"""The desk's own look once a minute also tells whoever runs it when the disk fails, and when it is well."""

from __future__ import annotations

import threading

from goodoffices.desk.desk import Desk
from goodoffices.desk.hours import open_hours
from goodoffices.stores.memory import MemoryStore


class StoppingStore(MemoryStore):
    """A store whose disk is full at the second and third look."""

    looks = 0

    def stopped(self) -> str:
        self.looks += 1
        return "the disk is full" if self.looks in {2, 3} else ""


def test_whoever_runs_the_desk_hears_once_that_it_stopped_and_once_that_it_goes_on():
    heard: list[str] = []
    enough = threading.Event()
    store = StoppingStore()

    def tell(words: str) -> None:
        heard.append(words)
        if len(heard) == 2:
            enough.set()

    with open_hours(Desk(store), every=0.001, tell=tell):
        assert enough.wait(20)
    assert heard == ["the disk is full", ""]
