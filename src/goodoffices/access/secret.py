"""What is kept of a secret: never the secret itself."""

from __future__ import annotations

import hashlib


def digest(secret: str) -> str:
    """The SHA-256 of a token, in hex; what the doorkeeper keeps in its place.

    Tokens hold 128 random bits and more, so that no salt and no slow hash is needed.

    >>> digest("a")[:12]
    'ca978112ca1b'
    """
    return hashlib.sha256(secret.encode()).hexdigest()
