"""The questionnaire asks what settles most, and few questions settle much."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.draws import draws
from goodoffices.preferences.questionnaire import least_regret, next_comparison, questionnaire
from goodoffices.terms.uncertain import PackageBefore, UncertainPreference, Unknown
from tests.preferences.partly_known import agenda_of, package_of

AGENDA = agenda_of(3, 3, 3)
NOTHING_KNOWN = UncertainPreference(holder="East", reservation=Unknown(), total=1)


def side(seed: int):
    """A side with hidden weights and values, and eight packages that are in question."""
    generator = np.random.default_rng(seed)
    terms = np.repeat(generator.dirichlet(np.ones(3)), 3) * generator.random(9)
    choices = np.unique(generator.integers(0, 3, size=(8, 3)), axis=0)

    def worth(package):
        return sum(terms[3 * i + int(choice.option[-1])] for i, choice in enumerate(package.choices))

    return worth, choices


def asked_at_random(worth, choices, seed: int, most: int) -> int:
    """How many comparisons of random pairs it takes to the same regret."""
    generator = np.random.default_rng(seed)
    known, count = NOTHING_KNOWN, 0
    while count < most:
        drawn = draws(admissible(known, AGENDA), 100, generator)
        if least_regret(known, AGENDA, choices, drawn)[1] <= 0.05:
            break
        first, second = (package_of(*choices[at]) for at in generator.choice(len(choices), 2, replace=False))
        better, worse = (first, second) if worth(first) > worth(second) else (second, first)
        known = UncertainPreference(
            holder="East",
            reservation=Unknown(),
            total=1,
            orders=(*known.orders, PackageBefore(better=better, worse=worse)),
        )
        count += 1
    return count


@pytest.mark.slow
def test_chosen_questions_settle_with_fewer_answers_than_random_ones_and_the_regret_never_rises():
    chosen, random = [], []
    for seed in range(2):
        worth, choices = side(seed)
        found = questionnaire(
            NOTHING_KNOWN,
            AGENDA,
            choices,
            lambda a, b, worth=worth: worth(a) > worth(b),
            generator=np.random.default_rng(seed),
            samples=100,
        ).result
        assert found.settled
        regrets = [one.regret for one in found.asked]
        assert all(later <= earlier + 1e-6 for earlier, later in pairwise(regrets))
        lost = max(worth(package_of(*row)) for row in choices) - worth(found.best)
        assert lost <= found.regret + 1e-7
        chosen.append(len(found.asked))
        random.append(asked_at_random(worth, choices, seed, 12))
    assert sum(chosen) < sum(random)
    assert max(chosen) <= 12


def test_nothing_is_asked_where_nothing_is_open():
    drawn = draws(admissible(NOTHING_KNOWN, AGENDA), 50, np.random.default_rng(1))
    same = np.array([[0, 0, 0], [0, 0, 0]])
    assert next_comparison(drawn, same) is None
    found = questionnaire(
        NOTHING_KNOWN, AGENDA, same, lambda *_: pytest.fail("asked"), generator=np.random.default_rng(1)
    ).result
    assert (found.asked, found.regret, found.settled) == ((), 0.0, True)


def test_one_package_alone_cannot_be_compared():
    with pytest.raises(ScenarioError, match="two packages"):
        questionnaire(
            NOTHING_KNOWN, AGENDA, np.array([[0, 0, 0]]), lambda *_: True, generator=np.random.default_rng(1)
        )
