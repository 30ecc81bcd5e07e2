"""Scenario files at the command line: looked into, checked, converted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from goodoffices.doors.cli import scenario as commands
from goodoffices.scenarios.writing import FORMATS
from tests.conftest import REPOSITORY
from tests.doors.cli.conftest import Run

NIGHTS = "night-shift-at-quay-four"
WEB = {"name": "d", "issuesValues": {"price": {"values": ["low", "high"]}}}


def geniusweb(folder: Path, weight: float = 1) -> Path:
    folder.mkdir()
    for name, worths in {"a": (0, 1), "b": (1, 0.25)}.items():
        table = {
            "DiscreteValueSetUtilities": {"valueUtilities": dict(zip(("low", "high"), worths, strict=True))}
        }
        space = {"issueUtilities": {"price": table}, "issueWeights": {"price": weight}, "domain": WEB}
        (folder / f"{name}.json").write_text(
            json.dumps({"LinearAdditiveUtilitySpace": space}), encoding="utf-8"
        )
    (folder / "domain.json").write_text(json.dumps(WEB), encoding="utf-8")
    return folder


def test_a_scenario_is_shown_with_issues_parties_and_conditions(run: Run):
    answer = run(f"scenario inspect {NIGHTS}")
    assert answer.code == 0
    for said in ("invented, as an example", "162 packages", "Size of a night crew", "interacting, 2 factors"):
        assert said in answer.out
    assert "Red line of Dockers: Berths worked at night: Four with Size of a night crew: Six." in answer.out
    assert (
        "Link: Who drives the new crane: Hired people only with Bonus for a night: A day's pay." in answer.out
    )


def test_a_scenario_is_shown_as_json(run: Run):
    found = run(f"scenario inspect {NIGHTS} --json").json["scenario"]
    assert found["outcomes"] == "162"
    assert [party["kind"] for party in found["parties"]] == ["interacting", "interacting"]
    assert found["discounts"] == [{"holder": "Harbour Company", "factor": 0.98, "by_rounds": True}]


def test_additive_preferences_are_shown_with_their_worst_and_best_package(run: Run, tmp_path: Path):
    geniusweb(tmp_path / "web")
    found = run("scenario inspect web --json").json["scenario"]
    assert [(party["least"], party["most"], party["reservation"]) for party in found["parties"]] == [
        (0.0, 1.0, 0.0),
        (0.25, 1.0, 0.25),
    ]
    assert "a.json: no reservation bid" in found["remarks"][0]


def test_talks_are_a_scenario_by_their_agenda_and_the_preferences_of_both_sides(run: Run):
    by_name = run("scenario inspect port-of-ardmere --json").json["scenario"]
    path = REPOSITORY / "examples" / "port-of-ardmere" / "talks.yaml"
    assert run(["scenario", "inspect", str(path), "--json"]).json["scenario"] == by_name
    assert by_name["outcomes"] == "4800000"
    assert len(by_name["parties"]) == 2


def test_talks_without_preferences_say_what_is_missing(run: Run):
    answer = run("scenario inspect doha-cairo-2024")
    assert (answer.code, answer.out) == (2, "")
    assert "no issue" in answer.err


def test_a_scenario_that_is_right_is_said_to_be_with_what_was_changed(run: Run, tmp_path: Path):
    geniusweb(tmp_path / "web", weight=0.9)
    answer = run("scenario check web")
    assert answer.code == 0
    assert "web is right: 2 parties, 1 issues, 2 packages." in answer.out
    assert "a.json: the weights sum to 0.9; they are used as written." in answer.out
    assert run("scenario check web --json").json["checked"]["outcomes"] == "2"


def test_a_wrong_file_ends_with_2_and_its_place(run: Run, tmp_path: Path):
    (geniusweb(tmp_path / "web") / "a.json").write_text("{\n", encoding="utf-8")
    answer = run("scenario check web --json")
    assert answer.code == 2
    error = answer.json["error"]
    assert (error["kind"], error["file"], error["line"]) == ("ScenarioFileError", "a.json", 2)
    assert run("scenario check web").err.startswith(
        "Error: the file is wrong: a.json: line 2, file: expected JSON"
    )


def test_a_name_of_nothing_is_told_with_the_examples(run: Run):
    answer = run("scenario check nowhere")
    assert answer.code == 2
    assert "port-of-ardmere" in answer.err
    assert run("scenario check nowhere/at-all.yaml").code == 1


def test_genius_files_are_read_in_either_convention(run: Run, shared: Path):
    folder = shared / "data" / "domains" / "g10-SON"
    for option, said in (("", "as GENIUS itself makes them"), ("--as-written", "Utilities as written")):
        answer = run(["scenario", "check", str(folder), "--points", "5", *filter(None, [option])])
        assert said in answer.out
        assert "taken at 5 evenly spaced points" in answer.out


@pytest.mark.parametrize("to", FORMATS)
def test_a_scenario_is_converted_and_reads_the_same(to: str, run: Run, tmp_path: Path):
    geniusweb(tmp_path / "web")
    target = "web.yaml" if to == "goodoffices" else "there"
    made = run(f"scenario convert web {target} --to {to} --json").json["converted"]
    assert len(made["files"]) >= 1
    again = run(f"scenario inspect {target} --json").json["scenario"]
    assert again["digest"] == made["digest"]


def test_what_does_not_fit_is_refused_by_name_and_what_is_lost_is_said(run: Run):
    answer = run(f"scenario convert {NIGHTS} there --to genius")
    assert (answer.code, answer.out) == (2, "")
    assert "GENIUS has no links between options" in answer.err
    kept = run("scenario convert port-of-ardmere there --to negmas")
    assert "The basis of the preferences is not kept." in kept.out


def test_nothing_is_written_over(run: Run):
    assert run(f"scenario convert {NIGHTS} nights.yaml").code == 0
    answer = run(f"scenario convert {NIGHTS} nights.yaml")
    assert answer.code == 1
    assert "nights.yaml" in answer.err


def test_the_formats_of_the_command_are_those_that_are_written():
    assert get_args(commands.Format) == FORMATS
