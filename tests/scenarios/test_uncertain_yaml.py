"""Our own file of a scenario known in part: written and read back, and what is wrong told with its place."""

from __future__ import annotations

import contextlib

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ScenarioError, ScenarioFileError
from goodoffices.notation.yaml_reading import parsed
from goodoffices.scenarios import load
from goodoffices.scenarios.uncertain import UncertainScenario, spread
from goodoffices.scenarios.uncertain_yaml import read, schema
from goodoffices.scenarios.uncertain_yaml import write as text_of
from goodoffices.terms.uncertain import (
    AboutEqual,
    Acceptable,
    Dirichlet,
    Interval,
    IssueBefore,
    OptionBefore,
    PackageBefore,
    Triangular,
    TruncatedNormal,
    UncertainIssue,
    UncertainPreference,
    UncertainWorth,
    Uniform,
    Unknown,
)
from tests.bargaining.listing import scenarios
from tests.conftest import REPOSITORY
from tests.preferences.partly_known import agenda_of, package_of
from tests.scenarios.renew_schema import PUBLISHED_UNCERTAIN, published_uncertain


def page() -> str:
    text = (REPOSITORY / "docs" / "reference" / "scenario-file.md").read_text(encoding="utf-8")
    return next(
        part.split("```", 1)[0]
        for part in text.split("```yaml\n")
        if "goodoffices-uncertain/1\n" in part[:40]
    )


FILE = page()

AGENDA = agenda_of(2, 3)
TENTHS = st.integers(0, 10).map(lambda tenths: tenths / 10)
QUANTITIES = st.one_of(
    TENTHS,
    st.tuples(TENTHS, TENTHS).map(sorted).map(lambda ends: Interval(low=ends[0], high=ends[1])),
    st.tuples(TENTHS, TENTHS).map(sorted).map(lambda ends: Uniform(low=ends[0], high=ends[1])),
    TENTHS.map(lambda low: Triangular(low=low, mode=low + 0.1, high=low + 0.5)),
    TENTHS.map(lambda low: TruncatedNormal(mean=low + 0.2, deviation=0.3, low=low, high=low + 1)),
    st.just(Unknown()),
)
PACKAGES = st.builds(package_of, st.integers(0, 1), st.integers(0, 2))
ORDERS = st.one_of(
    st.just(IssueBefore(heavier="issue-0", lighter="issue-1")),
    st.just(OptionBefore(issue="issue-1", better="option-2", worse="option-0")),
    st.builds(PackageBefore, better=PACKAGES, worse=PACKAGES),
    st.builds(AboutEqual, first=PACKAGES, second=PACKAGES, within=st.sampled_from([0.01, 0.2])),
    st.builds(Acceptable, package=PACKAGES, acceptable=st.booleans()),
)


@st.composite
def known_in_part(draw) -> UncertainScenario:
    return UncertainScenario(
        agenda=AGENDA,
        preferences=tuple(draw(_preference(holder)) for holder in ("East", "West")),
        source=draw(st.sampled_from(["not stated", "a guess: #1"])),
        remarks=tuple(draw(st.lists(st.sampled_from(["Rounded.", "- odd: yes"]), max_size=2))),
    )


@st.composite
def _preference(draw, holder):
    shares = draw(st.booleans())
    weights = st.sampled_from([Dirichlet(concentration=2), Dirichlet(concentration=0.5)])
    issues = []
    for at, size in enumerate((2, 3)):
        if not shares and draw(st.integers(0, 3)) == 0:
            continue
        options = draw(st.sets(st.integers(0, size - 1)))
        issues.append(
            UncertainIssue(
                issue=f"issue-{at}",
                weight=draw(weights if shares else QUANTITIES),
                values=tuple(
                    UncertainWorth(option=f"option-{option}", value=draw(QUANTITIES))
                    for option in sorted(options)
                ),
                least=draw(st.sampled_from([0.0, -1.0])),
            )
        )
    return UncertainPreference(
        holder=holder,
        issues=tuple(issues),
        reservation=draw(QUANTITIES),
        total=1,
        orders=tuple(draw(st.lists(ORDERS, max_size=3))),
        basis=draw(st.none() | st.just("its own")),
    )


@settings(max_examples=60)
@given(known_in_part())
def test_what_is_written_is_read_back_equal_and_is_what_the_schema_says(scenario):
    text = text_of(scenario)
    again = read(text, "part.yaml")
    assert again == scenario
    assert again.digest == scenario.digest
    assert text_of(again) == text
    jsonschema.Draft202012Validator(schema()).validate(parsed(text).value)


@settings(max_examples=15)
@given(scenarios())
def test_a_spread_of_an_exact_scenario_is_written_and_read_back(scenario):
    wide = spread(scenario, 0.2)
    assert read(text_of(wide), "wide.yaml") == wide


