from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework.confidence import confidences, remarks
from goodoffices.record.acts import DisclosureAsked, DisclosureDecided, EntryNoted, ProposalTabled
from goodoffices.record.items import (
    AnswerReceived,
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    EntryReceived,
    ReadBackReceived,
    WithdrawalReceived,
)
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.handling import UNSPOKEN, Attribution, Form, Handling
from goodoffices.terms.meeting import Format, Meeting
from goodoffices.terms.message import Delivery, Given, HopReport
from goodoffices.terms.position import Conveyed, Position
from goodoffices.terms.proposal import Answer, Proposal, ProposalState, Response
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import JUDGE, MINISTRY, PORT, PRESS, SHIPPERS, TALKS, UNION, WORDS, said

QUESTION = {"given": Given.IN_SUBSTANCE, "attribution": Attribution.AS_OWN}
OPEN = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))


def only(table):
    (found,) = confidences(table.view)
    return found


def test_a_message_is_a_confidence_on_its_terms(table):
    message = table.told(OPEN)
    found = only(table)
    assert (found.id, found.owner, found.seat, found.handling) == (message, UNION, "union", OPEN)


def test_a_message_without_terms_is_to_be_asked_about_first(table):
    table.told(None)
    assert only(table).handling == UNSPOKEN


def test_what_was_said_by_mouth_without_terms_is_to_be_asked_about_first(table):
    table.noted(None)
    found = only(table)
    assert (found.handling, found.seat, found.owner) == (UNSPOKEN, None, UNION)


def test_what_somebody_unnamed_said_by_mouth_is_a_confidence_too(table):
    table.add(EntryNoted(entry=Entry(content=said(UNION, WORDS).content)))
    assert only(table).owner == "not stated"


@pytest.mark.parametrize(
    "source",
    [
        Source(type=SourceType.OUTLET, label=PRESS),
        Source(type=SourceType.UNATTRIBUTED),
        Source(type=SourceType.NAMED, label="Ines Halloran", outlet=PRESS),
        Source(type=SourceType.ANONYMOUS, label="two officials", outlet="not stated"),
    ],
)
def test_a_public_report_is_no_confidence(table, source):
    table.noted(None, source=source)
    assert confidences(table.view) == ()


def test_terms_that_somebody_set_on_a_report_hold_all_the_same(table):
    table.noted(OPEN, source=Source(type=SourceType.OUTLET, label=PRESS))
    assert only(table).handling == OPEN


@pytest.mark.parametrize(
    ("conveyed", "number"), [(Conveyed.PUBLICLY, 0), (Conveyed.PRIVATELY, 1), (Conveyed.NOT_STATED, 1)]
)
def test_a_position_is_a_confidence_unless_it_was_conveyed_in_public(table, conveyed, number):
    table.add(EntryNoted(entry=Entry(content=Position(holder=UNION, content=WORDS, conveyed=conveyed))))
    assert len(confidences(table.view)) == number


def test_an_own_note_without_terms_is_no_confidence(table):
    table.add(EntryNoted(entry=Entry(content=Note(text="Ask about the night shift."))))
    assert confidences(table.view) == ()


def test_an_own_note_with_terms_is_kept_on_them(table):
    table.add(EntryNoted(entry=Entry(content=Note(text=WORDS), handling=Handling(form=Form.NEVER))))
    assert only(table).handling.form is Form.NEVER


def test_what_the_seat_itself_said_or_wrote_is_no_confidence(table):
    table.noted(None, by=MINISTRY)
    draft = Proposal(title="One berth", content=WORDS, state=ProposalState.PREPARED)
    authors = (Part(role=PartRole.AUTHOR, canonical=JUDGE), Part(role=PartRole.AUTHOR, canonical=MINISTRY))
    table.add(EntryNoted(entry=Entry(content=draft, actors=authors)))
    assert confidences(table.view) == ()


def test_an_answer_to_a_proposal_is_to_be_asked_about_first(table):
    proposal = Entry(content=Proposal(title="One berth", content="t", state=ProposalState.TABLED))
    tabled = table.add(ProposalTabled(to="union", entry=proposal))
    response = Entry(content=Response(value=Answer.REJECT, content=WORDS))
    table.add(AnswerReceived(sender="union", proposal=tabled, entry=response))
    assert (only(table).handling, only(table).owner) == (UNSPOKEN, UNION)


def test_what_a_side_reads_back_is_its_own_word(table):
    table.add(ReadBackReceived(sender="port", relay="item-1", text=WORDS))
    assert (only(table).owner, only(table).text) == (PORT, WORDS)


def test_how_a_side_received_what_it_was_told_is_its_own_word(table):
    hop = HopReport(leg=2, teller=MINISTRY, hearer=PORT, delivery=Delivery.DELIVERED, reception="Cool.")
    table.add(EntryNoted(entry=Entry(content=hop)))
    assert only(table).owner == PORT


