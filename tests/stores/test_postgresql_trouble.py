"""What PostgreSQL complains of becomes a sentence that says what to do, and repeats nothing."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout

from goodoffices.errors import ForeignStore, StoreError, StoreInUse
from goodoffices.stores.postgresql_trouble import postgresql_trouble

CONFIDENCE = "four months would do"
PLACE = "postgresql://db.example/talks"


@pytest.mark.parametrize(
    ("complaint", "becomes", "sentence"),
    [
        (PoolTimeout, StoreError, "does not answer"),
        (PoolClosed, StoreError, "closed"),
        (errors.LockNotAvailable, StoreInUse, "somebody else"),
        (errors.DeadlockDetected, StoreInUse, "try again"),
        (errors.QueryCanceled, StoreInUse, "try again"),
        (errors.DataCorrupted, ForeignStore, "put back a copy"),
        (errors.IndexCorrupted, ForeignStore, "put back a copy"),
        (errors.UndefinedTable, ForeignStore, "damaged"),
        (errors.DiskFull, StoreError, "make room"),
        (errors.ReadOnlySqlTransaction, StoreError, "primary"),
        (errors.TooManyConnections, StoreError, "short of room"),
        (errors.AdminShutdown, StoreError, "nothing of it was written"),
        (errors.CrashShutdown, StoreError, "nothing of it was written"),
        (errors.CannotConnectNow, StoreError, "nothing of it was written"),
        (errors.IdleInTransactionSessionTimeout, StoreError, "nothing of it was written"),
        (psycopg.OperationalError, StoreError, "went away"),
        (psycopg.InterfaceError, StoreError, "went away"),
    ],
)
def test_each_complaint_becomes_an_error_of_ours(
    complaint: type[Exception], becomes: type[StoreError], sentence: str
):
    with pytest.raises(becomes, match=sentence) as error, postgresql_trouble(PLACE):
        raise complaint(CONFIDENCE)
    assert type(error.value) is becomes
    assert CONFIDENCE not in str(error.value)


@pytest.mark.parametrize("fault", [errors.InsufficientPrivilege, errors.UniqueViolation, errors.SyntaxError])
def test_wrong_use_is_a_fault_of_ours_and_passes_unchanged(fault: type[Exception]):
    with pytest.raises(fault), postgresql_trouble(PLACE):
        raise fault(CONFIDENCE)


def test_an_error_of_ours_passes_unchanged():
    with pytest.raises(StoreError, match="as it was"), postgresql_trouble(PLACE):
        raise StoreError("as it was")
