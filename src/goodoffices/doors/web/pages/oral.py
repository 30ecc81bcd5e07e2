"""The way by word of mouth: note what was said, and afterwards what was passed on."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import NoteEntry, NoteRelay
from goodoffices.casework.meeting_sheet import MayBeSaid, Sheet, sheet
from goodoffices.desk.desk import Accepted
from goodoffices.doors.web.course import told_by_mouth
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import MEDIATORS, Group, Nav, Page
from goodoffices.doors.web.terms_form import handling
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import WordError
from goodoffices.record.acts import RelayNoted
from goodoffices.record.view import View
from goodoffices.terms.actor import Role
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Channel, Given, Message
from goodoffices.terms.source import Source, SourceType, Telling
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When


def show_note(visit: Visit) -> Response:
    """The form for what a side said, made for a phone and one hand."""
    return visit.page(
        "note.html",
        speakers=_speakers(visit.talks, visit.seat.actor),
        who_first=_speaker_key(visit.talks, visit.seat.actor, visit.query("who")),
        others=_others(visit),
        language=_last_language(visit.view),
        answers=visit.value("answers", visit.query("answers")),
    )


def act_note(visit: Visit, form: Form) -> Response:
    """Write down what was said."""
    actor, person = _spoken_by(visit.talks, visit.seat.actor, form)
    own = visit.seat.actor or visit.seat.title
    day = form.day_or_none("day", "Day")
    answered = form.label_or_none("answers", "What it answers")
    entry = Entry(
        content=Message(
            content=form.text("text", "What was said"),
            given=form.choice("given", Given, "Words or substance", Given.IN_SUBSTANCE),
            channel=Channel.ORAL,
            language=form.label_or_none("language", "Language"),
            interpreter=form.label_or_none("interpreter", "Interpreter"),
            place=form.label_or_none("place", "Place"),
        ),
        when=None if day is None else When(precision=Precision.DAY, start=day),
        actors=(
            Part(role=PartRole.ISSUER, canonical=actor, written=person),
            Part(role=PartRole.ADDRESSEE, canonical=own),
        ),
        sources=(
            Source(
                type=SourceType.FIRST_HAND,
                label=own,
                chain=(Telling(teller=person or actor, hearer=own, of=actor),),
            ),
        ),
        handling=handling(form, visit.talks, speaker=actor),
        links=() if answered is None else (Link(type=LinkType.ANSWERS, to=answered),),
    )
    return visit.do(form, NoteEntry(entry=entry), lambda _: visit.go("inbox", done="noted"))


def show_passed_on(visit: Visit) -> Response:
    """What was passed on at a meeting: chosen from the sheet, with the words that were used."""
    to = visit.value("to", visit.query("to"))
    known = to in visit.others()
    found = sheet(visit.view, to, visit.moment) if known else None
    tapped = None if found is None else _tapped(found, visit.query("item"))
    return visit.page(
        "passed_on.html", to=to if known else "", sheet=found, tapped=tapped, actors=_others(visit)
    )


def act_passed_on(visit: Visit, form: Form) -> Response:
    """Record it: a fact is never refused; where a term was not kept, the entry is flagged."""
    day = form.day_or_none("day", "Day")
    command = NoteRelay(
        to=form.label("to", "To whom"),
        rests_on=form.labels("rests_on", "It rests on"),
        given=form.choice("given", Given, "Words or substance", Given.IN_SUBSTANCE),
        attribution=form.choice("attribution", Attribution, "Under whose name", Attribution.AS_OWN),
        text=form.text("text", "What you said"),
        language=form.label_or_none("language", "Language"),
        when=None if day is None else When(precision=Precision.DAY, start=day),
        place=form.label_or_none("place", "Place"),
    )
    return visit.do(form, command, lambda accepted: visit.go("sent", done=_flagged(visit, accepted)))


def _flagged(visit: Visit, accepted: Accepted) -> str:
    view = visit.door.desk.view(visit.place.talks, visit.place.seat)
    for identity in accepted.items:
        item = view.item(identity)
        if item is not None and isinstance(item.matter, RelayNoted) and item.matter.breaches:
            return "passed-on-breach"
    return "passed-on-noted"


def _tapped(found: Sheet, identity: str) -> MayBeSaid | None:
    """What was tapped on the meeting sheet, with the form and the name that its terms allow."""
    return next((said for said in found.may_say if said.confidence == identity), None)


def _speakers(talks: Talks, own: str | None) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Who may have spoken, actor by actor; the parties first. Keys name places on the roll, not people."""
    found: list[tuple[bool, str, list[tuple[str, str, str]]]] = []
    for number, actor in enumerate(talks.actors):
        if actor.name == own:
            continue
        people = [
            (f"{number}.{place}", person.name, person.office or "")
            for place, person in enumerate(actor.spokespersons)
            if person.name != actor.name
        ]
        somebody = "Somebody else there" if people else actor.name
        party = any(tenure.role is Role.PARTY for tenure in actor.roles)
        found.append((not party, actor.name, [*people, (f"{number}.", somebody, "")]))
    return [(name, answers) for _, name, answers in sorted(found, key=lambda one: one[0])]


def _speaker_key(talks: Talks, own: str | None, actor: str) -> str:
    for name, answers in _speakers(talks, own):
        if name == actor:
            return answers[0][0]
    return ""


def _spoken_by(talks: Talks, own: str | None, form: Form) -> tuple[str, str | None]:
    """The actor and the person that a key names."""
    key = form.raw("who")
    for name, answers in _speakers(talks, own):
        for answer, title, _ in answers:
            if answer == key:
                return name, None if key.endswith(".") else title
    raise WordError("Who spoke: choose one of them.")


def _others(visit: Visit) -> list[tuple[str, str, str]]:
    return [(name, name, "") for name in visit.others()]


def _last_language(view: View) -> str:
    """The language of the last thing that was noted here: most often the next one's too."""
    found = ""
    for item in view:
        entry = told_by_mouth(item)
        if entry is not None and isinstance(entry.content, Message) and entry.content.language:
            found = entry.content.language
    return found


PAGES = (
    Page(
        path="note",
        seats=MEDIATORS,
        show=show_note,
        act=act_note,
        nav=Nav(label="Note what was said", group=Group.NOW, order=10),
    ),
    Page(
        path="passed-on",
        seats=MEDIATORS,
        show=show_passed_on,
        act=act_passed_on,
        nav=Nav(label="Note what you passed on", group=Group.NOW, order=30),
    ),
)
