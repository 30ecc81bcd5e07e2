"""What a mediator passed on to this seat, and what she asks of it."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import AcknowledgeRelay, DecideDisclosure, ReadBackRelay
from goodoffices.doors.web.course import steps
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import SIDES, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import DisclosureDecided, RelayAcknowledged
from goodoffices.record.items import DisclosureRequestReceived, RelayReceived


def show_relay(visit: Visit) -> Response:
    """What was passed on, with the two ways to answer it."""
    item = visit.item()
    if item is None or not isinstance(item.matter, RelayReceived):
        return visit.not_there()
    return visit.page(
        "relay.html",
        item=item,
        relay=item.matter,
        steps=steps(visit.view, item.id),
        acknowledged=bool(visit.view.following(item.id, RelayAcknowledged)),
    )


def act_relay(visit: Visit, form: Form) -> Response:
    """Say that it is here, or what it is understood to mean."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    here = f"relay/{item.id}"
    if form.raw("do") == "read-back":
        command = ReadBackRelay(relay=item.id, text=form.text("text", "What we understand"))
        return visit.do(form, command, lambda _: visit.go(here, done="read-back"))
    return visit.do(form, AcknowledgeRelay(relay=item.id), lambda _: visit.go(here, done="received"))


def show_request(visit: Visit) -> Response:
    """What the mediator would like to tell, to whom, in which words."""
    item = visit.item()
    if item is None or not isinstance(item.matter, DisclosureRequestReceived):
        return visit.not_there()
    return visit.page(
        "request.html",
        item=item,
        asked=item.matter,
        about=visit.view.item(item.matter.message),
        decided=visit.view.following(item.id, DisclosureDecided),
    )


def act_request(visit: Visit, form: Form) -> Response:
    """Allow it or refuse it."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    command = DecideDisclosure(
        request=item.id,
        allowed=form.raw("do") == "allow",
        words=form.text_or_none("words", "Our words with it"),
    )
    return visit.do(form, command, lambda _: visit.go(f"request/{item.id}", done="decided"))


PAGES = (
    Page(path="relay/{item}", seats=SIDES, show=show_relay, act=act_relay),
    Page(path="request/{item}", seats=SIDES, show=show_request, act=act_request),
)
