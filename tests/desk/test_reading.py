"""What a seat reads and computes from its own view alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.desk import reading
from goodoffices.desk.line import Placed
from goodoffices.record.view import View, fold
from goodoffices.terms.claim import Assessment, Direction, Note, Topic
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When
from tests.desk.views import NOT_SAID, day, noted, view, wants


def order(found: View) -> list[str]:
    """The texts of the notes in the timeline."""
    contents = [line.entry.content for line in reading.timeline(found) if line.entry is not None]
    return [content.text for content in contents if isinstance(content, Note)]


# The timeline


WHENS = st.one_of(
    st.none(),
    st.just(NOT_SAID),
    st.sampled_from(["2031-03-02", "2031-03-03", "2031-03"]).map(
        lambda start: When(precision=Precision.MONTH if len(start) < 8 else Precision.DAY, start=start)
    ),
    st.sampled_from(["2031-03-02T09:00+03:00", "2031-03-03T09:00Z", "2031-03-03T08:00Z"]).map(
        lambda start: When(precision=Precision.INSTANT, start=start)
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_timeline_that_was_added_to_is_the_one_made_of_everything_at_once(data: st.DataObject):
    mostly_dated = st.lists(
        WHENS if data.draw(st.booleans()) else WHENS.filter(lambda when: when != NOT_SAID)
    )
    whens = data.draw(mostly_dated)
    after = st.integers(1, max(1, len(whens))).map("e{}".format)
    entries = [
        noted(Note(text=f"n{at}"), when)
        if when != NOT_SAID or data.draw(st.booleans())
        else noted(Note(text=f"n{at}"), When(precision=Precision.ORDER, after=(data.draw(after),)))
        for at, when in enumerate(whens)
    ]
    items = list(view(*entries))
    grown = fold(items[:1])
    assert grown is not None
    while grown.version < len(items):
        come = data.draw(st.integers(1, 3))
        grown = grown.extended(items[grown.version : grown.version + come])
        anew = fold(items[: grown.version])
        assert anew is not None
        assert reading.whole_timeline(grown) == reading.whole_timeline(anew)
        assert reading.filtered(grown, words="n1") == reading.filtered(anew, words="n1")


def test_an_older_view_keeps_its_timeline_when_a_newer_one_was_asked_for():
    items = list(view(noted(Note(text="first")), noted(Note(text="second"))))
    older = fold(items[:2])
    assert older is not None
    newer = older.extended(items[2:])
    assert order(newer) == ["first", "second"]
    assert order(older) == ["first"]


def test_dated_entries_stand_in_the_order_of_their_days_whatever_the_order_of_recording():
    found = view(noted(Note(text="second"), day("2031-03-05")), noted(Note(text="first"), day("2031-03-02")))
    assert order(found) == ["first", "second"]


def test_an_undated_entry_stands_beside_what_it_is_said_to_come_after():
    found = view(
        noted(Note(text="first"), day("2031-03-02")),
        noted(Note(text="last"), day("2031-03-09")),
        noted(Note(text="between"), When(precision=Precision.ORDER, after=("e1",))),
    )
    assert order(found) == ["first", "between", "last"]
    assert reading.timeline(found)[1].placed is Placed.BY_ORDER


def test_an_undated_entry_is_placed_also_by_what_others_say_of_it():
    found = view(
        noted(Note(text="stall"), NOT_SAID),
        noted(Note(text="message"), day("2031-03-05", during=("e1",), before=("e3",))),
        noted(Note(text="return"), NOT_SAID),
        noted(Note(text="later"), day("2031-03-21")),
    )
    assert order(found) == ["stall", "message", "return", "later"]


def test_entries_without_a_date_or_a_place_stand_at_the_end_as_they_were_recorded():
    found = view(
        noted(Note(text="loose"), NOT_SAID),
        noted(Note(text="looser"), NOT_SAID),
        noted(Note(text="dated"), day("2031-03-02")),
    )
    assert order(found) == ["dated", "loose", "looser"]
    assert [line.placed for line in reading.timeline(found)][1:] == [Placed.NOWHERE] * 2


def test_a_live_act_without_words_about_its_time_stands_on_the_day_of_its_recording():
    (line,) = reading.timeline(view(noted(Note(text="now"))))
    assert (line.placed, line.first) == (Placed.BY_RECORDING, "2031-03-03")


def test_entries_that_claim_to_come_before_each_other_still_all_stand_there():
    found = view(
        noted(Note(text="one"), When(precision=Precision.ORDER, before=("e2",))),
        noted(Note(text="two"), When(precision=Precision.ORDER, before=("e1",))),
    )
    assert sorted(order(found)) == ["one", "two"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 28), st.booleans()), max_size=8))
def test_every_entry_stands_in_the_timeline_exactly_once(entries: list[tuple[int, bool]]):
    notes = [
        noted(Note(text=str(at)), day(f"2031-03-{each:02}") if dated else NOT_SAID)
        for at, (each, dated) in enumerate(entries)
    ]
    assert sorted(order(view(*notes))) == sorted(str(at) for at in range(len(entries)))


def test_drafts_preferences_and_the_welcome_are_no_part_of_the_timeline():
    assert reading.timeline(view(wants("East", 0, 1, 2))) == ()


def test_entries_are_found_by_actor_kind_source_and_words():
    part = Part(role=PartRole.ISSUER, canonical="West")
    source = Source(type=SourceType.NAMED, label="A clerk")
    found = view(
        noted(Note(text="The night shift"), actors=(part,), sources=(source,)), noted(Note(text="Another"))
    )
    for asked in (
        {"actor": "West"},
        {"source": "A clerk"},
        {"words": "NIGHT"},
        {"actor": "West", "kind": "note"},
    ):
        (line,) = reading.filtered(found, **asked)
        assert line.actors == ("West",)
    assert reading.filtered(found, kind="position") == ()


def test_claims_about_the_gap_are_kept_apart_from_other_judgements():
    def judged(topic: Topic, text: str) -> Entry:
        return noted(Assessment(topic=topic, direction=Direction.BETTER, content=text))

    found = view(judged(Topic.GAP, "gaps are narrowing"), judged(Topic.PROSPECTS, "a deal is possible"))
    contents = [line.entry.content for line in reading.claimed_gaps(found) if line.entry is not None]
    assert [content.content for content in contents if isinstance(content, Assessment)] == [
        "gaps are narrowing"
    ]
