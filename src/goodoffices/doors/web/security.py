"""What holds for every answer and every request, before any page is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goodoffices.access.origin import same_origin
from goodoffices.doors.web.plain_pages import PlainPages

LONGEST_BODY = 256 * 1024
"""Bytes of one form, all fields together."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
_LENGTH = re.compile(r"\A[0-9]{1,18}\Z")
_READING = frozenset({"GET", "HEAD"})


def with_headers(response: Response) -> Response:
    """The answer with everything that each answer carries; nothing of it is stored anywhere."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


class Gate:
    """Lets a request in only by the desk's own name, and a write only from the desk's own pages.

    Too long a body is turned away before it is read.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], plain: PlainPages) -> None:
        self._app = app
        self._hosts = hosts
        self._plain = plain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(str(scope["method"]), Headers(scope=scope))
        if refused is not None:
            await with_headers(refused)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _refused(self, method: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if host not in self._hosts:
            return self._plain.wrong_host()
        if method in _READING:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if not same_origin(host, fetch_site=site, origin=origin):
            return self._plain.wrong_origin()
        length = headers.get("content-length", "0")
        if _LENGTH.match(length) is None or int(length) > LONGEST_BODY:
            return self._plain.too_long()
        return None
