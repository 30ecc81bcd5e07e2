"""Preferences drawn at random are admissible, and have the law that is claimed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.chain import chain
from goodoffices.preferences.draws import draws, seed_of
from goodoffices.preferences.quantity import draw
from goodoffices.terms.uncertain import (
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
    Unknown,
)
from tests.preferences.partly_known import agenda_of, boxes, package_of, stated


def ranked(issues: int) -> UncertainPreference:
    return UncertainPreference(
        holder="East",
        reservation=Unknown(),
        total=1,
        orders=tuple(IssueBefore(heavier=f"issue-{i}", lighter=f"issue-{i + 1}") for i in range(issues - 1)),
    )


def rank_order_centroid(issues: int) -> list[float]:
    """Barron and Barrett (1996): the mean of all weights that fall in rank."""
    return [sum(1 / i for i in range(k, issues + 1)) / issues for k in range(1, issues + 1)]


def test_the_rank_order_centroids_are_those_of_the_published_table():
    assert [round(w, 4) for w in rank_order_centroid(3)] == [0.6111, 0.2778, 0.1111]
    assert [round(w, 4) for w in rank_order_centroid(4)] == [0.5208, 0.2708, 0.1458, 0.0625]


@pytest.mark.parametrize("issues", [3, 4])
def test_ranked_weights_drawn_one_by_one_have_the_rank_order_centroid_as_mean(issues):
    found = draws(admissible(ranked(issues), agenda_of(*[1] * issues)), 20_000, np.random.default_rng(1))
    assert found.independent
    assert found.weights.mean(axis=0) == pytest.approx(rank_order_centroid(issues), abs=0.006)


@pytest.mark.parametrize("issues", [4, 7])
def test_ranked_weights_drawn_by_chains_have_the_rank_order_centroid_as_mean(issues):
    found = chain(admissible(ranked(issues), agenda_of(*[1] * issues)), 3000, np.random.default_rng(2))
    assert found.weights.mean(axis=0) == pytest.approx(rank_order_centroid(issues), abs=0.015)


def test_what_is_hardly_ever_hit_is_drawn_by_chains():
    found = draws(admissible(ranked(7), agenda_of(*[1] * 7)), 500, np.random.default_rng(3))
    assert not found.independent
    assert np.all(np.diff(found.weights, axis=1) <= 0)


def test_chains_and_rejection_draw_from_the_same_law():
    agenda = agenda_of(2, 3)
    held = UncertainPreference(
        holder="East",
        reservation=Triangular(low=0, mode=0.2, high=1),
        total=1,
        issues=(
            UncertainIssue(issue="issue-0", weight=TruncatedNormal(mean=0.3, deviation=0.1, low=0, high=0.9)),
        ),
        orders=(
            OptionBefore(issue="issue-1", better="option-0", worse="option-2"),
            PackageBefore(better=package_of(0, 2), worse=package_of(1, 1)),
            Acceptable(package=package_of(0, 0)),
        ),
    )
    found = admissible(held, agenda)
    one = draws(found, 6000, np.random.default_rng(4))
    other = chain(found, 6000, np.random.default_rng(5))
    assert one.independent
    mine = np.column_stack((one.weights, one.terms, one.reservations))
    theirs = np.column_stack(
        (other.weights, other.weights[:, found.layout.issue_of] * other.values, other.reservations)
    )
    error = np.sqrt(mine.var(axis=0) / 6000 + theirs.var(axis=0) / 6000)
    assert np.all(np.abs(mine.mean(axis=0) - theirs.mean(axis=0)) < 4.5 * error)
    assert theirs.std(axis=0) == pytest.approx(mine.std(axis=0), rel=0.06)


def test_dirichlet_weights_have_their_published_mean_and_variance():
    agenda = agenda_of(1, 1, 1)
    alpha = np.array([1.0, 2.0, 5.0])
    issues = tuple(
        UncertainIssue(issue=f"issue-{i}", weight=Dirichlet(concentration=a)) for i, a in enumerate(alpha)
    )
    held = UncertainPreference(holder="East", reservation=0, total=1, issues=issues)
    found = draws(admissible(held, agenda), 20_000, np.random.default_rng(6))
    share = alpha / alpha.sum()
    assert found.weights.mean(axis=0) == pytest.approx(share, abs=0.01)
    assert found.weights.var(axis=0) == pytest.approx(share * (1 - share) / (alpha.sum() + 1), rel=0.06)
    walked = chain(admissible(held, agenda), 4000, np.random.default_rng(6))
    assert walked.weights.mean(axis=0) == pytest.approx(share, abs=0.02)


def test_weights_within_bounds_fill_the_slice_that_adds_up_evenly():
    agenda = agenda_of(1, 1, 1)
    spans = [(0.1, 0.5), (0.2, 0.4), (0.0, 1.0)]
    issues = tuple(
        UncertainIssue(issue=f"issue-{i}", weight=Interval(low=a, high=b)) for i, (a, b) in enumerate(spans)
    )
    held = UncertainPreference(holder="East", reservation=0, total=1, issues=issues)
    found = draws(admissible(held, agenda), 20_000, np.random.default_rng(7))
    drawn = np.random.default_rng(8).dirichlet([1, 1, 1], 400_000)  # the slow way: from all shares, rejected
    kept = drawn[np.all([(drawn[:, i] >= a) & (drawn[:, i] <= b) for i, (a, b) in enumerate(spans)], axis=0)]
    assert found.weights.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.005)
    assert found.weights.std(axis=0) == pytest.approx(kept.std(axis=0), rel=0.03)


@given(stated())
@settings(max_examples=15)
def test_every_draw_is_admissible_and_agrees_with_every_statement(held):
    agenda, preference, _ = held
    found = admissible(preference, agenda)
    drawn = draws(found, 50, np.random.default_rng(9))
    for weights, terms, reservation in zip(drawn.weights, drawn.terms, drawn.reservations, strict=True):
        assert found.holds(np.concatenate((weights, terms, [reservation])))


@given(boxes())
@settings(max_examples=20)
def test_worths_of_draws_are_sums_of_weight_times_value_within_their_bounds(held):
    agenda, preference = held
    found = admissible(preference, agenda)
    drawn = draws(found, 20, np.random.default_rng(10))
    choices = [(0,) * len(agenda.issues)]
    worths = drawn.worths(choices)[:, 0]
    assert worths == pytest.approx(drawn.terms[:, found.layout.starts].sum(axis=1))
    ends = found.terms[found.layout.starts].sum(axis=0)
    assert np.all((worths >= ends[0] - 1e-9) & (worths <= ends[1] + 1e-9))
    assert drawn.gains(choices)[:, 0] == pytest.approx(worths - drawn.reservations)


def test_the_same_seed_draws_the_same():
    found = admissible(ranked(3), agenda_of(2, 2, 2))
    one, other = (draws(found, 100, np.random.default_rng(11)) for _ in range(2))
    assert np.array_equal(one.terms, other.terms)
    assert seed_of(np.random.default_rng(11)) == 11
    assert seed_of(np.random.default_rng([1, 2])) is None


@pytest.mark.parametrize("deviation", [0.2, 5.0])
def test_a_cut_normal_distribution_has_the_mean_that_integration_gives(deviation):
    quantity = TruncatedNormal(mean=1, deviation=deviation, low=0.9, high=2)
    drawn = draw(quantity, 40_000, np.random.default_rng(12), scale=(0, 0))
    at = np.linspace(0.9, 2, 20_001)
    density = np.exp(-0.5 * ((at - 1) / deviation) ** 2)
    assert drawn.mean() == pytest.approx((at * density).sum() / density.sum(), abs=0.005)
    assert drawn.min() >= 0.9
    assert drawn.max() <= 2
