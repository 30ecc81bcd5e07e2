"""Inner loops compiled by numba, kept on the disk between runs where some folder may be written.

They are kept beside the source, or where that may not be written, in the user's cache folder; the folder that
`NUMBA_CACHE_DIR` names comes before both. Importing numba takes a third of a second, and a first compilation
seconds: only files of inner loops import this one, and they are imported only where a scenario is large
enough (`SMALL`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar, cast

import numba
from numba.core import event

from goodoffices.preferences.compiling import begun

P = ParamSpec("P")
R = TypeVar("R")

_njit: Final[Any] = numba.njit  # pyright: ignore[reportUnknownMemberType] - numba states no types
_event: Final[Any] = event
_not_kept: Final[set[str]] = set()


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, compiled at its first call; kept on the disk where that is possible.

    A compilation is told by `compiling`; reading what was kept is none.

    >>> @compiled
    ... def twice(number: int) -> int:
    ...     return 2 * number
    >>> twice(21)
    42
    """
    try:
        kept = _njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba found no folder that it may write to
        kept = _njit(nogil=True)(function)
        _not_kept.add(function.__qualname__)
    return cast("Callable[P, R]", kept)


class _Told(_event.Listener):
    """Hears of every compilation that numba begins."""

    def on_start(self, event: object) -> None:
        """Pass on that `event` began."""
        del event  # which loop it is matters to nobody
        begun(kept=not _not_kept)

    def on_end(self, event: object) -> None:
        """Say nothing: whoever waits sees the end."""


_event.register("numba:compile", _Told())
