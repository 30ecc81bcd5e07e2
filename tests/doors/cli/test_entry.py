"""Writing into a seat's own record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Run, lane, last

POSITION = """
content:
  kind: position
  holder: Dockers Union
  stances:
    - {issue: trial, acceptable: [one-month, two-months]}
"""


def test_a_note_is_its_seat_s_alone(harbour: Run):
    answer = harbour("entry note --seat union --text 'Ask about the night shift.' --subject Nights")
    assert answer.code == 0
    content = last(harbour, "union")["entry"]["content"]
    assert content == {"kind": "note", "text": "Ask about the night shift.", "subject": "Nights"}
    assert all(len(lane(harbour, seat)) == 1 for seat in ("company", "ministry", "judge"))


@pytest.mark.parametrize("from_input", [False, True], ids=["a file", "the input"])
def test_an_entry_of_any_kind_is_read_as_in_a_talks_file(harbour: Run, tmp_path: Path, from_input):
    (tmp_path / "position.yaml").write_text(POSITION)
    if from_input:
        answer = harbour("entry add - --seat union", typed=POSITION)
    else:
        answer = harbour("entry add position.yaml --seat union")
    assert answer.code == 0, answer.err
    assert last(harbour, "union")["entry"]["content"]["holder"] == "Dockers Union"


def test_a_wrong_entry_gets_the_line_the_field_and_what_was_expected(harbour: Run):
    answer = harbour("entry add - --seat union --json", typed="content:\n  kind: position\n  holder: 3\n")
    assert answer.code == 2
    error = answer.json["error"]
    assert (error["line"], error["field"]) == (3, "content.holder")
    assert error["expected"]


def test_an_entry_that_does_not_fit_the_agenda_is_refused(harbour: Run):
    answer = harbour("entry add - --seat union", typed=POSITION.replace("two-months", "nine-years"))
    assert (answer.code, "nine-years" in answer.err) == (3, True)


def test_a_file_that_is_not_there_is_an_error_in_one_sentence(harbour: Run):
    answer = harbour("entry add nowhere.yaml --seat union")
    assert (answer.code, answer.err) == (1, "Error: nowhere.yaml: No such file or directory\n")
