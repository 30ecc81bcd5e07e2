"""What a computation on a scenario hands out: its result, and what the scenario says about itself."""

from __future__ import annotations

from typing import TypeVar

from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.word import Word

Result = TypeVar("Result")


def finding(
    scenario: Scenario,
    *,
    method: str,
    result: Result,
    inputs: tuple[Word | str | tuple[Word, ...] | tuple[str, ...], ...] = (),
    tolerance: float = 0.0,
    seed: int | None = None,
    settings: tuple[Setting, ...] = (),
    remarks: tuple[str, ...] = (),
) -> Finding[Result]:
    """A finding made from a scenario: the only way to make one, so that nothing it must say is lost.

    `inputs` are what the result was made from besides the scenario; they enter the digest. Source and
    remarks of the scenario (what its reader mended, normalised, made discrete or left out) come with it,
    after the remarks of the method.

    >>> from goodoffices.scenarios.table import from_table
    >>> made = finding(from_table({"truce": {"yes": (1, 1)}}, {"A": 0, "B": 0}), method="none", result=1)
    >>> made.result, made.source, made.remarks
    (1, 'not stated', ())
    """
    return Finding(
        method=method,
        result=result,
        digest=digest(scenario.digest, *inputs) if inputs else scenario.digest,
        source=scenario.source,
        tolerance=tolerance,
        seed=seed,
        settings=settings,
        remarks=(*remarks, *scenario.remarks),
    )
