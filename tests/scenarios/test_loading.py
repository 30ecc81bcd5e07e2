"""A path is read by what lies there, and refused where that is nothing."""

from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios import load, loading
from tests.repository.test_imports_are_cheap import loaded_by


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
    with pytest.raises(ScenarioFileError, match="expected files of one format"):
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
