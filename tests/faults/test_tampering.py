"""Whatever is altered in a record or a receipt is found, and nothing honest is called broken."""

from __future__ import annotations

import json
import random

import pytest

from goodoffices import verify
from tests.faults import tampering
from tests.faults.tampering import Evidence, lane_of

EVERY_KIND = {
    "flip",
    "drop",
    "swap",
    "replay",
    "blank",
    "pad",
    "reword",
    "forge",
    "cut",
    "splice",
    "other_receipt",
}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence()


ALTERATIONS = 2_000


@pytest.mark.slow
def test_alterations_are_found_and_no_honest_file_is_called_broken():
    made, missed, alarms = tampering.tried(ALTERATIONS, seed=20261127)
    assert (missed, alarms) == ([], [])
    assert set(made) == EVERY_KIND
    assert sum(made.values()) == ALTERATIONS


def test_what_only_the_key_can_do_is_not_found_without_something_kept(evidence: Evidence):
    """The other half: this is why a receipt is worth keeping."""
    for alter in (tampering.forge, tampering.cut):
        for file in (evidence.part, evidence.whole):
            altered = alter(json.loads(json.dumps(file)), random.Random(1))  # noqa: S311 - as it is done again
            verify.examine(altered)
            with pytest.raises(verify.Broken):
                verify.examine(altered, [json.dumps(evidence.longest)])


def test_a_forged_item_is_named_by_its_own_receipt_and_else_as_closely_as_what_was_kept_tells(
    evidence: Evidence,
):
    file = json.loads(json.dumps(evidence.part))
    tampering._reworded(lane_of(file)["rows"][4])
    tampering._signed_anew(file)
    places = {}
    for size, kept in evidence.kept:
        if size == max(size for size, _ in evidence.kept):
            with pytest.raises(verify.Broken) as broken:
                verify.examine(json.dumps(file), [json.dumps(kept)])
            places[kept["number"]] = broken.value.args[0]
    assert places == {
        1: "seat union, item 5 to 8",
        2: "seat union, item 5 to 8",
        3: "seat union, item 5 to 8",
        4: "seat union, item 5 to 8",
        5: "seat union, item 5",
        6: "seat union, item 5",
        7: "seat union, item 5 to 6",
        8: "seat union, item 5 to 6",
        9: "seat union, item 1 to 8",
    }