def test_the_words_with_which_leave_is_given_are_a_confidence_too(table):
    message = table.told(OPEN)
    asked = table.add(
        DisclosureAsked(
            owner="union",
            confidence=message,
            to=PORT,
            given=Given.IN_SUBSTANCE,
            attribution=Attribution.AS_OWN,
        )
    )
    table.add(DisclosureDecisionReceived(sender="union", request=asked, allowed=True, words="But soon."))
    assert [one.text for one in confidences(table.view)] == [WORDS, "But soon."]


def test_the_words_with_which_leave_is_given_by_mouth_are_a_confidence_too(table):
    told = table.noted(OPEN)
    asked = table.add(DisclosureAsked(confidence=told, to=PORT, **QUESTION))
    table.add(DisclosureDecided(request=asked, allowed=True, words="But soon."))
    assert [(one.text, one.owner) for one in confidences(table.view)] == [
        (WORDS, UNION),
        ("But soon.", UNION),
    ]


def test_what_a_co_mediator_shares_brings_its_terms_with_it_and_cannot_be_asked_about_from_here(table):
    table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS, OPEN), given_by=UNION))
    found = only(table)
    assert (found.owner, found.handling, found.seat) == (UNION, OPEN, None)
    assert JUDGE in found.label


def test_what_a_co_mediator_shares_of_its_own_is_its_own(table):
    table.add(EntryReceived(sender="judge", entry=Entry(content=Note(text=WORDS))))
    assert (only(table).owner, only(table).handling) == (JUDGE, UNSPOKEN)


def test_what_a_co_mediator_gives_back_is_no_confidence(table):
    table.add(EntryReceived(sender="judge", entry=said(MINISTRY, WORDS, OPEN), given_by=MINISTRY))
    assert confidences(table.view) == ()


def test_a_withdrawn_message_says_since_when(table):
    message = table.told(OPEN)
    table.add(WithdrawalReceived(sender="union", message=message), at="2031-03-04")
    assert only(table).withdrawn_on == "2031-03-04"


def test_a_confidence_is_named_by_who_when_and_on_which_terms(table):
    table.told(OPEN)
    assert only(table).label == f"what {UNION} told you on 3 March 2031 (in substance only)"


def test_the_day_of_a_label_is_the_day_of_the_talks_own_time_zone(at):
    far_east = at(talks=msgspec.structs.replace(TALKS, time_zone="Pacific/Auckland"))
    far_east.add(EntryNoted(entry=said(UNION, WORDS)), at="2031-03-03T20:00:00.000Z")
    assert "on 4 March 2031" in only(far_east).label


def test_a_day_that_was_noted_stands_in_the_label_before_the_day_of_the_note(table):
    when = When(precision=Precision.DAY, start="2031-02-27")
    table.add(EntryNoted(entry=msgspec.structs.replace(said(UNION, WORDS), when=when)))
    assert "on 27 February 2031" in only(table).label


def test_the_person_who_spoke_is_known_where_the_entry_names_one(table):
    table.told(OPEN, written="Ines Halloran")
    assert only(table).spokesperson == "Ines Halloran"


def test_a_party_holds_no_confidences_of_what_was_relayed_to_it(at):
    assert confidences(at("port").view) == ()


# Other ways in which something is told


def test_the_words_with_which_a_delivery_is_told_are_a_confidence(table):
    table.add(
        DeliveryReceived(sender="judge", message="item-1", delivery=Delivery.DELIVERED, words="Coolly.")
    )
    table.add(DeliveryReceived(sender="judge", message="item-1", delivery=Delivery.DELIVERED))
    assert (only(table).text, only(table).owner) == ("Coolly.", JUDGE)
    assert only(table).label == f"what {JUDGE} told you of a delivery on 3 March 2031 (ask first)"


def test_a_wording_that_another_seat_asks_about_is_its_own(table):
    asked = DisclosureRequestReceived(
        sender="judge", message="item-1", to=PORT, wording="One berth by Friday.", **QUESTION
    )
    table.add(asked)
    table.add(msgspec.structs.replace(asked, wording=None))
    assert (only(table).text, only(table).owner) == ("One berth by Friday.", JUDGE)
    assert only(table).label.startswith(f"what {JUDGE} asked you on")


@pytest.mark.parametrize(("format_", "number"), [(Format.PRESS, 0), (Format.DIRECT, 1)])
def test_what_was_said_to_the_press_is_no_confidence(table, format_, number):
    parts = (Part(role=PartRole.ISSUER, canonical=UNION),)
    meeting = Meeting(format=format_, place="the quay")
    table.add(EntryNoted(entry=Entry(content=meeting, actors=parts)))
    assert len(confidences(table.view)) == number


def test_leave_by_mouth_for_what_is_not_here_brings_nothing(table):
    table.add(DisclosureDecided(request="elsewhere", allowed=True, words="But soon."))
    note = table.add(EntryNoted(entry=Entry(content=Note(text="Mine."))))
    about_a_note = table.add(DisclosureAsked(confidence=note, to=PORT, **QUESTION))
    table.add(DisclosureDecided(request=about_a_note, allowed=True, words="But soon."))
    assert confidences(table.view) == ()


