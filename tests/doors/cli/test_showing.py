"""`talks show`: who takes part, what is to be settled, every entry with its date and source."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from goodoffices.desk.examples import names
from goodoffices.doors.cli.place import authored
from goodoffices.record.schema import shown_entry_schema
from goodoffices.record.showing import shown
from tests.doors.cli.conftest import WORDS, Run
from tests.doors.cli.test_gap import REPORT

CLAIM = {
    "id": "gaps-narrow",
    "kind": "assessment",
    "status": "stated",
    "phase": "happened",
    "sources": [{"type": "named", "label": "A minister"}],
    "fields": {"topic": "gap", "direction": "better", "content": "The gaps are narrowing."},
}


def test_a_report_is_shown_with_its_entries_and_on_whose_word_they_rest(run: Run, tmp_path: Path):
    (tmp_path / "report.yaml").write_text(REPORT)
    answer = run("talks show report.yaml")
    assert answer.code == 0
    assert "What a report says" in answer.out
    row = next(line for line in answer.out.splitlines() if "The gaps are narrowing." in line)
    assert "not stated" in row
    assert "A minister" in row


def test_an_entry_as_json_has_the_documented_shape(run: Run, tmp_path: Path):
    (tmp_path / "report.yaml").write_text(REPORT)
    assert run("talks show report.yaml --json").json["entries"] == [CLAIM]


@pytest.mark.parametrize("name", names())
def test_every_entry_of_an_example_is_shown_in_the_published_shape(run: Run, name: str):
    entries = run(f"talks show {name} --json").json["entries"]
    validator = jsonschema.Draft202012Validator(shown_entry_schema())
    assert not [error.message for entry in entries for error in validator.iter_errors(entry)]
    assert entries == list(shown(authored(name)))


def test_a_seat_is_shown_the_entries_that_it_may_see(told: Run):
    assert WORDS in told("talks show harbour --seat ministry").out
    for form in ("", " --json"):
        assert "berth" not in told(f"talks show harbour --seat company{form}").out


def test_the_agenda_and_the_seats_are_shown(harbour: Run):
    out = harbour("talks show harbour --seat judge").out
    assert "one month, two months, three months" in out
    assert "none yet" in out


def test_talks_of_the_store_are_shown_to_a_seat_only(harbour: Run):
    answer = harbour("talks show harbour --json")
    assert (answer.code, answer.json["error"]["kind"]) == (2, "WrongUse")


def test_a_time_is_told_as_exactly_as_it_is_known_and_no_more(run: Run):
    out = run("talks show doha-cairo-2024").out
    office = next(line for line in out.splitlines() if "arrangement" in line)
    assert office.startswith("since 2012")
    assert "2012-01-01" not in out
