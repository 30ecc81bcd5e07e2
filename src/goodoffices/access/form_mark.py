"""The mark that the desk puts on every form: when, for which session and seat, and a key of its own.

A form without a good mark was not made here, or not for this seat. The key makes sending it twice harmless.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from enum import Enum

from goodoffices.access.session import Place
from goodoffices.terms.word import Word

LIFETIME = 12 * 60 * 60
"""Seconds after which a page is too old to be sent."""

_WRITTEN = re.compile(r"\A(\d{1,12})\.([A-Za-z0-9_-]{16,64})\.([0-9a-f]{64})\.([0-9a-f]{64})\Z")


class Mark(Word):
    """What a good mark says: when the form was made (seconds since 1970, UTC), and its key."""

    issued: int
    key: str


class Elsewhere(Word):
    """A mark of this desk for this seat, but of another session: that of an earlier run, or another browser.

    Nothing is done for it; the form is shown again under a mark of this session with the same key, so that
    what was recorded before is not recorded twice.
    """

    mark: Mark


class BadMark(Enum):
    """Why a form is not taken."""

    FORGED = "forged"
    STALE = "stale"


def written(mark: Mark, *, secret: bytes, session: str, place: Place) -> str:
    """The mark as it stands in a form; `session` is the session's digest."""
    return f"{mark.issued}.{mark.key}.{_code(mark, secret, place, session)}.{_code(mark, secret, place)}"


def read(text: str, *, secret: bytes, session: str, place: Place, now: int) -> Mark | Elsewhere | BadMark:
    """The mark of a form that was made here for this session and seat, at most `LIFETIME` seconds ago.

    >>> place = Place(talks="harbour", seat="union")
    >>> text = written(Mark(issued=100, key="k" * 16), secret=b"s", session="d", place=place)
    >>> read(text, secret=b"s", session="d", place=place, now=160).key
    'kkkkkkkkkkkkkkkk'
    >>> read(text, secret=b"s", session="d", place=place, now=100 + LIFETIME + 1)
    <BadMark.STALE: 'stale'>
    >>> read(text, secret=b"s", session="another", place=place, now=160)
    Elsewhere(mark=Mark(issued=100, key='kkkkkkkkkkkkkkkk'))
    >>> read(text, secret=b"another", session="d", place=place, now=160)
    <BadMark.FORGED: 'forged'>
    """
    found = _WRITTEN.match(text)
    if found is None:
        return BadMark.FORGED
    mark = Mark(issued=int(found[1]), key=found[2])
    if not hmac.compare_digest(found[4], _code(mark, secret, place)):
        return BadMark.FORGED
    if now - mark.issued > LIFETIME:
        return BadMark.STALE
    here = hmac.compare_digest(found[3], _code(mark, secret, place, session))
    return mark if here else Elsewhere(mark=mark)


def _code(mark: Mark, secret: bytes, place: Place, session: str = "") -> str:
    # No part can hold a line break, so that no two different marks are one text; no session is empty.
    parts = (session, place.talks, place.seat, str(mark.issued), mark.key)
    return hmac.new(secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()
