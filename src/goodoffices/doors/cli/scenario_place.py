"""Where a scenario lies: a file or a folder on the disk, or an example by its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.record.talks_file import TalksFile
    from goodoffices.scenarios.scenario import Scenario

_FIRST_LINES = 1_000


def scenario_at(named: str, *, as_written: bool = False, points: int | None = None) -> Scenario:
    """The scenario of that path or name: what lies on the disk comes before an example.

    Of talks (a talks file, or an example of talks) it is the agenda with the preferences kept there, read as
    the author of the file. Raises `ScenarioError`, `FileError` and `OSError`.
    """
    from goodoffices.scenarios import load
    from goodoffices.scenarios.number import POINTS

    found = talks_or_path(named)
    if isinstance(found, Path):
        return load(found, as_written=as_written, points=POINTS if points is None else points)
    return _of_talks(found)


def talks_or_path(named: str) -> TalksFile | Path:
    """Talks where a path or a name means some, else the path of a scenario. Raises as `scenario_at`."""
    from goodoffices.desk.examples import find, find_scenario, scenario_names
    from goodoffices.doors.cli.place import authored, is_file
    from goodoffices.errors import ScenarioError

    path = Path(named)
    if not (path.exists() or is_file(named)):
        example = find_scenario(named)
        if example is None and find(named) is None:
            known = ", ".join(scenario_names())
            raise ScenarioError(f"there is no file, folder or example {named} (examples: {known})")
        if example is None:
            return authored(named)
        path = example
    return authored(str(path)) if path.is_file() and _is_talks(path) else path


def _is_talks(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"goodoffices-talks/" in stream.read(_FIRST_LINES)


def _of_talks(file: TalksFile) -> Scenario:
    from goodoffices.desk import computing
    from goodoffices.doors.cli.place import author_view
    from goodoffices.errors import ScenarioError

    found = computing.scenario(author_view(file))
    if isinstance(found, str):
        raise ScenarioError(found)
    return found
