"""A store opened by its name: a file of its own, or a shared one by its address."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from goodoffices.errors import StoreError
from goodoffices.stores.address import is_address, shown
from goodoffices.stores.stepped_up import SteppedUp
from goodoffices.stores.store import KeyedStore

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


def opened(named: str, *, key_file: Path | None = None, key: str | None = None) -> EncryptedStore:
    """The store of that name; a file is made where there is none, a shared store is not.

    A store lies encrypted: the key is `key` as it is written down, or that in `key_file`, or in the file
    that `key_place_of` names; a new store gets a new one there. Raises `NoKey`, `WrongKey`, and `StoreError`,
    whose sentence never holds a password of the address.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = opened(f"{folder}/talks.db")
    ...     print(store.talks())
    ...     store.close()
    ()
    """
    if not is_address(named):
        return opened_file(Path(named), key_file=key_file, key=key)
    from goodoffices.stores.postgresql import PostgreSQLStore

    return _under_key(PostgreSQLStore(named), key_file or _key_place_for(named), key)


def opened_file(path: Path, *, key_file: Path | None = None, key: str | None = None) -> EncryptedStore:
    """The store in a file, made where there is none. Raises as `opened`."""
    from goodoffices.stores.key_file import key_place
    from goodoffices.stores.sqlite import SQLiteStore

    inner = SQLiteStore(path)
    return _under_key(inner, key_file or key_place(inner.path), key)


def _under_key(inner: KeyedStore, key_file: Path, key: str | None) -> EncryptedStore:
    from goodoffices.stores.under_key import with_key

    try:
        return with_key(inner, key_file, key)
    except StoreError:
        inner.close()
        raise


def key_place_of(named: str) -> Path:
    """Where the key of a store lies unless told otherwise: beside a file; for an address, among your data."""
    from goodoffices.stores.data_folder import data_folder
    from goodoffices.stores.key_file import key_place, shared_key_place

    return shared_key_place(named, data_folder()) if is_address(named) else key_place(Path(named).resolve())


def _key_place_for(named: str) -> Path:
    """The same, where a key may be made: with your data folder, which may be a new one."""
    place = key_place_of(named)
    if is_address(named):
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as reason:
            raise StoreError(f"{place.parent} cannot be made: {reason.strerror}") from reason
    return place


def may_be_there(named: str) -> bool:
    """Whether there is such a file; of an address only the attempt can tell.

    >>> may_be_there("no/such/talks.db"), may_be_there("postgresql://db.example/talks")
    (False, True)
    """
    return is_address(named) or Path(named).exists()


def make_shared(
    address: str,
    *,
    writer: str | None = None,
    reader: str | None = None,
    passwords: bool = False,
    key_file: Path | None = None,
    key: str | None = None,
) -> SharedMade:
    """Make a shared store in the database at an address, whose user will own it.

    Roles that are there keep their rights and passwords; those that are made get a new password each, where
    `passwords` are wanted. The key is found as in `opened`, and made where there is none. Raises `StoreError`
    where there is a store already, or the user may not make one; a key that was made then stays.
    """
    from goodoffices.stores import postgresql_schema as schema
    from goodoffices.stores.keyring import new_ring
    from goodoffices.stores.postgresql_fitness import asked, refuse_unfit_server
    from goodoffices.stores.postgresql_pools import connected
    from goodoffices.stores.postgresql_trouble import postgresql_trouble
    from goodoffices.stores.under_key import found_or_made

    writer, reader = writer or schema.WRITER, reader or schema.READER
    with connected(address) as connection, postgresql_trouble(shown(address)):
        refuse_unfit_server(asked(connection))
        schema.refuse_taken(connection)
        ring = new_ring(found_or_made(key_file or _key_place_for(address), key))
        made = schema.make(connection, writer=writer, reader=reader, ring=ring)
        drawn = {role: secrets.token_urlsafe(24) for role in made if passwords}
        for role, password in drawn.items():
            schema.set_password(connection, role, password)
        info = connection.info
        place = (info.host, str(info.port), info.dbname)
    return SharedMade(writer=writer, reader=reader, new_roles=made, place=place, passwords=drawn)


def step_up(named: str, *, key_file: Path | None = None, key: str | None = None) -> SteppedUp:
    """Step a store up to this release's form, encrypted; where it is that already, nothing is done.

    A file, or a shared store by its address, whose user is then to be the owner of its tables; the key is
    found as in `opened`, and made where there is none. All of it or nothing: where it is cut off, the store
    stands as it stood, or as it is to be. Raises `StoreError`, among it `NewerStore` and `ForeignStore`.
    """
    place = key_file or _key_place_for(named)
    if not is_address(named):
        from goodoffices.stores.stepping_up import step_up_file

        return step_up_file(Path(named), key_file=place, key=key)
    from goodoffices.stores.postgresql_pools import connected
    from goodoffices.stores.postgresql_stepping_up import step_up_database
    from goodoffices.stores.postgresql_trouble import postgresql_trouble
    from goodoffices.stores.under_key import found_or_made

    with connected(named) as connection, postgresql_trouble(shown(named)):
        return step_up_database(connection, lambda: found_or_made(place, key))


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace(":", "\\:")
