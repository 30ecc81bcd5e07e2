"""What is said of packages where preferences are known in part: for all, for some, and how often."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.bargaining.acceptability import acceptability, tally, undominated_each
from goodoffices.bargaining.considered import considered, drawn_scenario
from goodoffices.bargaining.differences import Differences
from goodoffices.bargaining.efficient import frontier
from goodoffices.bargaining.estimate import mean, share
from goodoffices.bargaining.necessity import Holds, necessity
from goodoffices.bargaining.rank_acceptability import rank_acceptability, rank_counts
from goodoffices.bargaining.robust import robust
from goodoffices.bargaining.value_of_information import value_of_information
from goodoffices.bargaining.zone import zone
from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.draws import draws
from goodoffices.scenarios.table import from_table
from goodoffices.scenarios.uncertain import UncertainScenario, spread
from goodoffices.terms.uncertain import (
    Acceptable,
    Interval,
    PackageBefore,
    UncertainIssue,
    UncertainPreference,
    UncertainWorth,
    Unknown,
)
from tests.bargaining.listing import scenarios
from tests.preferences.partly_known import agenda_of, all_choices, boxes, package_of, stated


@st.composite
def two_sides(draw):
    """Two parties over one agenda: one known by bounds, the other by what it said."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    agenda, west = draw(boxes(st.just(sizes), "West"))
    _, east, _ = draw(stated(st.just(sizes)))
    return UncertainScenario(agenda=agenda, preferences=(east, west))


def whole(scenario):
    return np.array(all_choices(scenario.agenda))


@given(two_sides())
@settings(max_examples=12)
def test_what_always_holds_holds_in_every_draw_and_what_never_holds_in_none(scenario):
    drawn = scenario.draws(60, np.random.default_rng(1))
    choices = whole(scenario)
    found = necessity(scenario, choices, drawn=drawn).result
    assert found.whole
    gains = np.stack([one.gains(choices) for one in drawn])
    unbeaten = undominated_each(np.stack([one.worths(choices) for one in drawn]))
    for at, package in enumerate(found.packages):
        for party, gain in enumerate(package.gains):
            assert gain.least - 1e-6 <= gains[party, :, at].min()
            assert gains[party, :, at].max() <= gain.most + 1e-6
            if gain.acceptable is Holds.ALWAYS:
                assert gains[party, :, at].min() >= -1e-6
            if gain.acceptable is Holds.NEVER:
                assert gains[party, :, at].max() < 1e-6
        if package.efficient is Holds.ALWAYS:
            assert unbeaten[:, at].all()
        if package.efficient is Holds.NEVER:
            assert not unbeaten[:, at].any()
            assert package.beaten_by
        if package.efficient is Holds.OPEN:
            assert not unbeaten[:, at].any()


@given(two_sides())
@settings(max_examples=8)
def test_draws_spare_work_and_change_nothing_but_what_is_seen_to_happen_sometimes(scenario):
    choices = whole(scenario)
    with_draws = necessity(scenario, choices, drawn=scenario.draws(40, np.random.default_rng(2))).result
    without = necessity(scenario, choices).result
    for one, other in zip(with_draws.packages, without.packages, strict=True):
        assert one.gains == other.gains
        assert one.beaten_by == other.beaten_by
        assert one.efficient == other.efficient or (one.efficient, other.efficient) == (
            Holds.SOMETIMES,
            Holds.OPEN,
        )


@given(scenarios())
@settings(max_examples=8)
def test_with_exact_numbers_always_and_never_are_what_the_frontier_and_the_zone_say(scenario):
    sure = spread(scenario, 0)
    if any(issue.weight == 0 for preference in scenario.preferences for issue in preference.issues):
        return
    choices = whole(scenario)
    found = necessity(sure, choices).result
    worths = {point.worths for point in frontier(scenario).result.points}
    for row, package in zip(choices.tolist(), found.packages, strict=True):
        mine = tuple(
            gain.least + p.reservation for gain, p in zip(package.gains, scenario.preferences, strict=True)
        )
        on_it = any(np.allclose(mine, point, atol=1e-7) for point in worths)
        assert package.efficient is (Holds.ALWAYS if on_it else Holds.NEVER), row
    acceptable = sum(package.acceptable is Holds.ALWAYS for package in found.packages)
    assert acceptable == zone(scenario).result.outcomes
    assert all(package.acceptable is not Holds.SOMETIMES for package in found.packages)


