"""The examples that come with the software, found by their bare names."""

from __future__ import annotations

from pathlib import Path

FIRST = "port-of-ardmere"
"""The one that a newcomer should open first."""


def folder() -> Path | None:
    """Where the examples lie: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "examples", package.parents[1] / "examples"):
        if place.is_dir():
            return place
    return None


def names() -> tuple[str, ...]:
    """The names of all examples, the first to open first."""
    place = folder()
    found = [] if place is None else sorted(path.parent.name for path in place.glob("*/talks.yaml"))
    return tuple(sorted(found, key=lambda name: (name != FIRST, name)))


def find(name: str) -> Path | None:
    """The talks file of an example, or None where there is none of that name."""
    place = folder()
    return place / name / "talks.yaml" if place is not None and name in names() else None


def scenario_names() -> tuple[str, ...]:
    """The names of all examples that can be computed on: scenarios, and talks."""
    place = folder()
    found = set[str]() if place is None else {file.parent.name for file in place.glob("*/scenario.yaml")}
    return tuple(sorted(found | set(names()), key=lambda name: (name != FIRST, name)))


def find_scenario(name: str) -> Path | None:
    """The scenario file of an example, or None where it has none."""
    place = folder()
    if place is None or name not in scenario_names():
        return None
    file = place / name / "scenario.yaml"
    return file if file.is_file() else None
