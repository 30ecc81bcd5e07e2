"""GENIUS files that are wrong: each is told with its file and line."""

from __future__ import annotations

import re

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios import load
from goodoffices.terms.interaction import Interacting

ISSUE = """<issue index="{n}" name="{name}" type="discrete">\
<item index="1" value="a" {a}/><item index="2" value="b" {b}/></issue>"""
TEMPLATE = """<negotiation_template><utility_space>
<objective>
{issues}
</objective></utility_space></negotiation_template>"""
WEIGHT = '<weight index="{n}" value="{value}"/>'


def domain(*names):
    issues = "\n".join(ISSUE.format(n=n, name=name, a="", b="") for n, name in enumerate(names, start=1))
    return TEMPLATE.format(issues=issues)


def profile(*names, a="1", weight="0.5", extra="", kind=""):
    parts = "\n".join(
        ISSUE.format(n=n, name=name, a=f'evaluation="{a}"', b='evaluation="2"')
        + WEIGHT.format(n=n, value=weight)
        for n, name in enumerate(names, start=1)
    )
    return f"<utility_space{kind}>\n<objective>\n{parts}\n</objective>{extra}</utility_space>"


GOOD = {
    "domain.xml": domain("price", "time"),
    "a.xml": profile("price", "time"),
    "b.xml": profile("time", "price"),
}


def folder_of(tmp_path, **changed):
    for name, text in {**GOOD, **{f"{stem}.xml": text for stem, text in changed.items()}}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_issues_are_matched_by_their_names_whatever_their_order(tmp_path):
    assert load(folder_of(tmp_path)).outcomes == 4


BOMB = """<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<utility_space><objective name="&b;"/></utility_space>"""
EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>\n<utility_space>&file;</utility_space>'
)
A, DOMAIN = GOOD["a.xml"], GOOD["domain.xml"]
STRAY = WEIGHT.format(n=9, value=1) + "</objective>"
LIGHT = re.sub(r'<weight index="2"[^>]*>', "", A)


def both(*more, **fields):
    return profile("price", "time", *more, **fields)


FILES = {
    # what: (changed file, its text, line, part of what was expected)
    "an entity bomb": ("a", BOMB, 1, "no document type"),
    "an external entity": ("a", EXTERNAL, 1, "no document type"),
    "a document type": ("a", '<!DOCTYPE a SYSTEM "a.dtd"><utility_space/>', 1, "no document type"),
    "an empty file": ("a", "", 1, "no element found"),
    "another encoding than it says": ("a", '<?xml version="1.0" encoding="ebcdic"?><a/>', 1, "UTF-8"),
    "levels without end": ("a", "<objective>" * 40, 1, "at most 30 levels"),
    "an issue that the domain lacks": ("a", both("colour"), 5, 'no "colour"'),
    "a domain of another profile": ("a", profile("colour", "time"), 3, 'no "colour"'),
    "an issue without evaluations": ("a", profile("price"), 1, 'evaluation of the issue "time"'),
    "an unknown option": ("a", A.replace('value="b"', 'value="c"'), 3, 'no "c"'),
    "a missing evaluation": ("a", A.replace('evaluation="2"', ""), 3, "evaluation, which is missing"),
    "an option twice": ("domain", DOMAIN.replace('value="b"', 'value="a"'), 3, '"a" stands twice'),
    "an issue twice": ("domain", domain("price", "price"), 4, "this name stands twice"),
    "an issue twice in a profile": ("a", both("price"), 5, "each issue once"),
    "not a number": ("a", both(a="NaN"), 3, 'not "NaN"'),
    "infinity": ("a", both(a="Infinity"), 3, 'not "Infinity"'),
    "a number too large": ("a", both(a="1e9"), 3, "to 1,000,000"),
    "a weight that is none": ("a", both(weight="inf"), 3, 'not "inf"'),
    "a negative weight": ("a", both(weight="-1"), 3, "a weight of 0 or more"),
    "an index that is none": ("a", A.replace('<weight index="1"', '<weight index="one"'), 3, 'not "one"'),
    "a reservation that is none": ("a", both(extra='<reservation value="much"/>'), 5, 'not "much"'),
    "a discount that is none": ("a", both(extra='<discount_factor value="-"/>'), 5, 'not "-"'),
    "another kind": ("a", both(kind=' type="fuzzy"'), 1, 'not "fuzzy"'),
    "an unseen character": ("domain", domain("pri" + chr(0x202E) + "ce", "time"), 3, "U+202E"),
    "an empty name": ("domain", domain("", "time"), 3, "not an empty one"),
}


