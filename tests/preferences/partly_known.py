"""Agendas and partly known preferences to test with, and slow obvious ways to look at them."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.uncertain import (
    Acceptable,
    Interval,
    IssueBefore,
    OptionBefore,
    PackageBefore,
    UncertainIssue,
    UncertainPreference,
    UncertainWorth,
    Unknown,
)


def agenda_of(*sizes: int) -> Agenda:
    return Agenda(
        issues=tuple(
            Issue(
                key=f"issue-{i}",
                title=f"Issue {i}",
                options=tuple(Option(key=f"option-{j}", title=f"Option {j}") for j in range(size)),
            )
            for i, size in enumerate(sizes)
        )
    )


def package_of(*choices: int) -> Package:
    return Package(
        choices=tuple(Choice(issue=f"issue-{i}", option=f"option-{j}") for i, j in enumerate(choices))
    )


def all_choices(agenda: Agenda) -> list[tuple[int, ...]]:
    return list(product(*(range(len(issue.options)) for issue in agenda.issues)))


SIZES = st.lists(st.integers(1, 3), min_size=1, max_size=3)
WHOLE = st.integers(0, 4)


def intervals(low: int = 0, high: int = 4):
    pairs = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return pairs.map(lambda ends: Interval(low=ends[0], high=ends[1]) if ends[0] < ends[1] else ends[0])


@st.composite
def boxes(draw, sizes=SIZES, holder: str = "East") -> tuple[Agenda, UncertainPreference]:
    """Every number alone exact or an interval; nothing said of sums and orders."""
    agenda = agenda_of(*draw(sizes))
    issues = tuple(
        UncertainIssue(
            issue=issue.key,
            weight=draw(intervals()),
            values=tuple(
                UncertainWorth(option=option.key, value=draw(intervals(-3, 3))) for option in issue.options
            ),
        )
        for issue in agenda.issues
    )
    return agenda, UncertainPreference(holder=holder, issues=issues, reservation=draw(intervals(-4, 4)))


@st.composite
def stated(draw, sizes=SIZES) -> tuple[Agenda, UncertainPreference, np.ndarray]:
    """A preference known only by what its holder said truthfully; and that truth, as (weights, values, r)."""
    agenda = agenda_of(*draw(sizes))
    m = len(agenda.issues)
    weights = np.array(draw(st.lists(st.integers(1, 9), min_size=m, max_size=m)), dtype=float)
    weights /= weights.sum()
    values = [
        np.array(draw(st.lists(st.integers(0, 8), min_size=n, max_size=n)), dtype=float) / 8
        for n in (len(issue.options) for issue in agenda.issues)
    ]
    reservation = draw(st.integers(0, 8)) / 8

    def worth(choices):
        return sum(weights[i] * values[i][j] for i, j in enumerate(choices))

    packages = all_choices(agenda)
    said = []
    for _ in range(draw(st.integers(0, 4))):
        one, other = draw(st.sampled_from(packages)), draw(st.sampled_from(packages))
        if worth(one) > worth(other) + 1e-3:
            said.append(PackageBefore(better=package_of(*one), worse=package_of(*other)))
        if abs(worth(one) - reservation) > 1e-3:
            said.append(Acceptable(package=package_of(*one), acceptable=bool(worth(one) > reservation)))
    for i, row in enumerate(values):
        for a, b in ((0, len(row) - 1), (len(row) - 1, 0)):
            if row[a] > row[b] and draw(st.booleans()):
                said.append(OptionBefore(issue=f"issue-{i}", better=f"option-{a}", worse=f"option-{b}"))
    if m > 1 and weights[0] > weights[1]:
        said.append(IssueBefore(heavier="issue-0", lighter="issue-1"))
    held = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=tuple(said))
    truth = np.concatenate((weights, np.concatenate(values), [reservation]))
    return agenda, held, truth
