"""Whether a server and a role may be trusted with a record: asked on every new connection."""

from __future__ import annotations

import ipaddress
from typing import Any

import msgspec

from goodoffices.errors import UnfitDatabase
from goodoffices.stores.affected_postgresql import refuse_affected
from goodoffices.stores.postgresql_rows import Connection

_ASKED = """
    SELECT current_setting('server_version_num')::integer,
        current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
        pg_catalog.pg_is_in_recovery(), session_user::text, current_user::text,
        EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolsuper
            AND pg_catalog.pg_has_role(session_user, oid, 'MEMBER')),
        EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolbypassrls
            AND pg_catalog.pg_has_role(session_user, oid, 'MEMBER')),
        EXISTS (SELECT 1 FROM pg_catalog.pg_roles
            WHERE rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
            AND pg_catalog.pg_has_role(session_user, oid, 'MEMBER')),
        coalesce((SELECT bool_or(pg_catalog.pg_has_role(session_user, relowner, 'MEMBER'))
            FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices')), false)
"""
_WALLS = """
    SELECT coalesce(array_agg(relname::text ORDER BY relname), '{}') FROM pg_catalog.pg_class
    WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices') AND relkind IN ('r', 'p')
        AND NOT (relrowsecurity AND relforcerowsecurity)
"""
_RULES = """
    SELECT coalesce(array_agg(rule || ' on ' || name ORDER BY name, rule), '{}') FROM (
        SELECT relname::text AS name, 'all_of_it' AS rule, '*' AS cmd, true AS permissive
            FROM pg_catalog.pg_class
            WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices') AND relkind = 'r'
        UNION ALL VALUES ('items', 'own_lane', 'r', true), ('items', 'only_erased', 'w', false),
            ('log', 'only_erased', 'w', false)
    ) AS expected WHERE NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_policy WHERE polname = rule AND polcmd = cmd::"char"
            AND polpermissive = permissive AND polrelid = pg_catalog.to_regclass('goodoffices.' || name)
    )
"""
_REACH = """
    SELECT coalesce(array_agg(relname::text ORDER BY relname), '{}') FROM pg_catalog.pg_class
    WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices') AND relkind IN ('r', 'p', 'v', 'm')
        AND (relname <> 'items' AND pg_catalog.has_any_column_privilege(session_user, oid, 'SELECT')
            OR pg_catalog.has_table_privilege(session_user, oid, 'DELETE, TRUNCATE')
            OR pg_catalog.has_any_column_privilege(session_user, oid, 'INSERT, UPDATE'))
"""


class Fitness(msgspec.Struct, frozen=True):
    """What a server says of itself and of the role that asks."""

    version: int
    fsync: str
    full_page_writes: str
    synchronous_commit: str
    standby: bool
    role: str
    acting_as: str
    superuser: bool
    passes_walls: bool
    reads_files: bool
    owner: bool


def refuse_unfit_server(asked: Fitness) -> None:
    """Raise `AffectedPostgreSQL`, or `UnfitDatabase` for a server that may lose what it acknowledges.

    >>> fit = Fitness(180006, "on", "on", "on", False, "w", "w", False, False, False, False)
    >>> refuse_unfit_server(fit)
    >>> refuse_unfit_server(msgspec.structs.replace(fit, fsync="off"))
    Traceback (most recent call last):
    ...
    goodoffices.errors.UnfitDatabase: fsync is off on this PostgreSQL: ...
    """
    refuse_affected(asked.version)
    for name, value in (("fsync", asked.fsync), ("full_page_writes", asked.full_page_writes)):
        if value != "on":
            raise UnfitDatabase(
                f"{name} is off on this PostgreSQL: a power cut could take what was acknowledged; "
                f"set {name} = on in its configuration and reload it"
            )
    if asked.synchronous_commit == "off":
        raise UnfitDatabase(
            "synchronous_commit is off for this role, database or server: a power cut could take what was "
            "acknowledged; set synchronous_commit = on where it was turned off"
        )
    if asked.standby:
        raise UnfitDatabase("this PostgreSQL is a standby, which cannot be written: name the primary server")


