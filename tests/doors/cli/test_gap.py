"""How far apart the sides are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP, finding

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


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    path = tmp_path / "laptop.yaml"
    path.write_text(LAPTOP, encoding="utf-8")
    return path


def test_of_a_scenario_the_gap_is_what_the_sides_want(run: Run, laptop: Path):
    found = finding(run, "gap laptop.yaml")["result"]
    assert (found["kind"], found["zone_empty"], found["outcomes"]) == ("preference_gap", False, "8")
    assert [(row["issue"], row["tension"]) for row in found["issues"]] == [
        ("screen", "trade"),
        ("price", "trade"),
        ("bag", "conflict"),
    ]
    answer = run("gap laptop.yaml --chart stakes.svg")
    assert "costs Buyer" in answer.out
    assert (laptop.parent / "stakes.svg").read_text(encoding="utf-8").count("Screen") > 0


def test_of_talks_with_preferences_all_three_gaps_are_told(run: Run):
    found = finding(run, "gap port-of-ardmere")
    assert found["talks"] == "port-of-ardmere"
    assert found["computed"]["result"]["counts"]["open"] == 2
    assert found["result"]["kind"] == "preference_gap"
    assert found["claimed"]
    answer = run("gap port-of-ardmere")
    assert "30081 of 4800000 packages are at least as good for every side as no agreement." in answer.out


def test_of_talks_without_preferences_the_finding_is_that_of_positions(run: Run):
    found = finding(run, "gap doha-cairo-2024")
    assert found["result"] == found["computed"]["result"]


def test_how_far_the_inputs_may_move_is_told_on_request(run: Run, laptop: Path):
    found = finding(run, "gap laptop.yaml --sensitivity")["result"]
    assert found["kind"] == "sensitivity"
    assert [row["zone_opens_at"] for row in found["reservations"]] == [7.0, 8.0]
    answer = run("gap laptop.yaml --sensitivity")
    assert "The zone is open." in answer.out
    assert "same Nash solution" in answer.out


def test_what_is_kept_and_ruled_out_narrows_what_the_sides_want_and_no_position(run: Run, laptop: Path):
    whole, left = (
        finding(run, "gap laptop.yaml"),
        finding(run, "gap laptop.yaml --keep price=low --not bag=with"),
    )
    assert (whole["result"]["outcomes"], left["result"]["outcomes"]) == ("8", "2")
    assert {name: left["settings"][name] for name in ("keep", "not")} == {
        "keep": "price=low",
        "not": "bag=with",
    }
    whole, left = finding(run, "gap port-of-ardmere"), finding(run, "gap port-of-ardmere --keep wage=four")
    assert left["computed"] == whole["computed"]
    assert left["digest"] != whole["digest"]


def test_by_positions_alone_nothing_can_be_narrowed_or_drawn(run: Run, laptop: Path):
    for line in ("gap doha-cairo-2024 --keep wage=four", "gap doha-cairo-2024 --chart c.svg"):
        answer = run(line)
        assert (answer.code, answer.out) == (2, "")
        assert "agenda names no issue" in answer.err
    answer = run("gap laptop.yaml --sensitivity --chart c.svg")
    assert (answer.code, "nothing to draw" in answer.err) == (2, True)
    assert not (laptop.parent / "c.svg").exists()
