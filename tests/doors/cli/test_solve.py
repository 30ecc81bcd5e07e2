"""Solutions on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP, finding


@pytest.fixture(autouse=True)
def laptop(tmp_path: Path) -> None:
    (tmp_path / "laptop.yaml").write_text(LAPTOP, encoding="utf-8")


def test_each_solution_has_its_utilities_its_package_and_its_tie(run: Run):
    found = finding(run, "solve laptop.yaml")["result"]
    assert [one["name"] for one in found["solutions"]] == [
        "nash",
        "kalai_smorodinsky",
        "egalitarian",
        "utilitarian",
    ]
    for one in found["solutions"]:
        assert isinstance(one["tie"], bool)
        assert set(one["package"]) == {"screen", "price", "bag"}
    assert found["solutions"][2]["utilities"] == [7.0, 7.0]
    assert (found["disagreement"], found["ideal"]) == ([4.0, 3.0], [7.0, 8.0])


def test_the_conventions_of_others_can_be_asked_for(run: Run):
    found = finding(run, "solve laptop.yaml --ideal all --ks min-spread --disagreement stated")
    assert found["settings"]["ideal"] == "all"
    assert found["settings"]["ks"] == "min-spread"
    assert found["result"]["ideal"] == [10.0, 10.0]


def test_people_get_the_packages_side_by_side(run: Run):
    answer = run("solve port-of-ardmere")
    assert answer.code == 0
    assert "has the largest product of the parties' gains" in answer.out
    assert "4 % a year" in answer.out
    assert "hold the parties' scales against each other" in answer.out


def test_an_empty_zone_is_an_answer(run: Run, tmp_path: Path):
    (tmp_path / "far.yaml").write_text(LAPTOP.replace("reservation: 4", "reservation: 8"), encoding="utf-8")
    assert finding(run, "solve far.yaml")["result"]["kind"] == "no_solution"
    answer = run("solve far.yaml --chart far.svg")
    assert answer.code == 0
    assert "there is nothing to choose from" in answer.out
    assert (tmp_path / "far.svg").exists()
