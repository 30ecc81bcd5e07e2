"""Where the talks lie that a command is about: in a store, in a talks file, or in an example."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeVar

import typer

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.stores.address import shown

if TYPE_CHECKING:
    from goodoffices.desk.desk import Desk
    from goodoffices.record.talks_file import TalksFile
    from goodoffices.record.view import View
    from goodoffices.stores.encrypted import EncryptedStore
    from goodoffices.stores.store import Store
    from goodoffices.terms.word import Word

Value = TypeVar("Value", bound="Word")

DEFAULT = Path("goodoffices.db")
"""The store that is meant where none is named: in the folder in which the command is given."""

KEY = "GOODOFFICES_KEY"
"""Where the environment may hold the key of the store, as it is written in its file."""

KEY_FILE = "GOODOFFICES_KEY_FILE"
"""Where the environment may name the file of the key; without either it lies beside the store."""

_FILE_ENDINGS = {".yaml", ".yml", ".json"}


@dataclass(frozen=True, kw_only=True)
class Seated:
    """A desk, and a seat at one negotiation on it."""

    desk: Desk
    talks: str
    seat: str

    def view(self) -> View:
        """All that the seat may see. Raises `AccessError` where there is no such seat."""
        return self.desk.view(self.talks, self.seat)

    def identity(self, written: str) -> str:
        """What a person means by a number or an identity; what the seat does not hold stays as written."""
        if not written.isdecimal():
            return written
        number = int(written)
        return next((item.id for item in self.view() if item.number == number), written)


def store_named(store: str | None) -> str:
    """The store that is meant: the one at its usual place where none was named."""
    return str(DEFAULT) if store is None else store


def kept_in(store: str | None) -> str:
    """Where the talks lie, as it may be printed: an address stands there without its password."""
    return shown(store_named(store))


def is_file(talks: str) -> bool:
    """Whether a file is meant, and not a name: `-`, an ending of its own, or a separator of folders.

    >>> is_file("talks.yaml"), is_file("port-of-ardmere")
    (True, False)
    """
    return talks == "-" or Path(talks).suffix in _FILE_ENDINGS or Path(talks).name != talks


def read_file(path: Path) -> TalksFile:
    """A talks file from the disk, or from the input for `-`. Raises `TalksFileError` and `OSError`."""
    from goodoffices.record.talks_yaml import read

    return read(_content(path))


def read_value(path: Path, kind: type[Value]) -> Value:
    """One value of the field, written in YAML as in a talks file. Raises `FileError` and `OSError`."""
    from goodoffices.notation.expectation import fitted
    from goodoffices.notation.yaml_reading import parsed

    return fitted(parsed(_content(path)), kind)


def _content(path: Path) -> str:
    from goodoffices.notation.plain import LARGEST, decoded

    if str(path) == "-":
        return decoded(sys.stdin.buffer.read(LARGEST + 1))
    with path.open("rb") as stream:
        return decoded(stream.read(LARGEST + 1))


def authored(talks: str) -> TalksFile:
    """A talks file by its path, or an example by its name. Raises `UnknownTalks` where there is neither."""
    from goodoffices.desk.examples import find, names

    if is_file(talks):
        return read_file(Path(talks))
    path = find(talks)
    if path is None:
        known = ", ".join(names()) or "none is installed"
        raise UnknownTalks(f"there is no talks file or example {talks} (examples: {known})")
    return read_file(path)


@contextmanager
def desk_on(store: str | None, *, create: bool = False) -> Generator[Desk]:
    """The desk on a store. Raises `StoreError` where there is none and none is to be made."""
    from goodoffices.stores.opening import may_be_there

    named = store_named(store)
    if not create and not may_be_there(named):
        raise StoreError(f"there is no store at {named}: `goodoffices talks new` or `talks import` makes one")
    with opened_store(named) as held:
        yield keyed_desk(held)


@contextmanager
def opened_store(store: str, key_file: Path | None = None) -> Generator[EncryptedStore]:
    """A store under the key that is named, or the environment's, or the one at its own place."""
    from goodoffices.stores.opening import opened

    held = opened(store, **keys_of(key_file))
    try:
        yield held
    finally:
        held.close()


class Keys(TypedDict):
    """Where a key is looked for: in a file, or written down; with neither, at the store's own place."""

    key_file: Path | None
    key: str | None


def keys_of(key_file: Path | None) -> Keys:
    """The file that an option names, or else what the environment says."""
    return Keys(key_file=key_file or named_key_file(), key=None if key_file else written_key())


def where_the_key_is(store: str, key_file: Path | None) -> str:
    """Where the key of a store lies, for a sentence."""
    from goodoffices.stores.opening import key_place_of

    if key_file is None and written_key() is not None:
        return "in the environment"
    return f"in {key_file or named_key_file() or key_place_of(store)}"


