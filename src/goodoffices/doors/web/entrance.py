"""Coming in by a single-use link, going out again, and the list of one's seats."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from goodoffices.doors.web.door import Door


class _Entrance:
    """The pages before any seat; they show nothing of any talks to whoever has not come in."""

    def __init__(self, door: Door, reading: Callable[[Request], Awaitable[bytes | None]]) -> None:
        self._door = door
        self._reading = reading

    def _page(self, template: str, **context: object) -> Response:
        return HTMLResponse(self._door.templates.get_template(template).render(**context))

    async def porch(self, request: Request) -> Response:
        """The seats of this session; without any, how to come in."""

        def shown() -> Response:
            session = self._door.session(request)
            places = [] if session is None else list(self._door.places(session))
            return self._page("porch.html", places=places)

        return await run_in_threadpool(shown)

    async def ask(self, request: Request) -> Response:
        """A page with a button: looking at a link does not use it up."""
        if self._door.doorkeeper.invited(str(request.path_params["token"])) is None:
            return self._door.plain.link_used()
        return self._page("enter.html")

    async def enter(self, request: Request) -> Response:
        """Use the link up, and go to the seat."""
        if await self._reading(request) is None:
            return self._door.plain.too_long()
        name = self._door.cookie
        entered = self._door.doorkeeper.enter(str(request.path_params["token"]), request.cookies.get(name))
        if entered is None:
            return self._door.plain.link_used()
        cookie, place = entered
        answer = RedirectResponse(f"/t/{place.talks}/{place.seat}/", status_code=303)
        answer.set_cookie(name, cookie, path="/", httponly=True, samesite="strict")
        return answer

    async def leave(self, request: Request) -> Response:
        """End the session: every seat entered from this browser is closed to it."""
        if await self._reading(request) is None:
            return self._door.plain.too_long()
        self._door.doorkeeper.leave(request.cookies.get(self._door.cookie))
        answer = RedirectResponse("/", status_code=303)
        # Without a date: the answer carries no time but the talks' own.
        answer.set_cookie(self._door.cookie, "", max_age=0, path="/", httponly=True, samesite="strict")
        return answer


def routes(door: Door, *, reading: Callable[[Request], Awaitable[bytes | None]]) -> list[Route]:
    """The routes before any seat; `reading` reads a body up to the limit."""
    entrance = _Entrance(door, reading)
    return [
        Route("/", entrance.porch, methods=["GET"]),
        Route("/enter/{token}", entrance.ask, methods=["GET"]),
        Route("/enter/{token}", entrance.enter, methods=["POST"]),
        Route("/leave", entrance.leave, methods=["POST"]),
    ]
