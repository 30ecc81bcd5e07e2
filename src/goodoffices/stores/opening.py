"""A store opened by its name: a file of its own, or a shared one by its address."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from goodoffices.errors import StoreError
from goodoffices.stores.address import is_address, shown
from goodoffices.stores.store import Store

if TYPE_CHECKING:
    from goodoffices.stores.encrypted import EncryptedStore


class SharedMade(msgspec.Struct, frozen=True, kw_only=True):
    """A shared store that was made: its roles, host, port and database, and the passwords of new roles."""

    writer: str
    reader: str
    new_roles: tuple[str, ...]
    place: tuple[str, str, str]
    passwords: dict[str, str]

    def password_file(self) -> str:
        r"""The passwords as libpq reads them from the file that PGPASSFILE names.

        >>> roles = {"writer": "w", "reader": "r", "new_roles": ("w",), "passwords": {"w": "secret"}}
        >>> made = SharedMade(place=("db.example", "5432", "a:b"), **roles)
        >>> print(made.password_file(), end="")
        db.example:5432:a\:b:w:secret
        """
        lines = [(*self.place, role, password) for role, password in self.passwords.items()]
        return "".join(":".join(map(_escaped, line)) + "\n" for line in lines)


def opened(named: str, *, key_file: Path | None = None, key: str | None = None) -> Store:
    """The store of that name; a file is made where there is none, a shared store is not.

    A file lies encrypted: the key is `key` as it is written down, or that in `key_file`, or in the file
    beside the store; a new store gets a new one there. Raises `NoKey`, `WrongKey`, and `StoreError`, whose
    sentence never holds a password of the address.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = opened(f"{folder}/talks.db")
    ...     print(store.talks())
    ...     store.close()
    ()
    """
    if is_address(named):
        from goodoffices.stores.postgresql import PostgreSQLStore

        return PostgreSQLStore(named)
    return opened_file(Path(named), key_file=key_file, key=key)


def opened_file(path: Path, *, key_file: Path | None = None, key: str | None = None) -> EncryptedStore:
    """The store in a file, made where there is none. Raises as `opened`."""
    from goodoffices.stores.key_file import key_place
    from goodoffices.stores.sqlite import SQLiteStore
    from goodoffices.stores.under_key import with_key

    inner = SQLiteStore(path)
    try:
        return with_key(inner, key_file or key_place(inner.path), key)
    except StoreError:
        inner.close()
        raise


def may_be_there(named: str) -> bool:
    """Whether there is such a file; of an address only the attempt can tell.

    >>> may_be_there("no/such/talks.db"), may_be_there("postgresql://db.example/talks")
    (False, True)
    """
    return is_address(named) or Path(named).exists()


def make_shared(
    address: str, *, writer: str | None = None, reader: str | None = None, passwords: bool = False
) -> SharedMade:
    """Make a shared store in the database at an address, whose user will own it.

    Roles that are there keep their rights and passwords; those that are made get a new password each, where
    `passwords` are wanted. Raises `StoreError` where there is a store already, or the user may not make one.
    """
    from goodoffices.stores import postgresql_schema as schema
    from goodoffices.stores.postgresql_fitness import asked, refuse_unfit_server
    from goodoffices.stores.postgresql_pools import connected
    from goodoffices.stores.postgresql_trouble import postgresql_trouble

    writer, reader = writer or schema.WRITER, reader or schema.READER
    with connected(address) as connection, postgresql_trouble(shown(address)):
        refuse_unfit_server(asked(connection))
        made = schema.make(connection, writer=writer, reader=reader)
        drawn = {role: secrets.token_urlsafe(24) for role in made if passwords}
        for role, password in drawn.items():
            schema.set_password(connection, role, password)
        info = connection.info
        place = (info.host, str(info.port), info.dbname)
    return SharedMade(writer=writer, reader=reader, new_roles=made, place=place, passwords=drawn)


def renew_shared(address: str) -> tuple[int, int]:
    """Bring the shared store at an address to this release's form: from which form, to which.

    The user is to be the owner of its tables. Raises `StoreError`, among it `NewerStore`.
    """
    from goodoffices.stores.postgresql_pools import connected
    from goodoffices.stores.postgresql_schema import migrate
    from goodoffices.stores.postgresql_trouble import postgresql_trouble

    with connected(address) as connection, postgresql_trouble(shown(address)):
        return migrate(connection)


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace(":", "\\:")
