"""GeniusWeb files: number sets, and what is wrong told with file and field."""

from __future__ import annotations

import json
import re

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios import load

WEB = {"name": "d", "issuesValues": {"price": {"values": ["low", "high"]}}}
SPACE = {
    "issueUtilities": {"price": {"DiscreteValueSetUtilities": {"valueUtilities": {"low": 0, "high": 1}}}},
    "issueWeights": {"price": 1},
    "domain": WEB,
}


def web(tmp_path, **changed):
    (tmp_path / "domain.json").write_text(json.dumps(WEB), encoding="utf-8")
    for name in "ab":
        space = {**SPACE, **(changed if name == "a" else {})}
        text = json.dumps({"LinearAdditiveUtilitySpace": space})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return tmp_path


def table(**utilities):
    return {"issueUtilities": {"price": {"DiscreteValueSetUtilities": {"valueUtilities": utilities}}}}


WEB_WRONG = {
    "an unknown value": (table(low=0, high=1, higher=2), 'no "higher"'),
    "a value without a utility": (table(low=0), '"high", which is missing'),
    "a utility that is none": (table(low=0, high="much"), "expected a number"),
    "infinity": (table(low=0, high=float("inf")), "not Infinity"),
    "an unknown issue": ({"issueWeights": {"price": 1, "colour": 0}}, 'no "colour"'),
    "a weight missing": ({"issueWeights": {}}, '"price", which is missing'),
    "a domain of another profile": (
        {"domain": {"issuesValues": {"price": {"values": ["low"]}}}},
        "same issues",
    ),
    "a bid of nowhere": ({"reservationBid": {"issuevalues": {"price": "none"}}}, "no such value"),
    "an unknown table": ({"issueUtilities": {"price": {"FuzzyUtilities": {}}}}, 'not "FuzzyUtilities"'),
}


@pytest.mark.parametrize("what", WEB_WRONG)
def test_what_is_wrong_in_a_geniusweb_file_is_told_with_file_and_field(what, tmp_path):
    changed, said = WEB_WRONG[what]
    with pytest.raises(ScenarioFileError, match=re.escape(said)) as caught:
        load(web(tmp_path, **changed))
    assert caught.value.file == "a.json"


def test_other_profiles_of_geniusweb_are_named(tmp_path):
    folder = web(tmp_path)
    (folder / "c.json").write_text('{"SumOfGroupsUtilitySpace": {}}', encoding="utf-8")
    with pytest.raises(ScenarioFileError, match="no other profile can be read"):
        load(folder)


def test_a_number_set_of_geniusweb_is_read_by_its_ends(tmp_path):
    spread = {"name": "d", "issuesValues": {"price": {"range": {"low": "10", "high": "12", "step": "0.5"}}}}
    (tmp_path / "domain.json").write_text(json.dumps(spread), encoding="utf-8")
    ends = {"lowValue": 10, "lowUtility": 0.2, "highValue": 12, "highUtility": 1}
    space = {"issueUtilities": {"price": {"NumberValueSetUtilities": ends}}, "issueWeights": {"price": 1}}
    for name in "ab":
        text = json.dumps({"LinearAdditiveUtilitySpace": space})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    scenario = load(tmp_path)
    assert [option.title for option in scenario.agenda.issues[0].options] == [
        "10",
        "10.5",
        "11",
        "11.5",
        "12",
    ]
    assert [value.value for value in scenario.preferences[0].issues[0].values] == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_a_folder_with_two_domains_is_read_by_the_one_that_is_meant(tmp_path):
    folder = web(tmp_path)
    (folder / "other.json").write_text(
        json.dumps({"issuesValues": {"x": {"values": ["y"]}}}), encoding="utf-8"
    )
    with pytest.raises(ScenarioFileError, match="expected one domain file, and found 2"):
        load(folder)
    assert load(folder / "domain.json").outcomes == 2
    with pytest.raises(ScenarioFileError, match="expected a domain"):
        load(folder / "a.json")


def test_a_bid_that_leaves_an_issue_open_counts_the_others(tmp_path):
    scenario = load(web(tmp_path, reservationBid={"issuevalues": {}}))
    assert scenario.preferences[0].reservation == 0
