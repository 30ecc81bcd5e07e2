"""The lock that keeps a second process from writing to the same store."""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path

from goodoffices.errors import StoreError, StoreInUse

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class FileLock:
    """An open file that one process holds locked; the system lets go of it when the process ends, in any way.

    The file is empty and stays: to remove it would let two processes lock two files of one name.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as reason:
            raise StoreError(
                f"{path} cannot be written: {reason.strerror}. Choose a folder of your own"
            ) from reason
        try:
            _lock(self._descriptor)
        except OSError as reason:
            self.leave()
            if not isinstance(reason, (BlockingIOError, PermissionError)):
                raise StoreError(
                    f"{path} cannot be locked: {reason.strerror}. Choose a local folder"
                ) from reason
            store = path.with_name(path.name.removesuffix("-lock"))
            raise StoreInUse(
                f"{store} is open in another program: close the open desk, or use its pages"
            ) from reason
        _held.add(self)

    def release(self) -> None:
        """Let go; idempotent. A process that was just forked may still have the file open: no matter."""
        if self._descriptor is not None:
            _unlock(self._descriptor)
        self.leave()

    def leave(self) -> None:
        """Close the file without unlocking it: in a forked child the lock is the parent's."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


_held: weakref.WeakSet[FileLock] = weakref.WeakSet()


def _let_go_in_a_child() -> None:
    """A forked child shares the open file, and would hold the lock after its parent has ended."""
    for lock in tuple(_held):
        lock.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go_in_a_child)
