"""Somebody who opens every page that can be reached from a seat, and keeps what came."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin

from playwright.sync_api import Page

_LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"')
_MARK = re.compile(rb'(<input type="hidden" name="mark" value=")[^"]*')
_FILE = re.compile(r"/export/seat\.(?:json|yaml)\Z|/receipt/[^/]+/(?:proof|words)\.json\Z|/static/")


@dataclass(frozen=True)
class Answer:
    """One answer of the desk: as it was sent, and, where it was looked at, the words that Chromium shows."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    words: str = ""

    @property
    def everything(self) -> bytes:
        """Headers (file names are among them), source, and the words on the screen."""
        heads = "\n".join(f"{name}: {value} {unquote(value)}" for name, value in self.headers.items())
        return b"\n".join((heads.encode(), self.body, self.words.encode()))

    @property
    def unmarked(self) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """All that was sent but the marks of forms: drawn anew, with the time, whenever a form is shown."""
        return self.status, tuple(sorted(self.headers.items())), _MARK.sub(rb"\1", self.body)


def ask(tab: Page, address: str, *, shown: bool = True) -> Answer:
    """What the desk answers at an address, opened in this tab; or fetched beside it with the tab's cookies.

    What is no page, and would be taken away as a file, is fetched in any case.
    """
    if _FILE.search(address) or not shown:
        fetched = tab.context.request.get(address)
        return Answer(fetched.status, fetched.headers, fetched.body())
    response = tab.goto(address, wait_until="domcontentloaded")
    assert response is not None
    return Answer(response.status, response.all_headers(), response.body(), tab.locator("body").inner_text())


def walk(tab: Page, start: str, *more: str, shown: bool = True, within: str = "/") -> dict[str, Answer]:
    """Every answer that can be reached by links from `start`, and from `more`, by its address.

    Only addresses below `within` are followed: the whole desk where it is not said.
    """
    below = urljoin(start, within)
    leave = urljoin(start, "/leave")
    found: dict[str, Answer] = {}
    ahead = [start, *more]
    while ahead:
        address = ahead.pop(0)
        if address in found:
            continue
        found[address] = answer = ask(tab, address, shown=shown)
        for link in _LINK.findall(answer.body.decode("utf-8", "replace")):
            target = urldefrag(urljoin(address, html.unescape(link))).url
            if target.startswith(below) and target != leave:
                ahead.append(target)
    return found


def unmarked(answers: Mapping[str, Answer]) -> dict[str, object]:
    """The answers without the marks of forms, to be compared byte for byte."""
    return {address: answer.unmarked for address, answer in answers.items()}