def refuse_unfit_role(asked: Fitness) -> None:
    """Raise `UnfitDatabase` for a role before which the walls between the lanes do not stand.

    >>> refuse_unfit_role(Fitness(180006, "on", "on", "on", False, "root", "root", True, True, True, True))
    Traceback (most recent call last):
    ...
    goodoffices.errors.UnfitDatabase: the role root is a superuser, or may become one: ...
    """
    advice = "use the roles that `goodoffices store create` makes"
    if asked.role != asked.acting_as:
        raise UnfitDatabase(f"the role {asked.role} acts as {asked.acting_as}, and could cease to: {advice}")
    for holds, what in (
        (asked.superuser, "is a superuser, or may become one"),
        (asked.passes_walls, "passes row security (BYPASSRLS), or may become a role that does"),
        (asked.owner, "owns the tables, or may become the role that does"),
        (asked.reads_files, "may reach the files of the server"),
    ):
        if holds:
            raise UnfitDatabase(f"the role {asked.role} {what}: no wall would stand before it; {advice}")


def refuse_open_way(host: str, *, encrypted: bool, sslmode: str | None) -> None:
    """Raise `UnfitDatabase` where what is said would cross a network for everybody to read.

    `host` is a host's name or number, or the folder of a socket. A way that is protected by other means is
    declared by `sslmode=disable` in the address.

    >>> refuse_open_way("/run/postgresql", encrypted=False, sslmode=None)
    >>> refuse_open_way("localhost", encrypted=False, sslmode=None)
    >>> refuse_open_way("db.example", encrypted=True, sslmode=None)
    >>> refuse_open_way("db.example", encrypted=False, sslmode=None)
    Traceback (most recent call last):
    ...
    goodoffices.errors.UnfitDatabase: the way to db.example is not encrypted: ...
    """
    if encrypted or sslmode == "disable" or _on_this_machine(host):
        return
    raise UnfitDatabase(
        f"the way to {host} is not encrypted: have the server offer TLS and add sslmode=verify-full to the "
        "address (or sslmode=disable, where the network itself is encrypted)"
    )


def _on_this_machine(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def asked(connection: Connection) -> Fitness:
    """Ask the server about itself and the connection's role."""
    found = connection.execute(_ASKED).fetchone()
    assert found is not None, "one row"  # noqa: S101 - the statement has no FROM
    return Fitness(*found)


def refuse_open_walls(connection: Connection) -> None:
    """Raise `UnfitDatabase` where row security is off, or not forced, on any table of the store.

    So it is where one of its rules is gone: that a seat reads its own lane, that what was written can be
    erased and not written over, or that the writer sees all.
    """
    if tables := _names(connection, _WALLS):
        raise UnfitDatabase(
            f"row security is off, or not forced, on {', '.join(tables)}: as the owner of the tables, "
            "ALTER TABLE ... ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
        )
    if rules := _names(connection, _RULES):
        raise UnfitDatabase(
            f"rules of row security are gone: {', '.join(rules)}; put back a copy that you kept, with them"
        )


def refuse_far_reader(connection: Connection) -> None:
    """Raise `UnfitDatabase` where the reader may do more than read items."""
    if tables := _names(connection, _REACH):
        raise UnfitDatabase(
            f"the reader may do more than read items, on {', '.join(tables)}: REVOKE what was granted to it"
        )


def refuse_sight(connection: Connection) -> None:
    """Raise `UnfitDatabase` where a reader that has named no seat sees anything, whatever the reason."""
    if connection.execute("SELECT 1 FROM goodoffices.items LIMIT 1").fetchone() is not None:
        raise UnfitDatabase(
            "the reader sees items without having named a seat: somebody altered the rules of row security; "
            "`goodoffices store create` makes a new store with the right ones, `store copy` moves the talks"
        )


def _names(connection: Connection, statement: Any) -> list[str]:  # noqa: ANN401 - one of those above
    found = connection.execute(statement).fetchone()
    return [] if found is None else list(found[0])
