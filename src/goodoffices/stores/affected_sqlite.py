"""Which SQLite libraries can lose what they have acknowledged."""

from __future__ import annotations

from goodoffices.errors import AffectedSQLite

FIRST_SAFE = (3, 51, 3)
"""From 3.7.0 on, until this release, a write-ahead log that was reset at the wrong moment could be read as an
older one, and committed transactions be lost. Releases before 3.7.0 have no write-ahead log at all."""


def refuse_affected(version: str) -> None:
    """Raise `AffectedSQLite` for a library that a record must not be trusted to.

    >>> refuse_affected("3.51.3")
    >>> refuse_affected("3.46.1")
    Traceback (most recent call last):
    ...
    goodoffices.errors.AffectedSQLite: SQLite 3.46.1 can lose what was acknowledged; ...
    """
    numbers = tuple(int(part) for part in version.split("."))
    if numbers < FIRST_SAFE:
        raise AffectedSQLite(
            f"SQLite {version} can lose what was acknowledged; "
            f"use {'.'.join(map(str, FIRST_SAFE))} or newer (the apsw from PyPI brings its own)"
        )
