"""A path is read by what lies there, and refused where that is nothing."""

from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios import load, loading, write
from goodoffices.scenarios.table import from_table
from tests.repository.test_imports_are_cheap import loaded_by

SIMPLE = from_table({"land": {"much": (1, 0), "little": (0, 1)}}, {"East": 0, "West": 0})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "each name once"),
        ("{", "expected JSON"),
        ("[" * 100_000, "fewer levels"),
        ('{"a": NaN}', "not NaN"),
        ('{"a": "\xff"}', "UTF-8"),
    ],
)
def test_json_that_is_none_is_refused(text, said, tmp_path):
    (tmp_path / "a.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(ScenarioFileError, match=said):
        load(tmp_path)


def test_a_path_that_is_no_scenario_says_so(tmp_path):
    with pytest.raises(ScenarioFileError, match="expected the files of one scenario"):
        load(tmp_path)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere.xml")
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    with pytest.raises(ScenarioFileError, match="ends in"):
        load(tmp_path / "notes.txt")


def test_a_folder_of_many_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "LARGEST_FOLDER", 10)
    (tmp_path / "a.json").write_text('{"a": "bcdefgh"}', encoding="utf-8")
    with pytest.raises(ScenarioFileError, match="at most 10 bytes in one folder"):
        load(tmp_path)


def test_what_lies_beside_a_scenario_in_another_format_is_not_looked_at(tmp_path):
    write(SIMPLE, tmp_path / "there", "negmas")
    (tmp_path / "there" / "stats.json").write_text('{"frontier": [1, 2]}', encoding="utf-8")
    (tmp_path / "there" / "_info.yml").write_text("made: by a program", encoding="utf-8")
    scenario = load(tmp_path / "there")
    assert scenario.outcomes == 2
    assert "_info.yml: left out, as NegMAS does." in scenario.remarks


def test_a_folder_with_two_scenarios_is_refused(tmp_path):
    write(SIMPLE, tmp_path / "there", "negmas")
    write(SIMPLE, tmp_path / "other", "negolog")
    for file in (tmp_path / "other").iterdir():
        file.rename(tmp_path / "there" / file.name)
    with pytest.raises(ScenarioFileError, match="found json, yaml"):
        load(tmp_path / "there")


def test_a_file_whose_name_hides_a_letter_is_refused(tmp_path):
    (tmp_path / f"a{chr(0x202E)}b.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ScenarioFileError, match=r"hidden U\+202E"):
        load(tmp_path)


def test_importing_the_room_loads_no_parser_and_a_json_file_only_its_own(tmp_path):
    assert not loaded_by("import goodoffices.scenarios") & {"ruamel", "defusedxml", "numpy", "msgspec"}
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    reading = f"""
from contextlib import suppress
from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios import load, loading
from tests.repository.test_imports_are_cheap import loaded_by
with suppress(ScenarioFileError):
    load({str(tmp_path)!r})
"""
    assert not loaded_by(reading) & {"ruamel", "defusedxml", "numpy"}
