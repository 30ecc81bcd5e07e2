"""What it came to when a store was stepped up."""

from __future__ import annotations

import msgspec


class SteppedUp(msgspec.Struct, frozen=True, kw_only=True):
    """From which form of the tables to which, and how many events were written anew, encrypted.

    `events` is None where the store lay there encrypted in the present form: nothing was done then.
    """

    before: int
    now: int
    events: int | None