def test_what_a_side_refused_is_never_acceptable_to_it_though_the_edge_is_near():
    east = UncertainPreference(
        holder="East",
        reservation=Unknown(),
        total=1,
        orders=(
            Acceptable(package=package_of(0, 1), acceptable=False),
            Acceptable(package=package_of(1, 1)),
            PackageBefore(better=package_of(0, 0), worse=package_of(0, 1)),
        ),
    )
    west = UncertainPreference(holder="West", reservation=Unknown(), total=1)
    scenario = UncertainScenario(agenda=agenda_of(2, 2), preferences=(east, west))
    found = necessity(scenario, np.array([[0, 1], [1, 1], [0, 0]])).result
    assert [package.gains[0].acceptable for package in found.packages] == [
        Holds.NEVER,
        Holds.ALWAYS,
        Holds.SOMETIMES,
    ]


@given(two_sides(), st.data())
@settings(max_examples=20)
def test_the_greatest_difference_is_within_its_bounds_and_no_draw_passes_it(scenario, data):
    choices = whole(scenario)
    found = scenario.admissible[0]
    pairs = Differences(found, choices, draws(found, 50, np.random.default_rng(3)))
    y, x = (data.draw(st.integers(0, len(choices) - 1)) for _ in range(2))
    (exact,) = pairs.greatest([(y, x)])
    assert pairs.lower[y, x] - 1e-6 <= exact <= pairs.upper[y, x] + 1e-6


def regret_by_corners(scenario, choices, units):
    """The slow way, for numbers that may move alone: all corners of the differences, package by package."""
    most = np.zeros(len(choices))
    for x, mine in enumerate(choices):
        for other in choices:
            lost = 0.0
            for found, unit in zip(scenario.admissible, units, strict=True):
                for i, (a, b) in enumerate(zip(other, mine, strict=True)):
                    if a == b:
                        continue
                    at, to = (int(found.layout.starts[i]) + j for j in (a, b))
                    lost += (
                        max(
                            w * (va - vb)
                            for w in found.weights[i]
                            for va in found.values[at]
                            for vb in found.values[to]
                        )
                        / unit
                    )
            most[x] = max(most[x], lost)
    return most


@given(scenarios(parties=st.just(2)), st.sampled_from([0.1, 0.4]))
@settings(max_examples=8)
def test_a_robust_package_is_at_least_as_good_in_its_worst_case_as_any_other(scenario, share_off):
    uncertain = spread(scenario, share_off)
    choices = whole(scenario)
    units = np.array([p.ranges[0] for p in spread(uncertain.nominal, 0).draws(2, np.random.default_rng(0))])
    if (units <= 1e-9).any():
        with pytest.raises(ScenarioError, match="no range"):
            robust(uncertain, choices)
        return
    found = robust(uncertain, choices).result
    worst = necessity(uncertain, choices).result.packages
    smallest = [
        min(gain.least / unit for gain, unit in zip(package.gains, units, strict=True)) for package in worst
    ]
    assert found.best_worst_case.smallest == pytest.approx(max(smallest), abs=1e-9)
    assert found.least_regret.most == pytest.approx(
        regret_by_corners(uncertain, choices, units).min(), abs=1e-7
    )


