"""When something happened, as far as anybody says."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from enum import Enum

from goodoffices.errors import DateError
from goodoffices.terms.identity import Identity
from goodoffices.terms.text import Label
from goodoffices.terms.word import Word

EARLIEST, LATEST = 2, 9998
"""The years that a date may name: one less at each end than the calendar has, for every time zone."""

_FORM = re.compile(r"\A(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


class Precision(Enum):
    """How exactly a time is known."""

    INSTANT = "instant"
    DAY = "day"
    SPAN = "span"
    MONTH = "month"
    YEAR = "year"
    ORDER = "order"
    NOT_STATED = "not_stated"


class When(Word):
    """A time with the words used for it and how it was derived from them.

    `start` and `end` are ISO 8601: a year, a month, a day, or (precision `instant`) a moment with its
    offset from UTC. `before`, `during` and `after` place it beside other entries: order, never cause.

    >>> When(words="on March 5", start="2024-03-05", precision=Precision.DAY).start
    '2024-03-05'
    >>> When(start="2024-02-30", precision=Precision.DAY)
    Traceback (most recent call last):
    ...
    goodoffices.errors.DateError: 2024-02-30 does not exist in the calendar
    """

    precision: Precision
    words: Label | None = None
    start: str | None = None
    end: str | None = None
    derivation: Label | None = None
    before: tuple[Identity, ...] = ()
    during: tuple[Identity, ...] = ()
    after: tuple[Identity, ...] = ()

    def __post_init__(self) -> None:
        """Refuse dates that do not exist, spans that end before they begin, and empty precisions."""
        first = None if self.start is None else first_day(self.start)
        last = None if self.end is None else last_day(self.end)
        if first and last and last < first:
            raise DateError(f"ends on {self.end}, before it starts on {self.start}")
        match self.precision:
            case Precision.NOT_STATED:
                if self.start or self.end or self.before or self.during or self.after:
                    raise DateError("a time that is not stated has no start, end or place in order")
            case Precision.ORDER:
                if not (self.before or self.during or self.after):
                    raise DateError("precision order needs an entry to stand before, during or after")
            case Precision.INSTANT:
                if self.start is None or "T" not in self.start:
                    raise DateError("an instant is written like 2024-03-05T14:30+02:00")
            case _:
                if self.start is None and self.end is None:
                    raise DateError(f"precision {self.precision.value} needs a start or an end")


def first_day(written: str) -> date:
    """The first day of a year, month, day or instant, as written.

    >>> first_day("2024-02")
    datetime.date(2024, 2, 1)
    """
    return _days(written)[0]


def last_day(written: str) -> date:
    """The last day of a year, month, day or instant, as written.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    return _days(written)[1]


def _days(written: str) -> tuple[date, date]:
    if "T" in written:
        try:
            moment = datetime.fromisoformat(written)
        except ValueError as reason:
            raise DateError(f"{written} is not an instant such as 2024-03-05T14:30+02:00") from reason
        if moment.tzinfo is None:
            raise DateError(f"{written} lacks its offset from UTC, such as +02:00")
        return _within(moment.date(), written), moment.date()
    found = _FORM.match(written)
    if found is None:
        raise DateError(f"{written} is not a date such as 2024, 2024-03 or 2024-03-05")
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as reason:
        raise DateError(f"{written} does not exist in the calendar") from reason
    _within(first, written)
    if day:
        return first, first
    final_month = int(month or 12)
    return first, date(first.year, final_month, calendar.monthrange(first.year, final_month)[1])


def _within(day: date, written: str) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise DateError(f"{written} lies outside of the years {EARLIEST} to {LATEST}")
    return day
