"""A store that writes down which of its calls were made, and for which seat: never what was in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from goodoffices.stores.store import LaneRow, LogRow, Problem, Store, Transaction


class ListenedTransaction:
    """A transaction whose calls are written down."""

    def __init__(self, inner: Transaction, calls: list[str]) -> None:
        self._inner = inner
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            seat = arguments[0] if arguments and isinstance(arguments[0], str) else ""
            self._calls.append(f"{name} {seat}".strip())
            return getattr(self._inner, name)(*arguments, **named)

        return called


class ListenedStore:
    """A store whose calls are written down in `calls`."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.calls: list[str] = []

    @contextmanager
    def create(self, talks: str) -> Iterator[Transaction]:
        self.calls.append("create")
        with self._inner.create(talks) as transaction:
            yield ListenedTransaction(transaction, self.calls)  # type: ignore[misc]

    @contextmanager
    def transaction(self, talks: str) -> Iterator[Transaction]:
        self.calls.append("transaction")
        with self._inner.transaction(talks) as transaction:
            yield ListenedTransaction(transaction, self.calls)  # type: ignore[misc]

    def talks(self) -> tuple[str, ...]:
        self.calls.append("talks")
        return self._inner.talks()

    def lane(self, talks: str, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        self.calls.append(f"lane {seat}")
        return self._inner.lane(talks, seat, after=after)

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        self.calls.append("log")
        return self._inner.log(talks, after=after)

    def check(self) -> tuple[Problem, ...]:
        return self._inner.check()

    def scrub(self) -> None:
        self._inner.scrub()

    def close(self) -> None:
        self._inner.close()
