"""Pages of talks with 100,000 entries, as a browser asks for them: the whole application, but for the socket.

Each page is asked for after the seat's view was read, then some times more, and once something has come.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.acts import message
from benchmarks.entries import ENTRIES, filled
from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web.app import build
from goodoffices.stores.sqlite import SQLiteStore

ORIGIN = "http://localhost:8000"
AGAIN = 9
PAGES = {
    "envoy": ("", "record", "record?page=500", "record?words=777", "inbox", "search?q=777", "search?q=word"),
    "north": ("", "record"),
}


async def asked(
    desk: Desk, client: httpx.AsyncClient, seat: str, page: str
) -> tuple[float, list[float], float, int]:
    """Seconds for the first time, for each time again, and once something more has come; bytes."""

    async def once() -> tuple[float, int]:
        start = time.perf_counter()
        answer = await client.get(f"/t/long/{seat}/{page}")
        seconds = time.perf_counter() - start
        answer.raise_for_status()
        return seconds, len(answer.content)

    first, size = await once()
    again = [(await once())[0] for _ in range(AGAIN)]
    desk.act("long", "north", message(0))
    return first, again, (await once())[0], size


async def walked(file: Path) -> None:
    """Print what each page takes."""
    store = SQLiteStore(file)
    desk = Desk(store)
    doorkeeper = Doorkeeper()
    app = build(desk, doorkeeper=doorkeeper, secret=bytes(32))
    print(f"{'':<24}{'first':>11}{'again':>11}{'slowest':>11}{'one more':>11}{'bytes':>12}")
    for seat, pages in PAGES.items():
        desk.view("long", seat)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            link = f"/enter/{doorkeeper.invite('long', seat)}"
            await client.post(link, headers={"sec-fetch-site": "same-origin"})
            for page in pages:
                first, again, more, size = await asked(desk, client, seat, page)
                figures = (first, statistics.median(again), max(again), more)
                row = "".join(f"{figure * 1e3:8,.0f} ms" for figure in figures)
                print(f"{seat + ' /' + page:<24}{row}{size:12,}", flush=True)
    store.close()


def measure() -> None:
    """Print the time and the size of the pages of long talks."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "talks.db"
        filled(file)
        print(f"talks with {ENTRIES:,} entries:")
        asyncio.run(walked(file))
