"""How far apart the sides are."""

from __future__ import annotations

from pathlib import Path

from tests.doors.cli.conftest import Run

REPORT = """
format: goodoffices-talks/1
talks:
  name: report
  title: What a report says
  actors:
    - {name: North, kind: state, roles: [{role: party}]}
    - {name: South, kind: state, roles: [{role: party}]}
  seats:
    - {name: reader, kind: reader, title: A reader}
record:
  - id: gaps-narrow
    by: reader
    entry:
      content: {kind: assessment, topic: gap, direction: better, content: The gaps are narrowing.}
      sources: [{type: named, label: A minister}]
"""


def test_an_example_shows_its_counts_and_what_people_say(run: Run):
    answer = run("gap port-of-ardmere")
    assert answer.code == 0
    assert "1 agreed, 6 overlapping, 2 open, 1 unknown (of 10 issues" in answer.out
    assert "Edmund Hallory" in answer.out


def test_where_no_position_is_held_the_gap_cannot_be_computed(run: Run, tmp_path: Path):
    (tmp_path / "report.yaml").write_text(REPORT)
    answer = run("gap report.yaml")
    assert answer.code == 0
    assert "cannot be computed: the record holds no position of either side" in answer.out
    assert "The gaps are narrowing." in answer.out
    assert "A minister" in answer.out


def test_the_finding_and_the_claims_stand_side_by_side_as_json(run: Run, tmp_path: Path):
    (tmp_path / "report.yaml").write_text(REPORT)
    held = run("gap report.yaml --json").json
    assert held["talks"] == "report"
    assert held["computed"]["result"]["lacking"] == ["North", "South"]
    assert held["computed"]["digest"]
    (claim,) = held["claimed"]
    assert (claim["id"], claim["assessment"]["direction"]) == ("gaps-narrow", "better")


def test_a_seat_computes_with_what_it_holds(run: Run):
    answer = run("gap port-of-ardmere --seat union")
    assert answer.code == 0
    assert answer.out != run("gap port-of-ardmere").out


def test_talks_of_the_store_are_read_from_a_seat(harbour: Run):
    answer = harbour("gap harbour")
    assert (answer.code, "--seat" in answer.err) == (2, True)
    assert harbour("gap harbour --seat ministry").code == 0
