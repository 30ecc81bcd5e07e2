"""Whether the tables of a database are made as those of a store: looked at before a row is read."""

from __future__ import annotations

from goodoffices.errors import ForeignStore
from goodoffices.stores.postgresql_rows import Connection

_ROW = "kind text, version integer, opening bytea, body bytea, leaf bytea, key bytea"
_COLUMNS = {
    "store": "one boolean, application text, form integer, writer text, reader text",
    "talks": "number integer, name text, head bigint",
    "lanes": "talks integer, seat text, head bigint",
    "log": f"talks integer, position bigint, identity text, {_ROW}",
    "items": f"talks integer, seat text, number bigint, identity text, {_ROW}",
    "disclosures": "talks integer, seat text, number bigint, identity text, leaf bytea, position bigint, "
    "ordinal integer",
    "answers": "talks integer, seat text, key bytea, digest bytea, answer bytea",
    "keys": "name text, wrapped bytea",
}
_FOUND = """
    SELECT relname::text, string_agg(
        attname || ' ' || pg_catalog.format_type(atttypid, atttypmod), ', ' ORDER BY attnum
    )
    FROM pg_catalog.pg_class JOIN pg_catalog.pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices') AND relkind = 'r'
        AND attnum > 0 AND NOT attisdropped
    GROUP BY relname
"""
_OWN_WILL = """
    SELECT relname::text FROM pg_catalog.pg_class
    WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices') AND relkind = 'r' AND (
        EXISTS (SELECT 1 FROM pg_catalog.pg_trigger WHERE tgrelid = pg_class.oid AND NOT tgisinternal)
        OR EXISTS (SELECT 1 FROM pg_catalog.pg_rewrite WHERE ev_class = pg_class.oid))
    ORDER BY relname
"""


def refuse_strange_tables(connection: Connection) -> None:
    """Raise `ForeignStore` where a table has other columns than a store's, or a trigger or rule of its own.

    For the present form. A table more is none of a store's, and is told by its check.
    """
    found = dict(connection.execute(_FOUND).fetchall())
    strange = [name for name, columns in _COLUMNS.items() if found.get(name) != columns]
    strange += [name for (name,) in connection.execute(_OWN_WILL).fetchall()]
    if strange:
        raise ForeignStore(
            f"the store is damaged: {', '.join(sorted(set(strange)))} is not made as a store's table is; "
            "put back a copy that you kept"
        )
