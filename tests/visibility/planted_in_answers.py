"""Leaks in what the door puts around a page: status, headers, length, order; see `planting`."""

from __future__ import annotations

import pytest
from starlette.types import Message, Scope

from tests.visibility.house import House
from tests.visibility.planting import events, is_page, leak, rewritten, total, views, with_header

Patch = pytest.MonkeyPatch


def _held_by_others(house: House, scope: Scope) -> bool:
    """Whether the address ends with an identity that somebody holds."""
    identity = str(scope["path"]).rpartition("/")[2]
    return any(view.item(identity) for view in views(house))


@leak("a page says how much the whole record holds")
def total_count(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if not is_page(message):
            return message
        count = f"<!--{total(house):03}-->".encode()
        return {**message, "body": bytes(message["body"]).rstrip()[: -len(count)] + count}

    rewritten(house, changed)


@leak("answers bear a tag of the whole record's state")
def entity_tag(house: House, patch: Patch) -> None:
    rewritten(house, lambda _scope, message: with_header(message, "etag", f'"{total(house)}"'))


@leak("answers say when anything was last recorded")
def last_modified(house: House, patch: Patch) -> None:
    rewritten(
        house, lambda _scope, message: with_header(message, "last-modified", events(house)[-1].recorded)
    )


@leak("a cookie counts the visits of all seats")
def counting_cookie(house: House, patch: Patch) -> None:
    visits: list[str] = []

    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] == "http.response.start":
            visits.append(scope["path"])
        return with_header(message, "set-cookie", f"visits={len(visits)}")

    rewritten(house, changed)


@leak("headers come in another order when others have written")
def header_order(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] == "http.response.start" and total(house) % 2:
            return {**message, "headers": list(message["headers"])[::-1]}
        return message

    rewritten(house, changed)


@leak("the search says in a header how many it found in all seats")
def search_count(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if not scope["path"].endswith("/search"):
            return message
        query = scope["query_string"].removeprefix(b"q=").decode()
        hits = sum(query in str(item.matter) for view in views(house) for item in view)
        return with_header(message, "x-found", str(hits))

    rewritten(house, changed)


@leak("what another seat holds is forbidden, and what nobody holds is not there")
def forbidden_not_missing(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] == "http.response.start" and message["status"] == 404:
            return {**message, "status": 403} if _held_by_others(house, scope) else message
        return message

    rewritten(house, changed)


@leak("asking for what another seat holds breaks the page")
def error_for_the_hidden(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if is_page(message) and b"Nothing here" in message["body"] and _held_by_others(house, scope):
            return {**message, "body": b"<html>This page is out of order</html>"}
        return message

    rewritten(house, changed)


@leak("the page for what is not there says when it was made")
def hint_for_the_hidden(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if is_page(message) and b"Nothing here" in message["body"]:
            identity = str(scope["path"]).rpartition("/")[2]
            made = [item.at[:10] for view in views(house) if (item := view.item(identity)) is not None]
            return {**message, "body": message["body"] + (made[0] if made else "").encode()}
        return message

    rewritten(house, changed)


@leak("a form about what another seat holds is not allowed, and one about nothing is not there")
def method_not_allowed(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        posted = scope["method"] == "POST" and message["type"] == "http.response.start"
        if posted and message["status"] == 404 and _held_by_others(house, scope):
            return {**message, "status": 405}
        return message

    rewritten(house, changed)


@leak("a page is as long as the record")
def length(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        return {**message, "body": message["body"] + b" " * total(house)} if is_page(message) else message

    rewritten(house, changed)


@leak("where a form leads on to names the last event")
def redirect(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] != "http.response.start":
            return message
        headers = [
            (name, value + f"&n={total(house)}".encode() if name == b"location" and b"?" in value else value)
            for name, value in message["headers"]
        ]
        return {**message, "headers": headers}

    rewritten(house, changed)


@leak("all seats together may ask only so often")
def shared_limit(house: House, patch: Patch) -> None:
    asked: list[str] = []

    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] != "http.response.start":
            return message
        asked.append(scope["path"])
        return {**message, "status": 429} if len(asked) % 50 == 0 else message

    rewritten(house, changed)


@leak("the server is overloaded when the record is long")
def overloaded(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] == "http.response.start" and "record" in scope["path"] and total(house) % 3 == 0:
            return {**message, "status": 503}
        return message

    rewritten(house, changed)


@leak("a live event says who did something")
def live_author(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        body = bytes(message.get("body", b""))
        if not body.startswith(b"id: "):
            return message
        return {**message, "body": body.replace(b"Something", f"Something ({total(house)})".encode())}

    rewritten(house, changed)


@leak("the export is named after the length of the whole record")
def file_name(house: House, patch: Patch) -> None:
    def changed(scope: Scope, message: Message) -> Message:
        if message["type"] != "http.response.start":
            return message
        headers = [
            (name, value.replace(b"test-", f"test-{total(house)}-".encode()))
            if name == b"content-disposition"
            else (name, value)
            for name, value in message["headers"]
        ]
        return {**message, "headers": headers}

    rewritten(house, changed)
