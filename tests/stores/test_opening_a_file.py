"""Which files are opened as a store, and what is said of the others, which stay as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from goodoffices.errors import AffectedSQLite, ForeignStore, NewerStore, StoreError, StoreInUse
from goodoffices.stores.affected_sqlite import refuse_affected
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.store_rows import act, carry
from tests.stores.vandalism import change


def written(path: Path) -> Path:
    store = SQLiteStore(path)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    for _ in range(20):
        act(store, "ardmere", "north")
    store.close()
    return path


def refused(path: Path, kind: type[StoreError], words: str) -> None:
    """The file is refused in these words, and nothing beside it or in it has changed."""
    before = path.read_bytes(), {file.name for file in path.parent.iterdir()}
    with pytest.raises(kind, match=words):
        SQLiteStore(path)
    assert (path.read_bytes(), {file.name for file in path.parent.iterdir()} - {f"{path.name}-lock"}) == (
        before[0],
        before[1] - {f"{path.name}-lock"},
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"a letter", b"SQLite format 3\x00", os.urandom(8192)],
    ids=["empty", "text", "cut", "noise"],
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(path: Path, content: bytes):
    path.write_bytes(content)
    refused(path, ForeignStore, "no store of Good Offices")
    assert not path.with_name("talks.db-lock").exists()


def test_another_programs_database_is_refused_and_left_alone(path: Path):
    change(path, "CREATE TABLE letters (a)")
    refused(path, ForeignStore, "another program's")


def test_a_store_of_a_newer_version_is_refused(path: Path):
    change(written(path), "PRAGMA user_version = 3")
    refused(path, NewerStore, "newer Good Offices")


def test_a_store_without_a_version_is_refused(path: Path):
    change(written(path), "PRAGMA user_version = 0")
    refused(path, ForeignStore, "another program's")


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.1])
def test_a_store_that_was_cut_short_is_refused(path: Path, kept: float):
    written(path)
    os.truncate(path, int(path.stat().st_size * kept))
    refused(path, ForeignStore, "damaged")


def test_a_store_that_lacks_a_table_is_refused(path: Path):
    change(written(path), "DROP TABLE answers")
    with pytest.raises(ForeignStore, match="lacks answers"):
        SQLiteStore(path)


def test_a_refused_store_can_be_opened_once_it_is_mended(path: Path):
    change(written(path), "ALTER TABLE answers RENAME TO replies")
    with pytest.raises(ForeignStore):
        SQLiteStore(path)
    change(path, "ALTER TABLE replies RENAME TO answers")
    SQLiteStore(path).close()


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="name a file in it"):
        SQLiteStore(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(StoreError, match="make it"):
        SQLiteStore(tmp_path / "none" / "talks.db")


def test_a_name_below_a_file_is_refused(path: Path):
    path.touch()
    with pytest.raises(StoreError, match="Choose another name"):
        SQLiteStore(path / "talks.db")


def test_a_device_is_refused():
    with pytest.raises(ForeignStore, match="device"):
        SQLiteStore(Path(os.devnull))


@pytest.mark.parametrize("denied", ["talks.db", "talks.db-lock", "talks.db-new"])
def test_a_place_that_cannot_be_written_says_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, denied: str
):
    if denied == "talks.db":
        written(path)
    real_open, real_path_open = os.open, Path.open

    def deny(file, *rest, **named):
        if Path(file).name == denied:
            raise PermissionError(13, "Permission denied")
        return real_open(file, *rest, **named)

    def deny_reading(self, *rest, **named):
        if self.name == denied:
            raise PermissionError(13, "Permission denied")
        return real_path_open(self, *rest, **named)

    monkeypatch.setattr(os, "open", deny)  # a superuser who runs the tests is denied nothing
    monkeypatch.setattr(Path, "open", deny_reading)
    with pytest.raises(StoreError, match="Permission denied"):
        SQLiteStore(path)


def test_a_store_that_was_left_half_made_is_made_anew(path: Path):
    path.with_name("talks.db-new").write_bytes(b"SQLite format 3\x00 and no more")
    SQLiteStore(path).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["talks.db", "talks.db-lock"]


# One writer


def test_a_store_that_is_open_is_not_opened_twice(path: Path):
    store = SQLiteStore(path)
    with pytest.raises(StoreInUse, match="close the open desk, or use its pages"):
        SQLiteStore(path)
    store.close()
    SQLiteStore(path).close()


def test_another_name_of_the_same_file_is_the_same_store(path: Path):
    store = SQLiteStore(path)
    other = path.with_name("other.db")
    other.symlink_to(path)
    with pytest.raises(StoreInUse):
        SQLiteStore(other)
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_has_no_part_in_the_lock(path: Path):
    store = SQLiteStore(path)
    child = os.fork()
    if child == 0:
        os._exit(0 if store._lock._descriptor is None else 1)
    assert os.waitpid(child, 0)[1] == 0
    with pytest.raises(StoreInUse):
        SQLiteStore(path)
    store.close()
    SQLiteStore(path).close()


def test_a_started_program_does_not_keep_the_lock(path: Path):
    store = SQLiteStore(path)
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False
    ) as process:
        store.close()
        SQLiteStore(path).close()
        process.communicate(b"\n")


# SQLite itself


@pytest.mark.parametrize("version", ["3.6.23", "3.7.0", "3.46.1", "3.50.7", "3.51.2"])
def test_an_affected_sqlite_is_refused_before_anything_is_made(path: Path, version: str):
    with pytest.raises(AffectedSQLite, match=version):
        SQLiteStore(path, library=version)
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize("version", ["3.51.3", "3.53.0", "4.0"])
def test_a_sound_sqlite_is_let_be(version: str):
    refuse_affected(version)


def test_the_sqlite_at_hand_is_sound():
    refuse_affected(apsw.sqlite_lib_version())
