"""A shared store whose server is stopped immediately, and whose back ends are killed, while desks are acting.

`main(count)` is the long run; the tests do three stops. Each thread sends acts from one seat. Some are sent
again under their key until they are acknowledged, as a page does it; others are given up after an error.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import signal
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum

import psycopg

from goodoffices.casework.commands import Command, NoteEntry, SendMessage
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.errors import StoreError, UnsettledAct
from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_schema import make
from goodoffices.stores.store import Store
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Message
from tests.desk.conftest import TALKS
from tests.postgresql import Cluster, running

SEATS = tuple(seat.name for seat in TALKS.seats)
REACHES = {
    "union": ("union", "ministry"),
    "company": ("company", "ministry"),
    "ministry": ("ministry",),
    "judge": ("judge",),
}
"""For the acts of each seat, the lanes that they belong to."""

KEY = bytes(range(32))

BETWEEN = 40
"""Acts that must be acknowledged between two stops, so that the desks are seen to go on by themselves."""

LONG = 120.0
"""Seconds after which a desk that acknowledges nothing has not recovered."""

_TOKEN = re.compile(rb"token-[a-z]+-\d+")


class Stop(Enum):
    """What is done to the server."""

    IMMEDIATE = "stopped immediately and started again"
    KILLED = "its back ends killed, so that it recovers as after a crash"
    ENDED = "the connections of the desks ended, one after another"


@dataclass
class Sent:
    """What one thread sent, in order, and what it was told."""

    seat: str
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """It was told that nothing was written, and sent it no more."""
    unsettled: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    """What became of the acts; all but the first two must be 0."""

    acknowledged: int
    unsettled: int
    lost: int
    phantom: int
    repeated: int
    out_of_order: int
    problems: int

    @property
    def sound(self) -> bool:
        return not (self.lost or self.phantom or self.repeated or self.out_of_order or self.problems)


def verdict(store: Store, everything: list[Sent]) -> Verdict:
    """Hold what lies in the lanes against what was sent and acknowledged."""
    lanes = {
        seat: [
            found.group().decode()
            for row in store.lane("test", seat)
            for found in [_TOKEN.search(row.envelope.body)]
            if found is not None
        ]
        for seat in SEATS
    }
    lost = phantom = repeated = out_of_order = 0
    for seat, lane in lanes.items():
        counted = Counter(lane)
        repeated += sum(times - 1 for times in counted.values())
        allowed = {
            token
            for sent in everything
            if seat in REACHES[sent.seat]
            for token in sent.acknowledged + sent.unsettled
        }
        phantom += len(set(counted) - allowed)
        for sent in everything:
            if seat in REACHES[sent.seat]:
                lost += len(set(sent.acknowledged) - set(counted))
                done = set(sent.acknowledged)
                kept = list(dict.fromkeys(token for token in lane if token in done))
                out_of_order += kept != [token for token in sent.acknowledged if token in counted]
    return Verdict(
        acknowledged=sum(len(sent.acknowledged) for sent in everything),
        unsettled=sum(len(sent.unsettled) for sent in everything),
        lost=lost,
        phantom=phantom,
        repeated=repeated,
        out_of_order=out_of_order,
        problems=len(store.check()),
    )


class Load:
    """Threads that act from their seats, on two desks, until they are told to end."""

    def __init__(self, desks: tuple[Desk, ...]) -> None:
        self.everything = [Sent(seat) for seat in SEATS]
        self._done = 0
        self._progress = threading.Condition()
        self._ending = threading.Event()
        self.failures: list[BaseException] = []
        self._threads = [
            threading.Thread(target=self._act, args=(desks[number % len(desks)], sent))
            for number, sent in enumerate(self.everything)
        ]
        for thread in self._threads:
            thread.start()

    def go_on(self, acts: int) -> bool:
        """Wait until that many more acts were acknowledged; whether they were in time."""
        with self._progress:
            goal = self._done + acts
            return self._progress.wait_for(lambda: self._done >= goal or bool(self.failures), LONG)

    def end(self) -> None:
        """Let each thread finish its act, and end."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _act(self, desk: Desk, sent: Sent) -> None:
        try:
            for number in itertools.count():
                if self._ending.is_set():
                    return
                self._send(desk, sent, f"token-{sent.seat}-{number}", again=number % 3 > 0)
        except BaseException as failure:  # noqa: BLE001 - whatever it is, the run has failed, and says so
            self.failures.append(failure)
        finally:
            with self._progress:
                self._progress.notify_all()

    def _send(self, desk: Desk, sent: Sent, token: str, *, again: bool) -> None:
        while True:
            try:
                answer = desk.act("test", sent.seat, _command(sent.seat, token), key=token)
            except UnsettledAct:
                if not again:
                    sent.unsettled.append(token)
                    return
            except StoreError:
                if not again:
                    sent.refused.append(token)
                    return
            else:
                assert isinstance(answer, Accepted), answer
                sent.acknowledged.append(token)
                with self._progress:
                    self._done += 1
                    self._progress.notify_all()
                return


