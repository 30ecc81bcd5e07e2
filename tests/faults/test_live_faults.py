"""Whatever becomes of their connections, each item comes to each open page once, and none is left out."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from goodoffices.doors.web.live import frames
from tests.faults.live_faults import faulty_pages, wrong

RUNS = 50
PARTS = 2


@pytest.fixture(autouse=True)
def _short_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not told is found at the next beat: in a test it comes sooner."""
    assert frames.__kwdefaults__ is not None
    monkeypatch.setitem(frames.__kwdefaults__, "beat", 0.01)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_each_item_comes_to_each_page_once_and_none_is_left_out(part: int):
    found = {seed: [wrong(tab) for tab in faulty_pages(seed)] for seed in range(part, RUNS, PARTS)}
    assert {seed: faults for seed, faults in found.items() if any(faults)} == {}


def test_the_connections_do_break_and_are_taken_up_again():
    assert sum(len(tab.heard) for seed in range(5) for tab in faulty_pages(seed)) > 2 * 5


def test_a_page_that_is_told_only_what_comes_from_now_on_is_found_to_be_left_without_something(
    monkeypatch: pytest.MonkeyPatch,
):
    async def from_now_on(*arguments, after: int | None, **named) -> AsyncIterator[str]:
        async for one in frames(*arguments, after=None, **named):
            yield one

    monkeypatch.setattr("goodoffices.doors.web.app.frames", from_now_on)
    monkeypatch.setattr("tests.faults.live_faults.PATIENCE", 2)
    with pytest.raises(TimeoutError):
        _ = [faulty_pages(seed) for seed in range(25)]


def test_a_page_that_is_told_everything_twice_is_found(monkeypatch: pytest.MonkeyPatch):
    async def twice(*arguments, **named) -> AsyncIterator[str]:
        async for one in frames(*arguments, **named):
            yield one
            yield one

    monkeypatch.setattr("goodoffices.doors.web.app.frames", twice)
    assert any(wrong(tab) for tab in faulty_pages(0))
