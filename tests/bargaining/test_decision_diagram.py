"""A decision diagram is exact, and small where many part packages leave the same to be settled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices import scenarios
from goodoffices.bargaining import decision_diagram, interaction
from goodoffices.bargaining.decision_diagram import count, diagram, extents, fold
from goodoffices.bargaining.efficient import frontier
from goodoffices.bargaining.listing import sums as sums_of
from goodoffices.preferences.factor_graph import factor_graph
from tests.bargaining.interacting import interacting, outcomes_of
from tests.bargaining.listing import WHOLE, ranges


def drawn(scenario):
    graph = factor_graph(
        scenario.preferences, scenario.agenda, links=scenario.links, red_lines=scenario.red_lines
    )
    return graph, diagram(graph, graph.banned)


@given(scenario=interacting(parties=st.integers(2, 4)))
def test_every_package_is_a_path_and_every_path_a_package(scenario):
    packages = outcomes_of(scenario)
    _, layers = drawn(scenario)
    assert layers is not None
    assert count(layers) == len(packages)


@given(scenario=interacting(parties=st.integers(2, 3), numbers=WHOLE))
def test_the_range_of_each_party_is_that_over_all_packages(scenario):
    packages = outcomes_of(scenario)
    graph, layers = drawn(scenario)
    assert layers is not None
    found = extents(layers)
    assume(packages and all(ceiling is None for ceiling in graph.ceilings))
    assert found is not None
    spans = [(most - fewest) * unit for (fewest, most), unit in zip(found, graph.units, strict=True)]
    assert spans == list(ranges(packages))


def test_what_would_be_too_large_is_not_drawn_and_not_folded():
    scenario = scenarios_of_width()
    graph, layers = drawn(scenario)
    assert layers is not None
    widest = max(len(layer.source) for layer in layers)
    assert diagram(graph, (), arcs=widest) is not None
    assert diagram(graph, (), arcs=widest - 1) is None
    assert fold(layers, sums=0) is None


def test_a_diagram_too_large_leaves_the_package_list(monkeypatch):
    scenario = scenarios_of_width()
    monkeypatch.setattr(interaction, "SMALL", 0)
    monkeypatch.setattr(interaction, "WIDEST", -1)
    by_diagram = frontier(scenario)
    monkeypatch.setattr(interaction, "diagram", lambda *_: None)
    by_listing = frontier(scenario)
    assert by_diagram.method.endswith(interaction.DIAGRAM)
    assert by_listing.method.endswith(interaction.LISTING)
    assert by_diagram.result.worths == by_listing.result.worths


def scenarios_of_width():
    from tests.bargaining.test_interaction import chain

    return chain(6, 3, seed=11)


@pytest.mark.parametrize(
    ("name", "points"),
    [("a2014-10issues", 10), ("a2014-10issuesDiscountedwithRV", 8), ("oth-S-1NIKFRT-1", 4)],
)
def test_constraints_over_ten_billion_packages_are_settled_exactly(shared, name, points):
    scenario = scenarios.load(shared / "data" / "domains" / name)
    found = frontier(scenario)
    assert found.method.endswith(interaction.DIAGRAM)
    assert found.result.outcomes == 10**10
    assert len(found.result.points) == points
    graph = factor_graph(scenario.preferences, scenario.agenda)
    some = np.random.default_rng(7).integers(0, 10, (20_000, 10))
    held = np.array([point.choices for point in found.result.points])
    near = np.concatenate([some, _neighbours(held)])
    worths, best = sums_of(graph, near), sums_of(graph, held)
    for party, ceiling in enumerate(graph.ceilings):
        if ceiling is not None:
            worths[party], best[party] = np.minimum(worths[party], ceiling), np.minimum(best[party], ceiling)
    reached = (best[:, None, :] >= worths[:, :, None]).all(axis=0).any(axis=-1)
    assert reached.all(), "some package is beaten by no point of the frontier"


def _neighbours(held):
    """Every package that differs from one on the frontier in two issues at most."""
    found = [held]
    for one in range(held.shape[1]):
        for other in range(one + 1, held.shape[1]):
            changed = np.repeat(held, 100, axis=0)
            changed[:, one] = np.tile(np.repeat(np.arange(10), 10), len(held))
            changed[:, other] = np.tile(np.arange(10), 10 * len(held))
            found.append(changed)
    return np.concatenate(found)


def test_progress_is_told_issue_by_issue():
    _, layers = drawn(scenarios_of_width())
    told: list[tuple[int, int]] = []
    assert layers is not None
    decision_diagram.fold(layers, progress=lambda done, total: told.append((done, total)))
    assert told == [(at, 6) for at in range(1, 7)]
