"""A scenario put on the disk, in our own format or in one of the field's."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal, get_args

from goodoffices.errors import ScenarioError
from goodoffices.scenarios import field_writing, genius_writing, scenario_yaml
from goodoffices.scenarios.fitting import losses
from goodoffices.scenarios.scenario import Scenario

Format = Literal["goodoffices", "genius", "geniusweb", "negmas", "negolog"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, kw_only=True)
class Written:
    """The files that were written, and what they have no place for, as sentences."""

    paths: tuple[Path, ...]
    remarks: tuple[str, ...]


def write(scenario: Scenario, path: str | PathLike[str], format: Format = "goodoffices") -> Written:  # noqa: A002
    """Write a scenario: our own format as one file, every other as a folder of files.

    Parameters
    ----------
    scenario
        Whatever fits the format. In GENIUS and GeniusWeb worths are from 0 to 1; links and red lines have
        a place in our own format only, discounts in GENIUS (by time) and NegMAS.
    path
        A file that is not there yet; or a folder that is not there yet, or is empty.
    format
        One of `FORMATS`.

    Raises
    ------
    ScenarioError
        Naming what does not fit, before anything is written.
    OSError
        Where the path cannot be written, or a file is there already.
    """
    place = Path(path)
    if format == "goodoffices":
        text = scenario_yaml.write(scenario)
        with place.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        return Written(paths=(place,), remarks=())
    if place.is_dir() and any(place.iterdir()):
        raise ScenarioError(f"{place.name} is a folder that holds files; give one that is new or empty")
    match format:
        case "genius":
            files = genius_writing.written(scenario)
        case "geniusweb":
            files = field_writing.geniusweb(scenario)
        case "negmas":
            files = field_writing.negmas(scenario)
        case "negolog":
            files = field_writing.negolog(scenario)
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        with (place / name).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    remarks = losses(scenario, ordered=format != "negmas")
    return Written(paths=tuple(place / name for name in files), remarks=remarks)
