from __future__ import annotations

import typing

import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.casework.remit import REMIT, correspondent, out_of_remit
from goodoffices.terms.actor import Seat, SeatKind
from goodoffices.terms.entry import Entry
from goodoffices.terms.message import Delivery, Message
from goodoffices.terms.preference import Preference
from goodoffices.terms.proposal import Answer
from goodoffices.terms.talks import Talks
from goodoffices.testing.lanes import Lane
from tests.casework.conftest import PORT, TALKS, UNION

SAYING = Entry(content=Message(content="Good morning."))
# One row a command: an example of it, and which seats may give it.
#         party  mediator  outside power  host   guarantor  observer  reader
TABLE = [
    (c.NoteEntry(entry=SAYING), "party mediator outside_power host guarantor observer reader"),
    (c.SendMessage(to="ministry", entry=SAYING), "party mediator outside_power host guarantor observer"),
    (c.WithdrawMessage(message="x"), "party outside_power host guarantor observer"),
    (c.AnswerWithdrawal(message="x", in_time=True), "mediator"),
    (c.DraftRelay(to=PORT, text="t"), "mediator"),
    (c.SendRelay(to=PORT, text="t"), "mediator"),
    (c.NoteRelay(to=PORT, text="t"), "mediator"),
    (c.AcknowledgeRelay(relay="x"), "party outside_power host guarantor observer"),
    (c.ReadBackRelay(relay="x", text="t"), "party outside_power host guarantor observer"),
    (c.AskDisclosure(confidence="x", to=PORT), "mediator"),
    (
        c.DecideDisclosure(request="x", allowed=True),
        "party mediator outside_power host guarantor observer",
    ),
    (c.TellDelivery(message="x", delivery=Delivery.SENT), "mediator"),
    (c.ShareEntry(subject="x", to="judge"), "mediator"),
    (c.TableProposal(subject="x", to="port"), "mediator"),
    (c.AnswerProposal(proposal="x", value=Answer.REJECT), "party"),
    (
        c.KeepPreference(preference=Preference(holder=UNION, issues=(), reservation=0)),
        "party mediator",
    ),
]


def seat_of(kind: SeatKind) -> Seat:
    return Seat(name="here", kind=kind, title="Here", actor=None if kind is SeatKind.READER else UNION)


def view_of(kind: SeatKind):
    return Lane(Talks(name="t", title="T", actors=TALKS.actors, seats=(seat_of(kind),)), "here").view


@pytest.mark.parametrize("kind", SeatKind, ids=lambda kind: kind.value)
@pytest.mark.parametrize(("command", "kinds"), TABLE, ids=lambda value: type(value).__name__)
def test_a_seat_does_what_its_kind_does_and_nothing_else(command, kinds, kind):
    refusal = out_of_remit(command, view_of(kind))
    assert (refusal is None) is (kind.value in kinds.split())
    assert refusal is None or refusal.rule is Rule.NOT_FOR_THIS_SEAT


def test_the_table_has_a_row_for_each_command_and_a_column_for_each_kind_of_seat():
    assert {type(command) for command, _ in TABLE} == set(typing.get_args(c.Command))
    assert set(REMIT) == set(SeatKind)


WRITES_TO = [
    ("union", "ministry", True),
    ("union", "judge", True),
    ("union", "port", False),
    ("union", "union", False),
    ("union", "reader", False),
    ("union", "nobody", False),
    ("ministry", "union", True),
    ("ministry", "port", True),
    ("ministry", "judge", True),
    ("ministry", "ministry", False),
    ("ministry", "reader", False),
]


@pytest.mark.parametrize(("by", "to", "may"), WRITES_TO)
def test_parties_write_to_mediators_and_mediators_to_everyone_with_a_part(at, by, to, may):
    found = correspondent(at(by).view, to)
    assert isinstance(found, Seat) is may
    assert may or (isinstance(found, Refusal) and found.rule is Rule.NO_SUCH_ADDRESSEE)
