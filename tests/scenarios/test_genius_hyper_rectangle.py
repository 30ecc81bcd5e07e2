"""Constraint profiles of GENIUS, by its own rules: bounds included, over `maxutility`, at most 1."""

from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios import load

ISSUES = """<issue index="3" name="a" type="integer" lowerbound="0" upperbound="4"/>
<issue index="7" name="b" type="integer" lowerbound="-2" upperbound="2"/>"""


def loaded(tmp_path, rectangles, *, most="10", weight="1", kinds="sum", **options):
    ufun = f'<ufun weight="{weight}" aggregation="{kinds}">{rectangles}</ufun>'
    space = f'<objective>{ISSUES}<utility maxutility="{most}">{ufun}</utility></objective>'
    domain = f"<negotiation_template><utility_space>{ISSUES}</utility_space></negotiation_template>"
    (tmp_path / "domain.xml").write_text(domain, encoding="utf-8")
    for name in "pq":
        text = f'<utility_space type="nonlinear">{space}</utility_space>'
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    return load(tmp_path, **options)


def worths(scenario):
    """By the numbers of a (0 to 4), for b at -2, then at 1."""
    first, agenda = scenario.preferences[0], scenario.agenda
    return [[float(worth_of(first, agenda, (a, b))) for a in range(5)] for b in (0, 3)]


def rectangle(utility, *sides):
    return f'<hyperRectangle utility="{utility}">{"".join(sides)}</hyperRectangle>'


def side(index, low, high, tag="INCLUDES"):
    return f'<{tag} index="{index}" min="{low}" max="{high}"/>'


def test_both_bounds_are_included(tmp_path):
    found = loaded(tmp_path, rectangle(5, side(3, 1, 3)))
    assert worths(found) == [[0, 0.5, 0.5, 0.5, 0], [0, 0.5, 0.5, 0.5, 0]]


def test_all_sides_must_hold(tmp_path):
    found = loaded(tmp_path, rectangle(5, side(3, 1, 3), side(7, 0, 2)))
    assert worths(found) == [[0, 0, 0, 0, 0], [0, 0.5, 0.5, 0.5, 0]]


def test_what_is_excluded_pays_where_one_issue_lies_outside(tmp_path):
    found = loaded(tmp_path, rectangle(5, side(3, 1, 3, "EXCLUDES"), side(7, 0, 2, "EXCLUDES")))
    assert worths(found) == [[0.5, 0.5, 0.5, 0.5, 0.5], [0.5, 0, 0, 0, 0.5]]


def test_constraints_add_up_and_never_to_more_than_one(tmp_path):
    both = rectangle(6, side(3, 0, 2)) + rectangle(7, side(3, 2, 4))
    assert worths(loaded(tmp_path, both))[0] == [0.6, 0.6, 1, 0.7, 0.7]
    assert worths(loaded(tmp_path, both, as_written=True))[0] == [6, 6, 13, 7, 7]


def test_the_weight_of_a_function_multiplies(tmp_path):
    assert worths(loaded(tmp_path, rectangle(5, side(3, 0, 0)), weight="0.5"))[0] == [0.25, 0, 0, 0, 0]


def test_a_constraint_that_nothing_can_meet_adds_nothing_and_its_opposite_adds_always(tmp_path):
    never = rectangle(5, side(3, 9, 12)) + rectangle(1, side(3, 0, 0))
    always = rectangle(5, side(3, 9, 12, "EXCLUDES"))
    assert worths(loaded(tmp_path, never))[0] == [0.1, 0, 0, 0, 0]
    assert worths(loaded(tmp_path, always))[0] == [0.5] * 5


@pytest.mark.parametrize(
    ("rectangles", "changed", "said"),
    [
        (rectangle(5, side(1, 0, 1)), {}, "expected the index of an issue, not 1"),
        (rectangle(5, side(3, 0, 1), side(7, 0, 1, "EXCLUDES")), {}, "not both in one"),
        (rectangle(5, side(3, 0, 1), side(3, 1, 1)), {}, "each issue once in a rectangle"),
        (rectangle(5, '<NEAR index="3"/>'), {}, "not <NEAR>"),
        (rectangle(5), {}, "at least one <INCLUDES>"),
        (rectangle(5, side(3, "x", 1)), {}, "expected a whole number"),
        (rectangle("NaN", side(3, 0, 1)), {}, 'not "NaN"'),
        ("<sphere/>", {}, "expected <hyperRectangle>"),
        ("", {}, "at least one <hyperRectangle>"),
        (rectangle(5, side(3, 0, 1)), {"most": "0"}, "a number above 0"),
        (rectangle(5, side(3, 0, 1)), {"kinds": "max"}, "expected sum"),
    ],
)
def test_what_is_wrong_in_a_constraint_is_told(rectangles, changed, said, tmp_path):
    with pytest.raises(ScenarioFileError) as caught:
        loaded(tmp_path, rectangles, **changed)
    assert caught.value.file == "p.xml"
    assert said in caught.value.expected