def test_regret_with_statements_is_found_by_linear_programs_as_a_fine_grid_finds_it():
    orders = (PackageBefore(better=package_of(0, 1), worse=package_of(1, 0)),)
    issues = tuple(
        UncertainIssue(
            issue=f"issue-{i}",
            values=(UncertainWorth(option="option-0", value=1), UncertainWorth(option="option-1", value=0)),
        )
        for i in range(2)
    )
    east = UncertainPreference(holder="East", reservation=0, total=1, orders=orders, issues=issues)
    west = UncertainPreference(
        holder="West",
        reservation=0,
        total=1,
        issues=tuple(
            UncertainIssue(
                issue=f"issue-{i}",
                weight=Interval(low=0.3, high=0.7),
                values=(
                    UncertainWorth(option="option-0", value=0),
                    UncertainWorth(option="option-1", value=1),
                ),
            )
            for i in range(2)
        ),
    )
    scenario = UncertainScenario(agenda=agenda_of(2, 2), preferences=(east, west))
    choices = whole(scenario)
    rows = [found.layout.worths(choices) for found in scenario.admissible]
    units = [0.0, 0.0]
    for party, preference in enumerate(scenario.nominal.additive):
        units[party] = sum(issue.weight for issue in preference.issues)
    regret = np.zeros(4)
    for mine in range(4):
        for other in range(4):
            lost = 0.0
            for party, grid in enumerate((np.linspace(0.5, 1, 501), np.linspace(0.3, 0.7, 501))):
                best = (1.0, 0.0) if party == 0 else (0.0, 1.0)
                z = np.array(
                    [
                        [w, 1 - w, w * best[0], w * best[1], (1 - w) * best[0], (1 - w) * best[1], 0]
                        for w in grid
                    ]
                )
                lost += (z @ (rows[party][other] - rows[party][mine])).max() / units[party]
            regret[mine] = max(regret[mine], lost)
    found = robust(scenario, choices).result.least_regret
    assert found.most == pytest.approx(regret.min(), abs=1e-6)
    assert regret[
        all_choices(scenario.agenda).index(tuple(int(c.option[-1]) for c in found.package.choices))
    ] == (pytest.approx(regret.min(), abs=1e-6))


@given(two_sides(), st.integers(1, 3))
@settings(max_examples=8)
def test_the_shares_of_every_rank_sum_to_one(scenario, ranks):
    choices = whole(scenario)
    drawn = scenario.draws(50, np.random.default_rng(4))[0]
    ranks = min(ranks, len(choices))
    counts, first = rank_counts(drawn, choices, ranks=ranks)
    assert counts.sum(axis=0).tolist() == [50] * ranks
    assert np.all(counts.sum(axis=1) <= 50)
    worths = drawn.worths(choices)
    assert np.all(worths[np.arange(50), first] >= worths.max(axis=1) - 1e-9)


def test_two_criteria_with_even_weights_have_the_shares_that_geometry_gives():
    """With worths w and 1 - w and a compromise of 0.6 on both, it is first where 0.4 < w < 0.6."""
    agenda = agenda_of(3, 3)
    values = [(1, 0, 0.6), (0, 1, 0.6)]
    issues = tuple(
        UncertainIssue(
            issue=f"issue-{i}",
            values=tuple(UncertainWorth(option=f"option-{j}", value=v) for j, v in enumerate(row)),
        )
        for i, row in enumerate(values)
    )
    held = UncertainPreference(holder="East", reservation=0, total=1, issues=issues)
    other = UncertainPreference(holder="West", reservation=0, total=1)
    scenario = UncertainScenario(agenda=agenda, preferences=(held, other))
    east = draws(admissible(held, agenda), 20_000, np.random.default_rng(5))
    found = rank_acceptability(scenario, east, np.array([[0, 0], [1, 1], [2, 2]]), ranks=2).result
    shares = {package.package.choices[0].option: package for package in found.packages}
    assert shares["option-0"].ranks[0].value == pytest.approx(0.4, abs=0.015)
    assert shares["option-2"].ranks[0].value == pytest.approx(0.2, abs=0.015)
    assert shares["option-2"].ranks[1].value == pytest.approx(0.8, abs=0.015)
    assert shares["option-0"].central == pytest.approx((0.8, 0.2), abs=0.01)
    assert [package.confidence and package.confidence.value for package in found.packages] == [1.0] * 3


def test_the_interval_of_a_share_holds_the_true_one_about_as_often_as_it_says():
    generator = np.random.default_rng(6)
    for true in (0.02, 0.3, 0.9):
        held = [share(int(hits), 80) for hits in generator.binomial(80, true, 1000)]
        inside = sum(one.low <= true <= one.high for one in held) / 1000
        assert 0.92 <= inside <= 0.985
    assert (share(0, 10).low, share(10, 10).high) == (0.0, 1.0)
    assert mean(np.array([1.0, 3.0])).value == 2.0


@given(
    st.integers(2, 3).flatmap(
        lambda parties: st.lists(st.tuples(*[st.integers(0, 3)] * parties), min_size=1, max_size=9)
    )
)
def test_the_packages_that_no_other_beats_are_found_for_each_draw(rows):
    worths = np.array(rows, dtype=float).T[:, None, :]
    best = [not any(o != r and all(a >= b for a, b in zip(o, r, strict=True)) for o in rows) for r in rows]
    assert undominated_each(worths)[0].tolist() == best


