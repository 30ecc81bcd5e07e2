"""How sure a deal is, as it is typed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from goodoffices.doors.charts.shares import Share, figure
from goodoffices.doors.cli.uncertain import _share
from tests.conftest import REPOSITORY
from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import finding

KNOWN_IN_PART = """
format: goodoffices-uncertain/1
source: invented
agenda:
  issues:
    - key: land
      title: Land
      options: [{key: much, title: Much}, {key: half, title: Half}, {key: none, title: None at all}]
preferences:
  - holder: East
    total: 1
    reservation: {kind: interval, low: 0.2, high: 0.7}
    issues:
      - issue: land
        weight: 1
        values: [{option: much, value: 1}, {option: none, value: 0}]
    orders:
      - {kind: option_before, issue: land, better: half, worse: none}
  - holder: West
    total: 1
    reservation: 0.1
    issues:
      - issue: land
        weight: 1
        values: [{option: much, value: 0}, {option: half, value: 0.5}, {option: none, value: 1}]
"""


def test_a_file_says_what_is_known_and_the_answer_how_sure_a_deal_is(run: Run, tmp_path: Path):
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART)
    answer = run("uncertain land.yaml --samples 500")
    assert answer.code == 0, answer.err
    assert "500 preferences drawn of each side (seed 1); 3 of 3 packages considered" in answer.out
    assert "Is no. 1 better than no agreement?" in answer.out
    assert "no. 1: Land: Half" in answer.out


def test_the_same_seed_gives_the_same_finding_and_another_one_another(run: Run, tmp_path: Path):
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART)
    line = "uncertain land.yaml --samples 300 --json"
    first, again, other = run(line), run(line), run(f"{line} --seed 2")
    assert first.out == again.out
    assert first.json["seed"] == 1
    assert first.json["digest"] == other.json["digest"]
    assert first.json["result"]["acceptability"] != other.json["result"]["acceptability"]
    assert first.json["settings"].keys() >= {"samples", "packages considered"}


def test_an_example_with_exact_numbers_is_spread(run: Run):
    answer = run("uncertain port-of-ardmere --spread 5% --samples 200 --packages 40 --show 3 --json")
    assert answer.code == 0, answer.err
    assert answer.json["result"]["acceptability"]["considered"] == 40
    assert len(answer.json["result"]["acceptability"]["packages"]) == 3
    assert any("were considered" in remark for remark in answer.json["remarks"])


def test_what_a_side_said_against_itself_is_named(run: Run, tmp_path: Path):
    against = "      - {kind: option_before, issue: land, better: none, worse: half}\n"
    marked = "      - {kind: option_before, issue: land, better: half, worse: none}\n"
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART.replace(marked, marked + against))
    answer = run("uncertain land.yaml")
    assert answer.code == 2
    assert "what East said cannot be so within the bounds: on land, none is better than half" in answer.err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("uncertain land.yaml --spread 10%", "says itself how far"),
        ("uncertain port-of-ardmere --spread 100%", "no share"),
        ("uncertain port-of-ardmere --spread much", "no share"),
        ("uncertain land.yaml --samples 10", "200"),
        ("uncertain doha-cairo-2024", "agenda names no issue"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_two(run: Run, tmp_path: Path, line: str, sentence: str):
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART)
    answer = run(line)
    assert answer.code == 2
    assert sentence in answer.err


def test_a_wrong_number_in_the_file_is_named_with_its_line(run: Run, tmp_path: Path):
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART.replace("high: 0.7", "high: much"))
    answer = run("uncertain land.yaml --json")
    assert answer.code == 2
    assert answer.json["error"]["line"] == 12


def test_the_file_in_the_how_to_can_be_asked_as_it_stands(run: Run, tmp_path: Path):
    page = (REPOSITORY / "docs" / "how-to" / "say-how-sure-a-deal-is.md").read_text(encoding="utf-8")
    (tmp_path / "what-we-know.yaml").write_text(page.split("```yaml\n")[1].split("```")[0])
    answer = run("uncertain what-we-know.yaml --samples 300 --json")
    assert answer.code == 0, answer.err
    assert answer.json["source"] == "what both sides told the mediator until 3 March"


def test_the_finding_is_one_by_the_published_schema_with_packages_by_their_keys(run: Run, tmp_path: Path):
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART)
    found = finding(run, "uncertain land.yaml --samples 300")["result"]
    assert (found["kind"], found["parties"]) == ("how_sure", ["East", "West"])
    assert [one["package"] for one in found["necessity"]["packages"]] == [
        one["package"] for one in found["acceptability"]["packages"]
    ]
    assert found["information"]["questions"][0]["statement"]["package"] == {"land": "half"}


def test_the_picture_shows_the_shares_that_the_table_shows(run: Run, tmp_path: Path):
    (tmp_path / "land.yaml").write_text(KNOWN_IN_PART)
    line = "uncertain land.yaml --samples 300"
    packages = finding(run, line)["result"]["acceptability"]["packages"]
    assert run(f"{line} --chart sure.svg").code == 0
    words = [part.text or "" for part in ET.parse(tmp_path / "sure.svg").getroot().iter()]  # noqa: S314 - our own
    assert "no. 1: Land: Half" in words
    for one in packages:
        share = one["acceptable_to_all"]
        assert figure(Share(value=share["value"], low=share["low"], high=share["high"])) in words
    again = run(f"{line} --chart sure.svg")
    assert (again.code, "exists" in again.err) == (1, True)


def test_a_share_is_read_with_and_without_percent():
    assert (_share("20%"), _share("0.2"), _share("0")) == (0.2, 0.2, 0.0)
