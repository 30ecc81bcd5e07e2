"""The sheet for one meeting: what may be said, what must not, what to ask, what is owed."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.meeting_sheet import sheet
from goodoffices.doors.web.page import MEDIATORS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit


def show(visit: Visit) -> Response:
    """One printable page for one actor; without one, the choice."""
    actor = visit.query("for")
    if actor not in visit.others():
        return visit.page("sheet_choice.html", actors=visit.others())
    return visit.page("sheet.html", actor=actor, sheet=sheet(visit.view, actor, visit.moment))


PAGES = (
    Page(
        path="sheet",
        seats=MEDIATORS,
        show=show,
        nav=Nav(label="Prepare a meeting", group=Group.NOW, order=20),
    ),
)
