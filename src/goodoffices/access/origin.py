"""Whether a request comes from our own pages, by what a browser says of it."""

from __future__ import annotations


def known_hosts(port: int) -> frozenset[str]:
    """The values of the Host header that name this desk; any other name may be somebody's trick.

    >>> sorted(known_hosts(8000))
    ['127.0.0.1:8000', 'localhost:8000']
    >>> "localhost" in known_hosts(80)
    True
    """
    names = ("localhost", "127.0.0.1")
    bare = names if port == 80 else ()  # noqa: PLR2004 - the port that browsers leave out
    return frozenset((*bare, *(f"{name}:{port}" for name in names)))


def same_origin(host: str, *, fetch_site: str | None, origin: str | None) -> bool:
    """Whether a write was sent by one of our own pages: what the browser itself says, or the same host.

    A request that says nothing of where it comes from is refused: browsers that matter always say it.

    >>> same_origin("localhost:8000", fetch_site="same-origin", origin=None)
    True
    >>> same_origin("localhost:8000", fetch_site="cross-site", origin="http://localhost:8000")
    False
    >>> same_origin("localhost:8000", fetch_site=None, origin="http://localhost:8000")
    True
    >>> same_origin("localhost:8000", fetch_site=None, origin=None)
    False
    """
    if fetch_site is not None:
        return fetch_site == "same-origin"
    return origin is not None and origin in {f"http://{host}", f"https://{host}"}
