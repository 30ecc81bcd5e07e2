from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.preferences.additive import FINENESS, Additive, additive
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from tests.bargaining.listing import exactly

NUMBER = st.floats(-1e6, 1e6) | st.integers(-100, 100) | st.integers(-999, 999).map(lambda n: n / 100)


def numbers_of(*rows: list[float], weights=None, reservation: float = 0) -> Additive:
    """One party; a row of values for each issue."""
    issues = tuple(
        Issue(key=f"i{i}", title="I", options=tuple(Option(key=f"o{j}", title="O") for j in range(len(row))))
        for i, row in enumerate(rows)
    )
    worths = tuple(
        IssueWorth(
            issue=f"i{i}",
            weight=1 if weights is None else weights[i],
            values=tuple(OptionWorth(option=f"o{j}", value=value) for j, value in enumerate(row)),
        )
        for i, row in enumerate(rows)
    )
    held = Preference(holder="A", issues=worths[::-1], reservation=reservation)
    return additive((held,), Agenda(issues=issues))


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.lists(NUMBER, min_size=1, max_size=4)), min_size=1, max_size=4)
)
def test_every_worth_is_the_product_of_the_numbers_or_within_one_step_of_it(rows):
    numbers = numbers_of(*(values for _, values in rows), weights=[weight for weight, _ in rows])
    (scale,) = numbers.scales
    first = sum(exactly(w) * exactly(values[0]) for w, values in rows)
    steps = numbers.steps((0,) * len(rows))[0]
    missed = abs(scale.base + steps * scale.unit - first)
    assert missed == 0 if scale.top < FINENESS // 2 else missed <= len(rows) * scale.unit
    assert all(terms.dtype == np.int64 and (terms.min(axis=0) == 0).all() for terms in numbers.terms)


def test_one_tenth_is_one_tenth():
    assert numbers_of([0.1, 0.3], [0.2, 0.5]).scales[0].worth(0) == 0.3


def test_zero_and_unit_of_the_scale_make_no_difference_to_the_whole_numbers():
    plain = numbers_of([1, 2, 5], [0, 4])
    moved = numbers_of([-0.7, -0.4, 0.5], [9.9, 11.1])
    assert [terms.tolist() for terms in plain.terms] == [terms.tolist() for terms in moved.terms]


def test_too_many_decimals_are_rounded_and_said_to_be():
    numbers = numbers_of([1 / 3, 1e-16, 2e6 / 7], weights=[1 / 3])
    (scale,) = numbers.scales
    assert not scale.exact
    assert scale.top <= FINENESS + 1
    assert "numbers of A have more decimals" in numbers.arithmetic
    assert scale.worth(int(numbers.terms[0][2, 0])) == pytest.approx(2e6 / 21, rel=1e-15)


def test_noise_of_floating_point_in_a_file_is_not_taken_at_its_word():
    numbers = numbers_of([0, 0.1 + 0.2, 0.3, 1], reservation=0.1 + 0.2)
    (scale,) = numbers.scales
    assert not scale.exact
    assert scale.needed <= int(numbers.terms[0][2, 0]) <= int(numbers.terms[0][1, 0])


def test_the_least_and_greatest_doubles_meet_without_overflow():
    assert numbers_of([5e-324, 1e6], weights=[1e6]).scales[0].top <= FINENESS + 1


@pytest.mark.parametrize(
    ("reservation", "needed"), [(-1, 0), (0, 0), (0.1, 1), (1, 1), (1.5, 2), (2, 2), (2.1, 3), (9, 3)]
)
def test_what_is_needed_is_the_fewest_steps_as_good_as_no_agreement(reservation, needed):
    assert numbers_of([0, 1, 2], reservation=reservation).scales[0].needed == needed


def test_a_flat_range_has_no_unit_of_gain():
    (scale,) = numbers_of([3, 3], [1], reservation=5).scales
    assert scale.flat
    assert (scale.worth(0), scale.gain(0), scale.needed) == (4.0, Fraction(0), 1)