# Who gave it


def test_an_addressee_is_not_who_said_it(table):
    parts = (Part(role=PartRole.ADDRESSEE, canonical=PORT), Part(role=PartRole.ISSUER, canonical=UNION))
    table.add(EntryNoted(entry=Entry(content=said(UNION, WORDS).content, actors=parts)))
    assert only(table).owner == UNION


@pytest.mark.parametrize(
    ("by", "label"),
    [
        (MINISTRY, "what you noted on 3 March 2031 (in substance only)"),
        (UNION, f"what {UNION} told you on 3 March 2031 (in substance only)"),
        ("not stated", "what somebody told you on 3 March 2031 (in substance only)"),
    ],
)
def test_a_note_is_named_by_who_said_what_was_noted(table, by, label):
    table.noted(OPEN, by=by)
    assert (only(table).owner, only(table).label) == (by, label)


def test_a_note_of_nobodys_words_is_the_seats_own(table):
    table.add(EntryNoted(entry=Entry(content=Note(text=WORDS), handling=OPEN)))
    assert only(table).label == "what you noted on 3 March 2031 (in substance only)"


@pytest.mark.parametrize("source", [True, False])
def test_a_spokesperson_is_found_among_the_parts_and_among_the_sources(table, source):
    first_hand = Source(type=SourceType.FIRST_HAND, label="Ines Halloran" if source else UNION)
    table.noted(None, source=first_hand, written=None if source else "Ines Halloran")
    assert only(table).spokesperson == "Ines Halloran"


def test_a_stranger_speaks_for_nobody(table):
    table.noted(None, written="Viktor Brandt")
    assert only(table).spokesperson is None


# What a co-mediator shares


def test_what_is_shared_is_named_by_who_shared_it_and_who_gave_it(table):
    table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS, OPEN), given_by=UNION))
    table.add(EntryReceived(sender="judge", entry=Entry(content=Note(text="My own view."))))
    assert [one.label for one in confidences(table.view)] == [
        f"what {JUDGE} shared with you, given by {UNION}, on 3 March 2031 (in substance only)",
        f"what {JUDGE} shared with you on 3 March 2031 (ask first)",
    ]


def test_a_public_report_that_is_shared_is_a_confidence_only_on_terms(table):
    paper = Source(type=SourceType.OUTLET, label=PRESS)
    table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS, source=paper), given_by=UNION))
    assert confidences(table.view) == ()
    table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS, OPEN, source=paper), given_by=UNION))
    assert only(table).handling == OPEN


def test_what_nobody_is_named_for_was_given_by_who_is_said_to_have_given_it(table):
    unnamed = Entry(content=said(UNION, WORDS).content)
    table.add(EntryReceived(sender="judge", entry=unnamed, given_by=UNION))
    table.add(EntryReceived(sender="judge", entry=unnamed))
    assert [one.owner for one in confidences(table.view)] == [UNION, JUDGE]


def test_words_that_came_with_what_was_shared_are_held_back_with_it(table):
    table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS), given_by=UNION, words="They mean it."))
    assert only(table).texts == (WORDS, "They mean it.")


def test_a_remark_on_what_an_actor_gave_is_the_sharers_own(table):
    shared = {"sender": "judge", "given_by": UNION, "words": "They mean it."}
    item = table.add(EntryReceived(entry=said(UNION, WORDS, OPEN, written="Ines Halloran"), **shared))
    (remark,) = remarks(table.view, UNION)
    assert (remark.id, remark.owner, remark.text, remark.texts) == (
        item,
        JUDGE,
        "They mean it.",
        ("They mean it.",),
    )
    assert (remark.handling, remark.spokesperson, remark.leaves) == (UNSPOKEN, None, ())
    assert remark.label == f"what {JUDGE} said when sharing it with you on 3 March 2031 (ask first)"


def test_there_is_no_remark_without_words_of_another_actor_or_of_the_sharer_itself(table):
    table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS), given_by=UNION))
    table.add(EntryReceived(sender="judge", entry=said(SHIPPERS, WORDS), given_by=SHIPPERS, words="So."))
    table.add(EntryReceived(sender="judge", entry=Entry(content=Note(text=WORDS)), words="My view."))
    assert remarks(table.view, UNION) == ()
    assert remarks(table.view, JUDGE) == ()


# Its words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (Note(text=WORDS), WORDS),
        (Position(holder=UNION, content=WORDS), WORDS),
        (Meeting(format=Format.DIRECT, place="the quay", outcome="None."), "the quay; None."),
    ],
)
def test_the_words_are_the_main_text_or_all_there_is(table, content, words):
    table.add(EntryNoted(entry=Entry(content=content, handling=OPEN)))
    assert only(table).text == words
