from __future__ import annotations

import msgspec
import pytest

from goodoffices.bargaining import frontier
from goodoffices.bargaining.candidate import candidate
from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.gap_of_positions import gap_of_positions
from goodoffices.bargaining.shortfall import shortfall
from goodoffices.bargaining.zone import zone
from goodoffices.scenarios.table import from_table
from goodoffices.terms.digest import digest

SAID = "Price is a real number, taken at 21 points."


@pytest.fixture
def remarked():
    plain = from_table({"price": {"low": (0, 2), "high": (2, 0)}}, {"Seller": 0, "Buyer": 0}, source="a file")
    return msgspec.structs.replace(plain, remarks=(SAID,))


def test_what_the_reader_of_a_scenario_changed_is_no_part_of_its_digest(remarked):
    assert remarked.digest == msgspec.structs.replace(remarked, remarks=(), source="another").digest


@pytest.mark.parametrize("method", [frontier, zone, shortfall, candidate])
def test_every_finding_says_where_its_numbers_come_from_and_what_was_changed(remarked, method):
    found = method(remarked)
    assert found.source == "a file"
    assert SAID in found.remarks


def test_the_gap_with_preferences_says_it_too(remarked):
    assert SAID in gap_of_positions(remarked.agenda, (), parties=remarked.parties, scenario=remarked).remarks


def test_further_inputs_enter_the_digest(remarked):
    alone = finding(remarked, method="none", result=0)
    with_more = finding(remarked, method="none", result=0, inputs=("more",))
    assert (alone.digest, with_more.digest) == (remarked.digest, digest(remarked.digest, "more"))
