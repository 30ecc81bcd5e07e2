"""What is told of Ardmere could all have been done at the desk: every row, decided anew when it was done."""

from __future__ import annotations

from functools import cache

import pytest

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    AnswerProposal,
    AnswerWithdrawal,
    AskDisclosure,
    Command,
    DecideDisclosure,
    DraftRelay,
    KeepPreference,
    NoteEntry,
    NoteRelay,
    ReadBackRelay,
    SendMessage,
    SendRelay,
    ShareEntry,
    TableProposal,
    TellDelivery,
    WithdrawMessage,
)
from goodoffices.casework.decide import decide
from goodoffices.casework.refusal import Decided
from goodoffices.desk.desk import Desk
from goodoffices.desk.opening import open_file
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    MessageSent,
    MessageWithdrawn,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    WithdrawalAnswered,
)
from goodoffices.record.items import Matter, Own, Received
from goodoffices.record.talks_yaml import read
from goodoffices.record.view import fold
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.moment import Moment
from goodoffices.terms.proposal import Response
from tests.conftest import REPOSITORY

SEATS = ("union", "company", "ministry", "judge", "shippers")
CARRIED = DisclosureAsked | DisclosureDecided | EntryShared | RelayDrafted | RelayNoted | RelaySent
"""Acts that hold nothing but what was asked for: the desk would write them as the file has them."""


@cache
def desk() -> Desk:
    found = Desk(MemoryStore())
    open_file(found, read((REPOSITORY / "examples/port-of-ardmere/talks.yaml").read_text(encoding="utf-8")))
    return found


def asked_for(act: Own) -> Command:
    """The command that somebody at the desk would have given."""
    match act:
        case EntryNoted():
            return NoteEntry(entry=act.entry)
        case MessageSent():
            return SendMessage(to=act.to, entry=act.entry)
        case MessageWithdrawn():
            return WithdrawMessage(message=act.message)
        case WithdrawalAnswered():
            return AnswerWithdrawal(message=act.message, in_time=act.in_time)
        case RelayDrafted() | RelaySent() | RelayNoted():
            return carrying(act)
        case RelayAcknowledged():
            return AcknowledgeRelay(relay=act.relay)
        case RelayReadBack():
            return ReadBackRelay(relay=act.relay, text=act.text)
        case DisclosureAsked():
            return AskDisclosure(
                confidence=act.confidence,
                to=act.to,
                given=act.given,
                attribution=act.attribution,
                wording=act.wording,
            )
        case DisclosureDecided():
            return DecideDisclosure(request=act.request, allowed=act.allowed, words=act.words)
        case DeliveryTold():
            return TellDelivery(message=act.message, delivery=act.delivery, words=act.words)
        case EntryShared():
            return ShareEntry(subject=act.subject, to=act.to, words=act.words)
        case ProposalTabled():
            return TableProposal(subject=act.subject or "", to=act.to)
        case ProposalAnswered():
            return answering(act)
        case PreferenceKept():
            return KeepPreference(preference=act.preference)


def carrying(act: RelayDrafted | RelaySent | RelayNoted) -> Command:
    relay = act.relay
    draft = DraftRelay(
        to=relay.to,
        rests_on=relay.rests_on,
        given=relay.given,
        attribution=relay.attribution,
        text=relay.text,
        language=relay.language,
    )
    fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
    match act:
        case RelayDrafted():
            return draft
        case RelaySent():
            return SendRelay(**fields, draft=act.draft, confirmed=act.confirmed)
        case RelayNoted():
            return NoteRelay(**fields, draft=act.draft, when=act.when, place=act.place)


def answering(act: ProposalAnswered) -> Command:
    response = act.entry.content
    assert isinstance(response, Response)
    return AnswerProposal(
        proposal=act.proposal,
        value=response.value,
        content=response.content,
        reservations=response.reservations,
    )


def done(matter: Matter) -> Own | None:
    """The act, where the seat did it itself."""
    return None if isinstance(matter, Received) else matter


@pytest.mark.parametrize("seat", SEATS)
def test_everything_in_the_file_could_have_been_done_at_the_desk(seat: str):
    items = tuple(desk().view("port-of-ardmere", seat))
    for number, item in enumerate(items):
        act = done(item.matter)
        if act is None:
            continue
        before = fold(items[:number])
        assert before is not None
        answer = decide(asked_for(act), before, Moment(instant=item.at, day=item.at[:10]))
        assert isinstance(answer, Decided), answer
        assert [type(each) for each in answer.acts] == [type(act)]
        if isinstance(act, CARRIED):
            assert answer.acts == (act,)


def test_one_term_was_broken_and_the_breach_is_flagged_as_the_desk_flags_it():
    judge = desk().view("port-of-ardmere", "judge")
    noted = [act for _, act in judge.of_type(RelayNoted)]
    assert [[breach.rule for breach in act.breaches] for act in noted] == [[], ["never"]]
