"""What can be taken away as proof: a receipt for one item, and a record whose every row can be proved.

Both are JSON; bytes stand in base64, and the bytes of an item stand as the text that they are. Whoever holds
one needs `goodoffices.verify` alone, and no desk.
"""

from __future__ import annotations

from typing import TypedDict

from goodoffices.record.checkpoint import Signer
from goodoffices.record.sealing import Envelope
from goodoffices.record.tree import Tree
from goodoffices.terms.word import Word

RECEIPT_FORMAT = "goodoffices-receipt/1"
RECORD_FORMAT = "goodoffices-record/1"


class Receipt(Word):
    """That an item stands in a lane: its number and leaf, the proof, and the checkpoint that was signed.

    `opening` and `body` are there only where the receipt holds the content. `since` is the size of an older
    tree of the same lane, and `extension` the proof that this one begins as that one did.
    """

    format: str
    number: int
    leaf: bytes
    proof: tuple[bytes, ...]
    checkpoint: str
    key: bytes
    opening: bytes | None = None
    body: str | None = None
    since: int = 0
    extension: tuple[bytes, ...] = ()


class ProvedItem(Word):
    """One item of a lane; opening and bytes are absent where its content was erased on order."""

    number: int
    identity: str
    leaf: bytes
    opening: bytes | None = None
    body: str | None = None


class ProvedDisclosure(Word):
    """One line of what an event disclosed."""

    seat: str
    number: int
    identity: str
    leaf: bytes


class ProvedEvent(Word):
    """One event of the log, with what it disclosed."""

    number: int
    identity: str
    leaf: bytes
    disclosures: tuple[ProvedDisclosure, ...]
    opening: bytes | None = None
    body: str | None = None


class ProvedLane(Word):
    """All items of a seat's lane, with the checkpoint over them."""

    seat: str
    rows: tuple[ProvedItem, ...]
    checkpoint: str


class ProvedLog(Word):
    """All events of a log, with the checkpoint over them."""

    rows: tuple[ProvedEvent, ...]
    checkpoint: str


class ProvedRecord(Word):
    """A seat's own lane; or, for the archive, the log and all lanes."""

    format: str
    key: bytes
    lanes: tuple[ProvedLane, ...]
    log: ProvedLog | None = None


def receipt(
    signer: Signer,
    tree: Tree,
    origin: str,
    *,
    number: int,
    shown: Envelope | None = None,
    since: int = 0,
) -> Receipt:
    """A receipt for the item of that number, from 1, in the lane that the tree is of.

    With the content that is `shown`, or without any. Raises `ValueError` where the tree has no such item,
    or no size `since`.
    """
    return Receipt(
        format=RECEIPT_FORMAT,
        number=number,
        leaf=tree.leaf(number - 1),
        proof=tree.inclusion(number - 1),
        checkpoint=signer.checkpoint(origin, tree),
        key=signer.key,
        since=since,
        extension=tree.consistency(since) if since else (),
        **content(shown),
    )


class Content(TypedDict, total=False):
    """Opening and bytes, as fields of a receipt or row."""

    opening: bytes
    body: str


def content(envelope: Envelope | None) -> Content:
    """The opening, and the bytes as the text that they are; neither where they were erased on order."""
    if envelope is None or envelope.erased:
        return {}
    return {"opening": envelope.opening, "body": envelope.body.decode()}
