"""Drafts that were kept, what was passed on, and a draft of one's own without a message beside it."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.doors.web.course import steps
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import MEDIATORS, Group, Nav, Page
from goodoffices.doors.web.pages import relaying
from goodoffices.doors.web.paging import newest_first
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import RelayDrafted, RelayNoted, RelaySent
from goodoffices.record.items import LaneItem


def show_drafts(visit: Visit) -> Response:
    """The drafts that were not sent yet, newest first."""
    found = [
        (item, matter.relay)
        for item, matter in visit.view.of_type(RelayDrafted)
        if not visit.view.following(item.id, RelaySent) and not visit.view.following(item.id, RelayNoted)
    ]
    return visit.page("drafts.html", drafts=found[::-1])


def show_sent(visit: Visit) -> Response:
    """What was passed on, through the desk and by mouth, newest first, with what came back."""
    view = visit.view
    found = [*view.items.of_class(RelaySent), *view.items.of_class(RelayNoted)]
    found.sort(key=lambda item: item.number, reverse=True)
    part = newest_first(found, visit.query("page"))
    return visit.page(
        "sent.html", part=part, sent=[(item, steps(visit.view, item.id)) for item in part.shown]
    )


def show_draft(visit: Visit) -> Response:
    """One draft, to be changed, checked and sent."""
    item = visit.item()
    if item is None or not isinstance(item.matter, RelayDrafted):
        return visit.not_there()
    form = relaying.relay_form(visit, at_first=item.matter.relay, draft=item.id)
    sources = [visit.view.item(identity) for identity in item.matter.relay.rests_on]
    return visit.page("draft.html", relay_form=form, sources=[one for one in sources if one is not None])


def show_new(visit: Visit) -> Response:
    """A relay that starts from an empty sheet."""
    nothing: list[LaneItem] = []
    return visit.page("draft.html", relay_form=relaying.relay_form(visit), sources=nothing)


def act(visit: Visit, form: Form) -> Response:
    """Check, keep, send or ask."""
    return relaying.act(visit, form) or visit.again(form, "Press one of the buttons on the page.")


PAGES = (
    Page(
        path="drafts", seats=MEDIATORS, show=show_drafts, nav=Nav(label="Drafts", group=Group.CARRY, order=20)
    ),
    Page(
        path="sent", seats=MEDIATORS, show=show_sent, nav=Nav(label="Passed on", group=Group.CARRY, order=30)
    ),
    Page(path="draft/{item}", seats=MEDIATORS, show=show_draft, act=act),
    Page(
        path="draft",
        seats=MEDIATORS,
        show=show_new,
        act=act,
        nav=Nav(label="Pass something on", group=Group.CARRY, order=10),
    ),
)
