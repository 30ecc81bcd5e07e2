"""How a store is named: by the path of a file, or by the address of a shared one."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from goodoffices.errors import StoreError

SCHEMES = ("postgresql://", "postgres://")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*)(:[0-9]*)?")

UNSHOWN = "postgresql://..."
"""What is shown of an address that cannot be told from its secrets."""

_SECRET = {"password", "passfile", "sslpassword", "sslkey", "oauth_client_secret"}


def is_address(named: str) -> bool:
    """Whether the name is the address of a shared store, and not the path of a file.

    >>> is_address("postgresql://db.example/talks"), is_address("talks.db")
    (True, False)
    """
    return named.lower().startswith(SCHEMES)


def shown(named: str) -> str:
    """The name as it may be printed and written down: without its password, or anything that looks like one.

    >>> shown("postgresql://writer:secret@db.example/talks?sslmode=verify-full&password=x")
    'postgresql://writer@db.example/talks?sslmode=verify-full'
    >>> shown("postgresql://a:b@c:d@e/talks")
    'postgresql://...'
    >>> shown("talks.db")
    'talks.db'
    """
    if not is_address(named):
        return named
    try:
        parts = urlsplit(named)
    except ValueError:
        return UNSHOWN
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    if any("@" in part for part in (user, parts.path, parts.query)) or parts.fragment or not _is_hosts(host):
        return (
            "postgresql://..."  # what is written wrongly may be a password with a sign that was not escaped
        )
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _SECRET]
    place = f"{name}@{host}" if name else host
    asked = f"?{urlencode(kept, safe='/')}" if kept else ""
    return f"postgresql://{place}{parts.path or '/'}{asked}"


def _is_hosts(written: str) -> bool:
    """Whether this can be where a server is: hosts with their ports, one or several."""
    return all(_HOST.fullmatch(one) for one in written.split(","))


def user_of(address: str) -> str | None:
    """Who is named in an address, or None. Raises `StoreError` where it cannot be understood.

    >>> user_of("postgresql://ada%20l@db.example/talks"), user_of("postgresql://db.example/talks")
    ('ada l', None)
    """
    parts = _split(address)
    named = [value for key, value in parse_qsl(parts.query) if key == "user"]
    if named:
        return named[-1]
    user = parts.netloc.rpartition("@")[0].partition(":")[0]
    return unquote(user) or None


def database_of(address: str) -> str:
    """Which database an address names, and where: the same for every user, password and option in it.

    >>> database_of("postgresql://ada@db.example:5433/talks?sslmode=verify-full")
    'talks at db.example:5433'
    >>> database_of("postgresql:///talks?host=/run/postgresql"), database_of("postgresql://")
    ('talks at /run/postgresql', 'the default one at localhost')
    """
    parts = _split(address)
    asked = dict(parse_qsl(parts.query))
    host = asked.get("host") or parts.netloc.rpartition("@")[2] or "localhost"
    port = f":{asked['port']}" if "port" in asked else ""
    name = asked.get("dbname") or unquote(parts.path.removeprefix("/")) or "the default one"
    return f"{name} at {unquote(host)}{port}"


def with_user(address: str, user: str) -> str:
    """The same address for another user; a password in it is kept only where the user is the same.

    >>> with_user("postgresql://ada:secret@db.example/talks", "reader")
    'postgresql://reader@db.example/talks'
    """
    if user_of(address) == user:
        return address
    parts = _split(address)
    host = parts.netloc.rpartition("@")[2]
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in {"user", "password"}]
    place = f"{quote(user, safe='')}@{host}"
    return urlunsplit((parts.scheme, place, parts.path, urlencode(kept, safe="/"), ""))


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        # The message would repeat the address, with its password.
        raise StoreError(f"the address {shown(address)} cannot be understood") from None
