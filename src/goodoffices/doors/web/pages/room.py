"""The first page of a party's room: its own messages, what was passed on to it, what waits for its word."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.doors.web.course import own_states
from goodoffices.doors.web.page import SIDES, Group, Nav, Page
from goodoffices.doors.web.paging import newest_first
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import DisclosureDecided, MessageSent, ProposalAnswered, RelayAcknowledged
from goodoffices.record.items import (
    DisclosureRequestReceived,
    EntryReceived,
    MessageReceived,
    ProposalReceived,
    RelayReceived,
)


def show(visit: Visit) -> Response:
    """The room."""
    view = visit.view
    requests = [
        (item, request)
        for item, request in view.of_type(DisclosureRequestReceived)
        if not view.following(item.id, DisclosureDecided)
    ]
    proposals = [
        (item, proposal)
        for item, proposal in view.of_type(ProposalReceived)
        if not view.following(item.id, ProposalAnswered)
    ]
    relays = newest_first([*view.of_type(RelayReceived)][::-1], visit.query("relays"))
    told = [*view.items.of_class(MessageReceived), *view.items.of_class(EntryReceived)]
    told.sort(key=lambda item: item.number, reverse=True)
    own = newest_first(view.items.of_class(MessageSent)[::-1], visit.query("own"))
    return visit.page(
        "room.html",
        requests=requests,
        proposals=proposals,
        relays=relays.showing(
            [(item, relay, bool(view.following(item.id, RelayAcknowledged))) for item, relay in relays.shown]
        ),
        told_items=newest_first(told, visit.query("told")),
        own=own.showing([(item, own_states(view, item.id)) for item in own.shown]),
        asked={name: visit.query(name) for name in ("relays", "told", "own")},
    )


PAGES = (Page(path="", seats=SIDES, show=show, nav=Nav(label="Our room", group=Group.NOW, order=0)),)
