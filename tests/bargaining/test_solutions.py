"""The solutions, against a list of all packages in fractions."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining.solutions import NoSolution, Solutions, solve
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.table import from_table
from tests.bargaining.listing import ANY, WHOLE, all_packages, beats, reservations, scenarios

NAMES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


def solved(scenario: Scenario, **options) -> Solutions:
    found = solve(scenario, **options).result
    assert isinstance(found, Solutions)
    return found


class Listed:
    """The zone, listed: what each rule maximises, as an obvious function of one package."""

    def __init__(self, scenario: Scenario, *, ideal: str = "zone", disagreement: str = "within") -> None:
        packages = all_packages(scenario)
        columns = list(zip(*packages.values(), strict=True))
        reserved = reservations(scenario)
        self.zone = {
            choices: worths
            for choices, worths in packages.items()
            if all(w >= r for w, r in zip(worths, reserved, strict=True))
        }
        worst = [min(column) for column in columns]
        self.zero = (
            reserved
            if disagreement == "stated"
            else tuple(max(r, w) for r, w in zip(reserved, worst, strict=True))
        )
        hoped = list(zip(*self.zone.values(), strict=True)) if ideal == "zone" else columns
        self.most = [max(column) - zero for column, zero in zip(hoped, self.zero, strict=False)]
        self.compared = [p for p, most in enumerate(self.most) if most > 0]

    def gains(self, worths) -> list[Fraction]:
        return [worths[p] - self.zero[p] for p in self.compared]

    def ratios(self, worths) -> list[Fraction]:
        return [(worths[p] - self.zero[p]) / self.most[p] for p in self.compared]

    def best(self, name: str, *, ks: str = "leximin") -> list[tuple[int, ...]]:
        """All packages of the frontier that the rule finds best."""
        keys = {
            "nash": lambda worths: prod(self.gains(worths)),
            "kalai_smorodinsky": lambda worths: sorted(self.ratios(worths)),
            "egalitarian": lambda worths: sorted(self.gains(worths)),
            "utilitarian": sum,
        }
        key = keys[name]
        if name == "kalai_smorodinsky" and ks == "min-spread":
            key = lambda worths: min(self.ratios(worths), default=0) - max(self.ratios(worths), default=0)  # noqa: E731
        efficient = {
            choices: worths
            for choices, worths in self.zone.items()
            if not any(beats(other, worths) for other in self.zone.values())
        }
        top = max(key(worths) for worths in efficient.values())
        return [choices for choices, worths in efficient.items() if key(worths) == top]

    def chosen(self, name: str, **options: str) -> tuple[int, ...]:
        """Of these the most even one, then the first in order."""
        even = self.ratios if name in {"nash", "kalai_smorodinsky"} else self.gains
        best = self.best(name, **options)
        top = max(sorted(even(self.zone[choices])) for choices in best)
        return min(choices for choices in best if sorted(even(self.zone[choices])) == top)


@given(
    scenarios(parties=st.integers(2, 4)),
    st.sampled_from(["zone", "all"]),
    st.sampled_from(["leximin", "min-spread"]),
    st.sampled_from(["within", "stated"]),
)
def test_each_rule_picks_what_a_list_of_all_packages_picks(scenario, ideal, ks, disagreement):
    found = solve(scenario, ideal=ideal, ks=ks, disagreement=disagreement).result
    listed = Listed(scenario, ideal=ideal, disagreement=disagreement)
    if isinstance(found, NoSolution):
        assert not listed.zone
        return
    assert found.left_out == tuple(
        party for p, party in enumerate(scenario.parties) if p not in listed.compared
    )
    for solution in found.solutions:
        form = {"ks": ks} if solution.name == "kalai_smorodinsky" else {}
        chosen = listed.chosen(solution.name, **form)
        assert solution.package == scenario.package(chosen), solution.name
        assert solution.utilities == tuple(float(worth) for worth in listed.zone[chosen])
        assert solution.tie == (len(listed.best(solution.name, **form)) > 1)


@given(scenarios(numbers=ANY | WHOLE))
def test_where_worths_are_rounded_the_figures_are_missed_by_no_more_than_that(scenario):
    found = solve(scenario).result
    listed = Listed(scenario)
    if isinstance(found, NoSolution) or not listed.zone:
        return
    behind = {
        tuple(option.option for option in scenario.package(choices).choices): worths
        for choices, worths in all_packages(scenario).items()
    }
    for name, key in (
        ("kalai_smorodinsky", lambda worths: min(listed.ratios(worths), default=0)),
        ("utilitarian", sum),
    ):
        chosen = behind[tuple(option.option for option in found.by(name).package.choices)]
        best = max(key(listed.zone[choices]) for choices in listed.best(name))
        assert key(chosen) >= best - Fraction(1, 10**6), name


def test_an_empty_zone_has_no_solution():
    assert isinstance(
        solve(from_table({"land": {"a": (1, 0), "b": (0, 1)}}, {"A": 1, "B": 1})).result, NoSolution
    )


def test_who_can_gain_nothing_is_left_out_and_the_finding_says_so():
    scenario = from_table({"land": {"a": (2, 3, 5), "b": (3, 2, 5)}}, {"A": 0, "B": 0, "C": 5})
    found = solve(scenario)
    assert solved(scenario).left_out == ("C",)
    assert "C can gain nothing in the zone, and is left out of products, ratios and sums." in found.remarks


def test_no_agreement_worse_than_every_package_counts_from_the_worst_package_unless_asked_otherwise():
    scenario = from_table({"pie": {"a": (1, 10), "b": (2, 6), "c": (9, 1)}}, {"A": -8, "B": 0})
    within, stated = solved(scenario), solved(scenario, disagreement="stated")
    assert within.disagreement == (1.0, 1.0)
    assert stated.disagreement == (-8.0, 0.0)
    assert within.by("nash").utilities == (2.0, 6.0)
    assert stated.by("nash").utilities == (1.0, 10.0)
    assert any("gains count from its worst one" in said for said in solve(scenario).remarks)


def test_a_tie_is_said_and_goes_to_the_first_package_in_order():
    found = solved(
        from_table({"pie": {"a": (1, 2), "b": (2, 1)}, "name": {"x": (0, 0), "y": (0, 0)}}, {"A": 0, "B": 0})
    )
    for solution in found.solutions:
        assert solution.tie
        assert [choice.option for choice in solution.package.choices] == ["a", "x"]
        assert "Others do as well by this rule" in solution.sentence


def test_sums_are_shown_with_a_warning_on_comparing_scales():
    found = solve(from_table({"pie": {"a": (1, 2), "b": (2, 1)}}, {"A": 0, "B": 0}))
    assert any("hold the parties' scales against each other" in said for said in found.remarks)


@pytest.mark.parametrize("name", NAMES)
def test_one_package_is_every_solution(name):
    found = solved(from_table({"truce": {"yes": (1, 1)}}, {"A": 1, "B": 1}))
    assert found.by(name).utilities == (1.0, 1.0)
    assert not found.by(name).tie
    assert found.left_out == ("A", "B")


def test_products_too_large_for_floating_point_are_told_apart():
    """Two products that differ by 1 in 10**36: only whole numbers see it."""
    million = 10**6
    pie = {"a": (million, million, 1), "b": (million - 1, million + 1, 1)}
    scenario = from_table({"pie": pie, "more": {"x": (0, 0, 0)}}, {"A": 0, "B": 0, "C": 0})
    found = solved(scenario, disagreement="stated")
    assert found.by("nash").package.choices[0].option == "a"
    assert not found.by("nash").tie
