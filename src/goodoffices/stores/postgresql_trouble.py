"""What PostgreSQL complains of, as errors of ours that say what to do."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from goodoffices.errors import ForeignStore, StoreError, StoreInUse


@contextmanager
def postgresql_trouble(place: str) -> Generator[None]:
    """Turn what PostgreSQL raises in the block about the store at `place` into a `StoreError`.

    Raises `ForeignStore` for damaged tables, `StoreInUse` where somebody else holds the talks for long. Wrong
    use of PostgreSQL, a refused access among it, is a fault of ours and passes unchanged. No message of
    the driver is repeated: it could hold what was to be written.
    """
    try:
        yield
    except (PoolClosed, TooManyRequests) as reason:
        raise StoreError("the store is closed: open it again") from reason
    except PoolTimeout as reason:
        raise StoreError(
            f"the database {place} does not answer: see whether it runs, and try again"
        ) from reason
    except (errors.LockNotAvailable, errors.DeadlockDetected, errors.QueryCanceled) as reason:
        raise StoreInUse(f"somebody else is writing to these talks in {place}: try again") from reason
    except (
        errors.DataCorrupted,
        errors.IndexCorrupted,
        errors.UndefinedTable,
        errors.UndefinedColumn,
    ) as reason:
        raise ForeignStore(f"the store {place} is damaged: put back a copy that you kept of it") from reason
    except errors.DiskFull as reason:
        raise StoreError(f"the disk of {place} is full: nothing was written; make room") from reason
    except errors.ReadOnlySqlTransaction as reason:
        raise StoreError(f"the database {place} cannot be written now: name the primary server") from reason
    except (errors.TooManyConnections, errors.OutOfMemory) as reason:
        raise StoreError(
            f"the database {place} is short of room or connections: nothing was written"
        ) from reason
    except (
        psycopg.OperationalError,
        psycopg.InterfaceError,
        errors.IdleInTransactionSessionTimeout,
    ) as reason:
        raise StoreError(
            f"the database {place} went away before the end: nothing of it was written; try again"
        ) from reason
