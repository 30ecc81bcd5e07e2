"""Where the key of an instance lies: in a file that its owner alone can read, or in the environment.

It is written as one line: 32 bytes in base64. A copy of the store without it shows nothing; whoever has both
has everything; whoever loses it has nothing.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
import stat
from pathlib import Path

from goodoffices.errors import NoKey, StoreError
from goodoffices.stores.address import database_of
from goodoffices.stores.keyring import KEY_BYTES
from goodoffices.stores.synced_folder import sync_folder

_LONGEST = 200
_UNFIT = re.compile(r"[^A-Za-z0-9._]+")


def key_place(store: Path) -> Path:
    """Where the key lies unless told otherwise: beside the store.

    >>> key_place(Path("desk.db")).name
    'desk.db.key'
    """
    return store.with_name(f"{store.name}.key")


def shared_key_place(address: str, data: Path) -> Path:
    """Where the key of a shared store lies unless told otherwise: in the data folder, named by its database.

    >>> shared_key_place("postgresql://ada:secret@db.example:5433/talks?sslmode=require", Path("data")).name
    'talks-at-db.example-5433.key'
    """
    return data / f"{_UNFIT.sub('-', database_of(address)).strip('-')}.key"


def read_key(written: str, where: str) -> bytes:
    """A key as it is written down; `where` says where, for the error. Raises `StoreError`.

    >>> len(read_key("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "the environment"))
    32
    """
    try:
        key = base64.b64decode(written.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreError(f"{where} holds no key: one line with {KEY_BYTES} bytes in base64 is expected")
    return key


def key_in(path: Path) -> bytes:
    """The key in a file. Raises `NoKey` where there is none, and `StoreError` where others may read it."""
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            mode = os.fstat(file.fileno()).st_mode
            written = file.read(_LONGEST)
    except FileNotFoundError as reason:
        raise NoKey(
            f"the key of the store is not at {path}. Without it nothing in the store can be read: put the "
            "file back, or name the one you kept with --key-file or GOODOFFICES_KEY_FILE"
        ) from reason
    except OSError as reason:
        raise StoreError(f"{path} cannot be read: {reason.strerror}. See who owns it") from reason
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise StoreError(f"{path} can be read by others than its owner: chmod 600 it, and change the key")
    return read_key(written, str(path))


def make_key(path: Path) -> bytes:
    """A new key in a new file. Raises `StoreError` where one is there, or the folder cannot be written."""
    key = secrets.token_bytes(KEY_BYTES)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as reason:
        raise StoreError(f"no key can be made at {path}: {reason.strerror}") from reason
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)  # before anything is wrapped by it, its name is on the disk as well
    return key
