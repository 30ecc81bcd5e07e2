"""What is kept and ruled out leaves the worth of every package as it was, also where issues interact."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.bargaining.fixed import Fixed, narrowed
from goodoffices.bargaining.settled import settled
from goodoffices.preferences.worth import worth_of
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Link, RedLine
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table
from goodoffices.terms.package import Choice, Package

SIZES = (3, 2, 3)
AGENDA = Agenda(
    issues=tuple(
        Issue(
            key=f"i{n}", title=f"I{n}", options=tuple(Option(key=f"o{j}", title=f"O{j}") for j in range(size))
        )
        for n, size in enumerate(SIZES)
    )
)


@st.composite
def interacting(draw: st.DrawFn, holder: str) -> Interacting:
    figures = st.integers(-5, 5).map(float)
    table = Table(issues=("i0", "i2"), values=tuple(draw(st.lists(figures, min_size=9, max_size=9))))
    sides = tuple(
        Side(
            issue=f"i{n}",
            within=tuple(sorted(draw(st.sets(st.sampled_from([f"o{j}" for j in range(size)]), min_size=1)))),
        )
        for n, size in enumerate(SIZES)
    )
    shape = Rectangle(sides=sides, worth=draw(figures), outside=draw(st.booleans()))
    return Interacting(holder=holder, factors=(table, shape), reservation=0)


@given(interacting("A"), interacting("B"), st.data())
def test_a_narrowed_scenario_holds_the_packages_that_are_left_with_their_worths(one, other, data):
    scenario = Scenario(agenda=AGENDA, preferences=(one, other))
    issue = data.draw(st.sampled_from(AGENDA.issues))
    kept = Choice(issue=issue.key, option=data.draw(st.sampled_from([o.key for o in issue.options])))
    rest = data.draw(st.sampled_from([each for each in AGENDA.issues if each != issue]))
    out = Choice(issue=rest.key, option=data.draw(st.sampled_from([o.key for o in rest.options])))
    left = narrowed(scenario, Fixed(keep=Package(choices=(kept,)), without=(out,)))
    seen = 0
    for choices in product(*(range(len(each.options)) for each in left.agenda.issues)):
        package = left.package(choices)
        before = settled(package, AGENDA)
        for now, was in zip(left.preferences, scenario.preferences, strict=True):
            assert worth_of(now, left.agenda, choices) == worth_of(was, AGENDA, before)
        assert package.option(issue.key) == kept.option
        assert package.option(rest.key) != out.option
        seen += 1
    assert seen == 18 // len(issue.options) // len(rest.options) * (len(rest.options) - 1)


def test_a_link_whose_condition_is_ruled_out_takes_its_option_along():
    link = Link(option=Choice(issue="i0", option="o1"), only_with=Choice(issue="i1", option="o1"))
    line = RedLine(holder="A", options=(Choice(issue="i1", option="o1"),))
    flat = [Interacting(holder=holder, factors=(), reservation=0) for holder in "AB"]
    scenario = Scenario(agenda=AGENDA, preferences=tuple(flat), links=(link,), red_lines=(line,))
    left = narrowed(scenario, Fixed(without=(Choice(issue="i1", option="o1"),)))
    assert [option.key for option in left.agenda.issues[0].options] == ["o0", "o2"]
    assert (left.links, left.red_lines) == ((), ())
    kept = narrowed(scenario, Fixed(without=(Choice(issue="i2", option="o1"),)))
    assert (kept.links, kept.red_lines) == ((link,), (line,))
