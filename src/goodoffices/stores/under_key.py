"""A store under the key that belongs to it, which is found, made for a new one, or changed."""

from __future__ import annotations

from pathlib import Path

from goodoffices.errors import StoreError, WrongKey
from goodoffices.stores.encrypted import EncryptedStore
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
        return EncryptedStore(inner, read_key(key, "GOODOFFICES_KEY"))
    if not inner.keyring() and not key_file.exists() and not inner.talks():
        make_key(key_file)
    try:
        return EncryptedStore(inner, key_in(key_file))
    except WrongKey:
        if not next_place(key_file).exists():
            raise
        return _completed(inner, key_file)


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
    store = EncryptedStore(inner, key_in(next_place(key_file)))
    next_place(key_file).replace(key_file)
    return store


def change_key(store: EncryptedStore, key_file: Path) -> int:
    """Give the store a new key, in the place of the one in `key_file`; how many keys were wrapped anew.

    The new key is on the disk before the first thing is wrapped by it, so that no moment is without a key.
    Raises `StoreError`.
    """
    waiting = next_place(key_file)
    waiting.unlink(missing_ok=True)
    count = store.change_key(make_key(waiting))
    waiting.replace(key_file)
    return count
