"""A store that lies encrypted on a shared one: what other processes write is heard of here as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.store import KeyedStore, Shared


@runtime_checkable
class SharedKeyed(KeyedStore, Shared, Protocol):
    """A store that can lie encrypted, and to which several processes write at once."""


class SharedEncryptedStore(EncryptedStore):
    """As `EncryptedStore`, for several processes that hold one key. Raises as it does."""

    def __init__(self, inner: SharedKeyed, key: bytes) -> None:
        super().__init__(inner, key)
        self._shared = inner

    def listen(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call `woken` when any process has written, until the function returned is called."""
        return self._shared.listen(woken)