def named_key_file() -> Path | None:
    """The file that the environment names for the key of the store."""
    named = os.environ.get(KEY_FILE)
    return Path(named) if named else None


def written_key() -> str | None:
    """The key that stands in the environment itself."""
    return os.environ.get(KEY) or None


def keyed_desk(store: Store) -> Desk:
    """A desk on a store, which signs with the store's own key where it has one."""
    from goodoffices.desk.desk import Desk
    from goodoffices.record.checkpoint import Signer
    from goodoffices.stores.encrypted import EncryptedStore

    return Desk(store, signer=Signer(store.signing_seed) if isinstance(store, EncryptedStore) else None)


def seal_of_forms(store: EncryptedStore) -> bytes:
    """What seals the forms of a store's pages: the same at every start, so that a form outlives a restart."""
    import hmac

    return hmac.digest(store.signing_seed, b"the forms of the pages", "sha256")


@contextmanager
def acting(talks: str | None, seat: str, store: str | None) -> Generator[Seated]:
    """A seat at talks that lie in a store, to act from or to read from.

    Raises `StoreError`; wrong use where the store holds several talks and none is named.
    """
    with desk_on(store) as desk:
        yield Seated(desk=desk, talks=talks or _only(desk), seat=seat)


@contextmanager
def reading_from(talks: str | None, seat: str, store: str | None) -> Generator[Seated]:
    """A seat at talks to read from: in the store, or else of a talks file or example kept in memory."""
    if talks is not None and (is_file(talks) or (store is None and not _in_default_store(talks))):
        yield in_memory(authored(talks), seat)
        return
    with acting(talks, seat, store) as seated:
        yield seated


def read_as_author(talks: str, seat: str | None, store: str | None) -> bool:
    """Whether talks are read as their author: a file or an example, and from no seat.

    Wrong use where the talks can only lie in a store, whose talks are read from a seat.
    """
    from goodoffices.desk.examples import find

    if seat is not None:
        return False
    if is_file(talks) or (store is None and find(talks) is not None):
        return True
    raise typer.BadParameter(
        f"{talks} is no talks file or example: say which seat reads (or `goodoffices talks export --whole`)",
        param_hint="--seat",
    )


def _in_default_store(talks: str) -> bool:
    if not DEFAULT.exists():
        return False
    with desk_on(None) as desk:
        return talks in desk.store.talks()


def in_memory(file: TalksFile, seat: str = "") -> Seated:
    """A talks file on a desk of its own, forgotten at the end. Raises what `open_file` raises."""
    from goodoffices.desk.desk import Desk
    from goodoffices.desk.opening import open_file
    from goodoffices.stores.memory import MemoryStore

    desk = Desk(MemoryStore())
    open_file(desk, file)
    return Seated(desk=desk, talks=file.talks.name, seat=seat)


def author_view(file: TalksFile) -> View:
    """All that a talks file holds, as its author sees it: every row, under its identity there.

    Of a side's preference the side's own counts, not a mediator's estimate of it.
    """
    from goodoffices.record.acts import PreferenceKept
    from goodoffices.record.items import LaneItem, Welcome
    from goodoffices.record.view import fold
    from goodoffices.terms.actor import Seat, SeatKind

    author = Seat(name="author", kind=SeatKind.READER, title="The author of the file")
    deeds = [(row, row.deed) for row in file.record]
    own = {
        deed.preference.holder
        for row, deed in deeds
        if isinstance(deed, PreferenceKept) and _holds(file, row.by, deed.preference.holder)
    }
    kept = [
        (row, deed)
        for row, deed in deeds
        if not isinstance(deed, PreferenceKept)
        or deed.preference.holder not in own
        or _holds(file, row.by, deed.preference.holder)
    ]
    items = [LaneItem(id="opening", number=1, at="", matter=Welcome(talks=file.talks, seat=author))]
    items += [
        LaneItem(id=row.id, number=number, at=row.recorded or "", matter=deed)
        for number, (row, deed) in enumerate(kept, start=2)
    ]
    view = fold(items)
    assert view is not None, "there is a welcome"  # noqa: S101 - made above
    return view


def _holds(file: TalksFile, seat: str, actor: str) -> bool:
    found = file.talks.seat(seat)
    return found is not None and found.actor == actor


def refuse_taken(desk: Desk, name: str) -> None:
    """Raise `StoreError` where the store holds talks of that name."""
    if name in desk.store.talks():
        raise StoreError(f"the store holds talks named {name} already: choose another name or store")


def _only(desk: Desk) -> str:
    match desk.store.talks():
        case ():
            raise UnknownTalks("the store holds no talks yet: `goodoffices talks new` makes some")
        case (one,):
            return one
        case several:
            raise typer.BadParameter(f"the store holds {', '.join(several)}: say which", param_hint="--talks")
