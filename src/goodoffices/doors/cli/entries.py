"""Entries as a person at a terminal makes them: with the parts, the time and the word that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.casework.roll import own_name
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.source import Source, SourceType, Telling
from goodoffices.terms.when import Precision, When

if TYPE_CHECKING:
    from goodoffices.doors.cli.place import Seated
    from goodoffices.terms.entry import Content, Link
    from goodoffices.terms.handling import Handling
    from goodoffices.terms.message import Message


def when(written: str | None, today: str) -> When:
    """A day, a month, a year or an instant as somebody typed it; the day `today` where it was left out.

    Raises `DateError` where there is no such day.

    >>> when("2031-03", "2031-04-01").precision.value, when(None, "2031-04-01").start
    ('month', '2031-04-01')
    """
    start = written or today
    if "T" in start:
        return When(start=start, precision=Precision.INSTANT)
    steps = (Precision.YEAR, Precision.MONTH, Precision.DAY)
    return When(start=start, precision=steps[min(start.count("-"), 2)])


def heard_message(
    seated: Seated,
    message: Message,
    *,
    issuer: str,
    speaker: str | None,
    on: str | None,
    handling: Handling | None,
    links: tuple[Link, ...] = (),
) -> Entry:
    """A message that this seat was told by word of mouth: first-hand, from whoever spoke to whoever notes."""
    view = seated.view()
    own = own_name(view)
    telling = Telling(teller=speaker or issuer, hearer=own, of=issuer)
    return Entry(
        content=message,
        when=when(on, seated.desk.moment(view).day),
        actors=(
            Part(role=PartRole.ISSUER, canonical=issuer, written=speaker),
            Part(role=PartRole.ADDRESSEE, canonical=own),
        ),
        sources=(Source(type=SourceType.FIRST_HAND, label=own, chain=(telling,)),),
        handling=handling,
        links=links,
    )


def own_entry(seated: Seated, content: Content, *, links: tuple[Link, ...] = ()) -> Entry:
    """Something that this seat writes down as its own."""
    view = seated.view()
    own = own_name(view)
    return Entry(
        content=content,
        when=when(None, seated.desk.moment(view).day),
        actors=(Part(role=PartRole.AUTHOR, canonical=own),),
        sources=(Source(type=SourceType.FIRST_HAND, label=own),),
        links=links,
    )
