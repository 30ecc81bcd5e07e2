"""What every format of scenarios does, as a suite: subclass `ScenarioFormatContract` under a name of its own.

    class TestOurFormat(ScenarioFormatContract):
        @pytest.fixture
        def place(self, tmp_path):
            ...  # write a scenario of two or more parties
            return tmp_path / "scenario.yaml"

`place` is a new file or folder each time, which `reader` (`goodoffices.scenarios.load`, unless it is
overridden) can read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from goodoffices.errors import FileError
from goodoffices.scenarios import load, scenario_yaml
from goodoffices.scenarios.scenario import Scenario

_SLUG = re.compile(r"\A[a-z][a-z0-9-]{0,47}\Z")
_PIECES = (b"", b"<", b'"', b"&b;", b": ", b"- ", b"[[[[", b"NaN", b"-1e999", b"\xff", b"\x00", b"\t!x &y ")

Reader = Callable[[Path], Scenario]


class ScenarioFormatContract:
    """The laws; each method is one of them."""

    @pytest.fixture
    def place(self) -> Path:
        """Where a good scenario lies: to be overridden."""
        raise NotImplementedError

    @pytest.fixture
    def reader(self) -> Reader:
        """What reads it."""
        return load

    def test_reading_again_gives_the_same_and_changes_no_file(self, place: Path, reader: Reader) -> None:
        before = _bytes(place)
        one, other = reader(place), reader(place)
        assert (one, one.digest) == (other, other.digest)
        assert _bytes(place) == before

    def test_the_source_is_named_and_remarks_are_sentences(self, place: Path, reader: Reader) -> None:
        found = reader(place)
        assert found.source
        assert all(remark.endswith(".") for remark in found.remarks)

    def test_keys_are_short_names_and_titles_are_unique(self, place: Path, reader: Reader) -> None:
        issues = reader(place).agenda.issues
        assert len({issue.title for issue in issues}) == len(issues)
        for issue in issues:
            assert len({option.title for option in issue.options}) == len(issue.options)
            assert all(_SLUG.match(key) for key in (issue.key, *(option.key for option in issue.options)))

    def test_what_is_read_can_be_kept_in_our_own_format(self, place: Path, reader: Reader) -> None:
        found = reader(place)
        assert scenario_yaml.read(scenario_yaml.write(found), "kept.yaml") == found

    def test_a_damaged_file_is_read_or_refused_by_name_and_never_a_fault(
        self, place: Path, reader: Reader
    ) -> None:
        """Cut off at every place, and with what does not belong put into it; any other error is one."""
        for file in _files(place):
            good = file.read_bytes()
            step = max(1, len(good) // 40)
            for at in range(0, len(good), step):
                piece = _PIECES[at // step % len(_PIECES)]
                for damaged in (good[:at], good[:at] + piece + good[at + 3 :]):
                    file.write_bytes(damaged)
                    _read_or_refused(place, reader)
            file.write_bytes(good)

    def test_without_one_of_its_files_it_is_read_or_refused_by_name(
        self, place: Path, reader: Reader
    ) -> None:
        for file in _files(place) if place.is_dir() else ():
            good = file.read_bytes()
            file.unlink()
            _read_or_refused(place, reader)
            file.write_bytes(good)


def _read_or_refused(place: Path, reader: Reader) -> None:
    with suppress(FileError):
        reader(place)


def _files(place: Path) -> list[Path]:
    return sorted(each for each in place.iterdir() if each.is_file()) if place.is_dir() else [place]


def _bytes(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in _files(place)}
