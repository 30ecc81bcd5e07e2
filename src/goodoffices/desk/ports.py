"""What the desk asks of the world besides its store: the time, and chance."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Protocol

from goodoffices.record.sealing import OPENING_BYTES


class Clock(Protocol):
    """Where the desk reads the time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class Chance(Protocol):
    """Where identities, openings and tokens come from.

    A `stream` names what the draw is for (one lane, one log, one session), so that a seeded chance can
    keep them apart: what is drawn for one lane never shifts what is drawn for another.
    """

    def identity(self, stream: str) -> str:
        """A random identity (UUID, version 4)."""
        ...

    def opening(self, stream: str) -> bytes:
        """32 random bytes."""
        ...

    def token(self, stream: str) -> str:
        """A secret of at least 128 bits, safe in an address and in a file name."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class SystemChance:
    """The machine's own source of randomness."""

    def identity(self, stream: str) -> str:
        """A random identity (UUID, version 4)."""
        del stream
        drawn = bytearray(secrets.token_bytes(16))
        drawn[6] = drawn[6] & 0x0F | 0x40  # version 4
        drawn[8] = drawn[8] & 0x3F | 0x80  # of the variant of RFC 9562
        digits = drawn.hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def opening(self, stream: str) -> bytes:
        """32 random bytes."""
        del stream
        return secrets.token_bytes(OPENING_BYTES)

    def token(self, stream: str) -> str:
        """A secret of 192 bits."""
        del stream
        return secrets.token_urlsafe(24)
