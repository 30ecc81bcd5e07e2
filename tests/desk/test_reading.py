"""What a seat reads and computes from its own view alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.bargaining.candidate import Candidate
from goodoffices.bargaining.gap_of_positions import CannotBeComputed, Gap
from goodoffices.desk import reading
from goodoffices.desk.desk import Desk
from goodoffices.desk.opening import open_file
from goodoffices.desk.timeline import Placed
from goodoffices.record.acts import PreferenceKept
from goodoffices.record.items import Own
from goodoffices.record.talks_file import Row, TalksFile
from goodoffices.record.view import View
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.claim import Assessment, Direction, Note, Topic
from goodoffices.terms.entry import Content, Entry, Part, PartRole
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When
from goodoffices.testing.ports import SeededChance, SetClock

OPTIONS = tuple(Option(key=key, title=key) for key in ("low", "middle", "high"))
AGENDA = Agenda(issues=(Issue(key="price", title="Price", options=OPTIONS, ordered=True),))
NOT_SAID = When(precision=Precision.NOT_STATED)


def day(written: str, *, before: tuple[str, ...] = (), during: tuple[str, ...] = ()) -> When:
    return When(precision=Precision.DAY, start=written, before=before, during=during)


def noted(content: Content, when: When | None = None, **more: object) -> Entry:
    return Entry(content=content, when=when, **more)  # type: ignore[arg-type]


def talks(agenda: Agenda = AGENDA) -> Talks:
    def actor(name: str, role: Role) -> Actor:
        return Actor(name=name, kind="organisation", roles=(Tenure(role=role),))

    return Talks(
        name="test",
        title="A test",
        time_zone="Asia/Qatar",
        agenda=agenda,
        actors=(actor("East", Role.PARTY), actor("West", Role.PARTY), actor("Ministry", Role.MEDIATOR)),
        seats=(
            Seat(name="east", kind=SeatKind.PARTY, title="East", actor="East"),
            Seat(name="ministry", kind=SeatKind.MEDIATOR, title="Ministry", actor="Ministry"),
            Seat(name="reader", kind=SeatKind.READER, title="Reader"),
        ),
    )


def view(*acts: Entry | Own, seat: str = "ministry", agenda: Agenda = AGENDA) -> View:
    """What a seat holds that did all this itself, under the identities e1, e2 and so on."""
    rows = tuple(
        Row(id=f"e{at}", by=seat, entry=act) if isinstance(act, Entry) else Row(id=f"e{at}", by=seat, act=act)
        for at, act in enumerate(acts, start=1)
    )
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
    open_file(desk, TalksFile(format="goodoffices-talks/1", talks=talks(agenda), record=rows))
    return desk.view("test", seat)


def order(found: View) -> list[str]:
    """The texts of the notes in the timeline."""
    contents = [line.entry.content for line in reading.timeline(found) if line.entry is not None]
    return [content.text for content in contents if isinstance(content, Note)]


def says(holder: str, *keys: str, when: When | None = None) -> Entry:
    stances = (Stance(issue="price", acceptable=keys),) if keys else ()
    return noted(Position(holder=holder, stances=stances), when)


def wants(holder: str, low: float, middle: float, high: float, reservation: float = 0) -> PreferenceKept:
    values = tuple(
        OptionWorth(option=option.key, value=value)
        for option, value in zip(OPTIONS, (low, middle, high), strict=True)
    )
    worth = IssueWorth(issue="price", weight=1, values=values)
    return PreferenceKept(preference=Preference(holder=holder, issues=(worth,), reservation=reservation))


# The timeline


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


# The gap


def test_without_positions_the_gap_is_a_sentence():
    result = reading.gap(view()).result
    assert isinstance(result, CannotBeComputed)
    assert result.sentence == "cannot be computed: the record holds no position of either side"


def test_the_position_that_happened_last_counts_not_the_one_recorded_last():
    found = view(
        says("East", "high", when=day("2031-03-09")),
        says("East", "low", when=day("2031-03-02")),
        says("West", "high", when=day("2031-03-01")),
    )
    result = reading.gap(found).result
    assert isinstance(result, Gap)
    assert result.counts.agreed == 1


def test_a_position_that_does_not_fit_the_agenda_is_answered_in_a_sentence():
    result = reading.gap(view(says("East", "sideways"), says("West", "low"))).result
    assert isinstance(result, CannotBeComputed)
    assert "sideways" in result.sentence


def test_the_series_names_the_entry_that_changed_each_position():
    found = view(
        says("East", "low", when=day("2031-03-01")),
        says("West", "high", when=day("2031-03-01")),
        says("East", "low", when=day("2031-03-04")),
        says("East", "high", when=day("2031-03-09")),
    )
    series = reading.gap_in_time(found)
    assert [(moment.holder, moment.line.first) for moment in series] == [
        ("East", "2031-03-01"),
        ("West", "2031-03-01"),
        ("East", "2031-03-09"),
    ]


def test_claims_about_the_gap_are_kept_apart_from_other_judgements():
    def judged(topic: Topic, text: str) -> Entry:
        return noted(Assessment(topic=topic, direction=Direction.BETTER, content=text))

    found = view(judged(Topic.GAP, "gaps are narrowing"), judged(Topic.PROSPECTS, "a deal is possible"))
    contents = [line.entry.content for line in reading.claimed_gaps(found) if line.entry is not None]
    assert [content.content for content in contents if isinstance(content, Assessment)] == [
        "gaps are narrowing"
    ]


# What could be agreed


def test_a_mediator_computes_from_the_latest_estimate_of_each_side():
    found = view(wants("East", 9, 9, 9), wants("West", 2, 1, 0), wants("East", 0, 1, 2))
    zone, candidate = reading.zone(found), reading.candidate(found)
    assert not isinstance(zone, str)
    assert not isinstance(candidate, str)
    assert zone.result.outcomes == 3
    assert isinstance(candidate.result, Candidate)
    assert candidate.result.package.option("price") == "middle"


def test_an_estimate_that_changes_changes_the_answer():
    before = view(wants("East", 0, 1, 2), wants("West", 2, 1, 0))
    after = view(wants("East", 0, 1, 2, reservation=3), wants("West", 2, 1, 0))
    answers = [reading.zone(found) for found in (before, after, before)]
    assert [answer.result.empty for answer in answers if not isinstance(answer, str)] == [False, True, False]


def test_a_party_keeps_only_its_own_and_is_told_so():
    found = view(wants("East", 0, 1, 2), seat="east")
    assert reading.scenario(found) == (
        "Only your own preferences are kept here, the other side's are not yours to see."
    )


def test_a_mediator_with_one_estimate_is_told_whose_is_missing():
    assert "No preferences of West" in str(reading.frontier(view(wants("East", 0, 1, 2))))


def test_talks_without_an_agenda_say_so_first():
    assert "names no issue" in str(reading.shortfall(view(agenda=Agenda(), seat="reader")))


def test_preferences_that_do_not_fit_the_agenda_are_refused_in_a_sentence():
    odd = PreferenceKept(preference=Preference(holder="West", issues=(), reservation=0))
    assert "cannot be used" in str(reading.scenario(view(wants("East", 0, 1, 2), odd)))


def test_a_package_is_worth_what_the_preferences_say_and_a_partial_one_nothing_certain():
    given_here = reading.scenario(view(wants("East", 0, 1, 2), wants("West", 2, 1, 0)))
    assert not isinstance(given_here, str)
    whole = Package(choices=(Choice(issue="price", option="high"),))
    assert reading.worths(given_here, whole) == (2.0, 0.0)
    assert reading.worths(given_here, Package()) is None
