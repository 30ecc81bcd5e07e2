"""A long list, a part at a time, the newest first: a page stays short however long the talks are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

AT_ONCE = 100
"""Entries on one page; the last page takes those that are left over as well, so that none is short."""

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of a list: what stands on it, its number from 1, how many pages and entries there are.

    `first` and `last` count the entries of the page, in the order in which they stand there.
    """

    shown: Sequence[T]
    number: int
    pages: int
    total: int
    first: int
    last: int

    def showing(self, made: Sequence[U]) -> Part[U]:
        """The same page with what was made of each of its entries."""
        return Part(made, self.number, self.pages, self.total, self.first, self.last)


def newest_first(whole: Sequence[T], asked: str) -> Part[T]:
    """The page that was asked for of a list that begins with the newest; the first where that is no page.

    >>> newest_first(range(250), "2").shown, newest_first("cba", "x").shown
    (range(100, 250), 'cba')
    """
    number, pages = _asked(len(whole), asked)
    start = (number - 1) * AT_ONCE
    return _part(whole, number, pages, start, len(whole) if number == pages else start + AT_ONCE)


def newest_last(whole: Sequence[T], asked: str) -> Part[T]:
    """The same of a list that ends with the newest: its last entries are the first page.

    >>> newest_last(range(250), "").shown, newest_last(range(250), "2").shown
    (range(150, 250), range(0, 150))
    """
    number, pages = _asked(len(whole), asked)
    end = len(whole) - (number - 1) * AT_ONCE
    return _part(whole, number, pages, 0 if number == pages else end - AT_ONCE, end)


def _asked(total: int, asked: str) -> tuple[int, int]:
    pages = max(1, total // AT_ONCE)
    # Longer numbers name no page of ours, and are not worth the reading.
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1  # noqa: PLR2004
    return min(max(1, number), pages), pages


def _part(whole: Sequence[T], number: int, pages: int, start: int, end: int) -> Part[T]:
    return Part(
        shown=whole[start:end], number=number, pages=pages, total=len(whole), first=start + 1, last=end
    )
