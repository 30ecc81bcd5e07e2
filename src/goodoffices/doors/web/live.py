"""Telling an open page that its own seat holds something new: that, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool

from goodoffices.desk.notices import Notices

BEAT = 15.0
"""Seconds between two signs of life; they depend on nothing that anybody does."""


def frame(number: int, address: str) -> str:
    """One event: its number is the number of the seat's own last item.

    >>> print(frame(7, "/t/harbour/union/"))
    id: 7
    data: <p class="news">Something new has arrived. <a href="/t/harbour/union/">Show it</a></p>
    <BLANKLINE>
    <BLANKLINE>
    """
    news = f'<p class="news">Something new has arrived. <a href="{address}">Show it</a></p>'
    return f"id: {number}\ndata: {news}\n\n"


async def frames(
    notices: Notices,
    *,
    talks: str,
    seat: str,
    address: str,
    after: int | None,
    head: Callable[[], int | None],
    here: Callable[[], bool],
    beat: float = BEAT,
) -> AsyncIterator[str]:
    """The events of one seat after item number `after` (None: from now on), until it or the desk is closed.

    Each event has a greater number than the one before it; numbers between them are told by the greater. A
    number that the lane has not reached, as from a page of another record, is told of at once.

    `head` says the number of the seat's last item, or None once the session may not sit there any more;
    `here`, without a look into the store, whether the session has not left.
    """
    loop = asyncio.get_running_loop()
    heads: asyncio.Queue[int | None] = asyncio.Queue()

    def heard(number: int | None) -> None:
        loop.call_soon_threadsafe(heads.put_nowait, number)

    stop = notices.listen(talks, seat, heard)
    try:
        # Listening comes first, so that nothing falls between the look and the wait.
        number = await run_in_threadpool(head)
        seen = number if after is None else after
        if number is not None and seen is not None and seen > number:
            seen = 0  # a number from the future was never told here: the page is to look again
        yield ": open\n\n"
        while number is not None and seen is not None:
            if number > seen:
                seen = number
                yield frame(number, address)
            try:
                news = await asyncio.wait_for(heads.get(), beat)
            except TimeoutError:
                number = await run_in_threadpool(head)
                yield ": still here\n\n"
            else:
                # Whoever left meanwhile is told nothing more.
                number = news if here() else None
    finally:
        stop()
