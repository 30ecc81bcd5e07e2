"""A receipt for one thing that a seat holds: what it proves is said first, then it is given, or not."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from goodoffices.casework.refusal import Refusal
from goodoffices.desk.proving import receipt_for, refused
from goodoffices.doors.web.page import ALL_SEATS, Page
from goodoffices.doors.web.visit import Visit


def show(visit: Visit) -> Response:
    """What a receipt is, whom it may harm, and the two forms of it; or why there is none."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    refusal = refused(visit.door.desk, visit.view)
    return visit.page("receipt.html", item=item, refusal=refusal.sentence if refusal else "")


def without_content(visit: Visit) -> Response:
    """The receipt that names nobody and holds no word."""
    return _file(visit, with_content=False)


def with_content(visit: Visit) -> Response:
    """The receipt that holds the very words."""
    return _file(visit, with_content=True)


def _file(visit: Visit, *, with_content: bool) -> Response:
    item = visit.item()
    if item is None:
        return visit.not_there()
    place = visit.place
    given = receipt_for(visit.door.desk, place.talks, place.seat, item.id, with_content=with_content)
    if isinstance(given, Refusal):
        return visit.not_there()
    return Response(
        msgspec.json.format(msgspec.json.encode(given), indent=2),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="receipt.json"'},  # it names nothing
    )


PAGES = (
    Page(path="receipt/{item}", seats=ALL_SEATS, show=show),
    Page(path="receipt/{item}/proof.json", seats=ALL_SEATS, show=without_content),
    Page(path="receipt/{item}/words.json", seats=ALL_SEATS, show=with_content),
)
