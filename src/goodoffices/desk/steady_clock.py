"""A clock that does not go back: what is recorded must not seem older than what was there before it."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from goodoffices.desk.ports import Clock
from goodoffices.errors import ClockError

ADJUSTED = timedelta(seconds=90)
"""How far a clock may be set back without a word: more than the minute between two looks of the desk itself,
so that who else was there just before makes no difference to anybody."""


class SteadyClock:
    """Remembers the latest time that the desk has seen. Safe to use from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._latest: datetime | None = None
        self._looking = threading.Lock()

    def now(self) -> datetime:
        """The present instant, as the machine says it."""
        now = self._clock.now()
        with self._looking:
            if self._latest is None or now > self._latest:
                self._latest = now
        return now

    def refuse_gone_back(self) -> None:
        """Raise `ClockError` where the clock is behind what it showed before, but for small adjustments."""
        now, latest = self.now(), self._latest
        if latest is not None and now < latest - ADJUSTED:
            raise ClockError(
                f"the clock of this machine went back by {latest - now}: nothing is recorded until it is set "
                "right, or the desk is opened again"
            )
