"""Drafting what is passed on, having it checked, and sending it; beside the message, or from a kept draft."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from goodoffices.casework.commands import AskDisclosure, DraftRelay, SendRelay
from goodoffices.casework.confidence import confidence_of
from goodoffices.casework.disclosure import Check, check
from goodoffices.casework.refusal import Refusal
from goodoffices.casework.relaying import relay_of
from goodoffices.casework.roll import room_of
from goodoffices.doors.web.course import giver, received
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.naming import excerpt
from goodoffices.doors.web.paging import AT_ONCE
from goodoffices.doors.web.trouble import of_refusal
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import WordError
from goodoffices.record.items import LaneItem
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Given
from goodoffices.terms.relay import Relay


@dataclass(frozen=True)
class Checked:
    """A draft with what the check said of it."""

    relay: Relay
    check: Check


@dataclass(frozen=True)
class RelayForm:
    """What the form of a relay needs: who may be addressed, what it may rest on, what stands in it."""

    addressees: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, str, str], ...]
    at_first: Relay | None
    draft: str
    checked: Checked | None


def relay_form(
    visit: Visit, *, rests_on: tuple[str, ...] = (), at_first: Relay | None = None, draft: str = ""
) -> RelayForm:
    """The form as it stands at first, or as it was typed, with the check that was asked for."""
    rests_on = rests_on if at_first is None else at_first.rests_on
    return RelayForm(
        addressees=tuple((name, name, "") for name in addressees(visit.view)),
        sources=tuple(
            (
                item.id,
                giver(visit.view, item),
                f"{visit.time(item.at)}: {excerpt(visit.view, item.id, longest=90)}",
            )
            for item in _to_rest_on(visit, rests_on)
        ),
        at_first=at_first
        or (
            Relay(to=_first_addressee(visit.view, rests_on), rests_on=rests_on, text="-")
            if rests_on
            else None
        ),
        draft=draft,
        checked=_checked(visit),
    )


def _to_rest_on(visit: Visit, chosen: tuple[str, ...]) -> list[LaneItem]:
    """What may be ticked, newest first: the latest that was told, and whatever was chosen before."""
    told = received(visit.view)
    ticked = {*chosen, *visit.typed.get("rests_on", ())}
    return told[:AT_ONCE] + [item for item in told[AT_ONCE:] if item.id in ticked]


def addressees(view: View) -> tuple[str, ...]:
    """The actors that read what is passed on to them at this desk."""
    return tuple(actor.name for actor in view.talks.actors if room_of(view, actor.name) is not None)


def act(visit: Visit, form: Form) -> Response | None:
    """Check, keep, send or ask, as the button says; None for a button that is none of these."""
    match form.raw("do"):
        case "check":
            return _shown_again(visit, form)
        case "keep":
            return visit.do(form, read_draft(form), lambda _: visit.go("drafts", done="kept"))
        case "send":
            return _send(visit, form)
        case "ask":
            return _ask(visit, form)
        case _:
            return None


def read_draft(form: Form) -> DraftRelay:
    """What the form says is to be passed on."""
    return DraftRelay(
        to=form.label("to", "To whom"),
        rests_on=form.labels("rests_on", "It rests on"),
        given=form.choice("given", Given, "Words or substance", Given.IN_SUBSTANCE),
        attribution=form.choice("attribution", Attribution, "Under whose name", Attribution.AS_OWN),
        text=form.text("text", "What you pass on"),
        language=form.label_or_none("language", "Language"),
    )


def _send(visit: Visit, form: Form) -> Response:
    draft = read_draft(form)
    command = SendRelay(
        to=draft.to,
        rests_on=draft.rests_on,
        given=draft.given,
        attribution=draft.attribution,
        text=draft.text,
        language=draft.language,
        draft=form.label_or_none("draft", "Draft"),
        confirmed=tuple(form.fields.get("confirmed", ())),
    )
    return visit.do(form, command, lambda _: visit.go("sent", done="passed-on"))


def _ask(visit: Visit, form: Form) -> Response:
    """Ask the owner of one confidence for exactly what the draft would do with it."""
    draft = read_draft(form)
    command = AskDisclosure(
        confidence=form.label("ask_about", "What to ask about"),
        to=draft.to,
        given=draft.given,
        attribution=draft.attribution,
        wording=draft.text if form.ticked("ask_wording") else None,
    )
    return visit.do(form, command, lambda _: visit.go("inbox", done="asked"))


def _shown_again(visit: Visit, form: Form) -> Response:
    relay = relay_of(read_draft(form), visit.view)
    if isinstance(relay, Refusal):
        return visit.again(form, of_refusal(relay))
    return visit.current.show(visit.typing(form))


def _checked(visit: Visit) -> Checked | None:
    """The check of what was typed, where a relay was."""
    if not visit.typed.get("text") or not visit.typed.get("to"):
        return None
    try:
        relay = relay_of(read_draft(Form(dict(visit.typed))), visit.view)
    except WordError:
        return None  # the page says already what is wrong with it
    if isinstance(relay, Refusal):
        return None
    return Checked(relay=relay, check=check(relay, visit.view, visit.moment))


def _first_addressee(view: View, rests_on: tuple[str, ...]) -> str:
    """To whom it is most likely meant: whom the terms name, or else the first who did not say it."""
    names = addressees(view)
    for identity in rests_on:
        item = view.item(identity)
        told = None if item is None else confidence_of(view, item)
        if told is None:
            continue
        named = [name for name in told.handling.to if name in names]
        parties = [name for name in names if name != told.owner and _is_party(view, name)]
        return next(iter((*named, *parties)), "-")
    return next(iter(names), "-")


def _is_party(view: View, actor: str) -> bool:
    seat = room_of(view, actor)
    return seat is not None and seat.kind is SeatKind.PARTY
