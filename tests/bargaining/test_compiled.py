"""What is compiled for large scenarios gives what arrays give for small ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining import dominance, fold
from goodoffices.bargaining.dominance import undominated
from goodoffices.bargaining.efficient import Frontier, frontier
from goodoffices.preferences import additive
from goodoffices.terms.finding import Finding
from tests.bargaining.listing import ANY, build, scenarios


@pytest.fixture(scope="module")
def nothing_is_small():
    with pytest.MonkeyPatch.context() as patch:
        for module in (additive, dominance, fold):
            patch.setattr(module, "SMALL", 0)
        yield


def in_arrays(scenario, **settings) -> Finding[Frontier]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (additive, dominance, fold):
            patch.setattr(module, "SMALL", 10**9)
        return frontier(scenario, **settings)


@given(scenarios(parties=st.integers(2, 5)))
@pytest.mark.usefixtures("nothing_is_small")
def test_compiled_loops_find_what_arrays_find(scenario):
    assert frontier(scenario) == in_arrays(scenario)


@given(scenarios(numbers=ANY))
@pytest.mark.usefixtures("nothing_is_small")
def test_numbers_too_fine_for_64_bits_give_the_same_worths_either_way(scenario):
    compiled, plain = frontier(scenario), in_arrays(scenario)
    assert compiled.tolerance == plain.tolerance
    reached, wanted = np.array(compiled.result.worths), np.array(plain.result.worths)
    scales = additive.additive(
        scenario.additive, scenario.agenda
    ).scales  # what is promised is in units of the ranges
    span = np.array([float(scale.unit * scale.top) for scale in scales]) * 3e-12
    for some, others in ((reached, wanted), (wanted, reached)):
        assert all(np.any(np.all(others >= one - span, axis=1)) for one in some)


@given(scenarios(parties=st.integers(2, 4)), st.integers(1, 5))
@pytest.mark.usefixtures("nothing_is_small")
def test_compiled_loops_thin_as_arrays_do(scenario, cap):
    assert frontier(scenario, cap=cap) == in_arrays(scenario, cap=cap)


@pytest.mark.parametrize("parties", [3, 4, 5])
@pytest.mark.usefixtures("nothing_is_small")
def test_of_thousands_of_candidates_those_stay_that_nothing_beats(parties):
    rows = np.random.default_rng(parties).integers(0, 12, size=(parties, 3000))
    kept, counts = undominated(rows, np.ones(3000, dtype=np.int64))
    at_least = (rows[:, None, :] >= rows[:, :, None]).all(axis=0)
    better = at_least & (rows[:, None, :] > rows[:, :, None]).any(axis=0)
    alone = np.logical_not(np.max(better, axis=1))
    assert {tuple(rows[:, k]) for k in kept} == {tuple(rows[:, k]) for k in np.flatnonzero(alone)}
    assert counts.sum() == alone.sum()


@pytest.mark.usefixtures("nothing_is_small")
def test_an_issue_of_thousands_of_options_is_merged_a_few_at_a_time(monkeypatch):
    from goodoffices.bargaining import fold_compiled

    drawn = np.random.default_rng(2)
    for parties in (2, 3):
        worths = drawn.integers(0, 50, size=(parties, 2, 200)).tolist()
        scenario = build(worths, [[1, 1]] * parties, [0] * parties)
        monkeypatch.setattr(fold_compiled, "_ROOM", 50)
        assert frontier(scenario) == in_arrays(scenario)


@pytest.mark.usefixtures("nothing_is_small")
def test_more_equal_packages_than_a_float_counts_are_counted_all_the_same():
    scenario = build([[[1, 1]] * 60, [[2, 2]] * 60], [[1] * 60] * 2, [0, 0])
    (point,) = frontier(scenario).result.points
    assert point.outcomes == 2**60
