"""A moment, as the shell reads it from its clock and hands it to the core."""

from __future__ import annotations

from goodoffices.terms.word import Word


class Moment(Word):
    """An instant in UTC and the day it falls on in the talks' own time zone.

    >>> Moment(instant="2031-03-03T23:30:00.000Z", day="2031-03-04").day
    '2031-03-04'
    """

    instant: str
    day: str
