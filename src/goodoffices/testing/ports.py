"""A clock that is set by hand, and chance that is seeded stream by stream."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta


class SetClock:
    """A clock that stands still until it is set or moved.

    >>> clock = SetClock(datetime(2031, 3, 3, 9, 0, tzinfo=UTC))
    >>> clock.advance(minutes=5)
    >>> clock.now().isoformat()
    '2031-03-03T09:05:00+00:00'
    """

    def __init__(self, instant: datetime = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant

    def advance(self, *, days: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Move the clock on."""
        self.instant += timedelta(days=days, minutes=minutes, seconds=seconds)


class SeededChance:
    """Draws that depend on the seed, the stream and how many were drawn from that stream before.

    What is drawn for one lane never shifts what is drawn for another, so that two histories that differ
    in what is hidden from a seat give it the same identities.

    >>> chance = SeededChance("seed")
    >>> once = chance.identity("talks/a")
    >>> other = SeededChance("seed")
    >>> _ = other.identity("talks/b")
    >>> other.identity("talks/a") == once
    True
    """

    def __init__(self, seed: str = "seed") -> None:
        self._seed = seed.encode()
        self._drawn: dict[str, int] = defaultdict(int)

    def _draw(self, kind: str, stream: str) -> bytes:
        name = f"{kind}:{stream}"
        self._drawn[name] += 1
        return hmac.new(self._seed, f"{name}:{self._drawn[name]}".encode(), hashlib.sha256).digest()

    def identity(self, stream: str) -> str:
        """A UUID of version 4 in form, from the stream."""
        return str(uuid.UUID(bytes=self._draw("identity", stream)[:16], version=4))

    def opening(self, stream: str) -> bytes:
        """32 bytes from the stream."""
        return self._draw("opening", stream)

    def token(self, stream: str) -> str:
        """A token from the stream."""
        return self._draw("token", stream)[:24].hex()
