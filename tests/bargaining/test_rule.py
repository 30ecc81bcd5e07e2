"""Each rule keeps the axioms that it claims, and for each other axiom a case is kept in which it does not."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from goodoffices.bargaining.rule import Axiom, Rule
from goodoffices.bargaining.solutions import rules
from goodoffices.testing.rules import Case, holds

RULES: dict[str, Rule] = {rule.name: rule for rule in rules()}
RULES["min-spread"] = KalaiSmorodinsky(form="min-spread")
Z = (0, 0)
AGAINST = {
    ("nash", Axiom.MONOTONE): Case(points=((1, 2), (5, 5)), more=((4, 7),), zero=Z),
    ("nash", Axiom.RESTRICTED_MONOTONE): Case(
        points=((6, 6), (8, 3), (1, 8), (2, 8)), more=((8, 5),), zero=Z
    ),
    ("kalai_smorodinsky", Axiom.INDEPENDENT): Case(points=((9, 5), (6, 6)), more=((0, 9),), zero=Z),
    ("kalai_smorodinsky", Axiom.MONOTONE): Case(points=((2, 3),), more=((1, 9),), zero=Z),
    ("min-spread", Axiom.INDEPENDENT): Case(points=((1, 0), (5, 1), (2, 2)), more=((1, 4),), zero=Z),
    ("min-spread", Axiom.MONOTONE): Case(points=((3, 3),), more=((2, 5),), zero=Z),
    ("min-spread", Axiom.RESTRICTED_MONOTONE): Case(points=((4, 4), (0, 9)), more=((1, 5), (6, 8)), zero=Z),
    ("egalitarian", Axiom.SCALE_FREE): Case(points=((4, 4), (3, 6)), factor=3, shift=3, zero=Z),
    ("egalitarian", Axiom.RESTRICTED_MONOTONE): Case(points=((0, 7), (3, 2), (8, 0)), more=((2, 4),), zero=Z),
    ("utilitarian", Axiom.SCALE_FREE): Case(points=((0, 5), (1, 4)), factor=2, shift=-3, zero=Z),
    ("utilitarian", Axiom.MONOTONE): Case(points=((3, 1),), more=((9, 0),), zero=Z),
    ("utilitarian", Axiom.RESTRICTED_MONOTONE): Case(points=((9, 0), (0, 9), (5, 5)), more=((9, 2),), zero=Z),
}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Two or three parties, up to six packages: ties, flat scales and worse-than-nothing among them."""
    parties = draw(st.integers(2, 3))
    point = st.tuples(*[st.integers(-1, 9)] * parties)
    return Case(
        points=tuple(draw(st.lists(point, min_size=1, max_size=6))),
        more=tuple(draw(st.lists(point, max_size=3))),
        zero=draw(st.just((0,) * parties) | st.tuples(*[st.integers(-2, 3)] * parties)),
        factor=draw(st.integers(1, 5)),
        shift=draw(st.integers(-3, 3)),
    )


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=60)
@given(case=cases())
def test_a_rule_keeps_every_axiom_that_it_claims(name, case):
    rule = RULES[name]
    assert not {axiom for axiom in rule.axioms if not holds(axiom, rule, case)}


@pytest.mark.parametrize(("name", "axiom"), AGAINST, ids=lambda part: getattr(part, "value", part))
def test_an_axiom_that_a_rule_does_not_claim_fails_in_the_kept_case(name, axiom):
    assert not holds(axiom, RULES[name], AGAINST[name, axiom])


def test_every_axiom_is_claimed_or_has_its_case_against():
    unclaimed = {(name, axiom) for name, axiom in product(RULES, Axiom) if axiom not in RULES[name].axioms}
    assert set(AGAINST) == unclaimed
