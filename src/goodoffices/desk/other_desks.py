"""What other desks on the same store have written: open pages of this desk hear of it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress

from goodoffices.desk.desk import Desk
from goodoffices.errors import AccessError, StoreError
from goodoffices.stores.store import Shared


def tell_waiting_pages(desk: Desk) -> None:
    """Look at the lane of each seat for which a page waits, and tell the page where its lane ends.

    A page that has heard of it says nothing. A store that does not answer is left to the page's own next
    look.
    """
    for talks, seat in desk.notices.waiting():
        with suppress(StoreError, AccessError):
            desk.notices.tell(talks, {seat: desk.view(talks, seat).version})


@contextmanager
def hearing_other_desks(desk: Desk) -> Generator[None]:
    """Until the block ends, look whenever the store says that something was written, wherever it was.

    A store that one process alone can write to has no other desks: nothing is then done.
    """
    if not isinstance(desk.store, Shared):
        yield
        return
    stop = desk.store.listen(lambda: tell_waiting_pages(desk))
    try:
        yield
    finally:
        stop()
