"""The slow obvious reference: every package listed, every number a fraction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference

Worths = tuple[Fraction, ...]
Choices = tuple[int, ...]


def exactly(number: float) -> Fraction:
    """The decimal that it prints as; of one with all its digits, the simple fraction that has this float."""
    written = Decimal(repr(float(number)))
    if len(written.as_tuple().digits) >= 15:
        fraction = Fraction(number).limit_denominator(int(100_000 / max(1, abs(number)) ** 0.5))
        if fraction and float(fraction) == number:
            return fraction
    return Fraction(written)


def all_packages(scenario: Scenario) -> dict[Choices, Worths]:
    """Each package in the order of issues and options, with its worth to each party."""
    tables = []
    for preference in scenario.preferences:
        worths = {worth.issue: worth for worth in preference.issues}
        tables.append(
            [
                [
                    exactly(worths[issue.key].weight)
                    * next(exactly(v.value) for v in worths[issue.key].values if v.option == option.key)
                    for option in issue.options
                ]
                for issue in scenario.agenda.issues
            ]
        )
    return {
        choices: tuple(
            sum((table[issue][at] for issue, at in enumerate(choices)), Fraction(0)) for table in tables
        )
        for choices in product(*(range(len(issue.options)) for issue in scenario.agenda.issues))
    }


def beats(one: Worths, other: Worths) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def frontier_of(packages: dict[Choices, Worths]) -> list[tuple[Worths, Choices, int]]:
    """The points that nothing beats, worst for the first party first: worths, smallest package, count."""
    behind: dict[Worths, list[Choices]] = {}
    for choices, worths in packages.items():
        behind.setdefault(worths, []).append(choices)
    return [
        (worths, min(behind[worths]), len(behind[worths]))
        for worths in sorted(behind)
        if not any(beats(other, worths) for other in behind)
    ]


def reservations(scenario: Scenario) -> Worths:
    return tuple(exactly(preference.reservation) for preference in scenario.preferences)


def ranges(packages: dict[Choices, Worths]) -> Worths:
    columns = list(zip(*packages.values(), strict=True))
    return tuple(max(column) - min(column) for column in columns)


def gains(scenario: Scenario, packages: dict[Choices, Worths], worths: Worths) -> Worths:
    """In units of each range; parties with a flat one left out."""
    rows = zip(worths, reservations(scenario), ranges(packages), strict=True)
    return tuple((worth - reserved) / span for worth, reserved, span in rows if span)


WHOLE = st.integers(-4, 4)
TENTHS = st.integers(-20, 20).map(lambda n: n / 10)
TWO_OR_THREE = st.integers(2, 3)
ANY = st.floats(-1000, 1000, allow_subnormal=False)


def build(worths: list[list[list[float]]], weights: list[list[float]], reserved: list[float]) -> Scenario:
    """`worths[party][issue][option]`, `weights[party][issue]`, `reserved[party]`."""
    issues = tuple(
        Issue(
            key=f"issue-{i}",
            title=f"Issue {i}",
            options=tuple(Option(key=f"option-{j}", title=f"Option {j}") for j in range(len(options))),
        )
        for i, options in enumerate(worths[0])
    )
    preferences = tuple(
        Preference(
            holder=f"Party {p}",
            reservation=reserved[p],
            issues=tuple(
                IssueWorth(
                    issue=f"issue-{i}",
                    weight=weights[p][i],
                    values=tuple(OptionWorth(option=f"option-{j}", value=v) for j, v in enumerate(options)),
                )
                for i, options in enumerate(issues_of)
            ),
        )
        for p, issues_of in enumerate(worths)
    )
    return Scenario(agenda=Agenda(issues=issues), preferences=preferences)


@st.composite
def scenarios(draw, *, parties=TWO_OR_THREE, numbers=WHOLE | TENTHS) -> Scenario:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    count = draw(parties)
    of = [[draw(st.lists(numbers, min_size=n, max_size=n)) for n in sizes] for _ in range(count)]
    weights = [
        draw(st.lists(st.sampled_from([0, 0.1, 0.3, 1, 7]), min_size=len(sizes), max_size=len(sizes)))
        for _ in range(count)
    ]
    reserved = draw(st.lists(st.integers(-60, 60).map(lambda n: n / 10), min_size=count, max_size=count))
    return build(of, weights, reserved)
