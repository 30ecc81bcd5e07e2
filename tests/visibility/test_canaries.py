"""A canary stands in every text; none of what is hidden from a seat comes out to it, in any guise."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.canaries import found_in
from tests.visibility.canaries_told import canary, with_canary
from tests.visibility.histories import Deed, Doer, hidden_places, reworded_places
from tests.visibility.house import SEATS, House
from tests.visibility.planted import LEAKS
from tests.visibility.test_non_interference import on_sqlite
from tests.visibility.two_runs import Plant, watched
from tests.visibility.worked_history import WORKED

TOO_LATE = Deed("send", "pilots", "ministry", 5)
"""What a seat that was closed tries to send: the one deed that is not done."""


def escaped(seat: str, build=House.built, plant: Plant | None = None) -> list[str]:
    """The canaries that reached a seat, though what they stand in is hidden from it."""
    honest = Doer._command

    def marked(house: House, patch: pytest.MonkeyPatch) -> None:
        places = {id(deed): place for place, deed in enumerate(WORKED)}

        def command(doer: Doer, deed):
            made = honest(doer, deed)
            return None if made is None else with_canary(made, places[id(deed)])

        patch.setattr(Doer, "_command", command)
        if plant is not None:
            plant(house, patch)

    run = watched(WORKED, seat, build, plant=marked)
    refused = [place for place, done in run.done.items() if not done]
    assert plant is not None or refused == [WORKED.index(TOO_LATE)]
    seen = run.seen
    parts = [one.body for one in seen]
    parts += [f"{name}: {value}".encode() for one in seen for name, value in one.headers]
    parts += [line.encode() for one in seen for line in one.logged]
    hidden = hidden_places(WORKED, seat) | reworded_places(WORKED, seat)
    return found_in(b"\n".join(dict.fromkeys(parts)), [canary(place) for place in sorted(hidden)])


@pytest.mark.slow
@pytest.mark.parametrize("seat", SEATS)
def test_no_canary_comes_out_to_a_seat_from_which_it_is_hidden(seat: str, tmp_path: Path) -> None:
    assert escaped(seat, partial(on_sqlite, tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seat", "leak"),
    [
        ("company", "what one party notes the other may find in its record"),
        ("union", "a relay carries what it rests on"),
        ("union", "the search looks into every lane"),
    ],
)
def test_the_scan_finds_what_a_planted_leak_lets_out(seat: str, leak: str) -> None:
    assert escaped(seat, plant=LEAKS[leak])


def test_a_canary_stands_in_the_words_of_every_deed_that_has_words() -> None:
    house = House.built()
    doer = Doer(house, None)  # type: ignore[arg-type] - nobody looks
    silent: set[str] = set()
    for place, deed in enumerate(WORKED):
        if deed.kind in {"look", "close"}:
            continue
        command = doer._command(deed)
        if command is not None and canary(place) not in str(with_canary(command, place)):
            silent.add(deed.kind)
        asyncio.run(doer.do(place, deed))
    assert silent == {
        "position",
        "preference",
        "withdraw",
        "acknowledge",
        "ask",
        "share",
        "answer withdrawal",
        "table",
    }
