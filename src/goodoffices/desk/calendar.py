"""Instants of the clock as moments of the talks: the day is the day of their own time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodoffices.errors import WordError
from goodoffices.terms.moment import Moment
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import first_day


def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name. Raises `WordError` where there is none.

    >>> zone("Asia/Qatar").key
    'Asia/Qatar'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        raise WordError(f"{name} is not a time zone such as Asia/Qatar or UTC") from reason


def moment(instant: datetime, time_zone: str) -> Moment:
    """An instant with the day that it falls on in a time zone.

    >>> moment(datetime(2031, 3, 3, 23, 30, tzinfo=UTC), "Asia/Qatar").day
    '2031-03-04'
    """
    utc = instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Moment(instant=utc, day=instant.astimezone(zone(time_zone)).date().isoformat())


def present(talks: Talks, opened: str | None, now: datetime) -> datetime:
    """What the clock of the talks shows: the wall's time, or the present that practice talks began at.

    >>> talks = Talks(name="t", title="T", practice=True, present="2031-03-22T12:00+00:00")
    >>> opened = "2026-11-24T10:00:00.000Z"
    >>> present(talks, opened, datetime(2026, 11, 24, 10, 5, tzinfo=UTC)).isoformat()
    '2031-03-22T12:05:00+00:00'
    """
    if talks.present is None or opened is None:
        return now
    return read_instant(talks.present) + (now - read_instant(opened))


def moment_of(talks: Talks, opened: str | None, now: datetime) -> Moment:
    """The moment at the talks when the wall's clock shows `now`."""
    return moment(present(talks, opened, now), talks.time_zone)


def read_instant(written: str) -> datetime:
    """The instant that an ISO 8601 text names.

    Raises `WordError` without an offset from UTC, and `DateError` for a year that no time zone reaches.
    """
    try:
        instant = datetime.fromisoformat(written)
    except ValueError as reason:
        raise WordError(f"{written} is not an instant such as 2024-03-05T14:30+02:00") from reason
    if instant.tzinfo is None:
        raise WordError(f"{written} lacks its offset from UTC, such as +02:00")
    first_day(written)
    return instant
