"""Backups: a whole store in one file, made beside open desks, and put back where there is none.

A backup is encrypted as its store is. It holds no key: without the store's key it opens nowhere.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from goodoffices.errors import StoreError
from goodoffices.stores.copying import copy_whole
from goodoffices.stores.snapshot import Snapshot
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import KeyedStore, Problem
from goodoffices.stores.synced_folder import sync_folder

Look = Callable[[Snapshot], tuple[Problem, ...]]
"""How a copy is looked over before it counts: what does not fit in it."""


def back_up(store: Path, target: Path, look: Look) -> int:
    """Write what is committed in a store now into a new file; how many bytes it has.

    The copy is looked over before it gets its name. Raises `StoreError` where something is at `target`, where
    it cannot be written, or where the copy does not fit together; nothing is left there then.
    """
    return _made(target, _of_a_file(store), look, named=str(store))


def back_up_shared(source: KeyedStore, target: Path, look: Look, *, named: str) -> int:
    """Write what a shared store holds now into a new file, as it lies there; how many bytes it has.

    Desks go on meanwhile; what they do to talks that were written already is not in it. The file is a backup
    like any other: `restore` makes a store of it, `restore_shared` puts it into a database. Raises as
    `back_up`, with `named` for the store, and where its key is changed meanwhile.
    """

    def write(draft: Path) -> None:
        with closing(SQLiteStore(draft)) as store:
            copy_whole(source, store)

    return _made(target, write, look, named=named)


def restore_shared(backup: Path, target: KeyedStore, look: Look) -> int:
    """Put a backup into a shared store that holds no talks; how many bytes it has.

    It lies there under the backup's key. One that was interrupted goes on when it is asked for again. Raises
    `StoreError` where the store holds talks of another key or what the backup does not know of, and as
    `restore`; in what was there nothing is then changed.
    """
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "backup.db"
        size = restore(backup, draft, look)
        with closing(SQLiteStore(draft)) as store:
            copy_whole(store, target)
    return size


def restore(backup: Path, target: Path, look: Look) -> int:
    """Make a store from a backup, where there is none; how many bytes it has.

    Raises `StoreError` where something is at `target` or is left of a store there, and for a backup that is
    damaged, foreign, newer, or was made to do harm; nothing is left at `target` then.
    """
    for part in ("", "-wal", "-shm"):
        _refuse_taken(target.with_name(target.name + part))
    return _made(target, _of_a_file(backup), look, named=str(backup))


def _made(target: Path, write: Callable[[Path], None], look: Look, *, named: str) -> int:
    _refuse_taken(target)
    draft = target.with_name(f"{target.name}-new")
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}: make it, or choose another")
    try:
        _clear(draft)  # what an earlier one left that was cut off
        write(draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        _look_over(named, draft, look)
        _refuse_taken(target)
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as reason:
        raise StoreError(f"{target} cannot be written: {reason.strerror}") from reason
    finally:
        _clear(draft)
    return target.stat().st_size


def _clear(draft: Path) -> None:
    for part in ("", "-wal", "-shm", "-journal", "-lock"):
        draft.with_name(draft.name + part).unlink(missing_ok=True)


def _of_a_file(source: Path) -> Callable[[Path], None]:
    """Writes the copy of a file, for its owner only."""

    def write(draft: Path) -> None:
        if not source.is_file():
            raise StoreError(f"there is no file {source}")
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(Snapshot(source)) as snapshot:
            snapshot.write_to(draft)

    return write


def _look_over(named: str, draft: Path, look: Look) -> None:
    with closing(Snapshot(draft)) as copy:
        problems = look(copy)
    if problems:
        first = problems[0]
        raise StoreError(
            f"{named} does not fit together, nothing was written: {first.place}: {first.sentence}"
            + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else "")
        )


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise StoreError(f"{path} is there already: choose another name")
