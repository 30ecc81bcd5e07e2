"""The way of each message, leg by leg: what was given, passed on and read back, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup
from starlette.responses import Response

from goodoffices.desk import reading
from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.ladder import Rung, ladder
from goodoffices.doors.web import kind_words
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.pages.record import said as said_in
from goodoffices.doors.web.visit import Visit
from goodoffices.doors.web.wording import in_words
from goodoffices.record.ladder import Carried, Leg, LegReport, LegState
from goodoffices.terms.message import Delivery
from goodoffices.terms.when import When, first_day

_ON_THE_WAY = frozenset({Delivery.SENT, Delivery.DELIVERED, Delivery.ACKNOWLEDGED, Delivery.READ_BACK})
_NOT_YET = frozenset({Delivery.ASKED, Delivery.UNCLEAR, Delivery.NOT_STATED})
"""Words in such a report are what was to be passed on: nobody says that they were."""

_LONGEST_IN_PICTURE = 160
_NOBODY_SAYS = "nobody says whether it arrived"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What one report says of a leg, as a sentence, and the entry that says so."""

    sentence: str
    identity: str
    when: When | None


@dataclass(frozen=True, kw_only=True)
class ShownLeg:
    """One leg with its words side by side."""

    number: int
    teller: str
    hearer: str
    state: str
    state_words: str
    given: tuple[str, ...]
    passed_on: tuple[str, ...]
    read_back: tuple[str, ...]
    to_pass_on: tuple[str, ...]
    reports: tuple[Shown, ...]
    delay: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """One message and its legs, with the pictures for a telephone and for a desk."""

    identity: str
    heading: str
    said: str
    when: str
    legs: tuple[ShownLeg, ...]
    pictures: dict[str, Markup]


def show(visit: Visit) -> Response:
    """Every message that this seat knows to have been carried on."""
    ways = [_way(visit, number, found) for number, found in enumerate(reading.ladder(visit.view), start=1)]
    return visit.page("ladder.html", ways=ways)


def _way(visit: Visit, number: int, found: Carried) -> Way:
    item = None if found.message is None else visit.view.item(found.message)
    entry = None if item is None else visit.view.entry(item.id)
    words = "" if item is None else kind_words.said(entry.content) if entry else said_in(item.matter)
    heading = "A message that no entry holds"
    if item is not None:
        heading = visit.describe(item.id) if entry is None else kind_words.heading(entry)
    legs = tuple(_leg(leg, found.legs, words) for leg in found.legs)
    return Way(
        identity="" if item is None else item.id,
        heading=heading,
        said=words,
        when="" if item is None else visit.when(entry.when if entry else None) or visit.time(item.at),
        legs=legs,
        pictures=_pictures(number, heading, legs),
    )


def _leg(leg: Leg, legs: tuple[Leg, ...], message: str) -> ShownLeg:
    first = leg is legs[0]
    asked = _once(each.wording for each in leg.reports if each.delivery in _NOT_YET)
    back = _once(each.wording for each in leg.reports if each.delivery is Delivery.READ_BACK)
    went = _once(each.wording for each in leg.reports if each.delivery not in {*_NOT_YET, Delivery.READ_BACK})
    return ShownLeg(
        number=leg.number,
        teller=leg.teller,
        hearer=leg.hearer,
        state=leg.state.value,
        state_words=state_words(leg.state),
        given=asked or _once([message]),
        passed_on=went,
        read_back=back,
        to_pass_on=asked,
        reports=tuple(_report(report) for report in leg.reports),
        delay="" if first else _delay(legs[0], leg),
    )


def state_words(state: LegState) -> str:
    """The state of a leg, in plain words.

    >>> state_words(LegState.UNCLEAR), state_words(LegState.READ_BACK)
    ('unclear', 'read back')
    """
    return _NOBODY_SAYS if state is LegState.NOT_STATED else state.value.replace("_", " ")


def _report(report: LegReport) -> Shown:
    said = in_words(report.delivery)
    if report.reception:
        said += f": {report.reception}"
    by = " and ".join(report.sources)
    sentence = f"{said} – on the word of {by}" if by else said
    return Shown(sentence=sentence, identity=report.entry, when=report.when)


def _once(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for words in found if words))


# How long it took


def _delay(before: Leg, leg: Leg) -> str:
    """From the first word of the first leg to the first that this leg was gone; empty where not known."""
    started, went = _first(before), _first(leg)
    if started is None or went is None or started.start is None or went.start is None:
        return ""
    if "T" in started.start and "T" in went.start:
        return _long(datetime.fromisoformat(went.start) - datetime.fromisoformat(started.start))
    if any(len(each.start or "") < len("2031-03-04") for each in (started, went)):
        return ""
    return days(first_day(started.start), first_day(went.start))


def _first(leg: Leg) -> When | None:
    found = (report.when for report in leg.reports if report.delivery in _ON_THE_WAY)
    return next((when for when in found if when is not None and when.start is not None), None)


def days(first: date, last: date) -> str:
    """The days between two, in words.

    >>> days(date(2031, 3, 4), date(2031, 3, 4)), days(date(2031, 3, 4), date(2031, 3, 6))
    ('the same day', '2 days')
    """
    between = (last - first).days
    if between < 0:
        return ""
    return "the same day" if between == 0 else f"{between} day{'' if between == 1 else 's'}"


def _long(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 0:
        return ""
    hours, rest = divmod(minutes, 60)
    if hours >= 24:  # noqa: PLR2004 - hours of a day
        full, hours = divmod(hours, 24)
        return f"{full} day{'' if full == 1 else 's'}" + (f" {hours} h" if hours else "")
    return f"{hours} h {rest} min" if hours else f"{rest} min"


# The picture


def _pictures(number: int, heading: str, legs: tuple[ShownLeg, ...]) -> dict[str, Markup]:
    actors = tuple(dict.fromkeys(name for leg in legs for name in (leg.teller, leg.hearer)))
    rungs = tuple(_rung(leg) for leg in legs)
    return {
        width.name.lower(): Markup(  # noqa: S704 - the drawing escapes every text
            ladder(
                actors,
                rungs,
                key=f"way-{number}-{width.name.lower()}",
                title=f"The way of: {heading}",
                width=width,
            )
        )
        for width in Width
    }


def _rung(leg: ShownLeg) -> Rung:
    # Without quotation marks: a report's words are often the record's own, and nobody's to quote.
    words = [f"to pass on: {_short(one)}" for one in leg.to_pass_on]
    words += [_short(one) for one in leg.passed_on]
    words += [f"read back: {_short(one)}" for one in leg.read_back]
    if leg.delay:
        words.append(f"after {leg.delay}" if leg.delay != "the same day" else leg.delay)
    return Rung(
        teller=leg.teller,
        hearer=leg.hearer,
        state=leg.state,
        state_words=leg.state_words,
        said=tuple(words),
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_IN_PICTURE else f"{words[:_LONGEST_IN_PICTURE].rstrip()}…"


PAGES = (
    Page(
        path="ladder",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="The way of each message", group=Group.RECORD, order=20),
    ),
)
