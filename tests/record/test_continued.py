"""What is worked out of a view and continued is what working it out of the whole view gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.continued import continued
from goodoffices.record.items import ErasureReceived, LaneItem, SeatSeen
from goodoffices.record.view import View, fold
from goodoffices.terms.actor import Seat, SeatKind
from tests.record.test_view import WELCOME, lanes, note


def read(view: View, seen: list[int] | None = None) -> tuple[str, ...]:
    """The days and the matter of all items; `seen` is told how many were looked at each time."""

    def more(before: tuple[str, ...], _: View, come: tuple[LaneItem, ...]) -> tuple[str, ...]:
        if seen is not None:
            seen.append(len(come))
        return (*before, *(f"{item.id} {item.at} {item.matter}" for item in come))

    return continued(view, "read", (), more)


@given(lanes(), st.data())
def test_however_a_lane_is_cut_and_asked_for_all_of_it_was_looked_at_once(
    lane: list[LaneItem], data: st.DataObject
) -> None:
    view = fold(lane[:1])
    assert view is not None
    views = [view]
    while view.version < len(lane):
        view = view.extended(lane[view.version : view.version + data.draw(st.integers(1, 4))])
        views.append(view)
        asked = data.draw(st.sampled_from(views))
        assert len(read(asked)) == asked.version
        assert read(view) == read(fold(lane[: view.version]) or view)


def test_only_what_has_come_is_looked_at() -> None:
    view, seen = fold([WELCOME, note(2)]), list[int]()
    assert view is not None
    read(view, seen)
    read(view, seen)
    read(view.extended([note(3)]), seen)
    assert seen == [2, 1]


def test_an_older_view_that_is_read_yet_makes_nothing_be_looked_at_again() -> None:
    older, seen = fold([WELCOME, note(2)]), list[int]()
    assert older is not None
    newer = older.extended([note(3)])
    for view in (older, newer, older, newer, older.extended([note(3), note(4)]), older):
        assert len(read(view, seen)) == view.version
    assert seen == [2, 1, 1]


def test_after_an_erasure_nothing_of_what_was_erased_is_left_in_it() -> None:
    view = fold([WELCOME, note(2)])
    assert view is not None
    assert "Note 2." in " ".join(read(view))
    erasure = LaneItem(id="i3", number=3, at="2031-03-04", matter=ErasureReceived(subject="i2"))
    assert "Note 2." not in " ".join(read(view.extended([erasure])))


def test_where_a_seat_was_opened_all_is_looked_at_anew() -> None:
    view, seen = fold([WELCOME, note(2)]), list[int]()
    assert view is not None
    read(view, seen)
    late = Seat(name="o", kind=SeatKind.OBSERVER, title="O", actor="M")
    opened = LaneItem(id="i3", number=3, at="2031-03-04", matter=SeatSeen(seat=late))
    read(view.extended([opened]), seen)
    assert seen == [2, 3]
