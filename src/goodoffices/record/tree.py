"""The tree over a lane or a log: one root for all leaves, and short proofs that it holds what it held.

The hashing is that of RFC 6962, section 2.1: an inner node is SHA-256 of 0x01 and its two children, and n
leaves are split at the largest power of two below n. What proofs prove is checked in `goodoffices.verify`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""


def node(left: bytes, right: bytes) -> bytes:
    """The digest of two children, of 32 bytes each."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf; every earlier state can still be asked for.

    Kept are the leaves and the nodes over full powers of two: 64 bytes a leaf. A leaf more costs one hash on
    average; a root and a proof cost hashes in the square of the depth at most.

    >>> tree = Tree([bytes([number]) * 32 for number in range(5)])
    >>> tree.size, tree.root(0) == EMPTY, tree.root(1) == bytes(32), len(tree.inclusion(4))
    (5, True, True, 1)
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend(leaves)

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return len(self._levels[0])

    def leaf(self, index: int) -> bytes:
        """The leaf at an index, from 0. Raises `ValueError` where there is none."""
        self._refuse_outside(index, self.size)
        return self._levels[0][index]

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaves, 32 bytes each, in order."""
        for leaf in leaves:
            held = leaf
            level = 0
            self._levels[0].append(held)
            while len(self._levels[level]) % 2 == 0:
                held = node(self._levels[level][-2], held)
                level += 1
                if level == len(self._levels):
                    self._levels.append([])
                self._levels[level].append(held)

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves, all of them unless told otherwise.

        Raises `ValueError` for a size that the tree does not have, or has not yet.
        """
        size = self._asked(size)
        return EMPTY if size == 0 else self._over(0, size)

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The nodes that lead from the leaf at an index, from 0, to the root over `size` leaves.

        Raises `ValueError` where the leaf is not among them. A single leaf needs no proof: it is the root.
        """
        size = self._asked(size)
        self._refuse_outside(index, size)
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency(self, first: int, second: int | None = None) -> tuple[bytes, ...]:
        """The nodes that show that the first `first` leaves still stand as they stood among `second`.

        Raises `ValueError` unless 0 < first <= second. Equal sizes need no proof: their roots are equal.
        """
        second = self._asked(second)
        if not 0 < first <= second:
            raise ValueError(f"no tree of {first} leaves comes before one of {second}")
        path: list[bytes] = []
        start, end, whole = 0, second, True
        while first != end:
            middle = start + _split(end - start)
            if first <= middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start, whole = middle, False
        return tuple(reversed(path if whole else [*path, self._over(start, end)]))

    def _over(self, start: int, end: int) -> bytes:
        """The root over the leaves from `start` to before `end`, a range that such a tree has as one node."""
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + _split(size)
        return node(self._over(start, middle), self._over(middle, end))

    def _asked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return size

    @staticmethod
    def _refuse_outside(index: int, size: int) -> None:
        if not 0 <= index < size:
            raise ValueError(f"there is no leaf {index} among {size}")


def _split(size: int) -> int:
    """The largest power of two below a size of at least 2."""
    return 1 << ((size - 1).bit_length() - 1)
