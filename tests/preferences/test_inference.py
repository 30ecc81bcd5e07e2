"""What offers reveal: intervals that hold the truth as often as they say, for sides that act as supposed."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.errors import ScenarioError
from goodoffices.preferences.admissible import admissible
from goodoffices.preferences.draws import draws
from goodoffices.preferences.inference import bayesian, demands, frequency, unchanged
from goodoffices.preferences.offers import Concession, importance, simulated
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.uncertain import OptionBefore, UncertainPreference, Unknown
from tests.preferences.partly_known import agenda_of, all_choices, package_of

AGENDA = agenda_of(3, 3, 3)
SMALL = agenda_of(2, 2, 2)
PRIOR = UncertainPreference(holder="East", reservation=Unknown(), total=1)
AMONG = np.array(all_choices(SMALL))
SIDES, OFFERS = 40, 4


def sides(seed: int):
    """Sides drawn from the prior, how much each issue truly matters to them, and the offers they make."""
    generator = np.random.default_rng(seed)
    drawn = draws(admissible(PRIOR, SMALL), SIDES, generator)
    made = simulated(drawn, OFFERS, AMONG, Concession(), generator)
    offers = [[package_of(*AMONG[at]) for at in row] for row in made]
    return importance(drawn), offers


@pytest.mark.slow
@pytest.mark.parametrize("infer", [bayesian, frequency])
def test_the_truth_lies_in_the_intervals_as_often_as_they_claim(infer):
    truth, offers = sides(1)
    samples = 200
    inside, width = [], []
    for side, made in zip(truth, offers, strict=True):
        found = infer(
            PRIOR, SMALL, made, generator=np.random.default_rng(2), level=0.8, samples=samples
        ).result
        inside += [one.low <= share <= one.high for one, share in zip(found.issues, side, strict=True)]
        width += [one.high - one.low for one in found.issues]
    error = np.sqrt(0.8 * 0.2 / SIDES)  # as if the issues of one side told nothing new: the larger error
    assert abs(np.mean(inside) - 0.8) < 3 * error
    assert np.mean(width) < 0.75  # and they say something


def test_more_offers_make_the_intervals_narrower():
    _, offers = sides(3)
    wide, narrow = [], []
    for made in offers[:6]:
        for part, widths in ((made[:1], wide), (made, narrow)):
            found = bayesian(PRIOR, SMALL, part, generator=np.random.default_rng(4), samples=100).result
            widths.append(np.mean([one.high - one.low for one in found.issues]))
    assert np.mean(narrow) < np.mean(wide)


def test_the_option_that_a_side_never_leaves_is_its_likeliest_best_and_the_falsifier_says_how_to_be_wrong():
    made = [
        package_of(2, 0, 0),
        package_of(2, 1, 0),
        package_of(2, 2, 1),
        package_of(2, 0, 2),
        package_of(2, 1, 1),
    ]
    found = bayesian(PRIOR, AGENDA, made, generator=np.random.default_rng(5), samples=200)
    first, *others = found.result.issues
    assert first.best[0][0] == "option-2"
    assert first.high > max(one.high for one in others)
    assert all("this inference is wrong" in one.sentence for one in found.result.falsifiers)
    assert found.result.surprise is not None
    assert 0 <= found.result.surprise <= 1
    assert found.seed == 5
    assert any("bluffs" in remark for remark in found.remarks)


def test_answers_narrow_what_offers_leave_open():
    said = UncertainPreference(
        holder="East",
        reservation=Unknown(),
        total=1,
        orders=(OptionBefore(issue="issue-0", better="option-1", worse="option-2"),),
    )
    made = [package_of(1, 0, 0), package_of(2, 0, 0)]
    found = bayesian(said, AGENDA, made, generator=np.random.default_rng(7), samples=400).result
    assert "option-2" not in {option for option, _ in found.issues[0].best}


def test_a_position_says_that_what_it_accepts_is_better_than_what_it_does_not():
    stances = (Stance(issue="issue-0", acceptable=("option-2",)), Stance(issue="sea", acceptable=("x",)))
    assert demands(Position(holder="East", stances=stances), AGENDA) == (
        OptionBefore(issue="issue-0", better="option-2", worse="option-0"),
        OptionBefore(issue="issue-0", better="option-2", worse="option-1"),
    )


def test_an_issue_that_never_changes_has_the_largest_count():
    assert unchanged(np.array([[[0, 0], [0, 1]]])).tolist() == [[2 / 3, 1 / 3]]


@pytest.mark.parametrize(
    ("offers", "level", "sentence"),
    [
        ([], 0.9, "no offers"),
        ([package_of(0, 0, 0)], 0.2, "level"),
        ([package_of(0, 0)], 0.9, "whole package"),
        ([package_of(0, 0, 7)], 0.9, "no option option-7"),
    ],
)
def test_what_nothing_can_be_inferred_from_is_refused(offers, level, sentence):
    with pytest.raises(ScenarioError, match=sentence):
        bayesian(PRIOR, AGENDA, offers, generator=np.random.default_rng(1), level=level)


def test_one_offer_shows_no_change():
    with pytest.raises(ScenarioError, match="fewer than two offers"):
        frequency(PRIOR, AGENDA, [package_of(0, 0, 0)], generator=np.random.default_rng(1))
