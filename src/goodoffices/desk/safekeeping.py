"""Looking after a whole store: whether it fits together, and whether it is still what was signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from goodoffices import verify
from goodoffices.desk.proving import leaf_in_log, proved_whole
from goodoffices.record.acts import ContentErased
from goodoffices.record.checkpoint import Signer, log_origin
from goodoffices.record.sealing import intact, opened_event
from goodoffices.record.tree import Tree
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.store import LaneRow, Problem

ELSEWHERE = {"what was kept", "the checkpoint"}
"""Where `verify` finds something amiss in what was kept, and not in the record."""


def problems(store: EncryptedStore, kept: Iterable[str] = ()) -> tuple[Problem, ...]:
    """What does not fit in a store, each once; held against receipts, records or checkpoints that were kept.

    Leaves are held against their bytes, lanes against the log, and trees against what was signed.
    """
    # What does not open cannot be asked for more: so the questions come one after the other.
    found = store.check() or tuple(one for talks in store.talks() for one in _erasures(store, talks))
    if found:
        return tuple(dict.fromkeys(found))
    texts = tuple(kept)
    return tuple(_against(store, texts)) if texts else ()


def _erasures(store: EncryptedStore, talks: str) -> Iterator[Problem]:
    """Contents that are gone though no erasure of them is recorded, and those that are back though one is."""
    log = store.log(talks)
    acts = [opened_event(row.envelope).act for row in log if intact(row.envelope)]
    ordered = {act.subject for act in acts if isinstance(act, ContentErased)}
    lanes: dict[str, tuple[LaneRow, ...]] = {}
    for row in log:
        rows = [(f"event {row.position}", row.envelope)]
        for one in row.disclosures:
            lane = lanes.setdefault(one.seat, store.lane(talks, one.seat))
            rows += [
                (f"seat {one.seat}, item {item.number}", item.envelope)
                for item in lane[one.number - 1 : one.number]
            ]
        for place, envelope in rows:
            if envelope.erased and row.identity not in ordered:
                yield Problem(
                    talks=talks, place=place, sentence="its content is gone, and no erasure of it is recorded"
                )
            elif row.identity in ordered and not envelope.erased:
                yield Problem(talks=talks, place=place, sentence="it was erased on order, and is there again")


def checkpoints(store: EncryptedStore) -> dict[str, str]:
    """For each negotiation the signed checkpoint of its log: to be kept elsewhere, and held against later."""
    signer = Signer(store.signing_seed)
    return {
        talks: signer.checkpoint(log_origin(log[0].identity), Tree(map(leaf_in_log, log)))
        for talks in store.talks()
        if (log := store.log(talks))
    }


def _against(store: EncryptedStore, kept: tuple[str, ...]) -> Iterator[Problem]:
    """Each kept thing is held against the talks that it is of; what is of none is told."""
    records = {talks: _record(store, talks) for talks in store.talks() if store.log(talks)}
    for number, text in enumerate(kept, start=1):
        nowhere = Problem(
            talks="",
            place=f"what was kept, no. {number}",
            sentence="it is of no talks in this store, or was altered",
        )
        found = [_held(talks, record, text) for talks, record in records.items()]
        if None not in found:
            yield next((one for one in found if one is not None and one.place not in ELSEWHERE), nowhere)


def _held(talks: str, record: str, kept: str) -> Problem | None:
    try:
        verify.examine(record, [kept])
    except verify.Broken as reason:
        place, sentence = reason.args
        return Problem(talks=talks, place=place, sentence=sentence)
    return None


def _record(store: EncryptedStore, talks: str) -> str:
    log = store.log(talks)
    seats = dict.fromkeys(one.seat for row in log for one in row.disclosures)
    lanes = {seat: store.lane(talks, seat) for seat in seats}
    return msgspec.json.encode(proved_whole(Signer(store.signing_seed), log, lanes)).decode()
