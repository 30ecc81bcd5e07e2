"""Scenarios in which issues interact, and the slow obvious reference for them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Link, RedLine
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table
from goodoffices.terms.package import Choice
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from tests.bargaining.listing import TWO_OR_THREE, WHOLE, Choices, Worths, exactly


def agenda_of(sizes: list[int]) -> Agenda:
    return Agenda(
        issues=tuple(
            Issue(key=f"i{i}", title="I", options=tuple(Option(key=f"o{j}", title="O") for j in range(size)))
            for i, size in enumerate(sizes)
        )
    )


def worth_of(preference: Preference | Interacting, agenda: Agenda, choices: Choices) -> Fraction:
    """One package's worth, straight from the words of `Interacting`."""
    option = {issue.key: issue.options[at].key for issue, at in zip(agenda.issues, choices, strict=True)}
    total = Fraction(0)
    for issue in preference.issues:
        value = next(each.value for each in issue.values if each.option == option[issue.issue])
        total += exactly(issue.weight) * exactly(value)
    for factor in preference.factors if isinstance(preference, Interacting) else ():
        if isinstance(factor, Table):
            known = {issue.key: [each.key for each in issue.options] for issue in agenda.issues}
            options = [known[key] for key in factor.issues]
            cell = list(product(*options)).index(tuple(option[key] for key in factor.issues))
            total += exactly(factor.values[cell])
        else:
            inside = all(option[side.issue] in side.within for side in factor.sides)
            total += exactly(factor.worth) if inside != factor.outside else 0
    if isinstance(preference, Interacting) and preference.ceiling is not None:
        total = min(total, exactly(preference.ceiling))
    return total


def holds(scenario: Scenario, choices: Choices, choice: Choice) -> bool:
    pairs = zip(scenario.agenda.issues, choices, strict=True)
    return any((issue.key, issue.options[at].key) == (choice.issue, choice.option) for issue, at in pairs)


def outcomes_of(scenario: Scenario, *, within_red_lines: bool = False) -> dict[Choices, Worths]:
    """All packages that break no link (and cross no red line), with their worths."""
    return {
        choices: tuple(worth_of(each, scenario.agenda, choices) for each in scenario.preferences)
        for choices in _all(scenario.agenda)
        if not any(
            holds(scenario, choices, link.option) and not holds(scenario, choices, link.only_with)
            for link in scenario.links
        )
        and not (
            within_red_lines
            and any(all(holds(scenario, choices, one) for one in line.options) for line in scenario.red_lines)
        )
    }


def _all(agenda: Agenda) -> Iterator[Choices]:
    return product(*(range(len(issue.options)) for issue in agenda.issues))


@st.composite
def interacting(
    draw, *, parties=TWO_OR_THREE, numbers: st.SearchStrategy[float] = WHOLE, conditions=True
) -> Scenario:
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    agenda = agenda_of(sizes)
    held = [draw(_preferences(sizes, f"Party {p}", numbers)) for p in range(draw(parties))]
    choice = st.integers(0, len(sizes) - 1).flatmap(
        lambda i: st.builds(lambda j: Choice(issue=f"i{i}", option=f"o{j}"), st.integers(0, sizes[i] - 1))
    )
    pairs = st.lists(choice, min_size=2, max_size=2, unique_by=lambda one: one.issue)
    links = draw(st.lists(pairs, max_size=2)) if conditions else []
    lines = draw(st.lists(pairs, max_size=2)) if conditions else []
    return Scenario(
        agenda=agenda,
        preferences=tuple(held),
        links=tuple(Link(option=one, only_with=other) for one, other in links),
        red_lines=tuple(
            RedLine(holder=held[0].holder, options=tuple(sorted(line, key=lambda one: one.issue)))
            for line in lines
        ),
    )


@st.composite
def _preferences(draw, sizes, holder, numbers):
    reservation = draw(st.integers(-6, 6))
    if draw(st.integers(0, 3)) == 0:
        everything = range(len(sizes))
        return Preference(
            holder=holder, issues=draw(_issues(sizes, everything, numbers)), reservation=reservation
        )
    some = draw(st.sets(st.integers(0, len(sizes) - 1)))
    factors = []
    for _ in range(draw(st.integers(0, 3))):
        scope = draw(st.lists(st.integers(0, len(sizes) - 1), min_size=1, max_size=3, unique=True))
        if draw(st.booleans()):
            cells = 1
            for i in scope:
                cells *= sizes[i]
            values = tuple(draw(st.lists(numbers, min_size=cells, max_size=cells)))
            factors.append(Table(issues=tuple(f"i{i}" for i in scope), values=values))
        else:
            sides = tuple(
                Side(
                    issue=f"i{i}",
                    within=tuple(
                        f"o{j}" for j in sorted(draw(st.sets(st.integers(0, sizes[i] - 1), min_size=1)))
                    ),
                )
                for i in scope
            )
            factors.append(Rectangle(sides=sides, worth=draw(numbers), outside=draw(st.booleans())))
    return Interacting(
        holder=holder,
        issues=draw(_issues(sizes, sorted(some), numbers)),
        factors=tuple(factors),
        reservation=reservation,
        ceiling=draw(st.none() | st.integers(-4, 8)),
    )


@st.composite
def _issues(draw, sizes, which, numbers):
    return tuple(
        IssueWorth(
            issue=f"i{i}",
            weight=draw(st.sampled_from([0, 0.3, 1, 2])),
            values=tuple(OptionWorth(option=f"o{j}", value=draw(numbers)) for j in range(sizes[i])),
        )
        for i in which
    )
