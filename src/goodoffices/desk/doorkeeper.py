"""Who has come in by which link, in memory: closing the desk ends all sessions."""

from __future__ import annotations

import threading

from goodoffices.access.secret import digest
from goodoffices.access.session import Invitation, Place, Session
from goodoffices.desk.ports import Chance, SystemChance


class Doorkeeper:
    """Hands out single-use links and remembers sessions. Keeps digests only; safe from several threads."""

    def __init__(self, chance: Chance | None = None) -> None:
        self._chance: Chance = chance or SystemChance()
        self._invitations: dict[str, Invitation] = {}
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def invite(self, talks: str, seat: str) -> str:
        """A new token that lets whoever uses it first into one seat."""
        token = self._chance.token(f"invitation/{talks}/{seat}")
        kept = digest(token)
        with self._lock:
            self._invitations[kept] = Invitation(digest=kept, place=Place(talks=talks, seat=seat))
        return token

    def invited(self, token: str) -> Place | None:
        """Where an unused token leads, or None: unknown and used are one answer."""
        with self._lock:
            invitation = self._invitations.get(digest(token))
        return None if invitation is None else invitation.place

    def enter(self, token: str, cookie: str | None = None) -> tuple[str, Place] | None:
        """Use a token up: the cookie of the session that now holds its seat, and the seat; or None.

        The seat joins the session of `cookie` where there is one, under a new cookie: whoever knew the old
        one, or planted it in this browser, does not get the seat.
        """
        with self._lock:
            invitation = self._invitations.pop(digest(token), None)
            if invitation is None:
                return None
            place = invitation.place
            session = None if cookie is None else self._sessions.pop(digest(cookie), None)
            new = self._chance.token(f"session/{place.talks}/{place.seat}")
            if session is None:
                session = Session(digest=digest(new))
            self._sessions[digest(new)] = session.with_place(place)
        return new, place

    def session(self, cookie: str | None) -> Session | None:
        """The session of a cookie, or None."""
        if cookie is None:
            return None
        with self._lock:
            return self._sessions.get(digest(cookie))

    def leave(self, cookie: str | None) -> None:
        """End the session of a cookie, if there is one."""
        if cookie is not None:
            with self._lock:
                self._sessions.pop(digest(cookie), None)
