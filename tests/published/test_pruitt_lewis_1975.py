"""A buyer and a seller of iron, sulphur and coal, each at nine price levels A to I.

Payoffs in the manner of the task of Pruitt and Lewis (1975), Development of integrative solutions in
bilateral negotiation, Journal of Personality and Social Psychology 31, 621-633. The expected values
are not quoted from there but derived by hand: a step of iron moves 250 to the buyer for 100 of the
seller's, one of sulphur 150 for 150, one of coal 100 for 250. So from the seller's best package all
steps of iron come first, then sulphur, then coal; in units of 50, no other sum of (5, -2), (3, -3) and
(2, -5) lies above that chain of 25 packages.
"""

from __future__ import annotations

import pytest

from goodoffices.bargaining import frontier
from goodoffices.bargaining.candidate import Candidate, candidate
from goodoffices.bargaining.shortfall import shortfall
from goodoffices.bargaining.zone import zone
from goodoffices.scenarios.table import from_table

LEVELS = "abcdefghi"


def goods(buyer: float = 0, seller: float = 0):
    steps = {"iron": (250, 100), "sulphur": (150, 150), "coal": (100, 250)}
    table = {
        good: {level: (high * (8 - at), low * at) for at, level in enumerate(LEVELS)}
        for good, (high, low) in steps.items()
    }
    return from_table(table, {"Buyer": buyer, "Seller": seller}, source="after Pruitt and Lewis 1975")


def test_the_frontier_is_the_chain_of_twenty_five_packages():
    chain = [(250 * n, 4000 - 100 * n) for n in range(9)]
    chain += [(2000 + 150 * n, 3200 - 150 * n) for n in range(1, 9)]
    chain += [(3200 + 100 * n, 2000 - 250 * n) for n in range(1, 9)]
    found = frontier(goods()).result
    assert found.outcomes == 729
    assert [point.worths for point in found.points] == chain


def test_the_most_even_package_trades_iron_for_coal_and_splits_sulphur():
    found = candidate(goods()).result
    assert isinstance(found, Candidate)
    assert [choice.option for choice in found.package.choices] == ["a", "e", "i"]
    assert [share.worth for share in found.shares] == [2600, 2600]
    assert [(trade.issue, trade.dear_for) for trade in found.trades] == [
        ("iron", "Buyer"),
        ("coal", "Seller"),
    ]


@pytest.mark.parametrize(("least", "open_"), [(2000, True), (2600, True), (2601, False)])
def test_the_zone_closes_above_twenty_six_hundred_each(least, open_):
    assert zone(goods(least, least)).result.empty is not open_


def test_at_three_thousand_each_a_tenth_of_the_range_is_missing():
    assert shortfall(goods(3000, 3000)).result.amount == 0.1
