"""How a seat's browser asks: straight into the application, or over a socket of this machine."""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlencode

import httpx
import pytest
from jinja2 import Environment
from starlette.types import ASGIApp

from goodoffices.doors.web import app as door
from goodoffices.doors.web import entrance, live
from goodoffices.doors.web.rendering import static_files, templates

Fields = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Seen:
    """One answer, without a mask: everything that a browser gets, and what it moved on the way."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    calls: tuple[str, ...] = ()
    """Which calls of the store it took, in order."""
    logged: tuple[str, ...] = ()
    """What it put into the server's log."""

    def header(self, name: str) -> str:
        """The first header of that name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")


class Browser(Protocol):
    """Whatever carries a request to the desk."""

    async def ask(self, method: str, path: str, headers: Mapping[str, str], fields: Fields | None) -> Seen:
        """The whole answer to one request."""
        ...


@dataclass(frozen=True)
class InProcess:
    """A browser that calls the application itself: no socket, no client library, nothing lost.

    Of `broken` faults it sees the page that a server would show; any other ends the test.
    """

    app: ASGIApp
    port: int
    broken: tuple[type[Exception], ...] = ()

    async def ask(self, method: str, path: str, headers: Mapping[str, str], fields: Fields | None) -> Seen:
        """The whole answer to one request."""
        body = b"" if fields is None else urlencode(fields, doseq=True).encode()
        sent = {"host": f"localhost:{self.port}", **{name.lower(): value for name, value in headers.items()}}
        if fields is not None:
            sent["content-type"] = "application/x-www-form-urlencoded"
            sent["content-length"] = str(len(body))
        parts: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            parts.append(message)

        with suppress(*self.broken):
            await self.app(scope(method, path, sent, self.port), receive, send)  # type: ignore[arg-type]
        start = parts[0]
        return Seen(
            asked=f"{method} {path}",
            status=start["status"],
            headers=tuple((name.decode().lower(), value.decode()) for name, value in start["headers"]),
            body=b"".join(part.get("body", b"") for part in parts[1:]),
        )


@dataclass(frozen=True)
class OverASocket:
    """A browser on the other side of a socket."""

    client: httpx.AsyncClient

    async def ask(self, method: str, path: str, headers: Mapping[str, str], fields: Fields | None) -> Seen:
        """The whole answer to one request."""
        self.client.cookies.clear()  # each seat brings its own
        answer = await self.client.request(method, path, headers=dict(headers), data=fields)
        return Seen(
            asked=f"{method} {path}",
            status=answer.status_code,
            headers=tuple(answer.headers.multi_items()),
            body=answer.content,
        )


def scope(method: str, path: str, headers: Mapping[str, str], port: int) -> dict[str, Any]:
    """A request as a server hands it to an application."""
    plain, _, query = path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": plain,
        "raw_path": plain.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "scheme": "http",
        "server": ("localhost", port),
        "client": ("localhost", 50000),
    }


class Logged(logging.Handler):
    """Keeps every line that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "asyncio":
            self.lines.append(f"{record.name} {record.getMessage()}")


_FILES = static_files()


@cache
def _one_environment() -> Environment:
    environment = templates(_FILES, stopped=lambda: None)  # no desk of a run stops
    environment.auto_reload = False  # what is compiled stays: a run sees one state of the pages
    return environment


@contextmanager
def one_thread() -> Generator[pytest.MonkeyPatch]:
    """Pages are made in the thread that asks: the same bytes, sooner. Those over sockets go without."""

    async def at_once(work: Any, *arguments: Any, **named: Any) -> Any:
        return work(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        for module in (door, entrance, live):
            patch.setattr(module, "run_in_threadpool", at_once)
        yield patch


@contextmanager
def compiled_once() -> Generator[pytest.MonkeyPatch]:
    """Houses that are built within share their compiled templates, which hold nothing of any talks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "static_files", lambda: _FILES)
        patch.setattr(door, "templates", lambda *_files, **_stopped: _one_environment())
        yield patch
