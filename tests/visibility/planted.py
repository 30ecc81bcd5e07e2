"""Eight leaks, planted one at a time, that a test of non-interference must find."""

from __future__ import annotations

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goodoffices.casework.commands import Command, NoteEntry
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.desk.desk import Answer, Desk
from goodoffices.record.acts import EntryNoted, MessageSent, RelaySent
from goodoffices.record.sealing import opened_event
from goodoffices.record.view import View
from goodoffices.terms.claim import Note
from tests.visibility.house import SEATS


def total(desk: Desk) -> int:
    """How much the whole record holds: what no seat may learn."""
    return len(desk.store.log("test"))


class RunningNumber(Desk):
    """Live pages hear the number of the event in the log, not of the item in their own lane."""

    def act(
        self, talks: str, seat: str, command: Command, *, key: str | None = None, account: str | None = None
    ) -> Answer:
        honest = self.notices.tell
        self.notices.tell = lambda talks, heads: honest(talks, dict.fromkeys(heads, 100 + total(self)))
        try:
            return super().act(talks, seat, command, key=key, account=account)
        finally:
            self.notices.tell = honest


class Order(Desk):
    """A list comes in an order that depends on the whole record."""

    def view(self, talks: str, seat: str) -> View:
        view = super().view(talks, seat)
        first, *others = view.items.items()
        ordered = sorted(others, key=lambda item: item[0], reverse=total(self) % 2 == 1)
        return msgspec.structs.replace(view, items=dict([first, *ordered]))


class UniqueNotes(Desk):
    """A note may stand only once, in whichever seat."""

    def act(
        self, talks: str, seat: str, command: Command, *, key: str | None = None, account: str | None = None
    ) -> Answer:
        if isinstance(command, NoteEntry) and isinstance(command.entry.content, Note):
            for other in SEATS:
                for _, noted in self.view(talks, other).of_type(EntryNoted):
                    if noted.entry.content == command.entry.content:
                        return Refusal(rule=Rule.ALREADY_DONE, sentence="There is such a note.")
        return super().act(talks, seat, command, key=key, account=account)


class TimeOfRelay(Desk):
    """A message bears the time at which something was last passed on."""

    def view(self, talks: str, seat: str) -> View:
        view = super().view(talks, seat)
        events = [opened_event(row.envelope) for row in self.store.log("test")]
        relayed = [event.recorded for event in events if isinstance(event.act, RelaySent)]
        if not relayed:
            return view
        items = {
            name: msgspec.structs.replace(item, at=relayed[-1])
            if isinstance(item.matter, MessageSent)
            else item
            for name, item in view.items.items()
        }
        return msgspec.structs.replace(view, items=items)


class Rewritten:
    """An application whose answers are changed on their way out; the base of the leaks in the door."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the leak."""

        async def leaking(message: Message) -> None:
            await send(self.changed(scope, message))

        await self._app(scope, receive, leaking)

    def changed(self, scope: Scope, message: Message) -> Message:
        """The part of an answer as it leaves."""
        del scope
        return message

    def with_header(self, message: Message, name: bytes, value: bytes) -> Message:
        """The start of an answer with one header more."""
        if message["type"] != "http.response.start":
            return message
        return {**message, "headers": [*message["headers"], (name, value)]}


class TotalCount(Rewritten):
    """A page says how much the whole record holds, in a comment of the same length always."""

    def changed(self, scope: Scope, message: Message) -> Message:
        """Put the count in place of the end of the page."""
        del scope
        body = message.get("body", b"")
        if not body.rstrip().endswith(b"</html>"):
            return message
        count = f"<!--{total(self._desk)}-->".encode()
        return {**message, "body": body.rstrip()[: -len(count)] + count}


class EntityTag(Rewritten):
    """Answers bear a tag of the whole record's state."""

    def changed(self, scope: Scope, message: Message) -> Message:
        """Add the tag."""
        del scope
        return self.with_header(message, b"etag", f'"{total(self._desk)}"'.encode())


class SearchCount(Rewritten):
    """The search says how many it found in all seats."""

    def changed(self, scope: Scope, message: Message) -> Message:
        """Add the count of other seats' hits."""
        if not scope["path"].endswith("/search"):
            return message
        query = scope["query_string"].removeprefix(b"q=").decode()
        views = [self._desk.view("test", seat) for seat in SEATS]
        hits = sum(query in str(item.matter) for view in views for item in view)
        return self.with_header(message, b"x-found", str(hits).encode())


class ForbiddenNotMissing(Rewritten):
    """What another seat holds is forbidden; what nobody holds is not there."""

    def changed(self, scope: Scope, message: Message) -> Message:
        """Tell the two apart."""
        identity = scope["path"].rpartition("/")[2]
        held = any(self._desk.view("test", seat).item(identity) for seat in SEATS)
        if message["type"] == "http.response.start" and message["status"] == 404 and held:
            return {**message, "status": 403}
        return message


LEAKS: dict[str, type[Desk | Rewritten]] = {
    "running number": RunningNumber,
    "total count": TotalCount,
    "entity tag": EntityTag,
    "order": Order,
    "search count": SearchCount,
    "403 against 404": ForbiddenNotMissing,
    "uniqueness error": UniqueNotes,
    "time of relay": TimeOfRelay,
}
