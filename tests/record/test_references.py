"""A reference that another seat does not hold is dropped, as if it had never stood there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.acts import EntryNoted, MessageWithdrawn, RelaySent
from goodoffices.record.items import RelayReceived
from goodoffices.record.references import DanglingReference, references, translated
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType
from goodoffices.terms.message import Given
from goodoffices.terms.relay import Relay
from goodoffices.terms.when import Precision, When

ENTRY = Entry(
    content=Note(text="See above."),
    when=When(precision=Precision.ORDER, words="before that", before=("e1",), after=("e2",)),
    links=(Link(type=LinkType.ABOUT, to="e3"), Link(type=LinkType.CARRIES, to="e4")),
)
RELAY = RelaySent(to="b", relay=Relay(to="B", rests_on=("e1", "e2"), text="Hello."), draft="e5")


def test_references_are_found_wherever_they_stand() -> None:
    assert list(references(EntryNoted(entry=ENTRY))) == ["e1", "e2", "e3", "e4"]
    assert list(references(RELAY)) == ["e1", "e2", "e5"]


def test_names_and_texts_are_no_references() -> None:
    shown = RelayReceived(sender="m", text="e1", given=Given.IN_WORDS, attributed_to="e2")
    assert list(references(shown)) == []


def test_a_link_that_leads_nowhere_is_dropped_whole() -> None:
    kept = translated(ENTRY, {"e4": "x4", "e1": "x1"}.get)
    assert kept.links == (Link(type=LinkType.CARRIES, to="x4"),)
    assert kept.when == When(precision=Precision.ORDER, words="before that", before=("x1",))


def test_a_place_in_order_without_neighbours_is_not_stated() -> None:
    kept = translated(ENTRY, {}.get)
    assert kept.when == When(precision=Precision.NOT_STATED, words="before that")


def test_a_reference_that_may_be_absent_becomes_absent() -> None:
    kept = translated(RELAY, {"e2": "x2"}.get)
    assert (kept.draft, kept.relay.rests_on) == (None, ("x2",))


def test_a_reference_that_must_be_there_is_missed_by_name() -> None:
    with pytest.raises(DanglingReference) as missed:
        translated(MessageWithdrawn(to="m", message="e1"), {}.get)
    assert missed.value.identity == "e1"


@given(st.permutations(["e1", "e2", "e3", "e4"]))
def test_translating_there_and_back_changes_nothing(names: list[str]) -> None:
    there = dict(zip(["e1", "e2", "e3", "e4"], names, strict=True))
    back = {new: old for old, new in there.items()}
    assert translated(translated(ENTRY, there.get), back.get) == ENTRY
