"""That the calls of a store are seen at all: a comparison of nothing with nothing would always hold."""

from __future__ import annotations

import asyncio

from tests.visibility.house import House, Seen
from tests.visibility.listened import listening


async def looked(house: House) -> Seen:
    async with house.client() as client:
        await house.enter(client, "union")
        return await house.get(client, "union", "/t/test/union/")


def test_a_page_is_seen_to_read_the_lane_of_its_seat():
    assert "lane union" in asyncio.run(looked(House.built())).calls


def test_what_goes_on_beside_a_look_is_not_taken_for_it():
    house = House.built()
    with listening() as calls:
        house.desk.view("test", "union")
    house.desk.view("test", "union")
    assert calls == ["lane union"]
