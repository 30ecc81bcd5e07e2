"""Better than the deal, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP, finding

POOR = "--agreed screen=small --agreed price=low --agreed bag=with"


@pytest.fixture(autouse=True)
def laptop(tmp_path: Path) -> None:
    (tmp_path / "laptop.yaml").write_text(LAPTOP, encoding="utf-8")


def test_a_poor_deal_is_improved_for_both(run: Run):
    found = finding(run, f"improve laptop.yaml {POOR}")["result"]
    assert found["distance"]["utilities"] == [4.0, 2.0]
    assert found["better"][0]["package"] == {"screen": "large", "price": "high", "bag": "with"}
    assert [gain["more"] for gain in found["better"][0]["gains"]] == [3.0, 5.0]


def test_what_must_not_be_touched_again_stays(run: Run):
    found = finding(run, f"improve laptop.yaml {POOR} --keep price=low")["result"]
    assert found["better"] == []
    assert "within what is kept and ruled out" in found["sentence"]


def test_people_read_what_would_change_and_who_gains(run: Run, tmp_path: Path):
    answer = run(f"improve laptop.yaml {POOR} --chart b.svg")
    assert answer.code == 0
    assert "Screen: Large, not Small." in answer.out
    assert "Seller gains 5, which is 50% of its range." in answer.out
    assert "the deal that was made" in (tmp_path / "b.svg").read_text(encoding="utf-8")


def test_a_deal_on_the_frontier_is_left_alone(run: Run):
    answer = run("improve laptop.yaml --agreed screen=large --agreed price=high --agreed bag=with")
    assert answer.code == 0
    assert "the deal cannot be improved for all" in answer.out


def test_an_open_issue_is_named(run: Run):
    answer = run("improve laptop.yaml --agreed screen=large")
    assert (answer.code, "it leaves price open" in answer.err) == (2, True)
