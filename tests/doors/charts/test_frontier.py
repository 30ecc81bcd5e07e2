"""The packages that no other beats, drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.doors.charts.drawing import Width
from goodoffices.doors.charts.frontier import MOST_POINTS, Plotted, frontier, thinned, ticks

worth = st.floats(-1e6, 1e6)
point = st.tuples(worth, worth)


def drawn(points: tuple[tuple[float, float], ...], **more: object) -> str:
    given_too = {"candidate": None, "reservation": (0.0, 0.0), "width": Width.NARROW, **more}
    return frontier(points, parties=("East", "West"), key="f", title="", **given_too)  # type: ignore[arg-type]


@given(st.lists(point, max_size=30))
def test_each_point_is_drawn_once(points: list[tuple[float, float]]):
    assert drawn(tuple(points)).count('class="point"') == len(points) + 1  # and one in the legend


def test_of_very_many_points_the_ends_stay_and_the_picture_says_how_many_are_left_out():
    many = tuple((float(n), float(-n)) for n in range(1000))
    assert thinned(many)[0] == many[0]
    assert thinned(many)[-1] == many[-1]
    picture = drawn(many)
    assert picture.count('class="point"') == MOST_POINTS + 1
    assert "600 points are not drawn" in picture


def test_the_candidate_is_a_star_and_no_candidate_is_none():
    assert drawn(((1.0, 1.0),), candidate=(1.0, 1.0)).count('class="star"') == 2
    assert 'class="star"' not in drawn(((1.0, 1.0),))


def test_proposals_at_one_place_keep_their_numbers_apart():
    tabled = tuple(Plotted(worths=(5.0, 5.0), number=number) for number in (1, 2, 3))
    picture = drawn(((1.0, 9.0), (9.0, 1.0)), tabled=tabled)
    places = {line.split("</text>")[0] for line in picture.split("<text ") if 'class="words strong"' in line}
    assert len([place for place in places if place[-2:] in {">1", ">2", ">3"}]) == 3


def test_a_single_package_and_no_range_at_all_can_be_drawn():
    assert 'class="point"' in drawn(((0.0, 0.0),))


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_the_ticks_are_few_round_numbers_inside(low: float, span: float):
    found = ticks(low, low + span)
    assert 1 <= len(found) <= 16
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in found)
