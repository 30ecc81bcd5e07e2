"""The record, and each of its entries, as a seat reads them."""

from __future__ import annotations

import re

import pytest

from goodoffices.record.talks_file import Row, TalksFile
from goodoffices.terms.actor import Seat, SeatKind
from goodoffices.terms.claim import Note, Statement, StatementForm
from goodoffices.terms.entry import Entry, Link, LinkType, Phase, Status
from goodoffices.terms.source import Source, SourceType, Telling
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When
from tests.doors.web.opened_examples import ARDMERE, Answer, Reader, reader, reader_of

KINDS = re.compile(r'<p class="record-foot">\s*<span class="tag">([^<]+)</span>')
HEBREW = "הפער קטן"


def kinds(answer: Answer) -> set[str]:
    return set(KINDS.findall(answer.page))


@pytest.fixture
def ministry() -> Reader:
    return reader(ARDMERE, "ministry")


def reading(*entries: tuple[str, Entry]) -> Reader:
    talks = Talks(
        name="report", title="A report", seats=(Seat(name="reader", kind=SeatKind.READER, title="Reader"),)
    )
    rows = tuple(Row(id=key, by="reader", entry=entry) for key, entry in entries)
    return reader_of(TalksFile(format="goodoffices-talks/1", talks=talks, record=rows), "reader")


def test_the_record_lists_every_entry_once_with_its_source_and_date(ministry: Reader):
    page = ministry.opens("record")
    entries = page.links("entry/")
    assert page.status == 200
    assert len(entries) == len(set(entries)) > 80
    assert page.page.count('<p class="record-when">') == len(entries)
    assert page.words.count("on the word of") >= len(entries)


def test_a_filter_by_kind_shows_only_that_kind(ministry: Reader):
    assert kinds(ministry.opens("record?kind=assessment")) == {"judgement"}


def test_a_filter_by_actor_and_source_shows_less_than_each_alone(ministry: Reader):
    actor = len(ministry.opens("record?actor=Ardmere+Harbour+Company").links("entry/"))
    source = len(ministry.opens("record?source=Priya+Lisle").links("entry/"))
    both = len(ministry.opens("record?actor=Ardmere+Harbour+Company&source=Priya+Lisle").links("entry/"))
    assert 0 < both <= min(actor, source)


def test_a_filter_that_nothing_fits_says_so(ministry: Reader):
    assert "Nothing in the record fits" in ministry.opens("record?words=zeppelin").words


def test_the_filter_offers_no_name_that_the_seat_has_not_met():
    page = reader(ARDMERE, "shippers").opens("record").page
    assert "Nuala Corrane" not in page


def test_a_filter_in_the_address_is_shown_as_text_never_as_markup(ministry: Reader):
    assert "<script>alert" not in ministry.opens("record?words=%3Cscript%3Ealert(1)%3C/script%3E").page


def test_every_entry_has_a_page_of_its_own(ministry: Reader):
    addresses = ministry.opens("record").links("entry/")
    assert {ministry.opens(address).status for address in addresses[::7]} == {200}


def test_an_entry_that_another_seat_holds_is_answered_like_one_that_is_not_there(ministry: Reader):
    theirs = reader(ARDMERE, "judge").opens("record").links("entry/")[0].rpartition("/")[2]
    assert ministry.opens(f"entry/{theirs}") == ministry.opens("entry/no-such-entry")


def test_an_empty_record_says_so():
    assert "Nothing is recorded yet" in reading().opens("record").words


def test_an_entry_shows_its_source_chain_as_a_sentence_and_no_judgement_that_nobody_made():
    told = (Telling(teller="two US officials", hearer="CNN"), Telling(teller="CNN", hearer="this copy"))
    source = Source(type=SourceType.ANONYMOUS, label="two US officials", outlet="not stated", chain=told)
    entry = Entry(content=Statement(form=StatementForm.VIEW, content="It was stern."), sources=(source,))
    seat = reading(("e1", entry))
    page = seat.opens(seat.opens("record").links("entry/")[0])
    assert "two US officials → CNN → this copy (outlet not stated)" in page.words
    assert "not judged" in page.words


def test_an_entry_shows_the_words_of_its_date_its_precision_and_how_it_was_derived():
    when = When(
        words="on Thursday",
        start="2024-03-21",
        precision=Precision.DAY,
        derivation="counted from the day of publication",
    )
    seat = reading(("e1", Entry(content=Note(text="Said."), when=when)))
    page = seat.opens(seat.opens("record").links("entry/")[0])
    for said in ("21 March 2024", "on Thursday", "counted from the day of publication", "How exact day"):
        assert said in page.words


def test_status_and_phase_stand_apart():
    entry = Entry(content=Note(text="A visit."), status=Status.CLAIMED, phase=Phase.PLANNED)
    assert "claimed planned" in reading(("e1", entry)).opens("record").words


def test_links_are_shown_from_both_ends():
    first = Entry(content=Note(text="The first."))
    second = Entry(content=Note(text="The second."), links=(Link(type=LinkType.CORRECTS, to="e1"),))
    seat = reading(("e1", first), ("e2", second))
    one, other = (seat.opens(address) for address in seat.opens("record").links("entry/"))
    assert "is corrected by" in one.words
    assert "corrects" in other.words


def test_a_place_in_order_is_shown_from_both_ends_and_never_as_a_cause():
    stall = Entry(content=Note(text="Stalled."), when=When(precision=Precision.NOT_STATED))
    message = Entry(
        content=Note(text="Told."),
        when=When(precision=Precision.DAY, start="2024-03-05", during=("e1",)),
    )
    seat = reading(("e1", stall), ("e2", message))
    one, other = (seat.opens(address) for address in seat.opens("record").links("entry/"))
    assert "While this went on:" in one.words
    assert "During" in other.words
    assert "never says that one thing caused another" in other.words


def test_what_people_wrote_is_escaped_and_text_from_the_right_is_isolated():
    entry = Entry(
        content=Statement(form=StatementForm.VIEW, content=f"<b>{HEBREW}</b>"),
        sources=(Source(type=SourceType.NAMED, label=HEBREW),),
    )
    page = reading(("e1", entry)).opens("record").page
    assert f"&lt;b&gt;{HEBREW}&lt;/b&gt;" in page
    assert f"<bdi>{HEBREW}</bdi>" in page


def test_a_page_holds_no_style_and_no_script_of_its_own(ministry: Reader):
    page = ministry.opens("record").page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


def test_what_was_passed_on_has_a_page_with_its_words_and_what_followed(ministry: Reader):
    page = ministry.opens(ministry.opens("record?kind=relay").links("entry/")[0])
    assert "The union is ready to discuss the pace of the cranes" in page.words
    assert "rests on" in page.words
    assert "was followed by Ardmere Harbour Company read back what you passed on" in page.words


def test_every_link_of_an_entry_leads_to_something_that_the_seat_holds():
    union = reader(ARDMERE, "union")
    for address in union.opens("record").links("entry/")[:12]:
        assert {union.opens(link).status for link in union.opens(address).links("entry/")} <= {200}
