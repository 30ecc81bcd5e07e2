"""How an addressee took what was passed on, as the mediator heard it."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import NoteEntry
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import MEDIATORS, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import RelayNoted, RelaySent
from goodoffices.record.items import LaneItem
from goodoffices.terms.entry import Entry, Link, LinkType
from goodoffices.terms.message import Delivery, HopReport
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When

HEARD = (
    (Delivery.READ_BACK, "They said it back in their own words"),
    (Delivery.ACKNOWLEDGED, "They took note of it"),
    (Delivery.REFUSED, "They would not hear it"),
    (Delivery.UNCLEAR, "It is unclear whether it reached them"),
)


def show(visit: Visit) -> Response:
    """What was passed on, and the form for how it was taken."""
    item = visit.item()
    relay = None if item is None else _relay(item)
    if item is None or relay is None:
        return visit.not_there()
    heard = [(delivery.value, words, "") for delivery, words in HEARD]
    return visit.page("answer.html", item=item, relay=relay, heard=heard)


def act(visit: Visit, form: Form) -> Response:
    """Note it."""
    item = visit.item()
    relay = None if item is None else _relay(item)
    if item is None or relay is None:
        return visit.not_there()
    own = visit.seat.actor or visit.seat.title
    day = form.day_or_none("day", "Day")
    entry = Entry(
        content=HopReport(
            leg=2,  # from the mediator onward
            teller=own,
            hearer=relay.to,
            delivery=form.choice("delivery", Delivery, "How they took it"),
            reception=form.text_or_none("text", "What they said"),
            place=form.label_or_none("place", "Place"),
        ),
        when=None if day is None else When(precision=Precision.DAY, start=day),
        sources=(Source(type=SourceType.FIRST_HAND, label=own),),
        links=(Link(type=LinkType.ABOUT, to=item.id),),
    )
    return visit.do(form, NoteEntry(entry=entry), lambda _: visit.go("sent", done="answer-noted"))


def _relay(item: LaneItem) -> Relay | None:
    match item.matter:
        case RelaySent(relay=relay) | RelayNoted(relay=relay):
            return relay
        case _:
            return None


PAGES = (Page(path="answer/{item}", seats=MEDIATORS, show=show, act=act),)
