"""A side's view of one message: its own, with the way to take it back, or one that a mediator wrote to it."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import WithdrawMessage
from goodoffices.doors.web.course import WITHDRAWN, giver, own_states, steps
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import SIDES, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import MessageSent, MessageWithdrawn


def show(visit: Visit) -> Response:
    """The message with its terms, and what the mediator chose to tell of it."""
    item = visit.item()
    if item is None or visit.view.entry(item.id) is None:
        return visit.not_there()
    view = visit.view
    return visit.page(
        "own_message.html",
        item=item,
        giver=giver(view, item),
        states=own_states(view, item.id),
        steps=steps(view, item.id),
        own=isinstance(item.matter, MessageSent),
        withdrawn=bool(view.following(item.id, MessageWithdrawn)),
        withdrawn_words=WITHDRAWN,
    )


def act(visit: Visit, form: Form) -> Response:
    """Take it back."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    here = f"message/{item.id}"
    return visit.do(form, WithdrawMessage(message=item.id), lambda _: visit.go(here, done="withdrawn"))


PAGES = (Page(path="message/{item}", seats=SIDES, show=show, act=act),)
