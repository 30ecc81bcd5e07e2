"""Joint gains by picks within limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining.constraint_proposals import Asked, Limit, constraint_proposals
from goodoffices.errors import ScenarioError
from goodoffices.preferences.answered import Answered
from goodoffices.preferences.layout import Layout
from tests.preferences.partly_known import agenda_of, all_choices, package_of

AGENDA = agenda_of(3, 3, 3, 3)
LAYOUT = Layout(agenda=AGENDA)
PACKAGES = all_choices(AGENDA)
ROWS = LAYOUT.indicators(PACKAGES)


def hidden(seed: int, sides: int = 2):
    drawn = np.random.default_rng(seed)
    return [ROWS @ (np.repeat(drawn.dirichlet(np.ones(4)), 3) * drawn.random(12)) for _ in range(sides)]


def truthful(worths) -> Asked:
    def at(package) -> int:
        return PACKAGES.index(LAYOUT.choices(package))

    def pick(text, limits):
        within = [k for k, choices in enumerate(PACKAGES) if all(limit.holds(choices) for limit in limits)]
        best = max(within, key=lambda k: worths[k])
        return text if worths[best] <= worths[at(text)] else package_of(*PACKAGES[best])

    return Asked(pick=pick, accepts=lambda text, change: bool(worths[at(change)] >= worths[at(text)]))


def run(seed: int, sides: int = 2, **settings):
    worths = hidden(seed, sides)
    asked = {f"Side {at}": truthful(one) for at, one in enumerate(worths)}
    found = constraint_proposals(
        AGENDA, package_of(0, 0, 0, 0), asked, generator=np.random.default_rng(seed), **settings
    )
    return worths, found


def short_of_the_frontier(worths, package) -> float:
    at = PACKAGES.index(LAYOUT.choices(package))
    return float(min_gain(worths, at).max())


def min_gain(worths, at):
    return np.min([(one - one[at]) / np.ptp(one) for one in worths], axis=0)


@pytest.mark.parametrize(("seed", "sides"), [(0, 2), (1, 2), (2, 3)])
def test_the_text_comes_within_a_hundredth_of_the_frontier(seed, sides):
    worths, found = run(seed, sides)
    assert found.result.ended
    assert short_of_the_frontier(worths, found.result.start) > 0.01
    assert short_of_the_frontier(worths, found.result.text) <= 0.01


@pytest.mark.parametrize("seed", [3, 4])
def test_the_text_is_never_worse_for_a_side_and_each_pick_keeps_to_its_limits(seed):
    worths, found = run(seed, questions=30)
    text = found.result.start
    for step in found.result.steps:
        assert all(limit.holds(LAYOUT.choices(step.picked)) for limit in step.limits)
        assert all(limit.holds(LAYOUT.choices(text)) for limit in step.limits)
        assert all(said for _, said in step.answers[:-1])
        if step.accepted:
            one, other = (PACKAGES.index(LAYOUT.choices(each)) for each in (text, step.picked))
            assert all(each[other] >= each[one] for each in worths)
            text = step.picked
    assert text == found.result.text
    asked = sum(1 + len(step.answers) for step in found.result.steps)
    assert asked == found.result.questions <= 30


def test_sides_that_want_nothing_else_keep_their_text_and_the_finding_says_what_points_tell():
    keeps = Asked(pick=lambda text, _: text, accepts=lambda _text, _change: False)
    found = constraint_proposals(
        AGENDA,
        package_of(1, 1, 1, 1),
        {"East": keeps, "West": keeps},
        generator=np.random.default_rng(1),
        quiet=3,
    )
    assert found.result.text == package_of(1, 1, 1, 1)
    assert (found.result.questions, found.result.ended) == (3, True)
    assert any("suggest what the others want" in remark for remark in found.remarks)
    assert any("not proved" in remark for remark in found.remarks)


def test_sides_that_contradict_themselves_are_asked_to_the_end_all_the_same():
    answers = iter(range(10**6))
    fickle = Asked(
        pick=lambda _text, limits: next(
            package_of(*choices)
            for choices in PACKAGES[next(answers) % 81 :] + PACKAGES
            if all(limit.holds(choices) for limit in limits)
        ),
        accepts=lambda _text, _change: next(answers) % 3 == 0,
    )
    found = constraint_proposals(
        AGENDA,
        package_of(0, 1, 2, 0),
        {"East": fickle, "West": fickle},
        generator=np.random.default_rng(1),
        questions=24,
    )
    assert found.result.questions <= 24


def test_a_pick_outside_the_limits_is_refused():
    greedy = Asked(pick=lambda _text, _limits: package_of(0, 0, 0, 0), accepts=lambda _text, _change: False)
    worths = hidden(5)
    with pytest.raises(ScenarioError, match="does not keep to the limits"):
        constraint_proposals(
            AGENDA,
            package_of(2, 2, 2, 2),
            {"East": truthful(worths[0]), "West": greedy},
            generator=np.random.default_rng(1),
        )


def test_a_partial_text_and_a_side_alone_are_refused():
    side = truthful(hidden(1)[0])
    generator = np.random.default_rng(1)
    with pytest.raises(ScenarioError, match="leaves issue-2"):
        constraint_proposals(AGENDA, package_of(0, 0), {"E": side, "W": side}, generator=generator)
    with pytest.raises(ScenarioError, match="two sides"):
        constraint_proposals(AGENDA, package_of(0, 0, 0, 0), {"E": side}, generator=generator)


@given(
    answers=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6), seed=st.integers(0, 9)
)
def test_what_is_held_of_a_side_agrees_with_all_that_it_answered(answers, seed):
    worths = hidden(seed)[0]
    side = Answered(12)
    for one, other in answers:
        better, worse = (one, other) if worths[one] >= worths[other] else (other, one)
        side.learn(ROWS[better] - ROWS[worse])
    for terms in (side.middle, side.drawn(np.random.default_rng(seed))):
        assert terms.min() >= -1e-9
        assert terms.max() <= 1 + 1e-9
        assert (side.differences @ terms >= -1e-9).all()


def test_a_limit_holds_for_what_has_as_many_points():
    limit = Limit(points=((3, 0), (0, 2)), at_least=2)
    assert [limit.holds(choices) for choices in ((0, 0), (1, 0), (1, 1))] == [True, False, True]
