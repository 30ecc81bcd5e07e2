"""A path is read by what lies there, and refused where that is nothing."""

from __future__ import annotations

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios import load


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
