"""The web application, put together: routes from the registry, everything behind one gate."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from goodoffices.access.form_mark import BadMark, Elsewhere
from goodoffices.access.origin import known_hosts
from goodoffices.access.session import Place
from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web import entrance
from goodoffices.doors.web.door import Door
from goodoffices.doors.web.form import MARK, Form, NotAForm, parsed
from goodoffices.doors.web.live import frames
from goodoffices.doors.web.page import Page
from goodoffices.doors.web.plain_pages import PlainPages
from goodoffices.doors.web.registry import PAGES
from goodoffices.doors.web.rendering import StaticFile, static_files, templates
from goodoffices.doors.web.security import LONGEST_BODY, Gate, with_headers
from goodoffices.doors.web.trouble import CLOCK_WENT_BACK, OPENED_ELSEWHERE, STOPPED, TOO_OLD
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import AccessError, ClockError, StoreError, WordError

_NUMBER = re.compile(r"\A[0-9]{1,9}\Z")
SEAT_PATH = "/t/{talks}/{seat}/"
Endpoint = Callable[[Request], Awaitable[Response]]


def build(
    desk: Desk,
    *,
    doorkeeper: Doorkeeper,
    secret: bytes,
    port: int = 8000,
    pages: tuple[Page, ...] = PAGES,
) -> Starlette:
    """The web door of a desk, answering to `localhost` and `127.0.0.1` at `port` only.

    `secret` seals the forms. One that outlives the process lets a form be sent again after a restart, by
    whoever sits in the seat then, without its being done twice.
    """
    files = static_files()
    environment = templates(files, stopped=desk.store.stopped)
    plain = PlainPages(environment)
    door = Door(
        desk=desk,
        doorkeeper=doorkeeper,
        secret=secret,
        cookie=f"goodoffices-{port}",
        templates=environment,
        plain=plain,
        pages=pages,
    )

    async def not_there(_request: Request, _error: Exception) -> Response:
        return plain.not_there()

    async def stopped(_request: Request, _error: Exception) -> Response:
        return plain.stopped()

    async def out_of_order(_request: Request, _error: Exception) -> Response:
        # The process boundary: Starlette hands the error on to the server's log once this is sent.
        return with_headers(plain.out_of_order())

    app = Starlette(
        routes=[
            *entrance.routes(door, reading=_body),
            Route("/static/{name:path}", partial(_static, files=files, plain=plain), methods=["GET"]),
            Route(f"{SEAT_PATH}live", partial(_live, door=door), methods=["GET"], name="live"),
            *_seat_routes(door),
        ],
        middleware=[Middleware(Gate, hosts=known_hosts(port), plain=plain)],
        exception_handlers={
            404: not_there,
            405: not_there,
            AccessError: not_there,  # a seat that is closed between the question and the answer is not there
            StoreError: stopped,
            500: out_of_order,
        },
    )
    app.router.redirect_slashes = False
    return app


def _seat_routes(door: Door) -> list[Route]:
    by_path: dict[str, list[Page]] = {}
    for page in door.pages:
        by_path.setdefault(page.path, []).append(page)
    return [
        Route(
            SEAT_PATH + path,
            _endpoint(door, tuple(pages)),
            methods=["GET", "POST"] if any(page.act for page in pages) else ["GET"],
            name=path or "first",
        )
        for path, pages in by_path.items()
    ]


def _endpoint(door: Door, pages: tuple[Page, ...]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        visit = await run_in_threadpool(_visit, door, pages, request)
        if visit is None:
            return door.plain.not_there()
        if request.method != "POST":
            return await run_in_threadpool(visit.current.show, visit)
        body = await _body(request)
        if body is None:
            return door.plain.too_long()
        return await run_in_threadpool(_sent, visit, request, body)

    return endpoint


def _place(request: Request) -> Place:
    """The seat that the path names, whether there is one or not."""
    return Place(talks=request.path_params["talks"], seat=request.path_params["seat"])


def _visit(door: Door, pages: tuple[Page, ...], request: Request) -> Visit | None:
    """The visit, if whoever asks may sit in that seat and it has the page; None for every other reason."""
    place = _place(request)
    session = door.session(request)
    view = door.opened(session, place)
    if session is None or view is None:
        return None
    for page in pages:
        if view.seat.kind in page.seats and (request.method != "POST" or page.act is not None):
            return Visit(
                door=door,
                request=request,
                session=session,
                place=place,
                current=page,
                view=view,
                moment=door.desk.moment(view),
            )
    return None


async def _body(request: Request) -> bytes | None:
    """The whole body, or None once it is longer than any form of ours: the rest is never read."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_BODY:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def _sent(visit: Visit, request: Request, body: bytes) -> Response:
    """Do what a form asks, if it is one of ours and not too old."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        return visit.door.plain.not_a_form()
    try:
        fields = parsed(body)
    except NotAForm:
        return visit.door.plain.not_a_form()
    marks = fields.pop(MARK, [""])
    mark = visit.door.read_mark(marks[0], visit.session, visit.place)
    if mark is BadMark.FORGED:
        return visit.door.plain.forged()
    if mark is BadMark.STALE:
        return visit.again(Form(fields), TOO_OLD)
    if isinstance(mark, BadMark) or visit.current.act is None:
        return visit.not_there()
    if isinstance(mark, Elsewhere):
        kept = visit.door.marked(mark.mark, visit.session, visit.place)
        return replace(visit, kept_mark=kept).again(Form(fields), OPENED_ELSEWHERE)
    form = Form(fields, mark)
    try:
        return visit.current.act(visit, form)
    except WordError as reason:
        return visit.again(form, str(reason))
    except StoreError:
        # Under its first mark: should it be recorded after all, sending it again does nothing twice.
        return replace(visit, kept_mark=marks[0]).again(form, STOPPED)
    except ClockError:
        return replace(visit, kept_mark=marks[0]).again(form, CLOCK_WENT_BACK)


async def _static(request: Request, *, files: Mapping[str, StaticFile], plain: PlainPages) -> Response:
    file = files.get(str(request.path_params["name"]))
    if file is None:
        return plain.not_there()
    current = request.query_params.get("v") == file.digest
    caching = "public, max-age=31536000, immutable" if current else "no-store"
    return Response(file.content, media_type=file.media_type, headers={"Cache-Control": caching})


async def _live(request: Request, *, door: Door) -> Response:
    place = _place(request)
    session = door.session(request)
    view = await run_in_threadpool(door.opened, session, place)
    if view is None:
        return door.plain.not_there()

    def head() -> int | None:
        found = door.opened(door.session(request), place)
        return None if found is None else found.version

    def here() -> bool:
        found = door.session(request)
        return found is not None and found.seat_at(place.talks) is not None

    asked = request.headers.get("last-event-id") or request.query_params.get("after", "")
    stream = frames(
        door.desk.notices,
        talks=place.talks,
        seat=place.seat,
        address=f"/t/{place.talks}/{place.seat}/",
        after=int(asked) if _NUMBER.match(asked) else None,
        head=head,
        here=here,
    )
    return StreamingResponse(stream, media_type="text/event-stream")
