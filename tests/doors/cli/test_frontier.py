"""The frontier on the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP, finding
from tests.doors.cli.renew_finding_schema import PUBLISHED, text


@pytest.fixture(autouse=True)
def laptop(tmp_path: Path) -> None:
    (tmp_path / "laptop.yaml").write_text(LAPTOP, encoding="utf-8")


def test_the_published_schema_is_that_of_the_types():
    assert PUBLISHED.read_text(encoding="utf-8") == text(), (
        "renew it: python -m tests.doors.cli.renew_finding_schema"
    )
    jsonschema.Draft202012Validator.check_schema(json.loads(text()))


def test_points_packages_and_duplicates_stand_in_one_order(run: Run):
    found = finding(run, "frontier laptop.yaml")["result"]
    assert (found["kind"], found["outcomes"], found["complete"]) == ("frontier", "8", True)
    assert found["points"] == [[0, 10], [1, 9], [6, 8], [7, 7], [9, 1], [10, 0]]
    assert found["points"] == sorted(found["points"])
    assert found["packages"][2] == {"screen": "large", "price": "high", "bag": "without"}
    assert found["duplicates"] == [1] * 6


def test_a_finding_holds_all_that_is_needed_to_make_it_again(run: Run):
    found = finding(run, "frontier laptop.yaml --cap 50")
    assert found["settings"]["cap"] == "50"
    assert (found["tolerance"], found["seed"]) == (0.0, None)
    assert len(found["digest"]) == 64
    assert "laptop" in found["source"] or "invented" in found["source"]
    assert any(said.startswith("Arithmetic: exact") for said in found["remarks"])


def test_what_is_kept_and_ruled_out_narrows_the_packages(run: Run):
    kept = finding(run, 'frontier laptop.yaml --keep price=high --not "Bag=With a bag"')["result"]
    assert kept["outcomes"] == "2"
    assert {(one["price"], one["bag"]) for one in kept["packages"]} == {("high", "without")}


def test_people_get_a_table_with_how_it_was_made(run: Run):
    answer = run("frontier port-of-ardmere")
    assert answer.code == 0
    assert "173 of 4,800,000 packages are beaten by no other" in answer.out
    assert "20 of them, evenly spread" in answer.out
    assert "How: frontier of" in answer.out


def test_the_preferences_of_talks_are_those_of_the_seat_that_asks(run: Run):
    own, estimated = (
        run("frontier port-of-ardmere --json"),
        run("frontier port-of-ardmere --seat ministry --json"),
    )
    assert own.json["digest"] != estimated.json["digest"]
    alone = run("frontier port-of-ardmere --seat union")
    assert alone.code == 2
    assert "Only your own preferences are kept here" in alone.err


def test_a_chart_is_a_file_of_its_own_and_an_existing_one_is_kept(run: Run, tmp_path: Path):
    assert run("frontier laptop.yaml --chart f.svg").code == 0
    picture = ET.parse(tmp_path / "f.svg").getroot()  # noqa: S314 - our own picture
    assert picture.tag.endswith("svg")
    assert len([part for part in picture.iter() if part.get("class") == "point"]) == 7
    again = run("frontier laptop.yaml --chart f.svg")
    assert (again.code, "exists" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("frontier nowhere", "there is no file, folder or example nowhere"),
        (
            "frontier laptop.yaml --keep colour=red",
            "the agenda has no issue colour (issues: screen, price, bag)",
        ),
        (
            "frontier laptop.yaml --keep screen=round",
            "issue screen has no option round (options: large, small)",
        ),
        ("frontier laptop.yaml --keep screen", "screen is not written as ISSUE=OPTION"),
        ("frontier laptop.yaml --not bag=with --not bag=without", "no option of bag is left"),
        ("frontier laptop.yaml --cap 5 --exact", "cannot be given together with --cap"),
        ("frontier laptop.yaml --store x.db", "say which seat reads"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use_in_a_sentence(run: Run, line: str, said: str):
    answer = run(line)
    assert (answer.code, answer.out) == (2, "")
    assert said in " ".join(answer.err.split())


def test_a_small_frontier_needs_no_compiler_and_no_web(tmp_path: Path):
    code = (
        "import sys; sys.argv = ['goodoffices', 'frontier', 'laptop.yaml', '--json']\n"
        "from goodoffices.doors.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert not {"numba", "scipy", "starlette", "uvicorn", "moocore"} & set(answer.stderr.split())


def test_ctrl_c_ends_with_a_sentence_and_130(tmp_path: Path):
    """The signal is raised where the work would be done, so that the test waits for nothing."""
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background ignores it
        "from goodoffices.bargaining import efficient\n"
        "def stopped(*_, **__): signal.raise_signal(signal.SIGINT)\n"
        "efficient.frontier = stopped\n"
        "sys.argv = ['goodoffices', 'frontier', 'laptop.yaml']\n"
        "from goodoffices.doors.cli import main\n"
        "main()"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert signal.SIGINT == 2
    assert answer.returncode == 130
    assert answer.stderr == "Error: stopped before it was done; nothing half done is kept\n"
