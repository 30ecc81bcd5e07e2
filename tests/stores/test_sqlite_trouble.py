"""What SQLite complains of is said in a sentence that tells what to do."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from goodoffices.errors import ForeignStore, StoreError, StoreInUse
from goodoffices.stores.sqlite_trouble import sqlite_trouble


@pytest.mark.parametrize(
    ("trouble", "kind", "words"),
    [
        (apsw.CorruptError, ForeignStore, "put back a copy"),
        (apsw.NotADBError, ForeignStore, "put back a copy"),
        (apsw.BusyError, StoreInUse, "another program"),
        (apsw.FullError, StoreError, "make room"),
        (apsw.ReadOnlyError, StoreError, "see who owns"),
        (apsw.CantOpenError, StoreError, "see who owns"),
        (apsw.IOError, StoreError, "failed"),
    ],
)
def test_trouble_with_the_file_is_told_with_its_name(
    trouble: type[apsw.Error], kind: type[StoreError], words: str
):
    with pytest.raises(kind, match=rf"talks\.db.*{words}"), sqlite_trouble(Path("talks.db")):
        raise trouble


def test_a_refused_access_is_a_fault_of_ours_and_passes_unchanged():
    with pytest.raises(apsw.AuthError), sqlite_trouble(Path("talks.db")):
        raise apsw.AuthError
