"""NegMAS files: straight lines, discounts, and what is wrong told with file and line."""

from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios import load

NEGMAS = """\
issues:
- name: price
  type: ContiguousIssue
  values: [1, 3]
name: d
type: DiscreteCartesianOutcomeSpace
"""
UFUN = """\
reserved_value: 0.1
type: LinearAdditiveUtilityFunction
values:
- mapping: {1: 0, 2: 0.5, 3: 1}
  type: TableFun
weights: [1]
"""
NEGMAS_WRONG = {
    "another function": ("TableFun", "QuadraticFun", 5, 'not "QuadraticFun"'),
    "another utility": (
        "LinearAdditiveUtilityFunction",
        "HyperRectangleUtilityFunction",
        2,
        "expected Linear",
    ),
    "an unknown value": ("3: 1", "4: 1", 4, 'no "4"'),
    "a value without a worth": (", 3: 1", "", 4, '"3", which is missing'),
    "weights of other issues": ("[1]", "[1, 2]", 6, "one for each issue, and found 2"),
    "an alias": ("[1]", "&a [1]", 6, "no anchors"),
    "a tag of Python": ("[1]", "!!python/tuple [1]", 6, "no tags"),
    "infinity": ("3: 1", "3: .inf", 4, "expected a number"),
}


def negmas(tmp_path, first=UFUN):
    for name, text in {"d.yml": NEGMAS, "a.yml": first, "b.yml": UFUN}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("what", NEGMAS_WRONG)
def test_what_is_wrong_in_a_negmas_file_is_told_with_file_and_line(what, tmp_path):
    old, new, line, said = NEGMAS_WRONG[what]
    with pytest.raises(ScenarioFileError) as caught:
        load(negmas(tmp_path, UFUN.replace(old, new, 1)))
    assert (caught.value.file, caught.value.line) == ("a.yml", line)
    assert said in caught.value.expected


@pytest.mark.parametrize(
    ("function", "values"),
    [
        ("{type: IdentityFun}", [1, 2, 3]),
        ("{type: LinearFun, slope: 2}", [2, 4, 6]),
        ("{type: AffineFun, slope: -1, bias: 3}", [2, 1, 0]),
        ("{type: ConstFun, bias: 4}", [4, 4, 4]),
    ],
)
def test_the_straight_lines_of_negmas_are_read(function, values, tmp_path):
    text = f"reserved_value: 0\ntype: LinearAdditiveUtilityFunction\nvalues: [{function}]\nweights: [1]\n"
    scenario = load(negmas(tmp_path, text))
    assert [value.value for value in scenario.preferences[0].issues[0].values] == values


@pytest.mark.parametrize(
    ("factor", "by_rounds"), [("step", True), ("relative_time", False), ("real_time", None)]
)
def test_a_discount_of_negmas_is_by_rounds_or_by_time_and_others_are_said(factor, by_rounds, tmp_path):
    inner = "\n".join(f"  {line}" for line in UFUN.splitlines())
    text = f"type: ExpDiscountedUFun\ndiscount: 0.9\nfactor: {factor}\nreserved_value: 0.2\nufun:\n{inner}\n"
    scenario = load(negmas(tmp_path, text))
    assert [each.by_rounds for each in scenario.discounts] == ([] if by_rounds is None else [by_rounds])
    assert any("real_time" in remark for remark in scenario.remarks) == (by_rounds is None)
    assert scenario.preferences[0].reservation == 0.2


def test_a_bias_is_added_to_every_package_and_a_reservation_below_all_numbers_is_none(tmp_path):
    scenario = load(negmas(tmp_path, UFUN.replace("0.1", "-.inf").replace("weights", "bias: 2\nweights")))
    first = scenario.preferences[0]
    assert [float(worth_of(first, scenario.agenda, (choice,))) for choice in range(3)] == [2, 2.5, 3]
    assert first.reservation == 2
    assert (
        "a.yml: no reserved value; no agreement counts as worth as much as the worst package."
        in scenario.remarks
    )


def test_a_number_of_values_stands_for_the_whole_numbers_from_0(tmp_path):
    folder = negmas(tmp_path)
    (folder / "d.yml").write_text(NEGMAS.replace("[1, 3]", "3"), encoding="utf-8")
    for name in "ab":
        (folder / f"{name}.yml").write_text(
            UFUN.replace("1: 0, 2: 0.5, 3: 1", "0: 0, 1: 1, 2: 2"), encoding="utf-8"
        )
    assert [option.title for option in load(folder).agenda.issues[0].options] == ["0", "1", "2"]
