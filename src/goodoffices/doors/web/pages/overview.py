"""The first page of a mediator's desk and of a reader's: who is who, where the talks stand, what waits."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.doors.web.page import MEDIATORS, READERS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit


def show(visit: Visit) -> Response:
    """The overview."""
    return visit.page("overview.html")


PAGES = (
    Page(path="", seats=MEDIATORS | READERS, show=show, nav=Nav(label="Overview", group=Group.NOW, order=0)),
)
