"""The first page of a party's room: its own messages, what was passed on to it, what waits for its word."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.doors.web.course import own_states
from goodoffices.doors.web.page import SIDES, Group, Nav, Page
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
    relays = [
        (item, relay, bool(view.following(item.id, RelayAcknowledged)))
        for item, relay in view.of_type(RelayReceived)
    ]
    told = [item for item in view if isinstance(item.matter, MessageReceived | EntryReceived)]
    own = [(item, own_states(view, item.id)) for item, _ in view.of_type(MessageSent)]
    return visit.page(
        "room.html",
        requests=requests,
        proposals=proposals,
        relays=relays[::-1],
        told_items=told[::-1],
        own=own[::-1],
    )


PAGES = (Page(path="", seats=SIDES, show=show, nav=Nav(label="Our room", group=Group.NOW, order=0)),)
