"""What fits a format of the field is written in it and read back; what does not fit is named."""

from __future__ import annotations

import itertools
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ScenarioError
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios import load, write
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Discount, Link, RedLine
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table
from goodoffices.terms.package import Choice
from tests.scenarios.scenarios import additive, agendas

HUNDREDTHS = st.integers(0, 100).map(lambda n: n / 100)


def packages(scenario):
    return product(*(range(len(issue.options)) for issue in scenario.agenda.issues))


def same_worths(one, other):
    for mine, its in zip(one.preferences, other.preferences, strict=True):
        assert mine.holder == its.holder
        for choices in packages(one):
            difference = worth_of(mine, one.agenda, choices) - worth_of(its, other.agenda, choices)
            assert abs(difference) < Fraction(1, 10**12)


def titles(scenario):
    return [(issue.title, [option.title for option in issue.options]) for issue in scenario.agenda.issues]


def there_and_back(scenario, format_):
    with TemporaryDirectory() as folder:
        written = write(scenario, Path(folder) / "there", format_)
        assert all(path.is_file() for path in written.paths)
        return load(Path(folder) / "there")


@st.composite
def additive_scenarios(draw, *, worths, weights, reservations):
    agenda = draw(agendas(about=False))
    parties = ("East", "North", "West")[: draw(st.integers(2, 3))]
    drawn = {"worths": worths, "weights": weights, "reservations": reservations}
    preferences = tuple(additive(draw, holder, agenda, **drawn) for holder in parties)
    discounts = tuple(
        Discount(holder=holder, factor=draw(st.integers(1, 99)) / 100)
        for holder in parties
        if draw(st.booleans())
    )
    return Scenario(agenda=agenda, preferences=preferences, discounts=discounts)


PLAIN = additive_scenarios(
    worths=HUNDREDTHS, weights=st.integers(0, 33).map(lambda n: n / 100), reservations=HUNDREDTHS
)
ANY = additive_scenarios(
    worths=st.floats(-1000, 1000), weights=st.floats(0, 10), reservations=st.floats(-100, 100)
)


@settings(max_examples=25)
@given(PLAIN)
def test_genius_gives_back_the_worths_the_titles_and_the_discounts(scenario):
    again = there_and_back(scenario, "genius")
    assert (titles(again), again.discounts) == (titles(scenario), scenario.discounts)
    assert [each.reservation for each in again.preferences] == [
        each.reservation for each in scenario.preferences
    ]
    same_worths(scenario, again)
    same_worths(there_and_back(again, "genius"), again)


@settings(max_examples=25)
@given(ANY)
def test_negmas_gives_back_every_number(scenario):
    again = there_and_back(scenario, "negmas")
    assert (titles(again), again.discounts) == (titles(scenario), scenario.discounts)
    assert there_and_back(again, "negmas").digest == again.digest
    same_worths(scenario, again)


@settings(max_examples=25)
@given(ANY)
def test_negolog_gives_back_every_number(scenario):
    again = there_and_back(msgspec.structs.replace(scenario, discounts=()), "negolog")
    assert titles(again) == titles(scenario)
    assert there_and_back(again, "negolog").digest == again.digest
    same_worths(scenario, again)


@st.composite
def worths_up_to_one(draw):
    """Weights that sum to 1, values from 0 to 1, and no agreement worth as much as some package."""
    agenda = draw(agendas(about=False))
    count = len(agenda.issues)
    preferences = []
    for holder in ("East", "West"):
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
        weights = [(b - a) / 100 for a, b in itertools.pairwise([0, *cuts, 100])]
        plain = additive(draw, holder, agenda, worths=HUNDREDTHS, weights=st.just(1), reservations=st.just(0))
        issues = tuple(
            msgspec.structs.replace(issue, weight=weight)
            for issue, weight in zip(plain.issues, weights, strict=True)
        )
        bid = tuple(draw(st.integers(0, len(issue.options) - 1)) for issue in agenda.issues)
        wanted = msgspec.structs.replace(plain, issues=issues)
        reservation = float(worth_of(wanted, agenda, bid))
        preferences.append(msgspec.structs.replace(wanted, reservation=reservation))
    return Scenario(agenda=agenda, preferences=tuple(preferences))


@settings(max_examples=25)
@given(worths_up_to_one())
def test_geniusweb_gives_back_every_number_and_a_package_for_no_agreement(scenario):
    again = there_and_back(scenario, "geniusweb")
    assert titles(again) == titles(scenario)
    assert [each.reservation for each in again.preferences] == [
        each.reservation for each in scenario.preferences
    ]
    same_worths(scenario, again)


@pytest.mark.parametrize("name", ["gw-Party", "gw22-16", "gwoz-05"])
def test_geniusweb_gives_back_a_published_scenario(name, shared):
    scenario = load(shared / "data" / "domains" / name)
    assert there_and_back(scenario, "geniusweb").digest == scenario.digest


