"""Instants, and when something happened, as people write them."""

from __future__ import annotations

from datetime import datetime

from goodoffices.desk.calendar import zone
from goodoffices.terms.calendar import written_day
from goodoffices.terms.when import Precision, When


def time(at: str, time_zone: str) -> str:
    """An instant with its time of day in a time zone; a day as a day.

    >>> time("2031-03-03T23:30:00.000Z", "Asia/Qatar")
    '4 March 2031, 02:30'
    >>> time("2031-03-04", "Asia/Qatar")
    '4 March 2031'
    """
    if "T" not in at:
        return written_day(at)
    local = datetime.fromisoformat(at).astimezone(zone(time_zone))
    return f"{written_day(local.date().isoformat())}, {local:%H:%M}"


def when(found: When | None, time_zone: str) -> str:
    """When something happened, with the words used for it where they are all that there is.

    >>> when(When(precision=Precision.SPAN, start="2031-03-04", end="2031-03-06"), "UTC")
    'from 4 March 2031 to 6 March 2031'
    >>> when(None, "UTC")
    ''
    """
    if found is None:
        return ""
    start = None if found.start is None else time(found.start, time_zone)
    end = None if found.end is None else time(found.end, time_zone)
    match found.precision:
        case Precision.NOT_STATED:
            return "when: not stated"
        case Precision.ORDER:
            return found.words or "in order only, no date"
        case Precision.INSTANT | Precision.DAY | Precision.SPAN | Precision.MONTH | Precision.YEAR:
            if start and end and start != end:
                return f"from {start} to {end}"
            if start is None:
                return f"until {end}"
            return start if found.precision is not Precision.SPAN or end else f"since {start}"
