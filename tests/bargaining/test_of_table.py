"""Of a plain table those rows stay that no other row beats, whatever is put aside first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.bargaining import frontier_of_table, of_table
from goodoffices.errors import ScenarioError

tables = st.integers(1, 4).flatmap(
    lambda parties: st.integers(0, 12).flatmap(
        lambda rows: arrays(
            np.float64, (rows, parties), elements=st.sampled_from([-1e9, -1.5, -0.0, 0, 0.1, 3])
        )
    )
)


@pytest.fixture(params=[0, 2_000], ids=["put aside", "sorted"], autouse=True)
def few(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_table, "_FEW", request.param)
        yield


def unbeaten(table: np.ndarray) -> dict[tuple[float, ...], int]:
    """By comparing every two rows: the worths that none beats, and how many rows have them."""
    found: dict[tuple[float, ...], int] = {}
    for row in table:
        if not any((other >= row).all() and (other > row).any() for other in table):
            found[tuple(row + 0.0)] = found.get(tuple(row + 0.0), 0) + 1
    return found


@given(tables)
def test_it_is_what_comparing_every_two_rows_leaves(table: np.ndarray):
    rows, counts = frontier_of_table(table)
    found = {
        tuple(table[row] + 0.0): count for row, count in zip(rows.tolist(), counts.tolist(), strict=True)
    }
    assert found == unbeaten(table)
    assert [tuple(-(table[row] + 0.0)) for row in rows] == sorted(tuple(-(table[row] + 0.0)) for row in rows)


@given(tables)
def test_of_equal_rows_the_first_stands_for_all(table: np.ndarray):
    for row in frontier_of_table(table)[0].tolist():
        assert not any((table[earlier] == table[row]).all() for earlier in range(row))


@pytest.mark.parametrize("parties", [2, 3])
def test_many_rows_are_those_of_a_sort_alone(parties: int, monkeypatch: pytest.MonkeyPatch):
    table = np.random.default_rng(5).integers(0, 40, (6_000, parties)).astype(float)
    rows, counts = frontier_of_table(table)
    monkeypatch.setattr(of_table, "_FEW", 10**9)
    assert [each.tolist() for each in frontier_of_table(table)] == [rows.tolist(), counts.tolist()]
    assert {tuple(table[row]): count for row, count in zip(rows, counts, strict=True)} == unbeaten_fast(table)


def unbeaten_fast(table: np.ndarray) -> dict[tuple[float, ...], int]:
    distinct, counts = np.unique(table, axis=0, return_counts=True)
    keep = [not ((distinct >= row).all(axis=1) & (distinct > row).any(axis=1)).any() for row in distinct]
    return {tuple(row): int(count) for row, count, kept in zip(distinct, counts, keep, strict=True) if kept}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([[1.0, np.nan]], "not a finite number"),
        ([[1.0, np.inf]], "not a finite number"),
        ([[np.inf, -np.inf]], "not a finite number"),
        ([1.0, 2.0], "a row for each outcome"),
        ([[], []], "a row for each outcome"),
    ],
)
def test_what_is_no_table_of_worths_is_refused(table: list, said: str):
    with pytest.raises(ScenarioError, match=said):
        frontier_of_table(table)
