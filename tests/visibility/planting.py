"""What a planted leak is, and what leaks lean on: everything that no seat may learn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

import msgspec
import pytest
from starlette.types import Message, Receive, Scope, Send

from goodoffices.desk.desk import Desk
from goodoffices.errors import AccessError
from goodoffices.record.acts import Event
from goodoffices.record.sealing import opened_event
from goodoffices.record.view import View
from tests.visibility.house import SEATS, House

Leak: TypeAlias = Callable[[House, pytest.MonkeyPatch], None]
LEAKS: dict[str, Leak] = {}
"""Every planted leak by its name, in the order of planting."""


def leak(name: str) -> Callable[[Leak], Leak]:
    """Register a leak: a small patch of one way out, put in before anything happens in a house."""

    def registered(plant: Leak) -> Leak:
        assert name not in LEAKS
        LEAKS[name] = plant
        return plant

    return registered


def total(house: House) -> int:
    """How much the whole record holds."""
    return len(house.desk.store.log("test"))


def events(house: House) -> list[Event]:
    """The whole record."""
    return [opened_event(row.envelope) for row in house.desk.store.log("test")]


def views(house: House) -> list[View]:
    """What each open seat holds, whatever leak is planted in the reading of it."""
    found: list[View] = []
    for seat in SEATS:
        with suppress(AccessError):
            found.append(Desk.view(house.desk, "test", seat))
    return found


def merged(house: House, view: View) -> View:
    """A view into which the lanes of all seats have run."""
    items = view.items
    for other in views(house):
        items = items.extended([item for item in other if item.id not in items])
    return msgspec.structs.replace(view, items=items)


def rewritten(house: House, change: Callable[[Scope, Message], Message]) -> None:
    """Put something before the door that changes each part of an answer on its way out."""
    honest = house.app

    async def leaking(scope: Scope, receive: Receive, send: Send) -> None:
        async def changed(message: Message) -> None:
            await send(change(scope, message))

        await honest(scope, receive, changed)

    house.app = leaking


def with_header(message: Message, name: str, value: str) -> Message:
    """The start of an answer with one header more; any other part as it is."""
    if message["type"] != "http.response.start":
        return message
    return {**message, "headers": [*message["headers"], (name.encode(), value.encode())]}


def is_page(message: Message) -> bool:
    """Whether this is the body of a page."""
    return bytes(message.get("body", b"")).rstrip().endswith(b"</html>")
