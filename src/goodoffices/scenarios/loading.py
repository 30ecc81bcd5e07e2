"""A scenario from its place on the disk, whatever format it has."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import structs

from goodoffices.errors import FileError, ScenarioFileError
from goodoffices.scenarios.number import POINTS
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.word import NOT_STATED

if TYPE_CHECKING:
    from goodoffices.scenarios.held import Held

LARGEST: Final = 20_000_000
"""Bytes in one file of a scenario."""

MOST_FILES: Final = 1_000
LARGEST_FOLDER: Final = 200_000_000
_FIRST_LINES: Final = 1_000
_ENDINGS: Final = {".xml": "xml", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}


def load(path: str | PathLike[str], *, as_written: bool = False, points: int = POINTS) -> Scenario:
    """The scenario at a path: a folder of GENIUS, GeniusWeb, NegMAS or NegoLog, or a file of ours.

    Parameters
    ----------
    path
        A folder with a domain and its profiles; or its domain file, where a folder holds several.
    as_written
        For GENIUS: weights times evaluations as they stand, with nothing divided or capped. The other
        formats are evaluated as written in any case.
    points
        For GENIUS: at how many evenly spaced points a real issue is taken, ends included; 2 or more.

    Returns
    -------
    Scenario
        Its `source` names the files and how they were evaluated; its `remarks` say what was mended, made
        discrete or left out. Parties are named after their files, in the order of names.

    Raises
    ------
    ScenarioFileError
        Naming file, line or element, and what was expected there.
    OSError
        Where the path cannot be read.
    """
    place = Path(path)
    if place.is_dir():
        return _folder(place, None, as_written=as_written, points=points)
    _bytes(place)  # so that a path that is not there says so
    if place.suffix.lower() not in _ENDINGS:
        raise ScenarioFileError(place.name, 0, "file", "expected a file that ends in .yaml, .xml or .json")
    return _folder(place.parent, place, as_written=as_written, points=points)


def _folder(folder: Path, domain: Path | None, *, as_written: bool, points: int) -> Scenario:
    name = folder.resolve().name or "folder"
    found = sorted(each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS and each.is_file())
    if len(found) > MOST_FILES:
        raise ScenarioFileError(name, 0, "folder", f"expected at most {MOST_FILES:,} files in one folder")
    kinds = {_ENDINGS[each.suffix.lower()] for each in (found if domain is None else (domain,))}
    if len(kinds) != 1:
        said = "expected files of one format (.xml, .json or .yaml)"
        raise ScenarioFileError(name, 0, "folder", f"{said}; there are {', '.join(sorted(kinds)) or 'none'}")
    (kind,) = kinds
    if kind != "xml" and (ours := _ours(domain, found)) is not None:
        return ours
    of_kind = [each for each in found if _ENDINGS[each.suffix.lower()] == kind]
    if sum(each.stat().st_size for each in of_kind) > LARGEST_FOLDER:
        raise ScenarioFileError(name, 0, "folder", f"expected at most {LARGEST_FOLDER:,} bytes in one folder")
    files = {each.name: _bytes(each) for each in of_kind}
    domain_file = None if domain is None else domain.name
    if kind == "xml":
        from goodoffices.scenarios import genius_xml

        return genius_xml.read(
            files, folder=name, domain_file=domain_file, as_written=as_written, points=points
        )
    if kind == "yaml":
        from goodoffices.scenarios import negmas_yaml

        held = {each: _yaml(files[each], each) for each in files}
        return negmas_yaml.read(held, folder=name, domain_file=domain_file)
    from goodoffices.scenarios import geniusweb_json, negolog_json
    from goodoffices.scenarios.held import Held
    from goodoffices.scenarios.json_reading import plain

    held = {each: Held(file=each, value=plain(files[each], each)) for each in files}
    reader = negolog_json if any(map(negolog_json.is_profile, held.values())) else geniusweb_json
    return reader.read(held, folder=name, domain_file=domain_file)


def _ours(file: Path | None, found: list[Path]) -> Scenario | None:
    """The scenario of a file in our own format, or of the only one in a folder; None where it is another."""
    if file is None and len(found) == 1:
        (file,) = found
    if file is None:
        return None
    data = _bytes(file)
    if b"goodoffices-" not in data:
        return None
    if b"goodoffices-talks/" in data[:_FIRST_LINES]:
        expected = "expected a scenario; this is a talks file, whose agenda and preferences the desk reads"
        raise ScenarioFileError(file.name, 1, "format", expected)
    from goodoffices.scenarios import scenario_yaml

    held = _yaml(data, file.name)
    named = held.value.get("format") if isinstance(held.value, dict) else None
    if not isinstance(named, str) or held.located is None:
        return None
    try:
        scenario = scenario_yaml.fit(held.located)
    except FileError as reason:
        raise ScenarioFileError(file.name, reason.line, reason.field, reason.expected) from reason
    return scenario if scenario.source != NOT_STATED else structs.replace(scenario, source=file.name)


def _bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ScenarioFileError(file.name, 0, "file", f"expected at most {LARGEST:,} bytes in one file")
    return data


def _yaml(data: bytes, file: str) -> Held:
    from goodoffices.notation.plain import decoded
    from goodoffices.notation.yaml_reading import parsed
    from goodoffices.scenarios.held import Held

    try:
        located = parsed(decoded(data), any_name=True)
    except FileError as reason:
        raise ScenarioFileError(file, reason.line, reason.field, reason.expected) from reason
    return Held(file=file, value=located.value, located=located)
