"""What does not fit in rows that no store of ours would have taken."""

from __future__ import annotations

from goodoffices.stores.checking import problems
from goodoffices.testing.store_rows import event, item


def sentences(*rows, **lanes) -> set[str]:
    return {f"{problem.place}: {problem.sentence}" for problem in problems("ardmere", rows, lanes)}


def test_rows_that_fit_are_no_problem():
    north = item("north", 1)
    assert sentences(event(1, north), event(2), north=(north,)) == set()


def test_an_event_that_stands_twice_is_found():
    assert sentences(event(1), event(2, identity="event-1")) == {"event 2: its identity stands twice"}


def test_an_item_that_two_events_name_is_found():
    north = item("north", 1)
    assert sentences(event(1, north), event(2, north), north=(north,)) == {
        "event 2: seat north, item 1 came from an earlier event"
    }
