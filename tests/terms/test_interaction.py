from __future__ import annotations

import pytest

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.condition import Discount, Link, RedLine
from goodoffices.terms.interaction import Interacting, Rectangle, Side, Table
from goodoffices.terms.package import Choice

AGENDA = Agenda(
    issues=tuple(
        Issue(key=key, title=key, options=(Option(key="yes", title="Yes"), Option(key="no", title="No")))
        for key in ("truce", "release")
    )
)
BOTH = Table(issues=("truce", "release"), values=(5, 0, 0, 1))


def wants(*factors: Table | Rectangle) -> Interacting:
    return Interacting(holder="North", factors=factors, reservation=0)


def test_a_table_of_every_combination_fits():
    assert wants(BOTH).misfit(AGENDA) is None


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (Table(issues=("truce", "release"), values=(1,)), "needs 4 values, and holds 1"),
        (Table(issues=("truce", "truce"), values=(1, 2, 3, 4)), "names an issue twice"),
        (Table(issues=("border",), values=(1, 2)), "no issue border"),
        (Rectangle(sides=(Side(issue="truce", within=("maybe",)),), worth=1), "no option maybe"),
        (Rectangle(sides=(Side(issue="truce", within=()),), worth=1), "no option of truce"),
    ],
)
def test_a_factor_that_does_not_fit_the_agenda_is_named(factor, said):
    assert said in wants(factor).misfit(AGENDA)


def test_a_value_that_is_no_number_is_refused():
    with pytest.raises(WordError, match="North"):
        wants(Table(issues=("truce",), values=(float("nan"), 0)))


def test_a_ceiling_that_is_no_number_is_refused():
    with pytest.raises(WordError, match="North"):
        Interacting(holder="North", reservation=0, ceiling=float("nan"))


def test_a_link_joins_two_issues():
    truce = Choice(issue="truce", option="yes")
    with pytest.raises(WordError, match="two issues"):
        Link(option=truce, only_with=Choice(issue="truce", option="no"))


def test_a_red_line_excludes_something():
    with pytest.raises(WordError, match="no option"):
        RedLine(holder="North", options=())


@pytest.mark.parametrize("factor", [0, -0.5, 1.5, float("nan")])
def test_a_discount_leaves_a_part_and_never_more_than_all(factor):
    with pytest.raises(WordError, match="factor"):
        Discount(holder="North", factor=factor)
