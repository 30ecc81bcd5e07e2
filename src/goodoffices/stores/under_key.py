"""A store under the key that belongs to it, which is found, made for a new one, or changed."""

from __future__ import annotations

from pathlib import Path

from goodoffices.errors import StoreError, WrongKey
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.encrypted_shared import SharedEncryptedStore, SharedKeyed
from goodoffices.stores.file_lock import FileLock
from goodoffices.stores.key_file import key_in, make_key, read_key
from goodoffices.stores.store import KeyedStore


def next_place(key_file: Path) -> Path:
    """Where a new key lies while keys are being changed.

    >>> next_place(Path("desk.db.key")).name
    'desk.db.key-next'
    """
    return key_file.with_name(f"{key_file.name}-next")


def with_key(inner: KeyedStore, key_file: Path, key: str | None = None) -> EncryptedStore:
    """An inner store under its key; a new key is made only for a store that has none.

    Raises `NoKey` and `WrongKey`.
    """
    if key is not None:
        return _on(inner, read_key(key, "GOODOFFICES_KEY"))
    if not inner.keyring() and not key_file.exists() and not inner.talks():
        make_key(key_file)
    try:
        return _on(inner, key_in(key_file))
    except WrongKey:
        if not next_place(key_file).exists():
            raise
        return _completed(inner, key_file)


def found_or_made(key_file: Path, key: str | None = None) -> bytes:
    """The key that is written down, or lies in a file; a new one is made there where there is none.

    For a store that is only now made, or comes to lie under a key. Raises `StoreError`.
    """
    if key is not None:
        return read_key(key, "GOODOFFICES_KEY")
    if key_file.exists():
        return key_in(key_file)
    return make_key(key_file)


def reading(inner: KeyedStore, key_file: Path, key: str | None = None) -> EncryptedStore:
    """What is only read, under its key or the one that is about to take its place. Raises as `with_key`."""
    if not inner.keyring():
        raise StoreError("this store lies there unencrypted: `goodoffices store migrate`")
    if key is not None:
        return EncryptedStore(inner, read_key(key, "GOODOFFICES_KEY"))
    try:
        return EncryptedStore(inner, key_in(key_file))
    except WrongKey:
        if not next_place(key_file).exists():
            raise
        return EncryptedStore(inner, key_in(next_place(key_file)))


def _completed(inner: KeyedStore, key_file: Path) -> EncryptedStore:
    """A change of keys that was cut off after the ring was wrapped anew: the new key takes its place."""
    store = _on(inner, key_in(next_place(key_file)))
    next_place(key_file).replace(key_file)
    return store


def _on(inner: KeyedStore, key: bytes) -> EncryptedStore:
    return SharedEncryptedStore(inner, key) if isinstance(inner, SharedKeyed) else EncryptedStore(inner, key)


def change_key(store: EncryptedStore, key_file: Path) -> int:
    """Give the store a new key, in the place of the one in `key_file`; how many keys were wrapped anew.

    The new key is on the disk before the first thing is wrapped by it, so that no moment is without a key.
    What the store keeps of the old wrappings is still to be scrubbed off. Raises `StoreError`.
    """
    if not isinstance(store, SharedEncryptedStore):  # then one program at a time has the store anyhow
        return _changed(store, key_file)
    lock = FileLock(key_file.with_name(f"{key_file.name}-lock"))
    try:
        return _changed(store, key_file)
    finally:
        lock.release()


def _changed(store: EncryptedStore, key_file: Path) -> int:
    waiting = next_place(key_file)
    waiting.unlink(missing_ok=True)
    count = store.rewrap(make_key(waiting))
    waiting.replace(key_file)
    return count
