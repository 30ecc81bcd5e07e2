"""Views made by hand: what one seat holds that did all this itself."""

from __future__ import annotations

from goodoffices.desk.desk import Desk
from goodoffices.desk.opening import open_file
from goodoffices.record.acts import PreferenceKept
from goodoffices.record.items import Own
from goodoffices.record.talks_file import Row, TalksFile
from goodoffices.record.view import View
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.entry import Content, Entry
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When
from goodoffices.testing.ports import SeededChance, SetClock

OPTIONS = tuple(Option(key=key, title=key) for key in ("low", "middle", "high"))
AGENDA = Agenda(issues=(Issue(key="price", title="Price", options=OPTIONS, ordered=True),))
NOT_SAID = When(precision=Precision.NOT_STATED)


def day(written: str, *, before: tuple[str, ...] = (), during: tuple[str, ...] = ()) -> When:
    return When(precision=Precision.DAY, start=written, before=before, during=during)


def noted(content: Content, when: When | None = None, **more: object) -> Entry:
    return Entry(content=content, when=when, **more)  # type: ignore[arg-type]


def talks(agenda: Agenda = AGENDA) -> Talks:
    def actor(name: str, role: Role) -> Actor:
        return Actor(name=name, kind="organisation", roles=(Tenure(role=role),))

    return Talks(
        name="test",
        title="A test",
        time_zone="Asia/Qatar",
        agenda=agenda,
        actors=(actor("East", Role.PARTY), actor("West", Role.PARTY), actor("Ministry", Role.MEDIATOR)),
        seats=(
            Seat(name="east", kind=SeatKind.PARTY, title="East", actor="East"),
            Seat(name="ministry", kind=SeatKind.MEDIATOR, title="Ministry", actor="Ministry"),
            Seat(name="reader", kind=SeatKind.READER, title="Reader"),
        ),
    )


def view(*acts: Entry | Own, seat: str = "ministry", agenda: Agenda = AGENDA) -> View:
    """What a seat holds that did all this itself, under the identities e1, e2 and so on."""
    rows = tuple(
        Row(id=f"e{at}", by=seat, entry=act) if isinstance(act, Entry) else Row(id=f"e{at}", by=seat, act=act)
        for at, act in enumerate(acts, start=1)
    )
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
    open_file(desk, TalksFile(format="goodoffices-talks/1", talks=talks(agenda), record=rows))
    return desk.view("test", seat)


def says(holder: str, *keys: str, when: When | None = None) -> Entry:
    stances = (Stance(issue="price", acceptable=keys),) if keys else ()
    return noted(Position(holder=holder, stances=stances), when)


def wants(holder: str, low: float, middle: float, high: float, reservation: float = 0) -> PreferenceKept:
    values = tuple(
        OptionWorth(option=option.key, value=value)
        for option, value in zip(OPTIONS, (low, middle, high), strict=True)
    )
    worth = IssueWorth(issue="price", weight=1, values=values)
    return PreferenceKept(preference=Preference(holder=holder, issues=(worth,), reservation=reservation))
