"""Receipts and records with proofs, and verifying them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.doors.cli.conftest import HARBOUR, WORDS, Run


def test_a_receipt_is_given_with_a_warning_and_verified(told: Run, tmp_path: Path):
    answer = told("receipt 2 --seat union --output receipt.json")
    assert (answer.code, answer.out) == (0, "")
    assert "proves that there was contact" in answer.err
    assert WORDS not in (tmp_path / "receipt.json").read_text()
    said = told("verify receipt.json").out
    assert "Right: item 2 of 2" in said
    assert "held against what was kept" in said


def test_a_receipt_may_hold_the_very_words(told: Run):
    answer = told("receipt 2 --seat union --with-content")
    assert WORDS in json.loads(answer.out)["body"]


def test_a_record_with_proofs_is_held_against_a_receipt(told: Run, tmp_path: Path):
    told("receipt 2 --seat union --output receipt.json")
    told("message send --seat union --to ministry --text 'Three months, then.'")
    for seat in ("--seat union", "--whole --reason 'A copy'"):
        assert told(f"talks export harbour {seat} --proofs --output record.json").code == 0
        answer = told("verify record.json --against receipt.json --json")
        assert (answer.code, answer.json["against"]) == (0, ["receipt.json"])
        altered = (tmp_path / "record.json").read_text().replace("Three months", "Four months")
        (tmp_path / "record.json").write_text(altered)
        answer = told("verify record.json --against receipt.json --json")
        assert answer.code == 1
        assert answer.json["broken"]["sentence"] == "its bytes are not those that its leaf commits to"
        assert told("verify record.json").err.startswith("Broken at ")
        (tmp_path / "record.json").unlink()


def test_a_receipt_since_an_older_one_extends_it(told: Run, tmp_path: Path):
    told("receipt 2 --seat union --output old.json")
    told("message send --seat union --to ministry --text 'Three months, then.'")
    told("receipt 3 --seat union --since 2 --output new.json")
    assert told("verify new.json --against old.json").code == 0
    assert told("receipt 3 --seat union --since 9").code == 3


def test_what_the_seat_does_not_hold_has_no_receipt(told: Run):
    answer = told("receipt 9 --seat company --json")
    assert (answer.code, answer.json["refused"]["rule"]) == (3, "not_here")


def test_talks_without_receipts_give_none_and_no_proofs_to_a_seat(run: Run):
    assert run(f"{HARBOUR} --no-receipts").code == 0
    for line in ("receipt 1 --seat union", "talks export harbour --seat union --proofs"):
        answer = run(f"{line} --json")
        assert (answer.code, answer.json["refused"]["rule"]) == (3, "not_by_the_rules")
        assert run(line).code == 3
    assert run("talks export harbour --whole --proofs --reason 'A copy'").code == 0


def test_what_cannot_be_read_ends_with_1(run: Run):
    assert run("verify none.json").code == 1
