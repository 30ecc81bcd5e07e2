"""Any history, done on a store and on the memory store: both must say the same at every step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from goodoffices.errors import UnknownTalks
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.store import Answered, Store, Transaction
from goodoffices.testing.store_rows import carry, event, item

SEATS = ("north", "south", "envoy")
TALKS = ("ardmere", "callan")
_seats = st.lists(st.sampled_from(SEATS), unique=True, max_size=3).map(tuple)
_talks = st.sampled_from(TALKS)


class _Undone(Exception):
    """Raised to leave a transaction by an exception."""


def _leave(*, by_exception: bool) -> None:
    if by_exception:
        raise _Undone


class StoreMachine(RuleBasedStateMachine):
    """Acts, refusals and rollbacks in any order; `fresh` makes the store that is held to the reference."""

    def __init__(self, fresh: Callable[[], Store]) -> None:
        super().__init__()
        self.stores: tuple[Store, Store] = (fresh(), MemoryStore())

    @initialize()
    def open_talks(self) -> None:
        """Some talks are there from the start; others are not."""
        for store in self.stores:
            with store.create("ardmere") as transaction:
                carry(transaction, *SEATS)

    @rule(talks=_talks, fails=st.booleans())
    def create(self, talks: str, *, fails: bool) -> None:
        """Begin talks, or fail to."""

        def create(store: Store) -> str:
            try:
                with store.create(talks) as transaction:
                    carry(transaction, "envoy")
                    _leave(by_exception=fails)
            except ValueError:
                return "refused"
            except _Undone:
                return "undone"
            return "created"

        self._same(create)

    @rule(talks=_talks, acts=st.lists(_seats, min_size=1, max_size=3), fails=st.booleans())
    def carry(self, talks: str, acts: list[tuple[str, ...]], *, fails: bool) -> None:
        """Carry one or more events in one transaction, or all of them in vain."""

        def append(transaction: Transaction) -> object:
            rows = [carry(transaction, *seats) for seats in acts]
            _leave(by_exception=fails)
            return rows

        self._within(talks, append)

    @rule(talks=_talks, seat=st.sampled_from(SEATS), number=st.integers(0, 4), position=st.integers(0, 4))
    def append_perhaps_wrongly(self, talks: str, seat: str, number: int, position: int) -> None:
        """Append by chosen numbers, which mostly do not fit, and go on after the refusal."""

        def append(transaction: Transaction) -> object:
            row = item(seat, number)
            try:
                transaction.append(event(position, row), (row,))
            except ValueError:
                return "refused"
            return transaction.head(seat)

        self._within(talks, append)

    @rule(talks=_talks, seat=st.sampled_from(SEATS), key=st.sampled_from(("k", "l")), fails=st.booleans())
    def remember(self, talks: str, seat: str, key: str, *, fails: bool) -> None:
        """Keep an answer, once."""

        def remember(transaction: Transaction) -> object:
            answered = Answered(digest=key.encode(), answer=str(transaction.head(seat)).encode())
            try:
                transaction.remember(seat, key, answered)
            except ValueError:
                return transaction.answered(seat, key)
            _leave(by_exception=fails)
            return transaction.answered(seat, key)

        self._within(talks, remember)

    @rule(talks=_talks, seat=st.sampled_from(SEATS), after=st.integers(-1, 5))
    def read(self, talks: str, seat: str, after: int) -> None:
        """Read a lane and look up every identity, in a transaction and outside of it."""

        def look(transaction: Transaction) -> object:
            log, lane = transaction.log(after=after), transaction.lane(seat, after=after)
            names = tuple(row.identity for row in lane)
            known = tuple(row.identity for row in log)
            return log, lane, transaction.events(seat, names), transaction.identities(seat, known)

        self._within(talks, look)
        self._same(lambda store: (store.lane(talks, seat, after=after), store.log(talks, after=after)))

    @invariant()
    def they_hold_the_same(self) -> None:
        """All that is committed is the same."""
        self._same(lambda store: store.talks())
        self._same(lambda store: [store.log(talks) for talks in TALKS])
        self._same(lambda store: [store.lane(talks, seat) for talks in TALKS for seat in SEATS])

    def teardown(self) -> None:
        """A history without a vandal leaves nothing amiss but keys of seats that hold nothing."""
        self._same(lambda store: sorted((problem.place, problem.sentence) for problem in store.check()))
        for store in self.stores:
            store.close()

    def _within(self, talks: str, act: Callable[[Transaction], object]) -> None:
        def transact(store: Store) -> object:
            with ExitStack() as stack:
                try:
                    transaction = stack.enter_context(store.transaction(talks))
                except UnknownTalks:
                    return "unknown"
                return act(transaction)

        def undone(store: Store) -> object:
            try:
                return transact(store)
            except _Undone:
                return "undone"

        self._same(undone)

    def _same(self, ask: Callable[[Store], object]) -> None:
        ours, reference = map(ask, self.stores)
        assert ours == reference
