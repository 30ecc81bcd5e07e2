"""A store opens with the key that belongs to it, and says plainly where there is none."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest

from goodoffices.errors import NoKey, StoreError, WrongKey
from goodoffices.stores.key_file import key_in, key_place, make_key, read_key
from goodoffices.stores.opening import opened_file as opened
from goodoffices.stores.under_key import change_key, next_place
from goodoffices.testing.store_rows import carry


@pytest.fixture
def key_file(path: Path) -> Path:
    """A store with talks at `path`; the file of its key."""
    store = opened(path)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    return key_place(path)


def holds(path: Path, **named) -> tuple[str, ...]:
    store = opened(path, **named)
    try:
        assert store.check() == ()
        return store.talks()
    finally:
        store.close()


def test_a_new_store_gets_a_key_that_its_owner_alone_can_read(path: Path, key_file: Path):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert len(base64.b64decode(key_file.read_text())) == 32
    assert holds(path) == ("ardmere",)


def test_a_lost_key_is_told_plainly_and_no_new_one_is_made(path: Path, key_file: Path):
    kept = key_file.rename(path.with_name("kept.key"))
    with pytest.raises(NoKey, match=r"talks\.db\.key.*nothing in the store can be read"):
        opened(path)
    assert not key_file.exists()
    assert holds(path, key_file=kept) == ("ardmere",)
    assert holds(path, key=kept.read_text()) == ("ardmere",)


def test_a_wrong_key_is_told_plainly(path: Path, key_file: Path):
    key_file.unlink()
    make_key(key_file)
    with pytest.raises(WrongKey, match="not that of this store"):
        opened(path)


def test_the_lock_is_let_go_after_a_refusal(path: Path, key_file: Path):
    kept = key_file.read_text()
    key_file.unlink()
    with pytest.raises(NoKey):
        opened(path)
    assert holds(path, key=kept) == ("ardmere",)


@pytest.mark.parametrize("content", ["", "a letter", "AAAA", "A" * 500, "\xff"])
def test_a_file_that_holds_no_key_is_told_so(path: Path, key_file: Path, content: str):
    key_file.write_text(content, encoding="latin-1")
    with pytest.raises(StoreError, match="holds no key"):
        opened(path)


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_a_key_that_others_can_read_is_refused(path: Path, key_file: Path):
    key_file.chmod(0o640)
    with pytest.raises(StoreError, match="chmod 600"):
        opened(path)


def test_a_key_is_never_made_over_another(key_file: Path):
    with pytest.raises(StoreError, match="no key can be made"):
        make_key(key_file)


def test_a_key_that_is_there_before_its_store_is_used(path: Path):
    make_key(key_place(path))
    before = key_place(path).read_text()
    assert holds(path) == ()
    assert key_place(path).read_text() == before


def test_a_changed_key_takes_the_place_of_the_old_one(path: Path, key_file: Path):
    old = key_file.read_text()
    store = opened(path)
    assert change_key(store, key_file) == 3
    store.close()
    assert holds(path) == ("ardmere",)
    assert key_file.read_text() != old
    with pytest.raises(WrongKey):
        opened(path, key=old)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_change_of_keys_that_was_cut_off_goes_on_at_the_next_start(path: Path, key_file: Path, wrapped):
    store = opened(path)
    new = make_key(next_place(key_file))
    if wrapped:
        store.change_key(new)
    store.close()
    assert holds(path) == ("ardmere",)
    assert (key_in(key_file) == new, next_place(key_file).exists()) == (wrapped, not wrapped)
    store = opened(path)
    change_key(store, key_file)
    store.close()
    assert holds(path) == ("ardmere",)


def test_a_key_in_the_environment_that_is_none_is_named():
    with pytest.raises(StoreError, match="the environment holds no key"):
        read_key("no key", "the environment")
