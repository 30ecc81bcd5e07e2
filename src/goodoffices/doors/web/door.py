"""What the web door is made of, and who may come through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Environment
from starlette.requests import Request

from goodoffices.access.form_mark import BadMark, Elsewhere, Mark, read, written
from goodoffices.access.session import Place, Session, may_sit
from goodoffices.desk.desk import Desk
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.doors.web.page import Page
from goodoffices.doors.web.plain_pages import PlainPages
from goodoffices.errors import AccessError
from goodoffices.record.view import View


@dataclass(frozen=True, kw_only=True)
class Door:
    """The desk behind the pages, and what they are made with."""

    desk: Desk
    doorkeeper: Doorkeeper
    secret: bytes
    cookie: str
    templates: Environment
    plain: PlainPages
    pages: tuple[Page, ...]

    def session(self, request: Request) -> Session | None:
        """The session of whoever asks, or None."""
        return self.doorkeeper.session(request.cookies.get(self.cookie))

    def opened(self, session: Session | None, place: Place) -> View | None:
        """What the seat holds, if this session may sit there now; None otherwise, whatever the reason."""
        if session is None:
            return None
        held = session.seat_at(place.talks)
        if held is None:
            return None
        try:
            practice = not session.holds(place) and self.desk.view(place.talks, held).talks.practice
            if not may_sit(session, place, practice=practice):
                return None
            return self.desk.view(place.talks, place.seat)
        except AccessError:
            return None

    def now(self) -> int:
        """Whole seconds since 1970, for the marks of forms."""
        return int(self.desk.clock.now().timestamp())

    def new_mark(self, session: Session, place: Place) -> str:
        """A mark for one more form; drawn from a stream that only this session's own pages move."""
        key = self.desk.chance.token(f"form/{session.digest}/{place.talks}/{place.seat}")
        return self.marked(Mark(issued=self.now(), key=key), session, place)

    def marked(self, mark: Mark, session: Session, place: Place) -> str:
        """A mark as it stands in a form of this session."""
        return written(mark, secret=self.secret, session=session.digest, place=place)

    def read_mark(self, text: str, session: Session, place: Place) -> Mark | Elsewhere | BadMark:
        """What the mark of a form that came back says."""
        return read(text, secret=self.secret, session=session.digest, place=place, now=self.now())

    def places(self, session: Session) -> Iterable[tuple[Place, View]]:
        """The seats of a session, each with what it holds."""
        for place in session.places:
            view = self.opened(session, place)
            if view is not None:
                yield place, view
