"""A disk that can fail: a virtual file system of SQLite that knows what would be left after a power cut.

All is written to real files, which play the memory of the system: what was written is read back at once.
Beside them the disk keeps what a power cut would leave: of each file what was synced, and of what was not yet
synced any part, torn at the borders of sectors. A sync that fails drops what it was to write, as Linux does:
the system then believes that it lies on the disk.
"""

from __future__ import annotations

import itertools
import random
from enum import Enum
from pathlib import Path

import apsw

SECTOR = 512
_names = itertools.count()


class Failure(Enum):
    """What goes wrong at one call of the system."""

    FULL = "the disk is full"
    WRITE = "a write fails"
    SYNC = "a sync fails"


class Left(Enum):
    """What a power cut leaves of what was not synced."""

    NOTHING = "nothing"
    ALL = "all"
    PARTS = "parts"


class _File:
    """One name: what is on the disk, and what was done since, in order."""

    def __init__(self, durable: bytes | None) -> None:
        self.durable = durable
        self.pending: list[tuple[int, bytes | None]] = []  # a place and bytes, or a new length and None

    def sync(self) -> None:
        self.durable = _with(self.durable or b"", self.pending)
        self.pending = []

    def left(self, chance: random.Random, left: Left) -> bytes | None:
        if left is Left.ALL:
            return _with(self.durable or b"", self.pending)
        kept = [] if left is Left.NOTHING else [one for done in self.pending for one in _torn(chance, done)]
        return None if self.durable is None and not kept else _with(self.durable or b"", kept)


def _torn(chance: random.Random, done: tuple[int, bytes | None]) -> list[tuple[int, bytes | None]]:
    """What is left of one write: all, nothing, or some of its sectors."""
    place, written = done
    fate = chance.randrange(3)
    if fate == 0:
        return []
    if fate == 1 or written is None:
        return [done]
    sectors = [(place + at, written[at : at + SECTOR]) for at in range(0, len(written), SECTOR)]
    return [(at, part) for at, part in sectors if chance.random() < 0.5]


def _with(durable: bytes, done: list[tuple[int, bytes | None]]) -> bytes:
    held = bytearray(durable)
    for place, written in done:
        if written is None:
            del held[place:]
            held.extend(bytes(max(place - len(held), 0)))
        else:
            held.extend(bytes(max(place - len(held), 0)))
            held[place : place + len(written)] = written
    return bytes(held)


class Disk(apsw.VFS):
    """The disk. The power fails at the call (write, sync, truncation, deletion) number `cut_at`; 0 for never.

    `failures` says which calls fail, and how; `calls` counts them. With `lying` each sync is a word, no deed.
    """

    def __init__(
        self,
        *,
        cut_at: int = 0,
        failures: dict[int, Failure] | None = None,
        lying: bool = False,
    ) -> None:
        self.name = f"disk-{next(_names)}"
        super().__init__(self.name, "")
        self.cut_at = cut_at
        self.failures = failures or {}
        self.lying = lying
        self.calls = 0
        self.kinds: list[str] = []
        self.off = False
        self.silent = False
        self.files: dict[str, _File] = {}
        self.ghosts: dict[str, bytes] = {}  # deleted, but the folder was not synced since

    def holds(self, path: Path) -> None:
        """Take a file that lies there already as one that is on the disk."""
        self.files[str(path)] = _File(path.read_bytes())

    def left(self, folder: Path, chance: random.Random, left: Left) -> None:
        """Write into a folder what a power cut leaves at this moment."""
        for name, file in self.files.items():
            found = file.left(chance, left)
            if found is None and chance.random() < 0.5:
                found = self.ghosts.get(name)
            if found is not None:
                (folder / Path(name).name).write_bytes(found)
        for name, ghost in self.ghosts.items():
            if name not in self.files and chance.random() < 0.5:
                (folder / Path(name).name).write_bytes(ghost)

    def call(self, kind: str) -> None:
        """Count a call, and let it fail where it is to. Raises `apsw.IOError` or `apsw.FullError`."""
        if self.off:
            raise apsw.IOError("there is no power")
        self.calls += 1
        self.kinds.append(kind)
        if self.calls == self.cut_at:
            self.off = True
            raise apsw.IOError("the power went off")
        failure = self.failures.get(self.calls)
        if failure is Failure.FULL and kind == "write":
            raise apsw.FullError(failure.value)
        if failure is Failure.WRITE and kind in {"write", "truncate"}:
            raise apsw.IOError(failure.value)
        if failure is Failure.SYNC and kind == "sync":
            raise apsw.IOError(failure.value)

    def xOpen(self, name, flags):  # noqa: N802 - SQLite's own name
        return DiskFile(self, name, flags)

    def xDelete(self, filename, syncdir):  # noqa: N802 - SQLite's own name
        if self.silent:
            return
        self.call("delete")
        super().xDelete(filename, syncdir)
        file = self.files.pop(filename, None)
        if file is not None and file.durable is not None:
            self.ghosts[filename] = file.durable
        if syncdir:
            self.ghosts.clear()


class DiskFile(apsw.VFSFile):
    """An open file of the disk."""

    def __init__(self, disk: Disk, name, flags) -> None:
        super().__init__("", name, flags)
        self.disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.file = disk.files.setdefault(path, _File(None))

    def xWrite(self, data, offset):  # noqa: N802 - SQLite's own name
        if self.disk.silent:
            return
        self.disk.call("write")
        super().xWrite(data, offset)
        self.file.pending.append((offset, bytes(data)))

    def xTruncate(self, newsize):  # noqa: N802 - SQLite's own name
        if self.disk.silent:
            return
        self.disk.call("truncate")
        super().xTruncate(newsize)
        self.file.pending.append((newsize, None))

    def xSync(self, flags):  # noqa: ARG002, N802 - SQLite's own name
        if self.disk.silent or self.disk.lying:
            return
        try:
            self.disk.call("sync")
        except apsw.IOError:
            if not self.disk.off:
                self.file.pending = []
            raise
        if self.file.durable is None:
            self.disk.ghosts.clear()  # the first sync of a new file is one of its folder, too
        self.file.sync()
