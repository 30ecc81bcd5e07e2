"""A scenario from its place on the disk, whatever format it has."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import structs

from goodoffices.errors import FileError, ScenarioFileError
from goodoffices.scenarios.number import POINTS
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.text import hidden_character
from goodoffices.terms.word import NOT_STATED

if TYPE_CHECKING:
    from goodoffices.notation.plain import Located
    from goodoffices.scenarios.held import Held

LARGEST: Final = 20_000_000
"""Bytes in one file of a scenario."""

MOST_FILES: Final = 1_000
LARGEST_FOLDER: Final = 200_000_000
_BEGINNING: Final = 100_000  # bytes in which a file of ours says what it is
_FORMAT = re.compile(
    rb"""(?:^|[{,])[ \t]*["']?format["']?[ \t]*:[ \t]*["']?goodoffices-(\w+)/""", re.MULTILINE
)
_MARKS: Final = {
    "xml": (b"<negotiation_template",),
    "json": (b'"issuesValues"', b'"issueWeights"'),
    "yaml": (b"issues:",),
}
"""What only a file with an agenda holds."""

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
    if (ours := _ours(domain, found, name)) is not None:
        return ours
    kind = _kind(name, found) if domain is None else _ENDINGS[domain.suffix.lower()]
    of_kind = [each for each in found if _ENDINGS[each.suffix.lower()] == kind]
    if sum(each.stat().st_size for each in of_kind) > LARGEST_FOLDER:
        raise ScenarioFileError(name, 0, "folder", f"expected at most {LARGEST_FOLDER:,} bytes in one folder")
    for each in of_kind:
        if hidden := hidden_character(each.name):
            raise ScenarioFileError(name, 0, "folder", f"expected file names without the hidden {hidden}")
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


def _kind(folder: str, found: list[Path]) -> str:
    """Of which kind the files are; where there are several, the one kind that holds an agenda counts."""
    kinds = sorted({_ENDINGS[each.suffix.lower()] for each in found})
    if len(kinds) > 1:
        kinds = [
            kind
            for kind in kinds
            for each in found
            if _ENDINGS[each.suffix.lower()] == kind and any(mark in _bytes(each) for mark in _MARKS[kind])
        ]
        kinds = sorted(set(kinds))
    if len(kinds) != 1:
        said = "expected the files of one scenario in one format (.xml, .json or .yaml)"
        raise ScenarioFileError(folder, 0, "folder", f"{said}; found {', '.join(kinds) or 'none'}")
    return kinds[0]


def _ours(file: Path | None, found: list[Path], folder: str) -> Scenario | None:
    """The scenario of a file in our own format, or of the only one in a folder; None where there is none."""
    if file is None:
        ours = [each for each in found if each.suffix.lower() != ".xml" and _says(each) == b"scenario"]
        if len(ours) > 1:
            names = ", ".join(each.name for each in ours)
            raise ScenarioFileError(folder, 0, "folder", f"expected one scenario, and found {names}")
        file = ours[0] if ours else None
    if file is None or file.suffix.lower() == ".xml":
        return None
    if (said := _says(file)) == b"talks":
        expected = "expected a scenario; this is a talks file, whose agenda and preferences the desk reads"
        raise ScenarioFileError(file.name, 1, "format", expected)
    if said == b"uncertain":
        expected = "expected exact numbers; in this file they are known in part (`uncertain_yaml` reads it)"
        raise ScenarioFileError(file.name, 1, "format", expected)
    if said != b"scenario":
        return None
    data = _bytes(file)
    from goodoffices.scenarios import scenario_yaml

    try:
        scenario = scenario_yaml.fit(_located(data, file.name))
    except FileError as reason:
        raise ScenarioFileError(file.name, reason.line, reason.field, reason.expected) from reason
    return scenario if scenario.source != NOT_STATED else structs.replace(scenario, source=file.name)


def _says(file: Path) -> bytes | None:
    """Which of our own formats a file says that it has: b"scenario", b"talks" or another; None: none."""
    with file.open("rb") as stream:
        found = _FORMAT.search(stream.read(_BEGINNING))
    return None if found is None else found[1]


def _bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ScenarioFileError(file.name, 0, "file", f"expected at most {LARGEST:,} bytes in one file")
    return data


def _yaml(data: bytes, file: str) -> Held:
    from goodoffices.scenarios.held import Held

    located = _located(data, file)
    return Held(file=file, value=located.value, located=located)


def _located(data: bytes, file: str) -> Located:
    from goodoffices.notation.plain import decoded
    from goodoffices.notation.yaml_reading import parsed

    try:
        return parsed(decoded(data), any_name=True)
    except FileError as reason:
        raise ScenarioFileError(file, reason.line, reason.field, reason.expected) from reason
