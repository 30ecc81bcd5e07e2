"""Entries as programs get them: absent values left out, "not stated" kept, one form for file and seat."""

from __future__ import annotations

from goodoffices.record.acts import EntryNoted, RelayDrafted
from goodoffices.record.items import LaneItem, MessageReceived, RelayReceived, Welcome
from goodoffices.record.showing import shown, shown_entry, shown_view
from goodoffices.record.talks_file import FORMAT, Row, TalksFile
from goodoffices.record.view import fold
from goodoffices.terms.actor import Actor, Seat, SeatKind
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole, Phase, Status
from goodoffices.terms.handling import UNSPOKEN, Form, Handling
from goodoffices.terms.message import Given, Message, MessageForm
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Answer, Response
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Grade, Source, SourceType, Telling
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When

SEAT = Seat(name="envoy", kind=SeatKind.MEDIATOR, title="The envoy", actor="Ministry")
TALKS = Talks(
    name="harbour", title="Harbour", actors=(Actor(name="Ministry", kind="ministry"),), seats=(SEAT,)
)
NOTE = Entry(content=Note(text="Quiet."))


def test_an_entry_shows_no_more_than_was_said() -> None:
    assert shown_entry("n1", NOTE) == {
        "id": "n1",
        "kind": "note",
        "status": "stated",
        "phase": "happened",
        "fields": {"text": "Quiet."},
    }


def test_everything_that_was_said_is_shown() -> None:
    entry = Entry(
        content=Message(
            form=MessageForm.WARNING, content="Go.", consequence="It ends.", deadline="not stated"
        ),
        status=Status.CLAIMED,
        phase=Phase.PLANNED,
        when=When(precision=Precision.DAY, words="on Friday", start="2031-03-07", before=("n1",)),
        actors=(Part(role=PartRole.ISSUER, canonical="Ministry", written="they"),),
        sources=(
            Source(
                type=SourceType.NAMED,
                label="Ana",
                outlet="not stated",
                chain=(Telling(teller="Ana", hearer="us"),),
            ),
        ),
        grade=Grade(reliability="B", credibility=2, judged_by="Ana"),
        handling=Handling(form=Form.IN_WORDS, to=("Ministry",)),
        links=(Link(type=LinkType.ANSWERS, to="n1"),),
    )
    assert shown_entry("m1", entry) == {
        "id": "m1",
        "kind": "message",
        "status": "claimed",
        "phase": "planned",
        "when": {"precision": "day", "words": "on Friday", "start": "2031-03-07", "before": ["n1"]},
        "actors": [{"role": "issuer", "canonical": "Ministry", "written": "they"}],
        "sources": [
            {
                "type": "named",
                "label": "Ana",
                "outlet": "not stated",
                "chain": [{"teller": "Ana", "hearer": "us"}],
            }
        ],
        "grade": {"reliability": "B", "credibility": 2, "judged_by": "Ana"},
        "handling": {"form": "in_words", "attribution": "as_own", "to": ["Ministry"]},
        "fields": {
            "form": "warning",
            "content": "Go.",
            "given": "in_substance",
            "consequence": "It ends.",
            "deadline": "not stated",
        },
        "links": [{"type": "answers", "to": "n1"}],
    }


def test_not_stated_is_kept_where_it_was_noted_and_left_out_where_nobody_asked() -> None:
    response = Entry(content=Response(value=Answer.NOT_STATED, content="not stated"))
    assert shown_entry("r1", response)["fields"] == {"value": "not_stated", "content": "not stated"}
    position = Entry(content=Position(holder="Ministry", content="not stated"))
    assert shown_entry("p1", position)["fields"] == {"holder": "Ministry", "content": "not stated"}


def test_terms_that_nobody_spelled_out_show_what_binds_all_the_same() -> None:
    told = Entry(content=Note(text="Quiet."), handling=UNSPOKEN)
    assert shown_entry("n1", told)["handling"] == {"form": "ask_first", "attribution": "as_own"}


def test_a_file_shows_its_entries_in_order_and_leaves_acts_without_one_out() -> None:
    rows = (
        Row(id="n1", by="envoy", entry=NOTE),
        Row(id="d1", by="envoy", act=RelayDrafted(relay=Relay(to="Dockers", text="Hello."))),
        Row(id="n2", by="envoy", act=EntryNoted(entry=NOTE)),
    )
    file = TalksFile(format=FORMAT, talks=TALKS, record=rows)
    assert [entry["id"] for entry in shown(file)] == ["n1", "n2"]


def test_a_seat_is_shown_the_entries_it_holds_under_its_own_identities() -> None:
    matters = (
        Welcome(talks=TALKS, seat=SEAT),
        EntryNoted(entry=NOTE),
        RelayReceived(sender="envoy", text="Hello.", given=Given.IN_WORDS),
        MessageReceived(sender="dockers", entry=Entry(content=Message(content="Three."))),
    )
    view = fold(
        LaneItem(id=f"i{number}", number=number, at="2031-03-03", matter=matter)
        for number, matter in enumerate(matters, start=1)
    )
    assert view is not None
    assert [(entry["id"], entry["kind"]) for entry in shown_view(view)] == [("i2", "note"), ("i4", "message")]
