"""Talks copied from one store into another, of whatever kind: all of them, event by event, or no further."""

from __future__ import annotations

import itertools

import msgspec

from goodoffices.errors import StoreError
from goodoffices.stores.checking import problems
from goodoffices.stores.keyring import INSTANCE
from goodoffices.stores.store import KeptAnswer, KeyedStore, LaneRow, LogRow, Store, Transaction

TOGETHER = 500
"""Events that are written in one transaction: an interrupted copy goes on after the last whole one."""


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy came to: how many events were copied, and how many were there before."""

    talks: str
    events: int
    before: int


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    """All that one store holds of talks; bytes are handed on as they lie there."""

    log: tuple[LogRow, ...]
    lanes: dict[tuple[str, int], LaneRow]
    answers: tuple[KeptAnswer, ...]

    @classmethod
    def read(cls, transaction: Transaction) -> _Held:
        log = transaction.log()
        seats = dict.fromkeys(named.seat for row in log for named in row.disclosures)
        items = [item for seat in seats for item in transaction.lane(seat)]
        return cls(
            log=log,
            lanes={(item.seat, item.number): item for item in items},
            answers=transaction.answers(),
        )

    def items(self, row: LogRow) -> tuple[LaneRow, ...]:
        return tuple(self.lanes[named.seat, named.number] for named in row.disclosures)


def copy_talks(source: Store, target: Store, talks: str, *, together: int = TOGETHER) -> Copied:
    """Bring all that the source holds of talks into the target: log, lanes and answers, byte for byte.

    What the target holds already must be the beginning of the same: an interrupted copy is so gone on with,
    and a finished one is found to be whole. Raises `UnknownTalks`, and `StoreError` where the source does not
    fit together, or the target holds other talks of this name or something that the source has not;
    nothing is then written. While the source is read, nobody writes to these talks in it.
    """
    with source.transaction(talks) as transaction:
        held = _Held.read(transaction)
    _refuse_damaged(talks, held)
    before = _begun(target, talks, held)
    for start in range(before, len(held.log), together):
        part = held.log[start : start + together]
        try:
            with target.transaction(talks) as transaction:
                for row in part:
                    transaction.append(row, held.items(row))
        except ValueError as reason:
            raise StoreError(f"somebody writes to {talks} in the target: close what does") from reason
    with target.transaction(talks) as transaction:
        for kept in set(held.answers) - set(transaction.answers()):
            transaction.remember(kept.seat, kept.key, kept.answered)
    with target.transaction(talks) as transaction:
        if _Held.read(transaction) != held:
            raise StoreError(
                f"{talks} came out otherwise in the target than it is in the source: do not use it"
            )
    return Copied(talks=talks, events=len(held.log) - before, before=before)


def copy_whole(source: KeyedStore, target: KeyedStore) -> None:
    """Bring all talks of a store into another with the keys under which they lie, unopened.

    The target holds no talks, or some of these under the same key, from a copy that was interrupted. Raises
    as `copy_talks`, and `StoreError` where it holds talks of another key, and where the key of either is
    changed meanwhile. No key of talks that are there is ever dropped.
    """
    ring = source.keyring()
    if INSTANCE not in ring:
        raise StoreError("the talks in this store lie there unencrypted: `goodoffices store migrate`")
    there = target.keyring()
    same = there.get(INSTANCE) == ring[INSTANCE]
    if target.talks() and not same:
        raise StoreError("talks lie there under another key: nothing was copied; choose another target")
    beside = there if same else {}
    talks = source.talks()
    known = {**_keys_of(talks, ring), **beside}
    target.change_keyring(there, known)
    for name in talks:
        copy_talks(source, target, name)
    come = _keys_of(talks, source.keyring())
    if come.get(INSTANCE) != ring[INSTANCE]:
        raise StoreError("the key of the store was changed meanwhile: do it again")
    target.change_keyring(known, {**come, **known})


def _keys_of(talks: tuple[str, ...], ring: dict[str, bytes]) -> dict[str, bytes]:
    """The keys of some talks, by the names under which they lie, and what all of a ring hangs on."""
    return {place: key for place, key in ring.items() if place == INSTANCE or place.split("/")[1] in talks}


def _begun(target: Store, talks: str, held: _Held) -> int:
    """How many events of the copy are there already; the talks are made where there are none."""
    if talks not in target.talks():
        with target.create(talks):
            return 0
    with target.transaction(talks) as transaction:
        there = _Held.read(transaction)
    pairs = zip(there.log, held.log, strict=False)
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    if same < len(there.log):
        raise StoreError(
            f"{talks} in the target is not the beginning of {talks} in the source "
            f"(event {same + 1} differs): nothing was copied; choose another target"
        )
    if set(there.lanes.items()) - set(held.lanes.items()) or set(there.answers) - set(held.answers):
        raise StoreError(
            f"{talks} in the target holds something that {talks} in the source has not: nothing was copied"
        )
    if len(there.lanes) != sum(len(row.disclosures) for row in there.log):
        raise StoreError(f"{talks} in the target is damaged: nothing was copied; choose another target")
    return same


def _refuse_damaged(talks: str, held: _Held) -> None:
    lanes: dict[str, list[LaneRow]] = {}
    for item in held.lanes.values():
        lanes.setdefault(item.seat, []).append(item)
    found = problems(talks, held.log, lanes)
    if found:
        raise StoreError(
            f"{talks} does not fit together in the source ({found[0].place}: {found[0].sentence}): "
            "nothing was copied; see `goodoffices store check`"
        )
