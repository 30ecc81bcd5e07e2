"""What SQLite complains of, as errors of ours that say what to do."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import apsw

from goodoffices.errors import ForeignStore, StoreError, StoreInUse


@contextmanager
def sqlite_trouble(path: Path) -> Generator[None]:
    """Turn what SQLite raises in the block about the file at `path` into a `StoreError`.

    Raises `ForeignStore` for a damaged file, `StoreInUse` where another program holds it. Wrong use of
    SQLite, a refused access among it, is a fault of ours and passes unchanged.
    """
    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError) as reason:
        raise ForeignStore(f"{path} is damaged: put back a copy that you kept of it") from reason
    except (apsw.BusyError, apsw.LockedError) as reason:
        raise StoreInUse(f"{path} is being written by another program: close that and try again") from reason
    except apsw.FullError as reason:
        raise StoreError(f"the disk that holds {path} is full: nothing was written; make room") from reason
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as reason:
        raise StoreError(f"{path} cannot be written: see who owns the file and its folder") from reason
    except apsw.IOError as reason:
        raise StoreError(f"the disk that holds {path} failed: {reason}") from reason
