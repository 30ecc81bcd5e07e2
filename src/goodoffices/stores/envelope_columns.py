"""An envelope as the columns of a row, the same in every store."""

from __future__ import annotations

from goodoffices.errors import ForeignStore
from goodoffices.record.sealing import Envelope, EnvelopeKind

_KINDS = {kind.value: kind for kind in EnvelopeKind}


def columns(envelope: Envelope) -> tuple[str, int, bytes, bytes, bytes, bytes]:
    """The columns of an envelope: kind, version, opening, body, leaf, key."""
    return (
        envelope.kind.value,
        envelope.version,
        envelope.opening,
        envelope.body,
        envelope.leaf,
        envelope.key,
    )


def envelope(kind: str, version: int, opening: bytes, body: bytes, leaf: bytes, key: bytes) -> Envelope:
    """The envelope in the columns of a row. Raises `ForeignStore` for an unknown kind."""
    known = _KINDS.get(kind)
    if known is None:
        raise ForeignStore(f"a row holds an envelope of the unknown kind {kind!r}")
    return Envelope(kind=known, version=version, opening=opening, body=body, leaf=leaf, key=key)
