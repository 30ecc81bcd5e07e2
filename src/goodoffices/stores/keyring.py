"""The keys of a store that lies encrypted: the instance's wraps the lanes', a lane's wraps its items'.

The ring in the store holds, wrapped by the instance's key, one entry for the instance itself (the key of its
pseudonyms, the seed of its signatures), one for each negotiation (the key of its log, its name) and one for
each lane (its key, the seat's name). To change the instance's key, the ring is wrapped anew, nothing else.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from functools import cached_property, lru_cache

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodoffices.errors import ForeignStore, StoreError, WrongKey
from goodoffices.record.sealing import OPENING_BYTES, Envelope
from goodoffices.stores.store import KeyedStore

KEY_BYTES = 32
"""The length of every key here: AES with 256 bits."""

INSTANCE = "instance"
_NONCE_BYTES = 12
_REMEMBERED = 4_096  # pseudonyms
_ONCE = bytes(_NONCE_BYTES)  # an item's key encrypts one thing in its life, so its nonce need not vary


def wrap(key: bytes, plain: bytes, name: str) -> bytes:
    """Encrypt under a key, bound to a name: a nonce and AES-256-GCM."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, name.encode())


def unwrap(key: bytes, wrapped: bytes, name: str) -> bytes:
    """The reverse. Raises `WrongKey` where key, bytes or name are not those of the wrapping."""
    try:
        return AESGCM(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError) as reason:
        raise WrongKey("the key at hand is not that of this store, or the store is damaged") from reason


class Names(msgspec.Struct, frozen=True, dict=True):
    """The instance's own secrets: what makes pseudonyms, and the seed of its signatures."""

    pseudonyms: bytes
    signing: bytes

    @classmethod
    def drawn(cls) -> Names:
        """New ones."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))

    @classmethod
    def read(cls, plain: bytes) -> Names:
        """From the bytes in the ring."""
        return cls(plain[:KEY_BYTES], plain[KEY_BYTES:])

    def plain(self) -> bytes:
        """As bytes for the ring."""
        return self.pseudonyms + self.signing

    def talks(self, talks: str) -> str:
        """The pseudonym of a negotiation: without the key nobody can tell, or try out, whose it is."""
        return self._known("talks", talks)

    def seat(self, talks: str, seat: str) -> str:
        """The pseudonym of a seat."""
        return self._known("seat", talks, seat)

    def request(self, talks: str, seat: str, key: str) -> str:
        """The pseudonym of an idempotency key."""
        return self._pseudonym("request", talks, seat, key)

    @cached_property
    def _known(self) -> Callable[..., str]:
        """The pseudonyms of talks and seats are asked for several times an act."""
        return lru_cache(maxsize=_REMEMBERED)(self._pseudonym)

    def _pseudonym(self, *words: str) -> str:
        spelled = b"".join(len(word.encode()).to_bytes(4, "big") + word.encode() for word in words)
        return hmac.digest(self.pseudonyms, spelled, "sha256")[:16].hex()


class LaneKey(msgspec.Struct, frozen=True, dict=True):
    """The key of a lane or log, with the plain name of its seat or talks; `place` is where it may be used."""

    key: bytes
    name: str
    place: str

    @classmethod
    def drawn(cls, name: str, place: str) -> LaneKey:
        """A new one."""
        return cls(secrets.token_bytes(KEY_BYTES), name, place)

    @classmethod
    def unwrapped(cls, instance: bytes, wrapped: bytes, place: str) -> LaneKey:
        """From the ring. Raises `WrongKey`."""
        plain = unwrap(instance, wrapped, place)
        return cls(plain[:KEY_BYTES], plain[KEY_BYTES:].decode(), place)

    def wrapped(self, instance: bytes) -> bytes:
        """For the ring."""
        return wrap(instance, self.key + self.name.encode(), self.place)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.key)

    def close(self, envelope: Envelope, number: int, identity: str) -> Envelope:
        """The envelope under a key of its own; its leaf stays that of the plain bytes."""
        if envelope.erased:
            return envelope
        bound = self._bound(envelope, number, identity)
        own = secrets.token_bytes(KEY_BYTES)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return Envelope(
            kind=envelope.kind,
            version=envelope.version,
            opening=b"",
            body=AESGCM(own).encrypt(_ONCE, envelope.opening + envelope.body, bound),
            leaf=envelope.leaf,
            key=nonce + self._cipher.encrypt(nonce, own, bound),
        )

    def open(self, envelope: Envelope, number: int, identity: str) -> Envelope:
        """The plain envelope. Raises `ForeignStore` where bytes, key or place are not as they were."""
        if envelope.erased:
            return envelope
        bound = self._bound(envelope, number, identity)
        try:
            own = self._cipher.decrypt(envelope.key[:_NONCE_BYTES], envelope.key[_NONCE_BYTES:], bound)
            plain = AESGCM(own).decrypt(_ONCE, envelope.body, bound)
        except (InvalidTag, ValueError) as reason:
            raise ForeignStore("a row does not open: its bytes are not those that were written") from reason
        return Envelope(
            kind=envelope.kind,
            version=envelope.version,
            opening=plain[:OPENING_BYTES],
            body=plain[OPENING_BYTES:],
            leaf=envelope.leaf,
        )

    def _bound(self, envelope: Envelope, number: int, identity: str) -> bytes:
        return f"{self.place} {number} {identity} {envelope.kind.value} {envelope.version}".encode()


class Seal(msgspec.Struct, frozen=True):
    """The instance's key, and its own entry in the ring as it lay there: another one means another key."""

    key: bytes
    lying: bytes | None


