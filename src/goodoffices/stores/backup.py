"""Backups: a whole store in one file, made beside an open desk, and put back where there is none.

A backup is encrypted as its store is. It holds no key: without the store's key it opens nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from goodoffices.errors import StoreError
from goodoffices.stores.snapshot import Snapshot
from goodoffices.stores.store import Problem
from goodoffices.stores.synced_folder import sync_folder

Look = Callable[[Snapshot], tuple[Problem, ...]]
"""How a copy is looked over before it counts: what does not fit in it."""


def back_up(store: Path, target: Path, look: Look) -> int:
    """Write what is committed in a store now into a new file; how many bytes it has.

    The copy is looked over before it gets its name. Raises `StoreError` where something is at `target`, where
    it cannot be written, or where the copy does not fit together; nothing is left there then.
    """
    _refuse_taken(target)
    return _copied(store, target, look)


def restore(backup: Path, target: Path, look: Look) -> int:
    """Make a store from a backup, where there is none; how many bytes it has.

    Raises `StoreError` where something is at `target` or is left of a store there, and for a backup that is
    damaged, foreign, newer, or was made to do harm; nothing is left at `target` then.
    """
    for part in ("", "-wal", "-shm"):
        _refuse_taken(target.with_name(target.name + part))
    return _copied(backup, target, look)


def _copied(source: Path, target: Path, look: Look) -> int:
    if not source.is_file():
        raise StoreError(f"there is no file {source}")
    draft = target.with_name(f"{target.name}-new")
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}: make it, or choose another")
    try:
        _write(source, draft)
        _look_over(source, draft, look)
        _refuse_taken(target)
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as reason:
        raise StoreError(f"{target} cannot be written: {reason.strerror}") from reason
    finally:
        for part in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + part).unlink(missing_ok=True)
    return target.stat().st_size


def _write(source: Path, draft: Path) -> None:
    """The copy, for its owner only, and on the disk when this returns."""
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    snapshot = Snapshot(source)
    try:
        snapshot.write_to(draft)
    finally:
        snapshot.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _look_over(source: Path, draft: Path, look: Look) -> None:
    copy = Snapshot(draft)
    try:
        problems = look(copy)
    finally:
        copy.close()
    if problems:
        first = problems[0]
        raise StoreError(
            f"{source} does not fit together, nothing was written: {first.place}: {first.sentence}"
            + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else "")
        )


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise StoreError(f"{path} is there already: choose another name")
