"""Asking an owner for leave to pass something on, and deciding it."""

from __future__ import annotations

from goodoffices.casework.commands import AskDisclosure, DecideDisclosure
from goodoffices.casework.confidence import Confidence, confidence_of
from goodoffices.casework.leave import decision
from goodoffices.casework.refusal import Decided, Refusal, Rule
from goodoffices.casework.roll import actor_named, name_of, own_name
from goodoffices.casework.sending import quoted_to
from goodoffices.casework.well_formed import already_done, does_not_fit, not_here
from goodoffices.record.acts import DisclosureAsked, DisclosureDecided
from goodoffices.record.items import DisclosureRequestReceived
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.handling import Form
from goodoffices.terms.moment import Moment


def ask(command: AskDisclosure, view: View, moment: Moment) -> Decided | Refusal:
    """Ask the owner's seat; where the owner cannot be asked from here, note a question to ask by mouth."""
    item = view.item(command.confidence)
    told = None if item is None else confidence_of(view, item)
    if told is None:
        return not_here()
    refusal = _not_to_be_asked(command, told, view)
    if refusal is not None:
        return refusal
    if _is_open(command, view):
        return already_done("This was asked before, and the answer is still to come.", told.id)
    if told.seat is not None and command.wording is not None:
        refusal = quoted_to(told.owner, (command.wording,), view, moment)
        if refusal is not None:
            return refusal
    act = DisclosureAsked(
        owner=told.seat,
        confidence=told.id,
        to=command.to,
        given=command.given,
        attribution=command.attribution,
        wording=command.wording,
    )
    return Decided(acts=(act,))


def _not_to_be_asked(command: AskDisclosure, told: Confidence, view: View) -> Refusal | None:
    if actor_named(view, command.to) is None or command.to == own_name(view):
        return Refusal(
            rule=Rule.NO_SUCH_ADDRESSEE, sentence=f"{command.to} is nobody at these talks to pass it on to."
        )
    if command.to == told.owner:
        return does_not_fit(f"It was {told.owner} who gave it: no leave is needed.", told.id)
    if told.withdrawn_on is not None or told.handling.form is Form.NEVER:
        why = "has been withdrawn" if told.withdrawn_on is not None else "may never be passed on"
        return Refusal(
            rule=Rule.BREAKS_CONFIDENCE,
            sentence=f"No leave can be asked: {told.label} {why}. Its owner may give it anew on other terms.",
            entries=(told.id,),
        )
    return None


def _is_open(command: AskDisclosure, view: View) -> bool:
    question = (command.confidence, command.to, command.given, command.attribution)
    return any(
        question == (asked.confidence, asked.to, asked.given, asked.attribution)
        and decision(view, item.id) is None
        for item, asked in view.following(command.confidence, DisclosureAsked)
    )


def decide_disclosure(command: DecideDisclosure, view: View, moment: Moment) -> Decided | Refusal:
    """The owner allows or refuses, once; a mediator notes what an owner whom she asked by mouth said.

    What a mediator says with it to another is held against her confidences like any relay.
    """
    item = view.item(command.request)
    if item is None:
        return not_here()
    match item.matter:
        case DisclosureRequestReceived(sender=sender):
            to = sender
        case DisclosureAsked(owner=None):
            to = None
        case DisclosureAsked():
            return Refusal(
                rule=Rule.NOT_FOR_THIS_SEAT,
                sentence="The owner was asked at its own seat, and answers from there.",
                entries=(item.id,),
            )
        case _:
            return not_here()
    if view.following(item.id, DisclosureDecided):
        return already_done("This question was answered before.", item.id)
    if to is not None and command.words is not None and view.seat.kind is SeatKind.MEDIATOR:
        refusal = quoted_to(name_of(view, to), (command.words,), view, moment)
        if refusal is not None:
            return refusal
    act = DisclosureDecided(to=to, request=item.id, allowed=command.allowed, words=command.words)
    return Decided(acts=(act,))