@pytest.mark.parametrize(
    "name", ["a2010-ItexvsCypress", "oth-S-1NIKFRT-1", "nm-Laptop1Issue", "a2011-Laptop"]
)
def test_genius_gives_back_a_published_scenario(name, shared):
    scenario = load(shared / "data" / "domains" / name)
    again = there_and_back(scenario, "genius")
    assert titles(again) == titles(scenario)
    if scenario.outcomes < 1000:
        same_worths(scenario, again)
    else:
        assert again.preferences == scenario.preferences


TABLE = {"land": {"much": (0.5, 0), "little": (0, 0.4)}, "water": {"much": (0.5, 0), "little": (0, 0.6)}}
SIMPLE = from_table(TABLE, {"East": 0.1, "West": 0.1})
LAND, WATER = Choice(issue="land", option="much"), Choice(issue="water", option="much")


def with_one(**fields):
    return msgspec.structs.replace(SIMPLE, **fields)


def wants(*factors, issues=(), ceiling=1.0):
    west = Interacting(holder="West", factors=factors, issues=issues, reservation=0, ceiling=ceiling)
    return with_one(preferences=(SIMPLE.preferences[0], west))


UNFIT = [
    ("negolog", with_one(links=(Link(option=LAND, only_with=WATER),)), "no links"),
    ("genius", with_one(red_lines=(RedLine(holder="East", options=(LAND,)),)), "no red lines"),
    ("geniusweb", with_one(discounts=(Discount(holder="East", factor=0.5),)), "no discounts; East has one"),
    ("genius", with_one(discounts=(Discount(holder="East", factor=0.5, by_rounds=True),)), "by rounds"),
    ("negmas", wants(Table(issues=("land",), values=(0, 1))), "in that of West issues interact"),
    ("genius", wants(Table(issues=("land",), values=(0, 1))), "for all parties or for none"),
    ("genius", wants(issues=SIMPLE.preferences[1].issues, ceiling=0.5), "West has another ceiling"),
    ("genius", from_table({"land": {"much": (7, 0), "little": (0, 1)}}, {"A": 0, "B": 0}), "up to 7.0 to A"),
    (
        "genius",
        from_table({"land": {"much": (-1, 0), "little": (0, 1)}}, {"A": 0, "B": 0}),
        "for A are below 0",
    ),
    ("geniusweb", SIMPLE, "weights that sum to 1; those of East do not"),
    ("genius", from_table(TABLE, {"East/West": 0, "North": 0}), 'no file can be named "East/West"'),
    ("negolog", from_table(TABLE, {"east": 0, "East": 0}), "would have one name"),
]


@pytest.mark.parametrize(("format_", "scenario", "said"), UNFIT, ids=[said for _, _, said in UNFIT])
def test_what_does_not_fit_is_named_and_nothing_is_written(format_, scenario, said, tmp_path):
    with pytest.raises(ScenarioError, match=said):
        write(scenario, tmp_path / "there", format_)
    assert not (tmp_path / "there").exists()


def test_a_reservation_that_no_package_is_worth_cannot_be_a_bid(tmp_path):
    half = {"land": {"much": (1, 0), "little": (0, 1)}}
    assert (
        there_and_back(from_table(half, {"East": 1, "West": 1}), "geniusweb").preferences[0].reservation == 1
    )
    with pytest.raises(ScenarioError, match=r"worth exactly 0\.5 to East"):
        write(from_table(half, {"East": 0.5, "West": 1}), tmp_path / "there", "geniusweb")


def test_constraints_on_whole_numbers_go_to_genius_and_back():
    numbers = tuple(Option(key=f"n{n}", title=str(n)) for n in range(-1, 4))
    agenda = Agenda(issues=tuple(Issue(key=key, title=key, options=numbers, ordered=True) for key in "ab"))
    inside = Rectangle(
        sides=(Side(issue="a", within=("n0", "n1")), Side(issue="b", within=("n3",))), worth=0.25
    )
    outside = Rectangle(sides=(Side(issue="b", within=("n-1", "n0")),), worth=0.5, outside=True)
    scenario = Scenario(
        agenda=agenda,
        preferences=tuple(
            Interacting(holder=holder, factors=factors, reservation=0, ceiling=1)
            for holder, factors in (("A", (inside, outside)), ("B", (outside,)))
        ),
    )
    again = there_and_back(scenario, "genius")
    assert [issue.ordered for issue in again.agenda.issues] == [True, True]
    same_worths(scenario, again)


def test_what_is_lost_on_the_way_is_said(tmp_path):
    ordered = tuple(msgspec.structs.replace(issue, ordered=True) for issue in SIMPLE.agenda.issues)
    scenario = with_one(agenda=Agenda(issues=ordered), preferences=tuple(reversed(SIMPLE.preferences)))
    remarks = write(scenario, tmp_path / "there", "negolog").remarks
    assert len(remarks) == 2
    assert "on a line" in remarks[0]
    assert "order of their names" in remarks[1]


def test_a_folder_that_holds_files_is_not_written_into(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ScenarioError, match="holds files"):
        write(SIMPLE, tmp_path, "negolog")
