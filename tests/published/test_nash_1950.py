"""Bill and Jack, without money: the example of Nash (1950), Econometrica 18(2), 155-162."""

from __future__ import annotations

from goodoffices.bargaining.solutions import Solutions, solve
from goodoffices.scenarios.table import from_table

BILLS = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
JACKS = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}


def barter():
    """Gains over keeping what one has: what is given away counts against its owner."""
    goods = {good: {"stays": (0, 0), "goes": (-bill, jack)} for good, (bill, jack) in BILLS.items()}
    goods |= {good: {"stays": (0, 0), "goes": (bill, -jack)} for good, (bill, jack) in JACKS.items()}
    return from_table(goods, {"Bill": 0, "Jack": 0})


def test_bill_gives_book_whip_ball_and_bat_for_pen_toy_and_knife():
    found = solve(barter()).result
    assert isinstance(found, Solutions)
    nash = found.by("nash")
    given = {choice.issue for choice in nash.package.choices if choice.option == "goes"}
    assert given == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    assert nash.gains == (12.0, 5.0)
    assert not nash.tie
