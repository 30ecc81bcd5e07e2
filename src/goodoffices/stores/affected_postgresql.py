"""Which releases of PostgreSQL a record must not be trusted to."""

from __future__ import annotations

from goodoffices.errors import AffectedPostgreSQL

OLDEST = 15

FAULTS: dict[str, dict[int, int]] = {
    "CVE-2023-2455": {15: 3},
    "CVE-2023-39418": {15: 4},
    "CVE-2024-10976": {15: 9, 16: 5, 17: 1},
    "CVE-2025-8713": {15: 14, 16: 10, 17: 6},
}
"""Faults by which row security could be passed: for each major release, the first minor one without it.

CVE-2023-2455: policies of another role after a function was inlined. CVE-2023-39418: MERGE without the
policies of UPDATE and SELECT. CVE-2024-10976: policies of another role below a subquery or a view that was
planned before. CVE-2025-8713: the planner's statistics tell of rows that a policy hides. After the security
information of the PostgreSQL project.
"""


def refuse_affected(number: int) -> None:
    """Raise `AffectedPostgreSQL` for a server that is too old, or whose row security has a known fault.

    `number` is the server's own `server_version_num`: 10,000 times the major release, plus the minor one.

    >>> refuse_affected(180006)
    >>> refuse_affected(160009)
    Traceback (most recent call last):
    ...
    goodoffices.errors.AffectedPostgreSQL: PostgreSQL 16.9 has a known fault ...
    """
    major, minor = divmod(number, 10_000)
    if major < OLDEST:
        raise AffectedPostgreSQL(f"PostgreSQL {major} is too old to hold a store: use {OLDEST} or newer")
    found = [name for name, cured in FAULTS.items() if minor < cured.get(major, 0)]
    if found:
        safe = max(cured.get(major, 0) for cured in FAULTS.values())
        raise AffectedPostgreSQL(
            f"PostgreSQL {major}.{minor} has a known fault of row security ({', '.join(found)}); "
            f"use {major}.{safe} or newer"
        )
