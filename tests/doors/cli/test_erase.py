"""Erasing a content on order, at the command line."""

from __future__ import annotations

import pytest

from tests.doors.cli.conftest import HARBOUR, WORDS, Run, lane


def test_erase_destroys_a_message_and_says_what_else_holds_it(told: Run):
    told("share 2 --seat ministry --to judge")
    answer = told("erase 2 --seat union --by 'Labour Court' --reason 'Order 14/31'")
    assert answer.code == 0
    assert "Older backups" in answer.out
    assert lane(told, "union")[1]["matter"] == {"type": "erased"}
    assert lane(told, "union")[-1]["matter"]["type"] == "erasure_received"
    assert WORDS not in told("lane --seat union").out + told("lane --seat ministry").out
    assert "Erased on order" in told("lane --seat union").out
    assert told("check").code == 0


def test_erase_with_plan_does_nothing(told: Run):
    answer = told("erase 2 --seat union --plan --json")
    assert (answer.code, len(answer.json["plan"]["erased"])) == (0, 1)
    assert "Would be erased" in told("erase 2 --seat union --plan").out
    assert lane(told, "union")[1]["matter"]["type"] == "message_sent"


@pytest.mark.parametrize("line", ["", "--by 'Labour Court'", "--reason 'Order 14/31'"])
def test_an_order_names_its_giver_and_its_reason(told: Run, line: str):
    assert told(f"erase 2 --seat union {line}").code == 2


def test_what_the_rules_keep_is_not_erased(run: Run):
    run(f"{HARBOUR} --kept-until 2999-12-31")
    run("message send --seat union --to ministry --text 'A trial.'")
    answer = run("erase 2 --seat union --by Court --reason Order --json")
    assert (answer.code, answer.json["refused"]["rule"]) == (3, "not_by_the_rules")


@pytest.mark.parametrize("entry", ["1", "9"])
def test_what_has_no_content_or_is_not_there_is_refused(told: Run, entry: str):
    assert told(f"erase {entry} --seat union --by Court --reason Order").code == 3
