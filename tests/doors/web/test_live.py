"""Telling an open page that its own seat holds something new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from goodoffices.desk.notices import Notices
from goodoffices.doors.web.live import frames

ADDRESS = "/t/harbour/union/"


def live(
    notices: Notices,
    head: Callable[[], int | None],
    *,
    after: int | None,
    here: Callable[[], bool] = lambda: True,
    beat: float = 60,
) -> AsyncIterator[str]:
    return frames(
        notices,
        talks="harbour",
        seat="union",
        address=ADDRESS,
        after=after,
        head=head,
        here=here,
        beat=beat,
    )


async def read(stream: AsyncIterator[str], count: int) -> list[str]:
    found = [await anext(stream) for _ in range(count)]
    await stream.aclose()  # type: ignore[attr-defined]
    return found


def test_what_came_while_nobody_listened_is_told_at_once():
    found = asyncio.run(read(live(Notices(), lambda: 7, after=3), 2))
    assert found[0] == ": open\n\n"
    assert found[1].startswith("id: 7\ndata: <p")
    assert f'href="{ADDRESS}"' in found[1]


def test_what_comes_later_is_told_when_it_comes():
    notices = Notices()

    async def listening() -> list[str]:
        stream = live(notices, lambda: 3, after=3)
        found = [await anext(stream)]
        later = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        notices.tell("harbour", {"union": 4})
        found.append(await later)
        await stream.aclose()  # type: ignore[attr-defined]
        return found

    assert asyncio.run(listening())[1].startswith("id: 4\n")


def test_what_comes_to_another_seat_is_not_told():
    notices = Notices()

    async def listening() -> list[str]:
        stream = live(notices, lambda: 3, after=3, beat=0.05)
        found = [await anext(stream)]
        later = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        notices.tell("harbour", {"company": 9})
        found.append(await later)
        await stream.aclose()  # type: ignore[attr-defined]
        return found

    assert asyncio.run(listening())[1] == ": still here\n\n"


def test_a_stream_ends_once_the_session_may_not_sit_there_any_more():
    heads = iter([3, None])

    async def everything() -> list[str]:
        return [frame async for frame in live(Notices(), lambda: next(heads), after=3, beat=0.01)]

    assert asyncio.run(everything()) == [": open\n\n", ": still here\n\n"]


def test_whoever_left_is_told_nothing_of_what_comes_after():
    notices = Notices()

    async def listening() -> list[str]:
        stream = live(notices, lambda: 3, after=3, here=lambda: False)
        found = [await anext(stream)]
        later = asyncio.ensure_future(anext(stream, "closed"))
        await asyncio.sleep(0)
        notices.tell("harbour", {"union": 4})
        return [*found, await later]

    assert asyncio.run(listening()) == [": open\n\n", "closed"]


def test_a_page_that_asks_from_a_number_of_the_future_is_told_to_look_again():
    found = asyncio.run(read(live(Notices(), lambda: 7, after=900), 2))
    assert found[1].startswith("id: 7\n")


def test_nobody_listens_any_more_once_a_stream_is_closed():
    notices = Notices()
    asyncio.run(read(live(notices, lambda: 3, after=3), 1))
    assert not any(notices._waiting.values())


def test_a_stream_ends_when_the_desk_closes_and_one_that_comes_too_late_ends_at_once():
    notices = Notices()

    async def listening() -> list[list[str]]:
        stream = live(notices, lambda: 3, after=3)
        found = [await anext(stream)]
        notices.close()
        return [
            [*found, *[one async for one in stream]],
            [one async for one in live(notices, lambda: 3, after=3)],
        ]

    assert asyncio.run(listening()) == [[": open\n\n"], [": open\n\n"]]
