from __future__ import annotations

import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.record.items import (
    EntryReceived,
    ReadBackReceived,
)
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import UNSPOKEN, Form, Handling
from tests.casework.conftest import JUDGE, MINISTRY, PORT, SUBSTANCE, UNION, WORDS

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))


def relay_to(to=PORT, *rests_on, text=SUBSTANCE, **changes):
    return {"to": to, "rests_on": rests_on, "text": text, **changes}


TO_THE_JUDGE = Handling(form=Form.IN_SUBSTANCE, to=(PORT, JUDGE))


def test_what_names_the_co_mediator_is_shared_whole_with_its_terms_and_giver(table):
    message = table.told(TO_THE_JUDGE)
    act = table.act(c.ShareEntry(subject=message, to="judge"))
    assert (act.entry.handling, act.given_by, act.entry.content.content) == (TO_THE_JUDGE, UNION, WORDS)


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        (None, Rule.NEEDS_DISCLOSURE),
        (IN_SUBSTANCE, Rule.NEEDS_DISCLOSURE),
        (Handling(form=Form.NEVER), Rule.BREAKS_CONFIDENCE),
    ],
)
def test_what_does_not_name_the_co_mediator_is_not_shared(table, terms, rule):
    message = table.told(terms)
    refusal = table.refused(c.ShareEntry(subject=message, to="judge"))
    assert (refusal.rule, refusal.entries) == (rule, (message,))


def test_with_leave_it_is_shared(table):
    message = table.told(None)
    table.leave(message, JUDGE)
    assert table.act(c.ShareEntry(subject=message, to="judge")).entry.handling == UNSPOKEN


def test_an_own_note_is_shared_unless_it_quotes_a_confidence(table):
    plain = table.do(c.NoteEntry(entry=Entry(content=Note(text="Ask about the night shift."))))
    quoting = table.do(c.NoteEntry(entry=Entry(content=Note(text=WORDS))))
    table.act(c.ShareEntry(subject=plain, to="judge"))
    table.told(IN_SUBSTANCE)
    assert table.refused(c.ShareEntry(subject=quoting, to="judge")).rule is Rule.BREAKS_CONFIDENCE


def test_what_was_passed_on_is_shared_as_a_message_where_what_it_rests_on_may_be(table):
    open_one, closed = table.told(TO_THE_JUDGE), table.told(IN_SUBSTANCE, words="Another thing.")
    shown = table.do(c.SendRelay(**relay_to(PORT, open_one)))
    hidden = table.do(c.NoteRelay(**relay_to(PORT, closed, text="Yet another.")))
    act = table.act(c.ShareEntry(subject=shown, to="judge"))
    assert (act.entry.content.content, act.entry.handling, act.given_by) == (SUBSTANCE, UNSPOKEN, MINISTRY)
    assert table.refused(c.ShareEntry(subject=hidden, to="judge")).rule is Rule.NEEDS_DISCLOSURE


def test_entries_are_shared_among_mediators_only(table):
    note = table.do(c.NoteEntry(entry=Entry(content=Note(text="t"))))
    assert table.refused(c.ShareEntry(subject=note, to="port")).rule is Rule.NO_SUCH_ADDRESSEE


def test_nothing_is_shared_with_whoever_gave_it(table):
    given = table.add(EntryReceived(sender="judge", entry=Entry(content=Note(text="t"))))
    assert table.refused(c.ShareEntry(subject=given, to="judge")).rule is Rule.DOES_NOT_FIT


def test_welcomes_and_drafts_are_not_shared(table):
    assert table.refused(c.ShareEntry(subject="item-1", to="judge")).rule is Rule.NOT_HERE


def test_what_a_side_read_back_is_shared_as_its_message_with_its_leave(table):
    words = table.add(ReadBackReceived(sender="port", relay="item-1", text="One berth, then."))
    share = c.ShareEntry(subject=words, to="judge")
    assert table.refused(share).rule is Rule.NEEDS_DISCLOSURE
    table.leave(words, JUDGE)
    act = table.act(share)
    assert act.entry.content.content == "One berth, then."
    assert (act.given_by, act.entry.handling) == (PORT, UNSPOKEN)


def test_nothing_is_shared_with_a_seat_that_is_not_there(table):
    note = table.do(c.NoteEntry(entry=Entry(content=Note(text="t"))))
    assert table.refused(c.ShareEntry(subject=note, to="nobody")).rule is Rule.NO_SUCH_ADDRESSEE
