"""One page of the desk: where it is, for which seats, and what showing and sending it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from starlette.responses import Response

from goodoffices.terms.actor import SeatKind

if TYPE_CHECKING:
    from goodoffices.doors.web.form import Form
    from goodoffices.doors.web.visit import Visit

MEDIATORS = frozenset({SeatKind.MEDIATOR})
READERS = frozenset({SeatKind.READER})
SIDES = frozenset(SeatKind) - MEDIATORS - READERS
"""Every seat that is neither a mediator's nor a reader's: parties, outside powers, hosts, observers."""
ALL_SEATS = frozenset(SeatKind)


class Group(Enum):
    """Under which heading a page stands in the menu."""

    NOW = "Now"
    CARRY = "Messages"
    RECORD = "The record"
    TABLE = "On the table"
    OWN = "For this seat"


@dataclass(frozen=True, kw_only=True)
class Nav:
    """An entry of the menu; `order` sorts within the group."""

    label: str
    group: Group
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page below `/t/{talks}/{seat}/`.

    `path` may hold parameters (`message/{item}`); two pages may share a path where no seat kind has both.
    `show` makes the page; `act`, where there is one, does what its form asks. Both run in a thread of their
    own and may block. What a page shows is made from `visit.view` and `visit.moment` alone.
    """

    path: str
    seats: frozenset[SeatKind]
    show: Callable[[Visit], Response]
    act: Callable[[Visit, Form], Response] | None = None
    nav: Nav | None = None
