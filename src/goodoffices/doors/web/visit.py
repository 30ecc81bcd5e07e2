"""One request from one seat: what it may see, what it typed, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from goodoffices.access.session import Place, Session
from goodoffices.casework.commands import Command
from goodoffices.casework.refusal import Refusal
from goodoffices.desk.desk import Accepted
from goodoffices.doors import calendar_words
from goodoffices.doors.web import naming
from goodoffices.doors.web.done import DONE
from goodoffices.doors.web.door import Door
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import Group, Nav, Page
from goodoffices.doors.web.trouble import Trouble, of_refusal
from goodoffices.record.items import LaneItem
from goodoffices.record.view import View
from goodoffices.terms.actor import Seat
from goodoffices.terms.calendar import written_day
from goodoffices.terms.moment import Moment
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import When


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A seat that is open in somebody's browser, at one request. Everything shown is made from `view`."""

    door: Door
    request: Request
    session: Session
    place: Place
    current: Page
    view: View
    moment: Moment
    typed: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    trouble: Trouble | None = None
    kept_mark: str = ""

    # What is here

    @property
    def talks(self) -> Talks:
        """The talks as this seat knows them."""
        return self.view.talks

    @property
    def seat(self) -> Seat:
        """The seat that looks."""
        return self.view.seat

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of the path, such as `item`."""
        return {name: str(value) for name, value in self.request.path_params.items()}

    def query(self, name: str) -> str:
        """A value of the address's query; empty where there is none."""
        return self.request.query_params.get(name, "")

    def item(self) -> LaneItem | None:
        """The item that the path names, if this seat holds it."""
        return self.view.item(self.parameters.get("item", ""))

    # Answers

    def page(self, template: str, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401 - Jinja's
        """A page made from a template, which finds this visit under `visit`."""
        if self.trouble is not None:
            status = self.trouble.status
        text = self.door.templates.get_template(template).render(visit=self, **context)
        return HTMLResponse(text, status_code=status)

    def not_there(self) -> Response:
        """The one answer to everything that this seat has not got."""
        return self.door.plain.not_there()

    def go(self, path: str, **query: str) -> Response:
        """On to a page of this seat, after something was done."""
        return RedirectResponse(self.to(path, **query), status_code=303)

    def typing(self, form: Form) -> Visit:
        """The same visit, with what somebody typed standing in the fields."""
        return replace(self, typed=form.fields)

    def again(self, form: Form, trouble: Trouble | str) -> Response:
        """The same page once more, with what was typed and why it was not done."""
        why = Trouble(sentence=trouble) if isinstance(trouble, str) else trouble
        return self.current.show(replace(self, typed=form.fields, trouble=why))

    def do(self, form: Form, command: Command, then: Callable[[Accepted], Response]) -> Response:
        """Do a command from this seat; refused, the page comes back with the reason."""
        answer = self.door.desk.act(self.place.talks, self.place.seat, command, key=form.key)
        match answer:
            case Accepted():
                return then(answer)
            case Refusal():
                return self.again(form, of_refusal(answer))

    # What templates ask for

    def to(self, path: str = "", **query: str) -> str:
        """The address of a page of this seat."""
        asked = f"?{urlencode(query)}" if query else ""
        return f"/t/{self.place.talks}/{self.place.seat}/{path}{asked}"

    def turned(self, path: str, asked: Mapping[str, str], parameter: str, number: int) -> str:
        """The address of another page of a long list, with all else that was asked for."""
        kept = {name: value for name, value in asked.items() if value and name != parameter}
        return self.to(path, **kept, **{parameter: str(number)})

    def to_item(self, identity: str) -> str:
        """The address of the page that shows one thing that this seat holds."""
        item = self.view.item(identity)
        return self.to("record" if item is None else naming.path_of(item))

    def mark(self) -> str:
        """A new mark for a form of this page, or that of the form that is to be sent once more."""
        return self.kept_mark or self.door.new_mark(self.session, self.place)

    def value(self, name: str, default: str | None = "") -> str:
        """What was typed into a field, or what stands there at first."""
        if name in self.typed:
            return next(iter(self.typed[name]), "")
        return default or ""

    def picked(self, name: str, value: str, *, first: bool = False) -> bool:
        """Whether one of several answers is picked: by what was typed, or at first."""
        return value in self.typed[name] if name in self.typed else first

    def ticked(self, name: str, value: str, *, first: bool = False) -> bool:
        """Whether a box is ticked; a form that came back says so of each, as an empty box sends nothing."""
        return value in self.typed.get(name, ()) if self.typed else first

    def who(self, seat: str) -> str:
        """Whose a seat is, as people say it."""
        return naming.of_seat(self.talks, seat)

    def describe(self, identity: str) -> str:
        """What one thing in the record is, in a few words."""
        return naming.described(self.view, identity)

    def excerpt(self, identity: str, longest: int = 140) -> str:
        """The beginning of what an item says; empty where it brings no words of its own."""
        return naming.excerpt(self.view, identity, longest=longest)

    def time(self, at: str) -> str:
        """When something was recorded, in the talks' own time zone."""
        return calendar_words.time(at, self.talks.time_zone)

    def when(self, when: When | None) -> str:
        """When something happened, as far as anybody says."""
        return calendar_words.when(when, self.talks.time_zone)

    def day(self, day: str) -> str:
        """A day as people write it."""
        return written_day(day)

    def done(self) -> str:
        """What was just done, as a sentence; empty where nothing was."""
        return DONE.get(self.query("done"), "")

    def menu(self) -> list[tuple[Group, list[tuple[Nav, str, bool]]]]:
        """The pages that this seat has, by group: entry, address, and whether it is the page shown."""
        mine = [page for page in self.door.pages if page.nav and self.seat.kind in page.seats]
        groups: list[tuple[Group, list[tuple[Nav, str, bool]]]] = []
        for group in Group:
            entries = [
                (page.nav, self.to(page.path), page is self.current)
                for page in sorted(mine, key=lambda page: page.nav.order if page.nav else 0)
                if page.nav and page.nav.group is group
            ]
            if entries:
                groups.append((group, entries))
        return groups

    def has(self, path: str) -> bool:
        """Whether this seat has a page of that path."""
        return any(page.path == path and self.seat.kind in page.seats for page in self.door.pages)

    def switch(self) -> tuple[Seat, ...]:
        """The seats that one may change to from here; empty but in practice talks."""
        return self.talks.seats if self.talks.practice else ()

    def others(self) -> tuple[str, ...]:
        """The actors other than this seat's own, in order."""
        return tuple(actor.name for actor in self.talks.actors if actor.name != self.seat.actor)
