"""Who may sit where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.access.session import Place, Session, may_sit

names = st.sampled_from(["harbour", "river"])
places = st.builds(Place, talks=names, seat=st.sampled_from(["union", "company", "envoy"]))
sessions = st.builds(Session, digest=st.just("d"), places=st.lists(places, max_size=4).map(tuple))


@given(sessions, places)
def test_outside_practice_only_a_seat_that_was_entered_is_open(session: Session, place: Place):
    assert may_sit(session, place, practice=False) == (place in session.places)


@given(sessions, places)
def test_in_practice_talks_any_seat_there_opens_all_of_them_and_no_other_talks(
    session: Session, place: Place
):
    assert may_sit(session, place, practice=True) == any(held.talks == place.talks for held in session.places)


@given(sessions, places)
def test_entering_a_seat_twice_changes_nothing(session: Session, place: Place):
    once = session.with_place(place)
    assert once.holds(place)
    assert once.with_place(place) == once