@given(scenarios(parties=st.just(2)))
@settings(max_examples=10)
def test_counts_over_draws_are_those_of_each_draw_computed_exactly(scenario):
    uncertain = spread(scenario, 0.3)
    drawn = uncertain.draws(6, np.random.default_rng(7))
    choices = whole(scenario)
    counted = tally(drawn, choices)
    opened = 0
    for at in range(6):
        exact = drawn_scenario(uncertain, drawn, at)
        opened += not zone(exact).result.empty
    assert abs(counted.open_zone - opened) <= 1  # a draw on the very edge may fall either way by rounding
    assert np.all(counted.to_all <= counted.acceptable.min(axis=1))
    assert counted.best.sum() == counted.open_zone
    assert counted.efficient.sum() >= 6


def test_only_part_of_many_packages_is_considered_and_the_finding_says_so():
    table = {f"issue-{i}": {f"option-{j}": (j, 4 - j + i * j) for j in range(5)} for i in range(5)}
    scenario = spread(from_table(table, {"East": 5, "West": 5}), 0.2)
    drawn = scenario.draws(100, np.random.default_rng(8))
    choices = considered(scenario, drawn, most=50)
    assert len(choices) <= 50
    nominal = {point.choices for point in frontier(scenario.nominal).result.points}
    assert len(nominal & {tuple(row) for row in choices.tolist()}) == min(50, len(nominal))
    found = acceptability(scenario, drawn, choices=choices)
    assert any("were considered" in remark for remark in found.remarks)
    assert found.seed == 8
    assert {setting.name for setting in found.settings} >= {"samples", "packages"}


def test_a_question_whose_answer_decides_is_worth_what_knowing_all_is_worth():
    """East takes one package or the other, by one unknown number: to know its sign is to know all."""
    agenda = agenda_of(2)
    east = UncertainPreference(
        holder="East",
        reservation=0.5,
        issues=(
            UncertainIssue(
                issue="issue-0",
                weight=1,
                values=(
                    UncertainWorth(option="option-0", value=Interval(low=0, high=1)),
                    UncertainWorth(option="option-1", value=0.6),
                ),
            ),
        ),
    )
    west = UncertainPreference(
        holder="West",
        reservation=0,
        issues=(
            UncertainIssue(
                issue="issue-0",
                weight=1,
                values=(
                    UncertainWorth(option="option-0", value=5),
                    UncertainWorth(option="option-1", value=4),
                ),
            ),
        ),
    )
    scenario = UncertainScenario(agenda=agenda, preferences=(east, west))
    drawn = scenario.draws(20_000, np.random.default_rng(9))
    for measure in ("gain", "bits"):
        found = value_of_information(scenario, drawn, np.array([[0], [1]]), measure=measure).result
        first = found.questions[0]
        assert first.holder == "East"
        assert first.gain.value == pytest.approx(
            found.perfect.value, abs=4 * first.gain.error + 4 * found.perfect.error
        )
        assert first.gain.value > 0
        assert first.bits.value <= found.doubt + 1e-9
    assert all(
        question.gain.value <= found.perfect.value + 4 * found.perfect.error for question in found.questions
    )


@given(two_sides())
@settings(max_examples=8)
def test_no_question_is_worth_more_than_perfect_knowledge(scenario):
    drawn = scenario.draws(400, np.random.default_rng(10))
    found = value_of_information(scenario, drawn, whole(scenario)).result
    for question in found.questions:
        assert question.gain.value <= found.perfect.value + 1e-9 + 3 * question.gain.error
        assert -1e-9 <= question.bits.value <= found.doubt + 1e-9


def test_too_few_draws_and_no_package_are_refused():
    scenario = spread(from_table({"x": {"a": (1, 0), "b": (0, 1)}}, {"A": 0, "B": 0}), 0.1)
    drawn = scenario.draws(100, np.random.default_rng(1))
    none = np.empty((0, 1), dtype=int)
    with pytest.raises(ScenarioError, match="200 draws"):
        value_of_information(scenario, drawn, np.array([[0]]))
    for ask in (robust, necessity):
        with pytest.raises(ScenarioError):
            ask(scenario, none)
    with pytest.raises(ScenarioError, match="3 ranks of 2 packages"):
        rank_acceptability(scenario, drawn[0], np.array([[0], [1]]), ranks=3)
