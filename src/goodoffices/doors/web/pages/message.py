"""One thing that a mediator was told, with all she may do with it."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import (
    AnswerWithdrawal,
    AskDisclosure,
    DecideDisclosure,
    ShareEntry,
    TellDelivery,
)
from goodoffices.casework.leave import decision
from goodoffices.doors.web.course import giver, states, steps
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import MEDIATORS, Page
from goodoffices.doors.web.pages import relaying
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import DisclosureAsked, WithdrawalAnswered
from goodoffices.record.items import LaneItem, MessageReceived, WithdrawalReceived
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Delivery, Given


def show(visit: Visit) -> Response:
    """The message, what became of it, and beside it the draft of what to pass on."""
    item = visit.item()
    if item is None or visit.view.entry(item.id) is None:
        return visit.not_there()
    view = visit.view
    return visit.page(
        "message.html",
        item=item,
        giver=giver(view, item),
        states=states(view, item.id),
        steps=steps(view, item.id),
        relay_form=relaying.relay_form(visit, rests_on=(item.id,)),
        from_seat=isinstance(item.matter, MessageReceived),
        withdrawal_open=bool(view.following(item.id, WithdrawalReceived))
        and not view.following(item.id, WithdrawalAnswered),
        asked_by_mouth=_open_questions_by_mouth(view, item),
        askable=[(name, name, "") for name in visit.others()],
        colleagues=[
            seat
            for seat in view.talks.seats
            if seat.kind is SeatKind.MEDIATOR and seat.name != view.seat.name
        ],
    )


def act(visit: Visit, form: Form) -> Response:
    """Do what the pressed button says."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    done = relaying.act(visit, form)
    if done is not None:
        return done
    here = f"message/{item.id}"
    match form.raw("do"):
        case "tell":
            told = TellDelivery(
                message=item.id,
                delivery=form.choice("delivery", Delivery, "What became of it"),
                words=form.text_or_none("delivery_words", "What you tell them"),
            )
            return visit.do(form, told, lambda _: visit.go(here, done="told"))
        case "answer-withdrawal":
            answer = AnswerWithdrawal(message=item.id, in_time=form.raw("in_time") == "yes")
            return visit.do(form, answer, lambda _: visit.go(here, done="withdrawal-answered"))
        case "share":
            share = ShareEntry(
                subject=item.id,
                to=form.label("colleague", "With whom"),
                words=form.text_or_none("share_words", "Your words with it"),
            )
            return visit.do(form, share, lambda _: visit.go(here, done="shared"))
        case "ask-owner":
            return visit.do(form, _question(form, item), lambda _: visit.go(here, done="asked"))
        case "owner-said":
            decided = DecideDisclosure(
                request=form.label("request", "The question"),
                allowed=form.raw("allowed") == "yes",
                words=form.text_or_none("owner_words", "Their words"),
            )
            return visit.do(form, decided, lambda _: visit.go(here, done="decided"))
        case _:
            return visit.again(form, "Press one of the buttons on the page.")


def _question(form: Form, item: LaneItem) -> AskDisclosure:
    return AskDisclosure(
        confidence=item.id,
        to=form.label("ask_to", "Who is to be told"),
        given=form.choice("ask_given", Given, "Words or substance", Given.IN_SUBSTANCE),
        attribution=form.choice("ask_attribution", Attribution, "Under whose name", Attribution.AS_OWN),
        wording=form.text_or_none("ask_words", "In which words"),
    )


def _open_questions_by_mouth(view: View, item: LaneItem) -> list[tuple[LaneItem, DisclosureAsked]]:
    """The questions about it that an owner without a seat has not answered yet."""
    return [
        (asked_item, asked)
        for asked_item, asked in view.following(item.id, DisclosureAsked)
        if asked.confidence == item.id and asked.owner is None and decision(view, asked_item.id) is None
    ]


PAGES = (Page(path="message/{item}", seats=MEDIATORS, show=show, act=act),)
