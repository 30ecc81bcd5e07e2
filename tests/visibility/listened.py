"""A store that writes down which of its calls were made, and for which seat: never what was in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any

from goodoffices.stores.store import Done, LaneRow, LogRow, Problem, Store, Transaction

_CALLS: ContextVar[list[str] | None] = ContextVar("calls", default=None)


@contextmanager
def listening() -> Iterator[list[str]]:
    """What is called on behalf of this block, and of nothing that goes on beside it (such as a live page)."""
    calls: list[str] = []
    token = _CALLS.set(calls)
    try:
        yield calls
    finally:
        _CALLS.reset(token)


def _write_down(call: str) -> None:
    calls = _CALLS.get()
    if calls is not None:
        calls.append(call)


class ListenedTransaction:
    """A transaction whose calls are written down."""

    def __init__(self, inner: Transaction) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            seat = arguments[0] if arguments and isinstance(arguments[0], str) else ""
            _write_down(f"{name} {seat}".strip())
            return getattr(self._inner, name)(*arguments, **named)

        return called

    @property
    def beside(self) -> object:
        return self._inner.beside

    @beside.setter
    def beside(self, left: object) -> None:
        self._inner.beside = left


class ListenedStore:
    """A store whose calls are written down for whoever is `listening`."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner

    @contextmanager
    def create(self, talks: str) -> Iterator[Transaction]:
        _write_down("create")
        with self._inner.create(talks) as transaction:
            yield ListenedTransaction(transaction)  # type: ignore[misc]

    @contextmanager
    def transaction(self, talks: str) -> Iterator[Transaction]:
        _write_down("transaction")
        with self._inner.transaction(talks) as transaction:
            yield ListenedTransaction(transaction)  # type: ignore[misc]

    def carry_out(self, talks: str, work: Callable[[Transaction], Done]) -> Done:
        _write_down("carry out")
        asked_by = copy_context()  # another thread may do it, in the midst of what is called for another

        def heard(transaction: Transaction) -> Done:
            return asked_by.run(work, ListenedTransaction(transaction))  # type: ignore[arg-type]

        return self._inner.carry_out(talks, heard)

    def talks(self) -> tuple[str, ...]:
        _write_down("talks")
        return self._inner.talks()

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        _write_down(f"lane {seat}")
        return self._inner.lane(talks, seat, after=after, most=most)

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        _write_down("log")
        return self._inner.log(talks, after=after)

    def check(self) -> tuple[Problem, ...]:
        return self._inner.check()

    def stopped(self) -> str:
        return self._inner.stopped()

    def close(self) -> None:
        self._inner.close()