@pytest.mark.parametrize("what", FILES)
def test_what_is_wrong_in_a_genius_file_is_told_with_file_and_line(what, tmp_path):
    stem, text, line, said = FILES[what]
    with pytest.raises(ScenarioFileError) as caught:
        load(folder_of(tmp_path, **{stem: text}))
    assert (caught.value.file, caught.value.line) == (f"{stem}.xml", line)
    assert said in caught.value.expected


def test_weights_that_do_not_sum_to_one_are_said_and_not_changed(tmp_path):
    scenario = load(folder_of(tmp_path, a=profile("price", "time", weight="0.3")))
    assert "a.xml: the weights sum to 0.6; they are used as written." in scenario.remarks
    assert [worth.weight for worth in scenario.preferences[0].issues] == [0.3, 0.3]


@pytest.mark.slow
def test_a_million_issues_are_refused(tmp_path):
    text = "<negotiation_template><utility_space>" + '<issue name="i" index="1"/>' * 100_001
    with pytest.raises(ScenarioFileError, match="at most 100,000 elements"):
        load(folder_of(tmp_path, domain=text))


def test_a_file_of_many_megabytes_is_refused_before_it_is_read(tmp_path):
    with pytest.raises(ScenarioFileError, match="at most 20,000,000 bytes"):
        load(folder_of(tmp_path, domain=" " * 20_000_001))


def test_a_whole_number_without_end_is_refused(tmp_path):
    wide = '<issue index="1" name="price" type="integer" lowerbound="0" upperbound="999999"/>'
    with pytest.raises(ScenarioFileError, match="at most 100,000 whole numbers"):
        load(folder_of(tmp_path, domain=TEMPLATE.format(issues=wide)))


INNER = """<negotiation_template><utility_space><objective index="0" name="root">
<objective index="3" name="money">{price}</objective>{time}
</objective></utility_space></negotiation_template>"""


def test_nested_objectives_are_opened_and_their_own_weights_do_not_count(tmp_path):
    price = ISSUE.format(n=1, name="price", a="", b="")
    time = ISSUE.format(n=2, name="time", a="", b="")
    graded = {
        n: ISSUE.format(n=n, name=name, a='evaluation="1"', b='evaluation="2"')
        for n, name in ((1, "price"), (2, "time"))
    }
    weights = "".join(WEIGHT.format(n=n, value=value) for n, value in ((2, 0.3), (3, 0.9)))
    text = (
        f'<utility_space><objective index="0" name="root"><objective index="3" name="money">{graded[1]}'
        f"{WEIGHT.format(n=1, value=0.7)}</objective>{graded[2]}{weights}</objective></utility_space>"
    )
    scenario = load(folder_of(tmp_path, domain=INNER.format(price=price, time=time), a=text, b=text))
    assert [issue.title for issue in scenario.agenda.issues] == ["price", "time"]
    assert [worth.weight for worth in scenario.preferences[0].issues] == [0.7, 0.3]


