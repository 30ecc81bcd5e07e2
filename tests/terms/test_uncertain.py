"""Numbers that are known in part are refused where they contradict themselves."""

from __future__ import annotations

import msgspec
import pytest

from goodoffices.errors import WordError
from goodoffices.terms.uncertain import (
    AboutEqual,
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
    UncertainWorth,
    Uniform,
)
from tests.preferences.partly_known import agenda_of, package_of


@pytest.mark.parametrize(
    "made",
    [
        lambda: Interval(low=2, high=1),
        lambda: Uniform(low=0, high=-1),
        lambda: Triangular(low=0, mode=3, high=2),
        lambda: Triangular(low=1, mode=1, high=1),
        lambda: TruncatedNormal(mean=5, deviation=1, low=0, high=4),
        lambda: Interval(low=float("nan"), high=1),
        lambda: UncertainIssue(issue="land", weight=Interval(low=-1, high=1)),
        lambda: UncertainIssue(issue="land", values=(UncertainWorth(option="a"), UncertainWorth(option="a"))),
        lambda: UncertainPreference(
            holder="East",
            reservation=0,
            issues=(UncertainIssue(issue="land", weight=Dirichlet(concentration=1)),),
        ),
    ],
)
def test_what_contradicts_itself_is_refused(made):
    with pytest.raises(WordError):
        made()


@pytest.mark.parametrize(
    ("preference", "sentence"),
    [
        ({"issues": (UncertainIssue(issue="sea", weight=1),)}, "no issue of the agenda"),
        (
            {"issues": (UncertainIssue(issue="issue-0", values=(UncertainWorth(option="x"),)),)},
            "no option of issue-0",
        ),
        ({}, "states no total"),
        ({"total": 1, "orders": (IssueBefore(heavier="issue-0", lighter="sea"),)}, "no issue sea"),
        (
            {"total": 1, "orders": (OptionBefore(issue="issue-0", better="option-0", worse="option-0"),)},
            "better than itself",
        ),
        ({"total": 1, "orders": (Acceptable(package=package_of(0)),)}, "leaves issue-1 open"),
        (
            {"total": 1, "orders": (AboutEqual(first=package_of(0, 1), second=package_of(0, 7)),)},
            "no option option-7",
        ),
    ],
)
def test_what_does_not_fit_the_agenda_is_said_in_a_sentence(preference, sentence):
    held = UncertainPreference(holder="East", reservation=0, **preference)
    assert sentence in held.misfit(agenda_of(2, 2))


def test_a_preference_known_in_part_is_read_from_its_written_form_unchanged():
    held = UncertainPreference(
        holder="East",
        reservation=Triangular(low=0, mode=0.2, high=0.5),
        total=1,
        issues=(
            UncertainIssue(
                issue="issue-0",
                weight=Interval(low=0.2, high=0.6),
                values=(
                    UncertainWorth(option="option-0", value=1.0),
                    UncertainWorth(
                        option="option-1", value=TruncatedNormal(mean=0, deviation=1, low=0, high=1)
                    ),
                ),
            ),
        ),
        orders=(PackageBefore(better=package_of(0, 0), worse=package_of(1, 1)),),
    )
    assert msgspec.json.decode(msgspec.json.encode(held), type=UncertainPreference) == held
    assert held.misfit(agenda_of(2, 2)) is None
