"""What this seat knew on a day: from whom, in which words, and which version of each text."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from goodoffices.desk.knowing import seat_knew
from goodoffices.doors.web.page import ALL_SEATS, Group, Nav, Page
from goodoffices.doors.web.trouble import Trouble
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import WordError


def show(visit: Visit) -> Response:
    """All that the seat held by the day in the address, today where it names none or no day."""
    asked = visit.query("on").strip() or visit.moment.day
    try:
        knew = seat_knew(visit.view, by=asked)
    except WordError as reason:
        visit, asked = replace(visit, trouble=Trouble(sentence=f"{reason}.")), visit.moment.day
        knew = seat_knew(visit.view, by=asked)
    stood = visit.query("stood") == "yes"
    things = tuple(each for each in knew.things if each.stood or not stood)
    return visit.page("known.html", asked=asked, only_what_stood=stood, knew=knew, things=things)


PAGES = (
    Page(
        path="known",
        seats=ALL_SEATS,
        show=show,
        nav=Nav(label="Known on a day", group=Group.RECORD, order=80),
    ),
)
