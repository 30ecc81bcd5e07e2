"""Days, months and years as sentences have them; not by the machine's locale, so the same everywhere."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written_day(written: str) -> str:
    """A day, a month or a year in ISO form as people write it; anything else as it stands.

    Raises `ValueError` for a day or a month that the calendar does not hold.

    >>> written_day("2031-03-04"), written_day("2031-03"), written_day("2031")
    ('4 March 2031', 'March 2031', '2031')
    """
    parts = written.split("-")
    match len(parts):
        case 3:
            found = date.fromisoformat(written)
            return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
        case 2:
            found = date(int(parts[0]), int(parts[1]), 1)
            return f"{MONTHS[found.month - 1]} {parts[0]}"
        case _:
            return written
