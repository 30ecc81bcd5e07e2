"""The invented talks of the port of Ardmere: the first thing that a visitor sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import get_args

import msgspec
import pytest

from goodoffices.casework.texts import texts
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryShared,
    Event,
    MessageSent,
    MessageWithdrawn,
    ProposalAnswered,
    ProposalTabled,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    TalksOpened,
    WithdrawalAnswered,
)
from goodoffices.record.items import LaneItem, Own, entry_in
from goodoffices.record.references import references, translated
from goodoffices.record.standing import Standing
from goodoffices.record.talks_file import Row, TalksFile
from goodoffices.record.talks_yaml import read
from goodoffices.record.visibility import visibility
from goodoffices.terms.entry import Content, Entry, LinkType, Phase
from goodoffices.terms.message import Message, MessageForm
from goodoffices.terms.position import Conveyed, Position
from goodoffices.terms.proposal import Answer, Proposal, Response
from goodoffices.terms.word import Word
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "examples" / "port-of-ardmere"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
YAML = (FOLDER / "talks.yaml").read_text(encoding="utf-8")
UNION, COMPANY = "Ardmere Dockworkers' Union", "Ardmere Harbour Company"
SEATS = ("union", "company", "ministry", "judge", "shippers")


@cache
def file() -> TalksFile:
    return read(YAML)


def row(identity: str) -> Row:
    return next(row for row in file().record if row.id == identity)


def deed(identity: str) -> Own:
    return row(identity).deed


def entry_of(identity: str) -> Entry:
    entry = entry_in(deed(identity))
    assert entry is not None
    return entry


def entries() -> Iterator[tuple[Row, Entry]]:
    for each in file().record:
        if (entry := entry_in(each.deed)) is not None:
            yield each, entry


def referring_to(identity: str, *kinds: type[Own]) -> list[str]:
    """The rows whose act is of one of the kinds and refers to a row."""
    return [
        row.id for row in file().record if isinstance(row.deed, kinds) and identity in references(row.deed)
    ]


@cache
def lane(seat: str) -> tuple[LaneItem, ...]:
    """What a seat holds, under the identities of the file; a reference that it does not hold is dropped."""
    talks = file().talks
    place, standing = talks.seat(seat), Standing(talks=talks)
    assert place is not None
    opening = Event(id="opening", recorded="", day="2031-03-03", act=TalksOpened(talks=talks))
    events = [opening, *(Event(id=r.id, recorded="", day="", seat=r.by, act=r.deed) for r in file().record)]
    days = {row.id: row.recorded or "" for row in file().record}
    held: dict[str, LaneItem] = {}
    for event in events:
        matter = visibility(event, standing, place)
        if matter is not None:
            known = {identity: identity for identity in held}
            at = days.get(event.id, "2031-03-03")
            matter = translated(matter, known.get)
            held[event.id] = LaneItem(id=event.id, number=len(held) + 1, at=at[:10], matter=matter)
    return tuple(held.values())


# The file


def test_the_file_reads_and_says_that_it_is_invented():
    assert file().talks.name == "port-of-ardmere"
    assert file().talks.practice
    assert "Invented from end to end" in (file().talks.about or "")


def test_it_is_written_without_anchors_and_aliases():
    assert not re.search(r"(?:^|[\s:\[,-])[&*]\w", YAML)


def test_each_seat_does_something():
    assert tuple(seat.name for seat in file().talks.seats) == SEATS
    assert {row.by for row in file().record} == set(SEATS)


def test_ten_issues_have_three_to_seven_options_each():
    issues = file().talks.agenda.issues
    assert len(issues) == 10
    assert all(3 <= len(issue.options) <= 7 for issue in issues)
    assert {issue.ordered for issue in issues} == {True, False}


def test_every_kind_of_entry_occurs():
    assert {type(entry.content) for _, entry in entries()} == set(get_args(Content))


def test_everything_that_a_seat_can_do_occurs():
    assert {type(row.deed) for row in file().record} == set(get_args(Own))


def test_every_type_of_link_occurs():
    assert {link.type for _, entry in entries() for link in entry.links} == set(LinkType)


def test_three_weeks_pass_in_order():
    recorded = [datetime.fromisoformat(row.recorded or "") for row in file().record]
    assert recorded == sorted(recorded)
    assert (recorded[-1] - recorded[0]).days in range(18, 21)


def test_nothing_is_noted_before_it_happens_unless_it_is_planned():
    for each, entry in entries():
        start = None if entry.when is None else entry.when.start
        if start is not None and entry.phase is not Phase.PLANNED:
            assert start[:4] <= (each.recorded or "")[: len(start[:4])], each.id
            assert start <= (each.recorded or "")[: len(start)], each.id


# What each seat can know


@pytest.mark.parametrize("seat", SEATS)
def test_a_seat_refers_only_to_what_it_was_shown(seat: str):
    seen = [item.id for item in lane(seat)]
    for each in file().record:
        if each.by == seat:
            before = seen[: seen.index(each.id)]
            assert set(references(each.deed)) <= set(before), each.id


def test_each_mediator_holds_something_that_the_other_lacks():
    ministry, judge = ({item.id for item in lane(seat)} for seat in ("ministry", "judge"))
    assert "fenn-would-take-days" in judge - ministry
    assert "union-night-watch" in ministry - judge


def test_what_is_shared_between_mediators_says_the_same_as_the_original():
    shared = [row.deed for row in file().record if isinstance(row.deed, EntryShared)]
    assert {act.to for act in shared} == {"ministry", "judge"}
    for act in shared:
        original = entry_of(act.subject)
        assert (act.entry.content, act.entry.handling) == (original.content, original.handling)


def test_a_tabled_version_is_the_one_that_was_written():
    tabled = [row.deed for row in file().record if isinstance(row.deed, ProposalTabled)]
    for act in tabled:
        assert isinstance(content := act.entry.content, Proposal)
        assert isinstance(written := entry_of(act.subject or "").content, Proposal)
        assert msgspec.structs.replace(content, state=written.state) == written


# The story


def test_both_withdrawals_that_were_answered_are_answered_truly():
    for each in file().record:
        if isinstance(act := each.deed, WithdrawalAnswered):
            relayed = [
                row.recorded for row in file().record if row.id in referring_to(act.message, RelaySent)
            ]
            assert act.in_time is not bool(relayed), each.id


def test_each_side_narrows_its_position_in_versions_and_one_hardens_in_public():
    positions = [entry.content for _, entry in entries() if isinstance(entry.content, Position)]
    for holder, versions in ((UNION, 4), (COMPANY, 5)):
        assert {p.version for p in positions if p.holder == holder} == set(range(1, versions + 1))
    assert {p.conveyed for p in positions} == {Conveyed.PUBLICLY, Conveyed.PRIVATELY, Conveyed.AS_DELIVERED}


def test_at_the_end_the_ministry_sees_issues_of_each_kind():
    last: dict[str, dict[str, set[str]]] = {}
    for item in lane("ministry"):
        entry = entry_in(item.matter)
        if entry is not None and isinstance(position := entry.content, Position):
            last[position.holder] = {s.issue: set(s.acceptable) for s in position.stances}
    union, company = last[UNION], last[COMPANY]
    both = union.keys() & company.keys()
    agreed = {issue for issue in both if union[issue] == company[issue] and len(union[issue]) == 1}
    overlapping = {issue for issue in both - agreed if union[issue] & company[issue]}
    assert (len(agreed), len(overlapping), len(both - agreed - overlapping), 10 - len(both)) == (1, 6, 2, 1)


def test_a_first_version_went_to_one_side_and_was_changed_before_the_other_saw_it():
    tabled = [row.deed for row in file().record if isinstance(row.deed, ProposalTabled)]
    lanterns = [(act.subject, act.to) for act in tabled if "lanterns" in (act.subject or "")]
    assert lanterns == [("lanterns-1", "company"), ("lanterns-2", "union")]


def test_the_sides_accept_different_versions():
    answers = {row.by: row.deed for row in file().record if isinstance(row.deed, ProposalAnswered)}
    union, company = (answers[side].entry.content for side in ("union", "company"))
    assert isinstance(union, Response)
    assert isinstance(company, Response)
    assert (union.value, union.version) == (Answer.ACCEPT, 1)
    assert (company.value, company.version) == (Answer.ACCEPT_WITH_RESERVATIONS, 2)


def test_there_is_a_warning_and_an_ultimatum():
    forms = {entry.content.form for _, entry in entries() if isinstance(entry.content, Message)}
    assert {MessageForm.WARNING, MessageForm.ULTIMATUM} <= forms


def test_a_named_person_has_judged_one_entry():
    assert [entry.grade.judged_by for _, entry in entries() if entry.grade] == ["Ruth Ferrier"]


# What waits when the desk is opened


def test_a_message_in_substance_only_waits_with_its_memorable_sentence():
    entry = entry_of("union-night-watch")
    assert isinstance(entry.content, Message)
    assert "a crane that has never seen fog" in entry.content.content
    assert not referring_to("union-night-watch", *get_args(Own))


def test_a_disclosure_waits_for_the_company():
    act = deed("ask-training-money")
    assert isinstance(act, DisclosureAsked)
    assert act.owner == "company"
    assert not referring_to("ask-training-money", DisclosureDecided)


def test_the_second_version_waits_for_the_union():
    assert not referring_to("breakwater-2-union", ProposalAnswered)


def test_a_withdrawal_waits_for_its_answer():
    assert referring_to("company-offers-a-visit", MessageWithdrawn)
    assert not referring_to("company-offers-a-visit", WithdrawalAnswered)


def test_a_message_and_its_draft_wait_for_monday():
    handling = entry_of("company-after-the-weekend").handling
    assert handling is not None
    assert handling.not_before == "2031-03-24"
    assert referring_to("company-after-the-weekend", RelayDrafted)
    assert not referring_to("company-after-the-weekend", RelaySent, RelayNoted)


def test_a_read_back_that_differs_waits_for_a_word():
    sent, back = deed("relay-hardship"), deed("readback-hardship")
    assert isinstance(sent, RelaySent)
    assert isinstance(back, RelayReadBack)
    assert "on the day of signature" in sent.relay.text
    assert "before the weekend" in back.text
    assert not [
        row
        for row in file().record[file().record.index(row("readback-hardship")) :]
        if isinstance(row.deed, RelaySent)
    ]


def test_the_union_waits_to_hear_that_its_message_was_delivered():
    handling = entry_of("union-crew-of-five").handling
    assert handling is not None
    assert handling.tell_delivery
    assert referring_to("union-crew-of-five", RelaySent)
    assert not referring_to("union-crew-of-five", DeliveryTold)


# Nothing is real

INVENTED = frozenset(
    re.findall(
        r"\w+",
        """
        Abrant Ardmere Aske Association Blythe Company Cormac Corrane Council Customs Daniel
        Dockworkers Edmund Fenn Ferrier Hallory Harbour House Ilse Joaquim Judge Labour Lena Lisle
        Maren Marrin Ministry Nuala Old Osgood Priya Radio Ruth Sarro Shipping Tide Tobias Town
        Union Western
        """,
    )
)
CALENDAR = frozenset({"Monday", "Wednesday", "Thursday", "Friday", "Saturday", "February", "March", "April"})
PLAIN = frozenset({"I", "Mr", "Ms", "The"})
OF_THE_WORLD = frozenset({"Portuguese", "Dublin"})
"""A language that somebody speaks, and the time zone that the talks borrow."""


def capitalised(value: Word) -> set[str]:
    """Every word inside a sentence that begins with a capital, and every word of a name."""
    return {
        word
        for text in texts(value)
        for word in re.findall(r"(?<=[a-z0-9,;'/] )[A-Z]\w*|(?<=/)[A-Z]\w*", text)
    }


def test_nobody_and_nothing_is_named_that_was_not_invented():
    assert capitalised(file()) <= INVENTED | CALENDAR | PLAIN | OF_THE_WORLD


def test_a_real_name_in_a_text_would_be_found():
    assert capitalised(Message(content="They could load at Rotterdam instead.")) == {"Rotterdam"}


def test_every_actor_and_spokesperson_has_an_invented_name():
    actors = file().talks.actors
    names = {
        word
        for actor in actors
        for name in (actor.name, *(p.name for p in actor.spokespersons))
        for word in name.split()
    }
    assert {name.removesuffix("'") for name in names} <= INVENTED | {"of"}


def test_the_readme_says_that_all_is_invented():
    assert "invented" in README.splitlines()[2]


def test_messages_lie_with_each_mediator_from_each_side():
    lying = {(row.by, row.deed.to) for row in file().record if isinstance(row.deed, MessageSent)}
    assert {(side, mediator) for side in ("union", "company") for mediator in ("ministry", "judge")} <= lying
