"""Which version each side had seen: two of the failures that the record was made to show."""

from __future__ import annotations

import pytest

from goodoffices.record.acts import EntryNoted, ProposalAnswered, ProposalTabled
from goodoffices.record.items import AnswerReceived, ProposalReceived
from goodoffices.record.versions_seen import TextSeen, versions_seen
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.message import Delivery, HopReport
from goodoffices.terms.proposal import Answer, Proposal, ProposalState, Response
from goodoffices.testing.lanes import Lane
from tests.record.test_known import ROOMS, TALKS


def paper(version: int | None, text: str = "", **more) -> Entry:
    return titled("The paper", version, text, **more)


def titled(title: str, version: int | None, text: str = "", **more) -> Entry:
    content = Proposal(
        title=title, content=text or f"Text {version}.", state=ProposalState.PREPARED, version=version
    )
    return Entry(content=content, **more)


def answer(value: Answer = Answer.ACCEPT, version: int | None = None, **more) -> Entry:
    return Entry(content=Response(value=value, version=version), **more)


def answered_by(side: str, proposal: str, **more) -> EntryNoted:
    parts = (Part(role=PartRole.ISSUER, canonical=side),)
    return EntryNoted(entry=answer(actors=parts, links=(Link(type=LinkType.ANSWERS, to=proposal),), **more))


@pytest.fixture
def lane() -> Lane:
    return Lane(TALKS, "judge")


def seen(lane: Lane, by: str = "2031-03-30") -> TextSeen:
    (text,) = versions_seen(lane.view, by=by)
    return text


def shown(text: TextSeen) -> list[tuple[int | None, list[str]]]:
    return [(each.version, [one.to for one in each.shown]) for each in text.versions]


def test_a_text_that_was_shown_to_one_side_first_and_changed_for_it_is_seen_as_such(lane: Lane):
    first = lane.add(EntryNoted(entry=paper(1)), at="2031-03-04T09:00:00Z")
    lane.add(ProposalTabled(to="union", subject=first, entry=paper(1)), at="2031-03-05T09:00:00Z")
    second = lane.add(EntryNoted(entry=paper(2)), at="2031-03-06T09:00:00Z")
    tabled = lane.add(ProposalTabled(to="port", subject=second, entry=paper(2)), at="2031-03-07T09:00:00Z")
    lane.add(AnswerReceived(sender="port", proposal=tabled, entry=answer(Answer.REJECT)), at="2031-03-08")
    text = seen(lane)
    assert shown(text) == [(1, ["Union"]), (2, ["Port"])]
    assert text.shown_apart
    assert [(one.by, one.value) for one in text.versions[1].answered] == [("Port", Answer.REJECT)]
    assert shown(seen(lane, by="2031-03-05")) == [(1, ["Union"])]
    assert not seen(lane, by="2031-03-05").shown_apart


def test_two_sides_that_answer_two_versions_are_seen_to_do_so(lane: Lane):
    """One side referred to the proposal of 2 July, the other to that of 27 May."""
    may = lane.add(EntryNoted(entry=paper(None, "As of 27 May.")), at="2031-05-27T09:00:00Z")
    july = lane.add(EntryNoted(entry=paper(None, "As of 2 July.")), at="2031-07-02T09:00:00Z")
    lane.add(answered_by("Union", may), at="2031-08-16T09:00:00Z")
    lane.add(answered_by("Port", july), at="2031-08-16T09:00:00Z")
    text = seen(lane, by="2031-08-16")
    assert text.answered_apart
    assert text.latest_answered() == {"Union": 0, "Port": 1}
    assert not seen(lane, by="2031-08-15").answered_apart


def test_the_latest_showing_counts_where_a_side_was_shown_several(lane: Lane):
    for day, version in (("2031-03-05", 1), ("2031-03-06", 2)):
        for side in ("union", "port"):
            lane.add(ProposalTabled(to=side, entry=paper(version)), at=f"{day}T09:00:00Z")
    assert seen(lane).latest_shown() == {"Union": 1, "Port": 1}
    assert not seen(lane).shown_apart


def test_an_answer_that_names_a_version_counts_for_that_version(lane: Lane):
    lane.add(EntryNoted(entry=paper(1)))
    second = lane.add(EntryNoted(entry=paper(2)))
    lane.add(answered_by("Union", second, version=1))
    assert seen(lane).latest_answered() == {"Union": 0}


def test_an_answer_to_a_version_that_nobody_knows_counts_for_what_it_answers(lane: Lane):
    first = lane.add(EntryNoted(entry=paper(1)))
    lane.add(answered_by("Union", first, version=7))
    assert seen(lane).latest_answered() == {"Union": 0}


def test_an_answer_of_nobody_and_one_to_nothing_are_left_out(lane: Lane):
    first = lane.add(EntryNoted(entry=paper(1)))
    lane.add(EntryNoted(entry=answer(links=(Link(type=LinkType.ANSWERS, to=first),))))
    lane.add(answered_by("Union", "elsewhere"))
    assert seen(lane).latest_answered() == {}


