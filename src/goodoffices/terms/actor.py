"""Who has a part in the talks, and from which seat."""

from __future__ import annotations

from enum import Enum

from goodoffices.terms.identity import Slug
from goodoffices.terms.text import Label, Text
from goodoffices.terms.when import When
from goodoffices.terms.word import Word


class Role(Enum):
    """What an actor is in these talks; one actor may hold several."""

    PARTY = "party"
    MEDIATOR = "mediator"
    OUTSIDE_POWER = "outside_power"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"


class SeatKind(Enum):
    """What a seat is for. A reader has a report before it and no part in the talks."""

    PARTY = "party"
    MEDIATOR = "mediator"
    OUTSIDE_POWER = "outside_power"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    READER = "reader"


class Tenure(Word):
    """A role held for a period; no period means throughout."""

    role: Role
    period: When | None = None


class Spokesperson(Word):
    """A person who speaks for an actor, with the office held at the time."""

    name: Label
    office: Label | None = None
    period: When | None = None


class Actor(Word):
    """A state, organisation, company, union or person with a part in the talks."""

    name: Label
    kind: Label
    roles: tuple[Tenure, ...] = ()
    spokespersons: tuple[Spokesperson, ...] = ()
    about: Text | None = None


class Seat(Word):
    """A place at the talks, held by accounts; everything is seen and done from a seat.

    `actor` is the canonical name of the actor that it belongs to; a reader's seat has none.
    """

    name: Slug
    kind: SeatKind
    title: Label
    actor: Label | None = None
