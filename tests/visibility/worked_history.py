"""One history in which every kind of deed stands, and what is changed in it for each seat."""

from __future__ import annotations

from dataclasses import replace

from tests.visibility.histories import Deed, hidden_places, reworded_places

WORKED = (
    Deed("note", "union", text=0),
    Deed("position", "ministry", text=0),
    Deed("look", "judge", text=3),
    Deed("position", "judge", text=1),
    Deed("claim", "judge", text=3),
    Deed("preference", "company", text=2),
    Deed("preference", "union", text=1),
    Deed("send", "union", "ministry", 0),
    Deed("send", "company", "judge", 1),
    Deed("send", "shippers", "ministry", 2),
    Deed("send", "pilots", "judge", 3),
    Deed("send", "league", "judge", 4),
    Deed("look", "judge", text=1),
    Deed("relay", "ministry", "company", 0, of=7),
    Deed("relay", "judge", "union", 1, of=8),
    Deed("relay", "ministry", "union", 2),
    Deed("acknowledge", "company", "ministry", of=13),
    Deed("read back", "union", "judge", of=14),
    Deed("draft", "ministry", text=1),
    Deed("relay by mouth", "judge", text=2),
    Deed("ask", "ministry", "union", of=7),
    Deed("decide", "union", "ministry", of=20),
    Deed("tell", "ministry", "union", of=7),
    Deed("share", "judge", "ministry", of=8),
    Deed("withdraw", "company", "judge", of=8),
    Deed("answer withdrawal", "judge", "company", of=8),
    Deed("word", "ministry", "shippers", 1),
    Deed("word", "judge", "league", 0),
    Deed("propose", "ministry", text=4),
    Deed("table", "ministry", "union", of=28),
    Deed("table", "ministry", "company", of=28),
    Deed("answer", "company", "ministry", of=30),
    Deed("look", "company", text=5),
    Deed("note", "company", text=2),
    Deed("close", "pilots"),
    Deed("send", "pilots", "ministry", 5),
    Deed("note", "judge", text=5),
)


def emptied(seat: str) -> tuple[Deed | None, ...]:
    """The history with everything taken out that is hidden from a seat."""
    hidden = hidden_places(WORKED, seat)
    return tuple(None if place in hidden else deed for place, deed in enumerate(WORKED))


def reworded(seat: str) -> tuple[Deed | None, ...]:
    """The history with everything said in other words that a seat does not know word for word."""
    changed = hidden_places(WORKED, seat) | reworded_places(WORKED, seat)
    return tuple(
        replace(deed, text=(deed.text + 1) % 6) if place in changed else deed
        for place, deed in enumerate(WORKED)
    )
