"""That the calls of a store are seen at all: a comparison of nothing with nothing would always hold."""

from __future__ import annotations

import asyncio

from tests.visibility.browser import InProcess, Seen
from tests.visibility.house import House
from tests.visibility.listened import listening


async def looked(house: House) -> Seen:
    browser = InProcess(app=house.app, port=house.port)
    await house.enter(browser, "union")
    return await house.get(browser, "union", "/t/test/union/")


def test_a_page_is_seen_to_read_the_lane_of_its_seat():
    assert "lane union" in asyncio.run(looked(House.built())).calls


def test_what_goes_on_beside_a_look_is_not_taken_for_it():
    house = House.built()
    with listening() as calls:
        house.desk.view("test", "union")
    house.desk.view("test", "union")
    assert calls == ["lane union"]
