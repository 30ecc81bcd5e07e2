"""Our own scenario file: what is written is read back, and what is wrong is told with line and field."""

from __future__ import annotations

import contextlib
import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ScenarioFileError
from goodoffices.notation.yaml_reading import parsed
from goodoffices.scenarios import load, write
from goodoffices.scenarios.scenario_yaml import read, schema
from goodoffices.scenarios.scenario_yaml import write as text_of
from tests.conftest import REPOSITORY
from tests.scenarios.renew_schema import PUBLISHED, published
from tests.scenarios.scenarios import scenarios

FILE = """\
format: goodoffices-scenario/1
source: invented

agenda:
  issues:
    - key: berths
      title: Berths at night
      options: [{key: two, title: Two}, {key: four, title: Four}]
    - key: pay
      title: Pay for nights
      ordered: true
      options: [{key: low, title: Low}, {key: high, title: High}]

preferences:
  - holder: Company
    issues:
      - {issue: berths, weight: 0.6, values: [{option: two, value: 0}, {option: four, value: 1}]}
      - {issue: pay, weight: 0.4, values: [{option: low, value: 1}, {option: high, value: 0}]}
    reservation: 0.3
  - holder: Union
    factors:
      - {kind: table, issues: [berths, pay], values: [0.5, 0.8, 0, 1]}
    reservation: 0.2

links:
  - {option: {issue: berths, option: four}, only_with: {issue: pay, option: high}}

red_lines:
  - {holder: Union, options: [{issue: berths, option: four}, {issue: pay, option: low}]}

discounts:
  - {holder: Company, factor: 0.9, by_rounds: true}
"""


def test_a_file_is_read_as_it_stands():
    scenario = read(FILE, "nights.yaml")
    assert scenario.parties == ("Company", "Union")
    assert (scenario.outcomes, scenario.source) == (4, "invented")
    assert scenario.links[0].only_with.option == "high"


@settings(max_examples=40)
@given(scenarios())
def test_what_is_written_is_read_back_equal_with_the_same_digest(scenario):
    text = text_of(scenario)
    again = read(text, "scenario.yaml")
    assert again == scenario
    assert again.digest == scenario.digest
    assert text_of(again) == text


@settings(max_examples=10)
@given(scenarios())
def test_what_is_written_is_what_the_schema_says(scenario):
    jsonschema.Draft202012Validator(schema()).validate(parsed(text_of(scenario)).value)


def test_the_published_schema_is_that_of_the_types():
    assert PUBLISHED.read_text(encoding="utf-8") == published(), (
        "renew it: python -m tests.scenarios.renew_schema"
    )


def test_the_schema_is_one_and_holds_of_the_page():
    jsonschema.Draft202012Validator.check_schema(schema())
    page = (REPOSITORY / "docs" / "reference" / "scenario-file.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    jsonschema.Draft202012Validator(schema()).validate(parsed(example).value)
    assert read(example, "page").outcomes > 1


PAY = "only_with: {issue: pay, option: high}"
WRONG = {
    # what: (old, new, line, field, part of what was expected)
    "another format": ("scenario/1", "scenario/9", 1, "format", "expected one of"),
    "an unknown field": ("source: invented", "sauce: invented", 2, "sauce", "no field of this name"),
    "an unknown issue": ("issue: pay, weight", "issue: pray, weight", 18, "issues[1].issue", "berths, pay"),
    "an unknown option": ("option: four, value", "option: five, value", 17, "[1].option", "two, four"),
    "no worth of an option": (", {option: four, value: 1}", "", 17, "issues[0].values", "each option"),
    "a table of the wrong size": ("[0.5, 0.8, 0, 1]", "[0.5]", 22, "factors[0]", "needs 4 values"),
    "no number": ("reservation: 0.3", "reservation: .nan", 19, "reservation", "expected a number"),
    "an infinite number": ("reservation: 0.3", "reservation: .inf", 19, "reservation", "at most"),
    "a negative weight": ("weight: 0.6", "weight: -0.6", 17, "weight", "at least"),
    "a link of one issue": (PAY, "only_with: {issue: berths, option: two}", 26, "links[0]", "two issues"),
    "a link to nowhere": (PAY, "only_with: {issue: sky, option: high}", 26, "links[0]", "no issue sky"),
    "a red line of nobody": ("{holder: Union,", "{holder: Pilots,", 29, "red_lines[0].holder", "Union"),
    "a discount of nothing": ("factor: 0.9", "factor: 0", 32, "discounts[0]", "above 0"),
    "a party twice": ("holder: Union\n", "holder: Company\n", 20, "preferences[1].holder", "once"),
    "an anchor": ("source: invented", "source: &a invented", 2, "source", "no anchors"),
    "no addition": ("holder: Union\n", "holder: Union\n    kind: additive\n", 21, "[1].kind", "interacting"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_with_its_line_and_field(what):
    old, new, line, field, sentence = WRONG[what]
    assert old in FILE
    with pytest.raises(ScenarioFileError) as caught:
        read(FILE.replace(old, new, 1), "nights.yaml")
    error = caught.value
    assert (error.file, error.line) == ("nights.yaml", line)
    assert field in error.field
    assert sentence in error.expected


def test_an_issue_without_a_worth_is_named():
    without = "\n".join(line for line in FILE.split("\n") if "issue: pay, weight" not in line)
    with pytest.raises(ScenarioFileError, match=r"line 15, preferences\[0\].*weigh each issue"):
        read(without, "nights.yaml")


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_read_or_gets_a_scenario_file_error_and_nothing_else(data):
    at = data.draw(st.integers(0, len(FILE)))
    length = data.draw(st.integers(0, 20))
    piece = data.draw(st.sampled_from(["", "&a ", "- ", ": ", ".nan", "[[[[", "1e999", "\t", "{}", "null"]))
    with contextlib.suppress(ScenarioFileError):
        read(FILE[:at] + piece + FILE[at + length :], "damaged.yaml")


def test_a_file_is_written_and_loaded_and_never_written_over(tmp_path):
    scenario = read(FILE, "nights.yaml")
    write(scenario, tmp_path / "nights.yaml")
    assert load(tmp_path / "nights.yaml") == load(tmp_path) == scenario
    with pytest.raises(FileExistsError):
        write(scenario, tmp_path / "nights.yaml")


def test_a_file_that_states_no_source_is_its_own(tmp_path):
    (tmp_path / "nights.yaml").write_text(FILE.replace("source: invented\n", ""), encoding="utf-8")
    assert load(tmp_path / "nights.yaml").source == "nights.yaml"


def test_a_talks_file_is_told_apart():
    talks = REPOSITORY / "examples" / "port-of-ardmere" / "talks.yaml"
    with pytest.raises(ScenarioFileError, match="this is a talks file"):
        load(talks)


def test_json_is_yaml_and_read_alike(tmp_path):
    (tmp_path / "nights.json").write_text(json.dumps(parsed(FILE).value, indent=2), encoding="utf-8")
    assert load(tmp_path / "nights.json") == read(FILE, "nights.yaml")
