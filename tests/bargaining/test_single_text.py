"""Joint gains by yes and no alone."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.bargaining.single_text import single_text
from goodoffices.errors import ScenarioError
from goodoffices.preferences.layout import Layout
from tests.preferences.partly_known import agenda_of, all_choices, package_of

AGENDA = agenda_of(3, 3, 3, 3)
LAYOUT = Layout(agenda=AGENDA)


def two_sides(seed: int):
    """Two sides with hidden additive preferences: the worth of each option, issue by issue."""
    generator = np.random.default_rng(seed)
    return [np.repeat(generator.dirichlet(np.ones(4)), 3) * generator.random(12) for _ in range(2)]


def asking(terms, heard):
    """A side that answers truly, and notes what it was asked."""

    def answer(text, change):
        heard.append((text, change))
        rows = LAYOUT.indicators([LAYOUT.choices(text), LAYOUT.choices(change)])
        return bool((rows[1] - rows[0]) @ terms >= 0)

    return answer


def never(_text, _change) -> bool:
    return False


def short_of_the_frontier(terms, package) -> float:
    """The most, in units of range, by which some package is better for both."""
    worths = np.array([LAYOUT.indicators(all_choices(AGENDA)) @ one for one in terms])
    mine = np.array([LAYOUT.indicators([LAYOUT.choices(package)])[0] @ one for one in terms])
    ranges = np.ptp(worths, axis=1)
    return float(((worths - mine[:, None]) / ranges[:, None]).min(axis=0).max())


def run(seed: int, questions: int = 80):
    terms = two_sides(seed)
    heard: dict[str, list] = {"East": [], "West": []}
    sides = {name: asking(one, heard[name]) for name, one in zip(heard, terms, strict=True)}
    found = single_text(
        AGENDA, package_of(0, 0, 0, 0), sides, generator=np.random.default_rng(seed), questions=questions
    )
    return terms, found, heard


@pytest.mark.parametrize("seed", range(3))
def test_the_text_never_gets_worse_for_any_side_and_every_question_is_counted(seed):
    terms, found, heard = run(seed)
    text = found.result.start
    for step in found.result.steps:
        assert step.accepted == all(said for _, said in step.answers)
        if step.accepted:
            before, after = LAYOUT.indicators([LAYOUT.choices(text), LAYOUT.choices(step.package)])
            assert all((after - before) @ one >= 0 for one in terms)
            text = step.package
    assert text == found.result.text
    assert found.result.questions == sum(map(len, heard.values())) <= 80
    assert found.seed == seed


@pytest.mark.slow
def test_a_few_dozen_answers_bring_most_texts_near_the_frontier():
    gaps = []
    for seed in range(8):
        terms, found, _ = run(seed)
        gaps.append(short_of_the_frontier(terms, found.result.text))
    assert sum(gap <= 0.01 for gap in gaps) >= 5
    assert np.mean(gaps) < 0.03


def test_a_side_is_asked_only_about_packages_and_nothing_more_after_another_refused():
    _, found, heard = run(4, questions=20)
    assert all(len(question) == 2 for asked in heard.values() for question in asked)
    for step in found.result.steps:
        assert all(said for _, said in step.answers[:-1])


def test_a_deal_that_nothing_betters_stays_as_it_is():
    found = single_text(
        AGENDA,
        package_of(1, 1, 1, 1),
        {"East": never, "West": never},
        generator=np.random.default_rng(1),
        questions=12,
    )
    assert found.result.text == package_of(1, 1, 1, 1)
    assert found.result.questions <= 12
    assert any("was not proved" in remark for remark in found.remarks)


def test_a_partial_text_and_a_side_alone_are_refused():
    with pytest.raises(ScenarioError, match="whole package"):
        single_text(AGENDA, package_of(0, 0), {"E": never, "W": never}, generator=np.random.default_rng(1))
    with pytest.raises(ScenarioError, match="two sides"):
        single_text(AGENDA, package_of(0, 0, 0, 0), {"E": never}, generator=np.random.default_rng(1))
