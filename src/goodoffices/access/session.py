"""Who may sit where: a session holds seats, and nothing else opens one."""

from __future__ import annotations

from goodoffices.terms.identity import Slug
from goodoffices.terms.word import Word


class Place(Word):
    """One seat at one negotiation."""

    talks: Slug
    seat: Slug


class Invitation(Word):
    """A single-use way into one seat, known by the digest of its token."""

    digest: str
    place: Place


class Session(Word):
    """Somebody's open browser and the seats entered from it.

    `digest` is that of its first cookie: it names the session for as long as it lasts, and opens nothing.
    """

    digest: str
    places: tuple[Place, ...] = ()

    def holds(self, place: Place) -> bool:
        """Whether this very seat was entered from here."""
        return place in self.places

    def seat_at(self, talks: str) -> str | None:
        """The first seat held at some talks, or None."""
        return next((place.seat for place in self.places if place.talks == talks), None)

    def with_place(self, place: Place) -> Session:
        """The session once one more seat was entered; unchanged where it is held already."""
        return self if self.holds(place) else Session(digest=self.digest, places=(*self.places, place))


def may_sit(session: Session, place: Place, *, practice: bool) -> bool:
    """Whether a session may see and act from a seat.

    It may where that seat was entered from it. Practice talks are the one exception: whoever sits anywhere
    there may sit in every seat there.

    >>> own = Place(talks="harbour", seat="union")
    >>> other = Place(talks="harbour", seat="operator")
    >>> session = Session(digest="d", places=(own,))
    >>> may_sit(session, own, practice=False), may_sit(session, other, practice=False)
    (True, False)
    >>> may_sit(session, other, practice=True)
    True
    """
    return session.holds(place) or (practice and session.seat_at(place.talks) is not None)