def test_the_published_schema_is_that_of_the_types_and_holds_of_the_page():
    said = PUBLISHED_UNCERTAIN.read_text(encoding="utf-8")
    assert said == published_uncertain(), "renew it: python -m tests.scenarios.renew_schema"
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(parsed(FILE).value)


def test_the_example_of_the_page_is_read_and_numbers_are_drawn_from_it():
    scenario = read(FILE, "page")
    assert scenario.parties == ("Harbour Company", "Dockers")
    company, dockers = scenario.draws(50, np.random.default_rng(1))
    weights = company.weights
    assert ((weights[:, 0] >= 0.5) & (weights[:, 0] <= 0.8)).all()
    assert (dockers.weights[:, 1] >= dockers.weights[:, 0]).all()


def test_remarks_and_source_come_with_the_scenario():
    scenario = read(FILE.replace("agenda:", "remarks: [Pay was rounded.]\nagenda:"), "part.yaml")
    assert (scenario.remarks, scenario.source) == (("Pay was rounded.",), "invented for this page")


WRONG = {
    # what: (old, new, on the line that holds, field, part of what was expected)
    "another format": ("uncertain/1", "uncertain/9", "format:", "format", "expected one of"),
    "an unknown field": ("source: invented", "sauce: invented", "sauce", "sauce", "no field of this name"),
    "an unknown issue": (
        "issue: pay, values",
        "issue: pray, values",
        "pray",
        "issues[1].issue",
        "berths, pay",
    ),
    "an unknown option": ("option: two, value", "option: six, value", "six", "values[1].option", "none, two"),
    "an unknown kind": ("kind: interval", "kind: range", "range", "weight", "interval"),
    "ends turned round": ("low: 0.5, high: 0.8", "low: 0.9, high: 0.8", "0.9, high", "weight", "low to high"),
    "no mode": ("mode: 0.7, ", "", "triangular", "value", "mode"),
    "no deviation": ("deviation: 0.1", "deviation: 0", "deviation: 0", "deviation", "more than"),
    "a weight below 0": (
        "low: 0.5, high: 0.8",
        "low: -1, high: 0.8",
        "- issue: berths",
        "issues[0]",
        "below 0",
    ),
    "an order of nothing": ("heavier: pay", "heavier: sky", "sky", "orders[0]", "no issue sky"),
    "a package left open": (
        "package: {choices: [{issue: berths, option: two}, ",
        "package: {choices: [",
        "acceptable, package",
        "orders[3]",
        "leaves berths open",
    ),
    "a party twice": ("holder: Dockers", "holder: Harbour Company", "- holder", "[1].holder", "once"),
    "an anchor": ("source: invented", "source: &a invented", "&a", "source", "no anchors"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_with_its_line_and_field(what):
    old, new, mark, field, sentence = WRONG[what]
    assert old in FILE
    changed = FILE.replace(old, new, 1)
    with pytest.raises(ScenarioFileError) as caught:
        read(changed, "part.yaml")
    error = caught.value
    assert error.file == "part.yaml"
    assert mark in changed.split("\n")[error.line - 1]
    assert field in error.field
    assert sentence in error.expected


def test_an_unknown_weight_without_a_total_is_told_at_its_party():
    last = FILE.rindex("    total: 1\n")
    without = FILE[:last] + FILE[last + len("    total: 1\n") :]
    with pytest.raises(ScenarioFileError, match=r"preferences\[1\].*states no total"):
        read(without, "part.yaml")


def test_orders_that_contradict_each_other_are_named_when_numbers_are_wanted():
    turned = "      - {kind: option_before, issue: pay, better: low, worse: high}\n"
    scenario = read(FILE.replace("    orders:\n", "    orders:\n" + turned), "part.yaml")
    with pytest.raises(ScenarioError, match="Dockers said contradicts itself"):
        _ = scenario.nominal


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_read_or_gets_a_scenario_file_error_and_nothing_else(data):
    at = data.draw(st.integers(0, len(FILE)))
    length = data.draw(st.integers(0, 20))
    piece = data.draw(st.sampled_from(["", "&a ", "- ", ": ", ".nan", "[[[[", "1e999", "\t", "{}", "null"]))
    with contextlib.suppress(ScenarioFileError):
        read(FILE[:at] + piece + FILE[at + length :], "damaged.yaml")


def test_where_exact_numbers_are_wanted_the_file_is_told_apart(tmp_path):
    (tmp_path / "part.yaml").write_text(FILE, encoding="utf-8")
    with pytest.raises(ScenarioFileError, match="known in part"):
        load(tmp_path / "part.yaml")