def _command(seat: str, token: str) -> Command:
    if len(REACHES[seat]) > 1:
        return SendMessage(to="ministry", entry=Entry(content=Message(content=token)))
    return NoteEntry(entry=Entry(content=Note(text=token)))


def strike(cluster: Cluster, stop: Stop) -> None:
    """Do it to the server, and have it running afterwards."""
    match stop:
        case Stop.IMMEDIATE:
            cluster.stop("immediate")
            cluster.start()
        case Stop.KILLED:
            _kill(_back_ends(cluster)[:2], signal.SIGKILL)
        case Stop.ENDED:
            _kill(_back_ends(cluster), signal.SIGTERM)


def _kill(back_ends: list[int], how: signal.Signals) -> None:
    for pid in back_ends:
        with suppress(ProcessLookupError):  # it may have ended meanwhile
            os.kill(pid, how)


def _back_ends(cluster: Cluster) -> list[int]:
    with psycopg.connect(cluster.address(), autocommit=True) as connection:
        statement = "SELECT pid FROM pg_stat_activity WHERE usename LIKE 'goodoffices%' ORDER BY random()"
        return [pid for (pid,) in connection.execute(statement)]


def run(stops: list[Stop], *, seed: int = 0) -> Verdict:
    """Let desks act on a new server, do each of these to it in turn, and hold the record against the acts.

    Raises `RuntimeError` where a desk does not go on by itself.
    """
    chance = random.Random(seed)  # noqa: S311 - a test's own
    with running() as cluster:
        with psycopg.connect(cluster.address(), autocommit=True) as connection:
            make(connection)
        stores = tuple(
            SharedEncryptedStore(PostgreSQLStore(cluster.address("postgres", "goodoffices_writer")), KEY)
            for _ in range(2)
        )
        desks = tuple(map(Desk, stores))
        desks[0].open_talks(TALKS)
        load = Load(desks)
        try:
            for stop in stops:
                _expect(load, BETWEEN + chance.randrange(BETWEEN), stop)
                strike(cluster, stop)
            _expect(load, BETWEEN, None)
        finally:
            load.end()
        if load.failures:
            raise RuntimeError("a thread failed") from load.failures[0]
        found = verdict(stores[1], load.everything)
        for store in stores:
            store.close()
        return found


def _expect(load: Load, acts: int, stop: Stop | None) -> None:
    if not load.go_on(acts):
        raise RuntimeError(f"no desk went on by itself before: {stop}")


def wrong_of(found: Verdict) -> dict[str, int]:
    """What is wrong, by its kind."""
    return {
        "corrupt": found.problems + found.out_of_order,
        "lost": found.lost,
        "phantom": found.phantom + found.repeated,
    }
