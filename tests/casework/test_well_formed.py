from __future__ import annotations

import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.preference import IssueWorth, Preference
from goodoffices.terms.source import Source, SourceType
from tests.casework.conftest import PORT, UNION


@pytest.mark.parametrize("text", ["", "   ", "pay 40\u202e0", "a\x00b", "x" * 20_001, "\ud800"])
@pytest.mark.parametrize(
    "command",
    [
        lambda text: c.NoteEntry(entry=Entry(content=Note(text=text))),
        lambda text: c.DraftRelay(to=PORT, text=text),
        lambda text: c.SendRelay(to=PORT, text="t", confirmed=(text,)),
        lambda text: c.NoteRelay(to=PORT, text="t", place=text),
        lambda text: c.NoteEntry(
            entry=Entry(content=Note(text="t"), sources=(Source(type=SourceType.NAMED, label=text),))
        ),
    ],
    ids=["text", "draft", "confirmed", "place", "source"],
)
def test_text_that_is_empty_too_long_or_hides_something_is_refused(table, command, text):
    refusal = table.refused(command(text))
    assert refusal.rule is Rule.DOES_NOT_FIT
    assert refusal.sentence.endswith(".")


def test_text_is_made_tidy(table):
    act = table.act(c.DraftRelay(to=PORT, text="  one\r\ntwo "))
    assert act.relay.text == "one\ntwo"


def test_a_label_has_a_label_s_length(table):
    assert table.refused(c.DraftRelay(to="x" * 301, text="t")).rule is Rule.DOES_NOT_FIT


def test_what_no_door_lets_through_is_refused_here_too(table):
    wrong = Preference(
        holder=UNION,
        issues=(IssueWorth(issue="wage", weight=-1, values=()),),
        reservation=0,
    )
    assert table.refused(c.KeepPreference(preference=wrong)).rule is Rule.DOES_NOT_FIT
