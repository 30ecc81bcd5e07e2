"""The form in which everything lies on the disk: an envelope, and the leaf that commits to it.

A leaf is SHA-256 of 0x00 and HMAC-SHA256(opening, bytes as stored), after RFC 6962. The opening is 32 random
bytes kept with the content: once it is destroyed, the leaf proves nothing about the content any more.
Stored bytes are never encoded anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from enum import Enum

import msgspec

from goodoffices.record.acts import Event
from goodoffices.record.items import Erased, LaneItem

VERSION = 1
"""The version of events and lane items that this release writes."""

OPENING_BYTES = 32

NO_DAY = "0001-01-01"
"""Stands for the day of an erasure of which no later item tells."""


class EnvelopeKind(Enum):
    """What an envelope holds."""

    EVENT = "event"
    LANE_ITEM = "lane_item"


class Envelope(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Kind, version, opening and the bytes as stored, with the leaf that commits to them.

    `key` is empty, except where the envelope lies encrypted: there it is the item's own key, wrapped, and
    opening and bytes lie encrypted under it. Once the content was erased on order, all three are empty.
    """

    kind: EnvelopeKind
    version: int
    opening: bytes
    body: bytes
    leaf: bytes
    key: bytes = b""

    @property
    def erased(self) -> bool:
        """Whether the content was erased: the leaf stands, and what it committed to is gone."""
        return not self.body and not self.opening and not self.key


_ENCODER = msgspec.json.Encoder(order="deterministic")
_EVENTS = msgspec.json.Decoder(Event)
_ITEMS = msgspec.json.Decoder(LaneItem)


def leaf(opening: bytes, body: bytes) -> bytes:
    """The digest that stands for an envelope in a tree.

    >>> leaf(bytes(32), b"{}").hex()[:16]
    '7db7c1d297f8b057'
    """
    return hashlib.sha256(b"\x00" + hmac.digest(opening, body, "sha256")).digest()


def log_leaf(leaf: bytes, disclosed: Iterable[tuple[str, int, str, bytes]]) -> bytes:
    """The leaf of an event in the tree of the log, by its own leaf and what it disclosed, in order.

    Each disclosure is (seat, number, identity, leaf) and comes in as one line, so that the log commits to
    every lane. It is SHA-256 of 0x00, the event's leaf, and the lines.

    >>> log_leaf(bytes(32), [("union", 1, "a", bytes(32))]).hex()[:16]
    'efeb39e71525a78f'
    """
    lines = "".join(
        f"{seat} {number} {identity} {base64.b64encode(its).decode()}\n"
        for seat, number, identity, its in disclosed
    )
    return hashlib.sha256(b"\x00" + leaf + lines.encode()).digest()


def seal(value: Event | LaneItem, opening: bytes) -> Envelope:
    """An envelope around an event or a lane item. Raises `ValueError` for an opening of another length."""
    if len(opening) != OPENING_BYTES:
        raise ValueError(f"an opening has {OPENING_BYTES} bytes")
    kind = EnvelopeKind.EVENT if isinstance(value, Event) else EnvelopeKind.LANE_ITEM
    body = _ENCODER.encode(value)
    return Envelope(kind=kind, version=VERSION, opening=opening, body=body, leaf=leaf(opening, body))


def blank(envelope: Envelope) -> Envelope:
    """The envelope once its content was erased: kind, version and leaf stand."""
    return msgspec.structs.replace(envelope, opening=b"", body=b"", key=b"")


def opened_event(envelope: Envelope) -> Event:
    """The event that an envelope holds, as of the version that wrote it."""
    return _EVENTS.decode(envelope.body)


def opened_item(envelope: Envelope) -> LaneItem:
    """The lane item that an envelope holds, as of the version that wrote it."""
    return _ITEMS.decode(envelope.body)


def shown_item(envelope: Envelope, *, number: int, identity: str) -> LaneItem:
    """The lane item; in the place of one that was erased, that it was: on which day, a later item says."""
    if envelope.erased:
        return LaneItem(id=identity, number=number, at=NO_DAY, matter=Erased())
    return opened_item(envelope)


def intact(envelope: Envelope) -> bool:
    """Whether the bytes are still those that the leaf commits to, under an opening of the right length.

    HMAC fills a short key up with zeros: an opening and the same with a zero after it would be one.
    """
    right = hmac.compare_digest(envelope.leaf, leaf(envelope.opening, envelope.body))
    return right and len(envelope.opening) == OPENING_BYTES
