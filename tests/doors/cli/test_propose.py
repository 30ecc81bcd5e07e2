"""Candidate packages on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP, finding


@pytest.fixture(autouse=True)
def laptop(tmp_path: Path) -> None:
    (tmp_path / "laptop.yaml").write_text(LAPTOP, encoding="utf-8")


def test_candidates_come_with_reasons_for_every_side(run: Run):
    found = finding(run, "propose laptop.yaml -k 2 --apart 1")["result"]
    first = found["candidates"][0]
    assert first["package"] == {"screen": "large", "price": "high", "bag": "with"}
    assert [share["holder"] for share in first["shares"]] == ["Buyer", "Seller"]
    assert first["shares"][0]["parts"][1]["sentence"] == "Price: High. Buyer gives up 3: its best is Low."
    assert len(found["candidates"]) == 2


def test_what_is_kept_holds_in_every_candidate(run: Run):
    found = finding(run, "propose port-of-ardmere -k 5 --keep wage=five --not crew=five")
    packages = [one["package"] for one in found["result"]["candidates"]]
    assert {one["wage"] for one in packages} == {"five"}
    assert "five" not in {one["crew"] for one in packages}
    assert found["settings"]["keep"] == "wage=five"


def test_of_talks_the_proposals_are_on_the_table(run: Run):
    changed = [
        one["changed"] for one in finding(run, "propose port-of-ardmere --near 4")["result"]["candidates"]
    ]
    assert changed
    assert max(changed) <= 4


def test_people_read_what_each_side_gets_and_gives(run: Run, tmp_path: Path):
    answer = run("propose port-of-ardmere --seat ministry --chart c.svg")
    assert answer.code == 0
    assert "its best is" in answer.out
    assert "Trade:" in answer.out
    assert (tmp_path / "c.svg").read_text(encoding="utf-8").count("a candidate package") == 1


def test_nothing_near_the_table_without_a_table_is_wrong_use(run: Run):
    answer = run("propose laptop.yaml --near 1")
    assert (answer.code, "nothing is on the table" in answer.err) == (2, True)
