"""A checkpoint: the signed statement that a lane or a log had so many leaves, and that root.

It has the form of C2SP: the body of a tlog-checkpoint (origin, size, root) in a signed note, by Ed25519, with
the origin as the name of the key. The origin holds nothing but the random identity of the first item: a
checkpoint tells neither whose it is nor of which talks. Signatures are checked in `goodoffices.verify`.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.record.tree import Tree

SEED_BYTES = 32
_ED25519 = b"\x01"  # the signature type of C2SP's signed notes


def lane_origin(first: str) -> str:
    """The origin of a lane's checkpoints, by the identity of its first item."""
    return f"goodoffices/lane/{first}"


def log_origin(first: str) -> str:
    """The origin of a log's checkpoints, by the identity of its first event."""
    return f"goodoffices/log/{first}"


class Signer:
    """Signs checkpoints with the desk's own key, which is made from a seed of 32 secret bytes.

    Equal trees give equal signatures: signing draws no random number. Raises `ValueError` for another length.

    >>> Signer(bytes(32)).checkpoint(lane_origin("1"), Tree([bytes(32)])).splitlines()[:2]
    ['goodoffices/lane/1', '1']
    """

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError(f"a seed has {SEED_BYTES} bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @cached_property
    def key(self) -> bytes:
        """The public key as C2SP writes it: 0x01 and 32 bytes."""
        return _ED25519 + self._key.public_key().public_bytes_raw()

    def checkpoint(self, origin: str, tree: Tree, size: int | None = None) -> str:
        """The signed note on the first `size` leaves of a tree, all of them unless told otherwise.

        Raises `ValueError` for a size that the tree does not have.
        """
        root = base64.b64encode(tree.root(size)).decode()
        body = f"{origin}\n{tree.size if size is None else size}\n{root}\n"
        hint = hashlib.sha256(f"{origin}\n".encode() + self.key).digest()[:4]
        signature = base64.b64encode(hint + self._key.sign(body.encode())).decode()
        return f"{body}\n— {origin} {signature}\n"

    def verifier(self, origin: str) -> str:
        """The key with its name, as tools that read signed notes take it.

        >>> Signer(bytes(32)).verifier("goodoffices/lane/1").split("+")[0]
        'goodoffices/lane/1'
        """
        hint = hashlib.sha256(f"{origin}\n".encode() + self.key).hexdigest()[:8]
        return f"{origin}+{hint}+{base64.b64encode(self.key).decode()}"