@pytest.mark.parametrize(
    ("delivery", "sides"),
    [
        (Delivery.DELIVERED, ["Port"]),
        (Delivery.READ_BACK, ["Port"]),
        (Delivery.SENT, []),
        (Delivery.DENIED, []),
    ],
)
def test_a_report_that_a_text_arrived_is_a_showing_and_one_that_it_was_sent_is_none(
    lane: Lane, delivery: Delivery, sides: list[str]
):
    text = lane.add(EntryNoted(entry=paper(1)))
    report = HopReport(leg=1, teller="Judge", hearer="Port", delivery=delivery)
    links = (Link(type=LinkType.CARRIES, to=text), Link(type=LinkType.CARRIES, to="elsewhere"))
    lane.add(EntryNoted(entry=Entry(content=report, links=links)))
    assert shown(seen(lane)) == [(1, sides)]


def test_a_text_that_was_addressed_to_somebody_was_shown_to_it_by_its_author(lane: Lane):
    parts = (
        Part(role=PartRole.AUTHOR, canonical="Port"),
        Part(role=PartRole.ADDRESSEE, canonical="Union"),
    )
    lane.add(EntryNoted(entry=paper(1, actors=parts)))
    (one,) = seen(lane).versions[0].shown
    assert (one.to, one.by) == ("Union", "Port")


def test_a_side_knows_what_it_was_shown_and_what_it_answered_and_no_more():
    lane = Lane(TALKS, "union")
    received = lane.add(ProposalReceived(sender="judge", entry=paper(1)), at="2031-03-05")
    answered = ProposalAnswered(to="judge", proposal=received, entry=answer(Answer.COUNTER))
    lane.add(answered, at="2031-03-06T09:00:00Z")
    text = seen(lane)
    assert [(one.to, one.by) for one in text.versions[0].shown] == [("Union", "Judge")]
    assert [one.by for one in text.versions[0].answered] == ["Union"]
    assert not text.shown_apart


def test_versions_of_one_title_and_number_that_differ_in_words_are_two(lane: Lane):
    for text in ("One wording.", "Another wording.", "One wording."):
        lane.add(EntryNoted(entry=paper(1, text)))
    assert [each.content for each in seen(lane).versions] == ["One wording.", "Another wording."]


def test_where_there_is_no_text_there_is_nothing_to_see(lane: Lane):
    assert versions_seen(lane.view, by="2031-03-30") == ()
    assert versions_seen(lane.view, by="2031-03-01") == ()


# Texts and names that are easily taken for each other


def test_texts_of_two_titles_have_versions_of_their_own(lane: Lane):
    lane.add(EntryNoted(entry=paper(1)))
    lane.add(EntryNoted(entry=titled("The annex", 1)))
    lane.add(EntryNoted(entry=paper(2)))
    texts = versions_seen(lane.view, by="2031-03-30")
    assert [(text.title, [each.version for each in text.versions]) for text in texts] == [
        ("The paper", [1, 2]),
        ("The annex", [1]),
    ]


def test_a_version_that_an_answer_names_is_looked_for_among_those_of_its_own_text(lane: Lane):
    lane.add(EntryNoted(entry=titled("The annex", 2)))
    first = lane.add(EntryNoted(entry=paper(1)))
    lane.add(answered_by("Union", first, version=2))
    annex, text = versions_seen(lane.view, by="2031-03-30")
    assert (annex.latest_answered(), text.latest_answered()) == ({}, {"Union": 0})


def test_of_two_wordings_under_one_number_an_answer_means_the_one_that_it_answers(lane: Lane):
    lane.add(EntryNoted(entry=paper(1, "One wording.")))
    second = lane.add(EntryNoted(entry=paper(1, "Another wording.")))
    lane.add(answered_by("Union", second, version=1))
    assert seen(lane).latest_answered() == {"Union": 1}


def test_two_sides_that_answer_one_version_are_not_apart(lane: Lane):
    first = lane.add(EntryNoted(entry=paper(1)))
    for side in ("Union", "Port"):
        lane.add(answered_by(side, first))
    assert seen(lane).latest_answered() == {"Union": 0, "Port": 0}
    assert not seen(lane).answered_apart


def test_a_side_goes_by_its_name_and_not_by_the_title_of_its_seat():
    lane = Lane(ROOMS, "union")
    received = lane.add(ProposalReceived(sender="judge", entry=paper(1)))
    lane.add(ProposalAnswered(to="judge", proposal=received, entry=answer()))
    (version,) = seen(lane).versions
    assert [(one.to, one.by) for one in version.shown] == [("Union", "Judge")]
    assert [one.by for one in version.answered] == ["Union"]


def test_a_seat_of_no_actor_goes_by_its_title():
    lane = Lane(ROOMS, "reader")
    lane.add(ProposalReceived(sender="clerk", entry=paper(1)))
    (version,) = seen(lane).versions
    assert [(one.to, one.by) for one in version.shown] == [("The reading room", "clerk")]
