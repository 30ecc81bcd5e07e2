"""A bell between the processes on one store: something was written; never what, where or by whom."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable

import psycopg

from goodoffices.errors import StoreError
from goodoffices.stores.postgresql_pools import connected
from goodoffices.stores.postgresql_rows import Connection

RING = "NOTIFY goodoffices"
_LISTEN = "LISTEN goodoffices"
AGAIN = 1.0
"""Seconds until a listener that lost its connection tries again."""

LOOK = 5.0
"""Seconds after which a listener looks whether its connection still lives."""


class Listener:
    """Calls `woken` whenever the bell rang, from a thread of its own, until it is stopped.

    It calls it as well whenever it has begun to listen, at first and after a loss: what was written while
    nobody listened is then found.
    """

    def __init__(self, address: str, woken: Callable[[], None]) -> None:
        self._address = address
        self._woken = woken
        self._stopping = threading.Event()
        self._told, self._tell = socket.socketpair()
        self._thread = threading.Thread(target=self._keep, name="bell", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no more; idempotent, and not from within `woken`."""
        if not self._stopping.is_set():
            self._stopping.set()
            self._tell.close()
        self._thread.join()

    def _keep(self) -> None:
        with self._told:
            while not self._stopping.is_set():
                try:
                    with connected(self._address) as connection, selectors.DefaultSelector() as selector:
                        connection.execute(_LISTEN)
                        for source in (connection, self._told):
                            selector.register(source, selectors.EVENT_READ)
                        self._listen(connection, selector)
                except (StoreError, psycopg.Error):
                    self._stopping.wait(AGAIN)

    def _listen(self, connection: Connection, selector: selectors.BaseSelector) -> None:
        rang = True  # perhaps, before anybody listened
        while not self._stopping.is_set():
            if rang:
                self._woken()
            elif not selector.select(LOOK):
                connection.execute("")  # a lost connection is found out, and made anew
            rang = any(True for _ in connection.notifies(timeout=0))
