"""Inner loops compiled by numba, kept on the disk between runs where some folder may be written.

Importing numba takes a third of a second, and a first compilation seconds: only files of inner loops import
this one, and they are imported only where a scenario is large enough (`SMALL`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")

_njit: Final[Any] = numba.njit  # pyright: ignore[reportUnknownMemberType] - numba states no types


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, compiled at its first call; kept on the disk where that is possible.

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
    return cast("Callable[P, R]", kept)
