"""A desk on a store in memory, with a clock that is set by hand and seeded chance."""

from __future__ import annotations

import pytest

from goodoffices.desk.desk import Desk
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.talks import Talks
from goodoffices.testing.ports import SeededChance, SetClock


def actor(name: str, role: Role) -> Actor:
    return Actor(name=name, kind="organisation", roles=(Tenure(role=role),))


TALKS = Talks(
    name="test",
    title="A test",
    time_zone="Asia/Qatar",
    actors=(
        actor("Union", Role.PARTY),
        actor("Company", Role.PARTY),
        actor("Ministry", Role.MEDIATOR),
        actor("Judge", Role.MEDIATOR),
    ),
    seats=(
        Seat(name="union", kind=SeatKind.PARTY, title="The union", actor="Union"),
        Seat(name="company", kind=SeatKind.PARTY, title="The company", actor="Company"),
        Seat(name="ministry", kind=SeatKind.MEDIATOR, title="The ministry", actor="Ministry"),
        Seat(name="judge", kind=SeatKind.MEDIATOR, title="The judge", actor="Judge"),
    ),
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(clock: SetClock) -> Desk:
    opened = Desk(MemoryStore(), clock=clock, chance=SeededChance())
    opened.open_talks(TALKS)
    return opened
