"""On whose word the entries rest: each voice with its entries, and every party, also with none."""

from __future__ import annotations

import pytest

from goodoffices.record.sourcing import label_of, side_of, sourcing
from goodoffices.terms.actor import Actor, Role, Spokesperson, Tenure
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.source import Source, SourceType, Telling
from goodoffices.terms.talks import Talks
from goodoffices.terms.word import NOT_STATED


def actor(name: str, role: Role, speaker: str) -> Actor:
    return Actor(
        name=name, kind="union", roles=(Tenure(role=role),), spokespersons=(Spokesperson(name=speaker),)
    )


TALKS = Talks(
    name="harbour",
    title="The harbour",
    actors=(
        actor("Dockers", Role.PARTY, "Nuala"),
        actor("Company", Role.PARTY, "Edmund"),
        actor("Ministry", Role.MEDIATOR, "Maren"),
    ),
)
OFFICIALS = Source(
    type=SourceType.ANONYMOUS,
    label="two officials",
    chain=(Telling(teller="two officials", of="Ministry", hearer="the paper"),),
)
REPORT = Source(type=SourceType.UNATTRIBUTED, chain=(Telling(teller="the report", hearer="this copy"),))
NUALA = Source(type=SourceType.NAMED, label="Nuala")


def entry(*sources: Source) -> Entry:
    return Entry(content=Note(text="Quiet."), sources=sources)


def test_each_voice_is_counted_with_the_loudest_first() -> None:
    found = sourcing([("e1", entry(OFFICIALS)), ("e2", entry(REPORT)), ("e3", entry(REPORT))], TALKS)
    assert [(voice.label, voice.side, voice.entries) for voice in found.voices] == [
        ("the report's own voice", None, ("e2", "e3")),
        ("two officials", "Ministry", ("e1",)),
    ]


def test_a_party_on_whose_word_nothing_rests_is_listed_with_none() -> None:
    sides = sourcing([("e1", entry(OFFICIALS)), ("e2", entry(NUALA))], TALKS).sides
    assert [(side.actor, side.party, side.entries) for side in sides] == [
        ("Dockers", True, ("e2",)),
        ("Company", True, ()),
        ("Ministry", False, ("e1",)),
    ]


def test_an_entry_on_two_words_counts_for_both_and_once_for_each() -> None:
    found = sourcing([("e1", entry(OFFICIALS, OFFICIALS, NUALA))], TALKS)
    assert [voice.entries for voice in found.voices] == [("e1",), ("e1",)]


def test_an_entry_without_a_source_is_told_apart() -> None:
    assert sourcing([("e1", entry())], TALKS).unsourced == ("e1",)


def test_without_entries_every_party_stands_with_none() -> None:
    found = sourcing([], TALKS)
    assert (found.voices, found.unsourced) == ((), ())
    assert [side.actor for side in found.sides] == ["Dockers", "Company"]


@pytest.mark.parametrize(
    ("source", "side"),
    [
        (OFFICIALS, "Ministry"),
        (NUALA, "Dockers"),
        (REPORT, None),
        (Source(type=SourceType.INSTITUTION, label="Company"), "Company"),
        (Source(type=SourceType.OUTLET, outlet="the paper"), None),
        (
            Source(
                type=SourceType.NAMED, chain=(Telling(teller="Edmund", of=NOT_STATED, hearer="the paper"),)
            ),
            "Company",
        ),
    ],
)
def test_the_side_is_that_of_the_first_teller(source: Source, side: str | None) -> None:
    assert side_of(source, TALKS) == side


@pytest.mark.parametrize("kind", SourceType)
def test_every_source_has_something_to_be_called(kind: SourceType) -> None:
    assert label_of(Source(type=kind))
    assert label_of(Source(type=kind, label="Nuala")) == "Nuala"