def new_ring(instance: bytes) -> dict[str, bytes]:
    """The ring with which a store begins, with names and a signature of its own."""
    return {INSTANCE: wrap(instance, Names.drawn().plain(), INSTANCE)}


class OpenRing:
    """The ring of one store, opened with the instance's key. Safe to use from several threads.

    Raises `WrongKey`, and `StoreError` for a store that holds talks and no ring: they lie there as they are.
    """

    def __init__(self, store: KeyedStore, instance: bytes) -> None:
        self._store = store
        self._held: dict[str, LaneKey] = {}
        wrapped = store.keyring() or self._begun(instance)
        if INSTANCE not in wrapped:
            raise ForeignStore("the store is damaged: the key of its names is gone")
        self.seal = Seal(instance, wrapped[INSTANCE])
        self.names = Names.read(unwrap(instance, wrapped[INSTANCE], INSTANCE))
        self._learn(wrapped)

    def known(self, place: str) -> LaneKey | None:
        """The key of a place, where it was seen before."""
        return self._held.get(place)

    def committed(self, place: str) -> LaneKey | None:
        """The key of a place, looked for in the store where it was not seen before."""
        if place not in self._held:
            self._learn(self._store.keyring())
        return self._held.get(place)

    def places(self, prefix: str) -> tuple[LaneKey, ...]:
        """All keys whose places begin so, in the order of their names."""
        self._learn(self._store.keyring())
        found = [key for place, key in tuple(self._held.items()) if place.startswith(prefix)]
        return tuple(sorted(found, key=lambda key: key.name))

    def keep(self, keys: dict[str, LaneKey]) -> None:
        """Know keys that are committed now."""
        self._held |= keys

    def unwrapped(self, wrapped: bytes, place: str, lying: bytes | None) -> LaneKey:
        """A key of a place from the bytes that the store keeps; `lying` is the instance's own entry there.

        Raises `WrongKey`.
        """
        try:
            return LaneKey.unwrapped(self.seal.key, wrapped, place)
        except WrongKey:
            self.refuse_changed(self.seal, lying)
            raise

    def refuse_changed(self, seal: Seal, lying: bytes | None) -> None:
        """Raise `WrongKey` where another program has changed the key: nothing is wrapped by the old one."""
        if lying != seal.lying:
            raise WrongKey(
                "the key of this store was changed while it was open here: nothing was written; "
                "close it, and open it again with the new key"
            )

    def change(self, new: bytes) -> int:
        """Wrap the whole ring anew under another key of the instance; how many entries there were.

        Raises `StoreError` where another program kept a key meanwhile, or changed them.
        """
        before = self._store.keyring()
        self.refuse_changed(self.seal, before.get(INSTANCE))
        plain = {place: unwrap(self.seal.key, wrapped, place) for place, wrapped in before.items()}
        after = {place: wrap(new, one, place) for place, one in plain.items()}
        self._store.change_keyring(before, after)
        self.seal = Seal(new, after[INSTANCE])
        return len(before)

    def _learn(self, wrapped: dict[str, bytes]) -> None:
        for place, value in wrapped.items():
            if place != INSTANCE and place not in self._held:
                self._held[place] = self.unwrapped(value, place, wrapped.get(INSTANCE))

    def _begun(self, instance: bytes) -> dict[str, bytes]:
        """A new ring for an empty store; another process that begins one first is let win."""
        talks = self._store.talks()
        if any(row.envelope.key for name in talks for row in self._store.log(name)[:1]):
            raise ForeignStore("the store is damaged: its keys are gone; put back a copy that you kept")
        if talks:
            raise StoreError("the talks in this store lie there unencrypted: `goodoffices store migrate`")
        ring = new_ring(instance)
        try:
            self._store.change_keyring({}, ring)
        except StoreError:
            ring = self._store.keyring()
            if not ring:
                raise
        return ring
