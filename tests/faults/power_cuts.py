"""Simulated power cuts: acts on a disk whose power fails at a random call, and a look at what is left."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from goodoffices.errors import StoreError
from goodoffices.stores.sqlite import SQLiteStore
from tests.faults.disk import Disk, Left
from tests.faults.ledger import Ledger, Tally
from tests.faults.place import begun, empty, folder

SEATS = ("north", "south", "envoy", "west")
LATEST_CUT = 260
MOST_ACTS = 80


def power_cut(
    seed: int, *, lying: bool = False, weakened: Callable[[SQLiteStore], None] = lambda _: None
) -> Tally:
    """One run: from one to four clients act until the power fails; what is wrong with what is left.

    `lying` makes each sync of the disk a word and no deed; `weakened` may take something from the store once
    it is open. Both are for planted faults.
    """
    chance = random.Random(seed)  # noqa: S311 - a fault that can be made again
    ledger = Ledger()
    with folder() as place:
        path = begun(place, "live")
        disk = Disk(cut_at=chance.randrange(1, LATEST_CUT), lying=lying)
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        weakened(store)
        store._writer.connection.pragma("wal_autocheckpoint", chance.choice((3, 12, 1000)))
        clients = chance.choice((1, 1, 2, 4))
        scripts = [_script(random.Random(f"{seed}/{number}"), number) for number in range(clients)]  # noqa: S311
        _act_until_dark(store, disk, ledger, scripts)
        left = empty(place, "left")
        disk.left(left.parent, chance, chance.choice((Left.NOTHING, Left.PARTS, Left.PARTS, Left.ALL)))
        disk.silent = True
        store.close()
        disk.unregister()
        return ledger.held_against(left)


Script = list[tuple[str, tuple[str, ...], bool]]


def _script(chance: random.Random, client: int) -> Script:
    """What one client does: keys, seats, and whether the act is undone."""
    return [
        (f"{client}.{turn}", tuple(chance.sample(SEATS, chance.randint(1, 3))), chance.random() < 0.15)
        for turn in range(MOST_ACTS)
    ]


def _act_until_dark(store: SQLiteStore, disk: Disk, ledger: Ledger, scripts: list[Script]) -> None:
    def act(script: Script) -> None:
        for key, seats, undone in script:
            try:
                ledger.act(store, key, seats, undone=undone)
            except StoreError:
                if not disk.off:
                    raise
                return

    if len(scripts) == 1:
        act(scripts[0])
        return
    threads = [threading.Thread(target=act, args=(script,)) for script in scripts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
