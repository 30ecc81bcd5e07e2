"""Releases with known faults of row security are refused, and so are those that are too old."""

from __future__ import annotations

import pytest

from goodoffices.errors import AffectedPostgreSQL
from goodoffices.stores.affected_postgresql import refuse_affected


@pytest.mark.parametrize("number", [150014, 150018, 160010, 170006, 180000, 180006, 190000])
def test_a_release_without_known_faults_is_let_be(number: int):
    refuse_affected(number)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (150002, "CVE-2023-2455"),
        (150003, "CVE-2023-39418"),
        (150008, "CVE-2024-10976"),
        (160004, "CVE-2024-10976"),
        (170000, "CVE-2024-10976"),
        (150013, "CVE-2025-8713"),
        (160009, "CVE-2025-8713"),
        (170005, "CVE-2025-8713"),
    ],
)
def test_a_release_with_a_fault_is_refused_and_the_fault_named(number: int, fault: str):
    with pytest.raises(AffectedPostgreSQL, match=fault):
        refuse_affected(number)


def test_it_says_from_which_release_on_all_is_well():
    with pytest.raises(AffectedPostgreSQL, match=r"PostgreSQL 15\.2 .* use 15\.14 or newer"):
        refuse_affected(150002)


@pytest.mark.parametrize("number", [90624, 140023])
def test_an_old_release_is_refused(number: int):
    with pytest.raises(AffectedPostgreSQL, match="use 15 or newer"):
        refuse_affected(number)
