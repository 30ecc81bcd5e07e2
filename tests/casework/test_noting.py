from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.record import acts
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.proposal import Proposal, ProposalState
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import PORT, SHIPPERS, UNION, WORDS, said

PROPOSAL = Proposal(
    title="One berth",
    content="Berth two works again from Monday.",
    state=ProposalState.PREPARED,
    version=2,
    package=Package(choices=(Choice(issue="wage", option="two"),)),
)


@pytest.mark.parametrize("by", ["union", "ministry", "reader"])
def test_a_fact_is_noted_whatever_its_terms(at, by):
    entry = said("A stranger", WORDS, Handling(form=Form.IN_WORDS, to=("Somebody",)))
    assert at(by).act(c.NoteEntry(entry=entry)) == acts.EntryNoted(entry=entry)


@pytest.mark.parametrize(
    "content",
    [
        Position(holder=UNION, stances=(Stance(issue="hours", acceptable=("two",)),)),
        Position(holder=UNION, stances=(Stance(issue="wage", acceptable=("nine",)),)),
        msgspec.structs.replace(PROPOSAL, package=Package(choices=(Choice(issue="hours", option="x"),))),
    ],
)
def test_what_the_agenda_does_not_know_does_not_fit(table, content):
    assert table.refused(c.NoteEntry(entry=Entry(content=content))).rule is Rule.DOES_NOT_FIT


@pytest.mark.parametrize(
    "entry",
    [
        Entry(content=Note(text="t"), links=(Link(type=LinkType.ABOUT, to="elsewhere"),)),
        Entry(content=Note(text="t"), when=When(precision=Precision.ORDER, after=("elsewhere",))),
    ],
)
def test_a_note_refers_only_to_what_the_seat_holds(table, entry):
    assert table.refused(c.NoteEntry(entry=entry)).rule is Rule.NOT_HERE


def preference(holder, *options):
    values = tuple(OptionWorth(option=option, value=1) for option in options)
    return Preference(
        holder=holder, issues=(IssueWorth(issue="wage", weight=1, values=values),), reservation=0
    )


@pytest.mark.parametrize(
    ("by", "kept", "fits"),
    [
        ("union", preference(UNION, "two", "three"), True),
        ("union", preference(PORT, "two", "three"), False),
        ("ministry", preference(PORT, "two", "three"), True),
        ("ministry", preference(SHIPPERS, "two", "three"), False),
        ("ministry", preference(PORT, "two"), False),
    ],
)
def test_a_party_keeps_its_own_preference_and_a_mediator_her_estimate_of_a_party_s(at, by, kept, fits):
    found = at(by).decide(c.KeepPreference(preference=kept))
    assert isinstance(found, Refusal) is not fits
    assert fits or found.rule is Rule.DOES_NOT_FIT
