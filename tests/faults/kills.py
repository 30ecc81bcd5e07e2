"""The real desk killed under load, over HTTP, and started again, while clients send until they are answered.

A client sends each of its forms, with the key that its page gave it, until the desk has said that it is
done; a connection that breaks is no answer, and a desk that was started again shows the form once more.
Afterwards each acknowledged act must stand exactly once in each lane it belongs to, and each client's acts in
the order in which it sent them.
"""

from __future__ import annotations

import html
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from goodoffices.desk.desk import Desk
from goodoffices.record.items import entry_in
from goodoffices.record.sealing import opened_item
from goodoffices.stores.opening import opened_file
from goodoffices.stores.store import Store
from goodoffices.terms.message import Message
from tests.doors.web.conftest import MARK, invented
from tests.faults.ledger import Tally

SIDES = ("union", "company")
CLIENTS = 4
LEAST, MOST = 1, 8
"""How many acts are acknowledged before the next kill, at least and at most."""


@dataclass
class Load:
    """What the clients were told, by the words of each act, and where the desk is."""

    port: int = 0
    acknowledged: dict[str, list[str]] = field(default_factory=lambda: {side: [] for side in SIDES})
    sent: set[str] = field(default_factory=set)
    more: threading.Condition = field(default_factory=threading.Condition)
    over: bool = False

    def acknowledge(self, side: str, words: str) -> None:
        with self.more:
            self.acknowledged[side].append(words)
            self.more.notify_all()

    def count(self) -> int:
        return sum(map(len, self.acknowledged.values()))


class NotDone(Exception):
    """An answer that is no acknowledgement."""


class Client:
    """One browser of one side: its own page, its own words, its own patience."""

    def __init__(self, load: Load, number: int) -> None:
        self.load = load
        self.number = number
        self.side = SIDES[number % len(SIDES)]
        self.path = f"/t/harbour/{self.side}/write"
        self.cookie = ""

    def run(self) -> None:
        """Send one form after the other until it is told that all is over."""
        turn = 0
        while not self.load.over:
            turn += 1
            self._send(f"{self.number}.{turn:05}")

    def _send(self, words: str) -> None:
        mark, done = "", False
        while not (done or self.load.over):
            try:
                if not mark:
                    mark = self._mark()
                done, mark = self._sent(words, mark)
            except (OSError, HTTPException, NotDone):
                threading.Event().wait(0.02)
        if done:
            self.load.acknowledge(self.side, words)

    def _mark(self) -> str:
        status, text = asked(self.load.port, "GET", self.path, self.cookie)
        mark = mark_on(text)
        if status != HTTPStatus.OK or not mark:
            raise NotDone(status)
        return mark

    def _sent(self, words: str, mark: str) -> tuple[bool, str]:
        """Whether it was acknowledged; and the mark to send it with again: a new desk gives the page anew."""
        self.load.sent.add(words)
        typed = {"mark": mark, "to": "ministry", "kind": "information", "text": words, "form": "never"}
        status, text = asked(self.load.port, "POST", self.path, self.cookie, urlencode(typed))
        if status == HTTPStatus.CONFLICT and (again := mark_on(text)):
            return False, again
        if status != HTTPStatus.SEE_OTHER:
            raise NotDone(status)
        return True, mark


def mark_on(page: str) -> str:
    """The mark of the first form on a page; empty where there is none."""
    found = MARK.search(page)
    return "" if found is None else html.unescape(found[1])


def asked(port: int, method: str, path: str, cookie: str, body: str = "") -> tuple[int, str]:
    """One request of a browser on a connection of its own: the status, and the page or the new cookie."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {
        "host": f"localhost:{port}",
        "cookie": f"goodoffices-{port}={cookie}",
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        return answer.status, answer.getheader("set-cookie") or text
    finally:
        connection.close()


@contextmanager
def desks(store: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that starts a desk for each line it is given."""
    command = [sys.executable, "-m", "tests.faults.server", str(store)]
    root = Path(__file__).resolve().parents[2]
    with (
        store.with_suffix(".log").open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()


def started(process: subprocess.Popen[str]) -> tuple[int, dict[str, str], int]:
    """A desk that is open: its process, the links by seat, its port. Raises `NotDone` where none opens."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    child, said = 0, ""
    for line in process.stdout:
        if line.startswith("ended "):
            if line.split() == ["ended", str(child)]:
                raise NotDone(said or "the desk ended before it was open; its log lies beside the store")
        elif line.strip().isdigit():
            child = int(line)
        else:
            said += line
        if line.rstrip("\n") == "}" and child:
            break
        if said.endswith("\n}\n") and child:
            break
    opened = json.loads(said)["desk"]
    links = {seat["name"]: seat["link"] for seat in opened["talks"][0]["seats"]}
    return child, links, int(opened["address"].rstrip("/").rpartition(":")[2])


def entered(port: int, link: str) -> str:
    """Use a link up: the cookie of the session."""
    _, cookie = asked(port, "POST", f"/enter/{link.rpartition('/')[2]}", "")
    return cookie.partition("=")[2].partition(";")[0]


def killed(store: Path, *, kills: int, seed: int) -> tuple[Tally, int]:
    """Kill the desk that often under load; what is wrong then, and how many acts were acknowledged."""
    chance = random.Random(seed)  # noqa: S311 - when to kill, not a secret
    held = opened_file(store)
    Desk(held).open_talks(invented("harbour", practice=False))
    held.close()
    load = Load()
    clients = [Client(load, number) for number in range(CLIENTS)]
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    with desks(store) as process:
        for turn in range(kills):
            child, links, port = started(process)
            cookies = {side: entered(port, links[side]) for side in SIDES}
            for client in clients:
                client.cookie = cookies[client.side]
            load.port = port
            if turn == 0:
                for thread in threads:
                    thread.start()
            enough = load.count() + chance.randint(LEAST, MOST)
            with load.more:
                load.more.wait_for(lambda enough=enough: load.count() >= enough, timeout=60)
            os.kill(child, signal.SIGKILL)
        load.over = True
        for thread in threads:
            thread.join()
    return held_against(store, load), load.count()


def held_against(store: Path, load: Load) -> Tally:
    """What is wrong with the lanes of the sides and of the mediator."""
    held = opened_file(store)
    found = Tally(corrupt=len(held.check()))
    lanes = {seat: words_in(held, seat) for seat in (*SIDES, "ministry", "judge")}
    held.close()
    for side in SIDES:
        for words in load.acknowledged[side]:
            if (lanes[side].count(words), lanes["ministry"].count(words)) != (1, 1):
                found.lost += 1
    for seat, lane in lanes.items():
        found.phantom += len(lane) - len(set(lane)) + len(set(lane) - load.sent)
        for number in range(CLIENTS):
            own = [words for words in lane if words.startswith(f"{number}.")]
            found.corrupt += own != sorted(own)
            if seat in SIDES and own and SIDES[number % len(SIDES)] != seat:
                found.phantom += 1
    found.phantom += len(lanes["judge"])
    found.corrupt += lanes["ministry"] != sorted(lanes["ministry"], key=_place(lanes))
    return found


def _place(lanes: dict[str, list[str]]):
    """A message stands in the mediator's lane if and only if it stands in its sender's."""
    there = {words for side in SIDES for words in lanes[side]}
    return lambda words: words not in there


def words_in(store: Store, seat: str) -> list[str]:
    """What the messages in a lane say, in their order."""
    found: list[str] = []
    for row in store.lane("harbour", seat):
        entry = entry_in(opened_item(row.envelope).matter)
        if entry is not None and isinstance(entry.content, Message):
            found.append(str(entry.content.content))
    return found
