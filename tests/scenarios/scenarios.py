"""Scenarios of all kinds, made by Hypothesis."""

from __future__ import annotations

from math import prod

from hypothesis import strategies as st

from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Discount, Link, RedLine
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table
from goodoffices.terms.package import Choice
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference

PARTIES = ("Harbour Company", "Pilots", "Union: quay four", "West")
LETTERS = st.characters(categories=("L", "N", "Zs", "P", "S"), max_codepoint=0x5FF)
TITLES = st.text(LETTERS, min_size=1, max_size=12)
NAMES = TITLES.filter(lambda title: title == title.strip())
WORTHS = st.one_of(
    st.integers(-50, 50),
    st.integers(-1000, 1000).map(lambda n: n / 100),
    st.floats(-1e6, 1e6).filter(lambda n: n == 0 or abs(n) > 1e-9),
)
WEIGHTS = st.one_of(st.integers(0, 20), st.floats(0, 1), st.integers(0, 100).map(lambda n: n / 100))


@st.composite
def agendas(draw, *, titles=NAMES, about=True):
    issues = []
    for title in draw(st.lists(titles, min_size=1, max_size=3, unique=True)):
        options = draw(st.lists(titles, min_size=1, max_size=3, unique=True))
        issues.append(
            Issue(
                key=f"issue-{len(issues)}",
                title=title,
                options=tuple(Option(key=f"option-{n}", title=each) for n, each in enumerate(options)),
                ordered=about and draw(st.booleans()),
                about=draw(st.none() | st.just("What it is about.\n\nTwo paragraphs.")) if about else None,
            )
        )
    return Agenda(issues=tuple(issues))


def additive(draw, holder, agenda, *, worths=WORTHS, weights=WEIGHTS, reservations=WORTHS):
    return Preference(
        holder=holder,
        reservation=draw(reservations),
        issues=tuple(
            IssueWorth(
                issue=issue.key,
                weight=draw(weights),
                values=tuple(OptionWorth(option=each.key, value=draw(worths)) for each in issue.options),
            )
            for issue in agenda.issues
        ),
    )


def choice(draw, issue):
    return Choice(issue=issue.key, option=draw(st.sampled_from([option.key for option in issue.options])))


def factor(draw, agenda):
    issues = draw(st.lists(st.sampled_from(agenda.issues), min_size=1, max_size=2, unique_by=lambda i: i.key))
    if draw(st.booleans()):
        cells = prod(len(issue.options) for issue in issues)
        values = tuple(draw(WORTHS) for _ in range(cells))
        return Table(issues=tuple(issue.key for issue in issues), values=values)
    sides = tuple(
        Side(
            issue=issue.key,
            within=tuple(
                sorted(draw(st.sets(st.sampled_from([each.key for each in issue.options]), min_size=1)))
            ),
        )
        for issue in issues
    )
    return Rectangle(sides=sides, worth=draw(WORTHS), outside=draw(st.booleans()))


@st.composite
def scenarios(draw):
    """Whatever a scenario may hold."""
    agenda = draw(agendas())
    holders = draw(st.lists(st.sampled_from(PARTIES), min_size=2, max_size=4, unique=True))
    preferences = []
    for holder in holders:
        plain = additive(draw, holder, agenda)
        if draw(st.booleans()):
            preferences.append(plain)
            continue
        factors = tuple(factor(draw, agenda) for _ in range(draw(st.integers(0, 2))))
        weighed = plain.issues[: draw(st.integers(0, len(plain.issues)))]
        ceiling = draw(st.none() | WORTHS)
        preferences.append(
            Interacting(
                holder=holder,
                issues=weighed,
                factors=factors,
                reservation=plain.reservation,
                ceiling=ceiling,
                basis=draw(st.none() | st.just("its own")),
            )
        )
    several = len(agenda.issues) > 1
    return Scenario(
        agenda=agenda,
        preferences=tuple(preferences),
        links=(Link(option=choice(draw, agenda.issues[0]), only_with=choice(draw, agenda.issues[1])),)
        if several and draw(st.booleans())
        else (),
        red_lines=(RedLine(holder=holders[0], options=(choice(draw, agenda.issues[0]),)),)
        if draw(st.booleans())
        else (),
        discounts=tuple(
            Discount(holder=holders[1], factor=draw(st.floats(0.01, 1)), by_rounds=draw(st.booleans()))
            for _ in range(draw(st.integers(0, 1)))
        ),
        source="made up",
        remarks=draw(st.sampled_from([(), ("Price is taken at 21 points.", "One: and two.")])),
    )
