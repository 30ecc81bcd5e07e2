"""The small model, further: `python -m tests.faults.small_model 5`."""

from __future__ import annotations

import sys

from tests.visibility.small_model import Laws, explored

LONGEST = 5


def main(longest: int = LONGEST) -> int:
    """Follow every order of the twelve acts up to a length; how many orders. A broken law ends it."""
    laws = Laws()
    orders, states = explored(longest, laws)
    if laws.broken:
        raise AssertionError(laws.broken[0])
    print(f"{orders} orders of acts, {states} states, no law broken")  # noqa: T201 - its result
    return orders


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LONGEST)