def numbers(tmp_path, kind, bounds, evaluator, **options):
    issue = f'<issue index="1" name="n" type="{kind}" {bounds}>{evaluator}</issue>'
    text = f"<utility_space><objective>{issue}{WEIGHT.format(n=1, value=1)}</objective></utility_space>"
    (tmp_path / "domain.xml").write_text(TEMPLATE.format(issues=issue), encoding="utf-8")
    for name in "ab":
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    scenario = load(tmp_path, **options)
    values = [value.value for value in scenario.preferences[0].issues[0].values]
    return dict(zip([option.title for option in scenario.agenda.issues[0].options], values, strict=True))


LINE = '<evaluator ftype="linear" slope="0.4" offset="0.1"/>'


def test_a_whole_number_counts_from_its_lower_bound_and_stays_between_0_and_1(tmp_path):
    bounds = 'lowerbound="3" upperbound="6"'
    assert numbers(tmp_path, "integer", bounds, LINE) == {"3": 0.1, "4": 0.5, "5": 0.9, "6": 1.0}
    written = numbers(tmp_path, "integer", bounds, LINE, as_written=True)
    assert written == {"3": 1.3, "4": 1.7, "5": 2.1, "6": 2.5}


def test_a_real_number_is_taken_at_even_points_ends_included(tmp_path):
    line = '<evaluator ftype="linear" parameter1="-0.5" parameter0="1.2"/>'
    found = numbers(tmp_path, "real", "", f'<range lowerbound="0" upperbound="3"/>{line}', points=5)
    assert found == {"0": 1.0, "0.75": 0.825, "1.5": 0.45, "2.25": 0.075, "3": 0.0}


def test_evaluations_that_are_all_next_to_nothing_count_as_nothing(tmp_path):
    tiny = profile("price", "time", a="0.000001").replace('evaluation="2"', 'evaluation="0.000002"')
    scenario = load(folder_of(tmp_path, a=tiny))
    assert {value.value for issue in scenario.preferences[0].issues for value in issue.values} == {0.0}


def test_a_cap_is_kept_only_where_it_can_bind(tmp_path):
    heavy = profile("price", "time", weight="0.6")
    bound, free = load(folder_of(tmp_path, a=heavy)).preferences
    assert (type(bound).__name__, type(free).__name__) == ("Interacting", "Preference")
    assert isinstance(bound, Interacting)
    assert bound.ceiling == 1


@pytest.mark.parametrize(("factor", "kept"), [("0.5", 0.5), ("1", None), ("0", None), ("1.5", None)])
def test_a_discount_factor_that_is_none_counts_as_one(factor, kept, tmp_path):
    text = profile("price", "time", extra=f'<discount_factor value="{factor}"/>')
    scenario = load(folder_of(tmp_path, a=text))
    assert [each.factor for each in scenario.discounts] == ([] if kept is None else [kept])
    assert any("counts as 1" in remark for remark in scenario.remarks) == (factor == "1.5")


def test_a_missing_weight_counts_as_one_and_is_said(tmp_path):
    scenario = load(folder_of(tmp_path, a=LIGHT))
    assert [worth.weight for worth in scenario.preferences[0].issues] == [0.5, 1]
    assert "a.xml: time has no weight, which counts as 1." in scenario.remarks


def test_a_weight_of_no_issue_is_left_out_as_in_genius_or_added_as_written(tmp_path):
    folder = folder_of(tmp_path, a=A.replace("</objective>", STRAY, 1))
    choices = (0, 1)
    for as_written, plain, said in ((False, 0.75, "left out"), (True, 1.5, "added to every package")):
        scenario = load(folder, as_written=as_written)
        worth = float(worth_of(scenario.preferences[0], scenario.agenda, choices))
        assert worth == plain + as_written
        assert any(said in remark for remark in scenario.remarks)


def test_an_issue_of_no_kind_is_discrete(tmp_path):
    changed = {name: GOOD[f"{name}.xml"].replace(' type="discrete"', "") for name in ("domain", "a", "b")}
    assert load(folder_of(tmp_path, **changed)).digest == load(folder_of(tmp_path)).digest
