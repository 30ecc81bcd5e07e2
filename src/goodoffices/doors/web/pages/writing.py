"""Writing a message with its terms: a side to a mediator, a mediator to whoever has a part in the talks."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import SendMessage
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import MEDIATORS, SIDES, Group, Nav, Page
from goodoffices.doors.web.terms_form import handling
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import WordError
from goodoffices.terms.actor import Role, Seat, SeatKind
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.message import Channel, Given, Message, MessageForm
from goodoffices.terms.source import Source, SourceType


def show(visit: Visit) -> Response:
    """The form."""
    addressees = _addressees(visit)
    return visit.page(
        "write.html",
        addressees=[(seat.name, seat.actor or seat.title, seat.title) for seat in addressees],
        first=next((seat.name for seat in addressees), ""),
        others=[(name, name, "") for name in visit.others()],
        parties=[name for name in visit.talks.actors_in(Role.PARTY) if name != visit.seat.actor],
        is_mediator=visit.seat.kind is SeatKind.MEDIATOR,
    )


def act(visit: Visit, form: Form) -> Response:
    """Send it."""
    addressees = {seat.name: seat for seat in _addressees(visit)}
    to = addressees.get(form.raw("to"))
    if to is None:
        raise WordError("To whom: choose one of them.")
    own = visit.seat.actor or visit.seat.title
    speaker = form.label_or_none("speaker", "Who says it")
    entry = Entry(
        content=Message(
            form=form.choice("kind", MessageForm, "What it is", MessageForm.INFORMATION),
            content=form.text("text", "Your message"),
            given=Given.IN_WORDS,
            channel=Channel.PLATFORM,
            language=form.label_or_none("language", "Language"),
            consequence=form.text_or_none("consequence", "What follows otherwise"),
            deadline=form.label_or_none("deadline", "By when"),
        ),
        actors=(
            Part(role=PartRole.ISSUER, canonical=own, written=speaker),
            Part(role=PartRole.ADDRESSEE, canonical=to.actor or to.title),
        ),
        sources=(Source(type=SourceType.FIRST_HAND, label=speaker or own),),
        handling=handling(form, visit.talks, speaker=own),
    )
    here = "record" if visit.seat.kind is SeatKind.MEDIATOR else ""
    return visit.do(form, SendMessage(to=to.name, entry=entry), lambda _: visit.go(here, done="sent"))


def _addressees(visit: Visit) -> list[Seat]:
    mediating = visit.seat.kind is SeatKind.MEDIATOR
    return [
        seat
        for seat in visit.talks.seats
        if seat.name != visit.seat.name
        and seat.kind is not SeatKind.READER
        and (mediating or seat.kind is SeatKind.MEDIATOR)
    ]


PAGES = (
    Page(
        path="write",
        seats=SIDES | MEDIATORS,
        show=show,
        act=act,
        nav=Nav(label="Write a message", group=Group.CARRY, order=40),
    ),
)
