"""One act on talks that lie encrypted: everything is closed on the way in and opened on the way out."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from goodoffices.errors import ForeignStore
from goodoffices.stores.fitting import disclosed
from goodoffices.stores.keyring import INSTANCE, LaneKey, Names, OpenRing, unwrap, wrap
from goodoffices.stores.store import Answered, Disclosure, KeptAnswer, KeyedTransaction, LaneRow, LogRow


def talks_place(pseudonym: str) -> str:
    """Where the ring keeps the key of a log, by the pseudonym of its talks."""
    return f"talks/{pseudonym}"


def lane_place(names: Names, talks: str, seat: str) -> str:
    """Where the ring keeps the key of a lane."""
    return f"lane/{names.talks(talks)}/{names.seat(talks, seat)}"


def opened_items(
    rows: tuple[LaneRow, ...], seat: str, key: Callable[[], LaneKey | None]
) -> tuple[LaneRow, ...]:
    """Items of a lane in plain form, for a seat by its plain name. Raises `ForeignStore`."""
    if not rows:
        return ()
    lane = _there(key())
    return tuple(
        LaneRow(
            seat=seat,
            number=row.number,
            identity=row.identity,
            envelope=lane.open(row.envelope, row.number, row.identity),
        )
        for row in rows
    )


def opened_log(
    rows: tuple[LogRow, ...], place: str, key: Callable[[str], LaneKey | None]
) -> tuple[LogRow, ...]:
    """Events in plain form; `place` is that of the log's key. Raises `ForeignStore`."""
    if not rows:
        return ()
    log = _there(key(place))
    lanes = place.replace("talks/", "lane/", 1)

    def plain(one: Disclosure) -> Disclosure:
        return msgspec.structs.replace(one, seat=_there(key(f"{lanes}/{one.seat}")).name)

    return tuple(
        LogRow(
            position=row.position,
            identity=row.identity,
            envelope=log.open(row.envelope, row.position, row.identity),
            disclosures=tuple(map(plain, row.disclosures)),
        )
        for row in rows
    )


def _there(key: LaneKey | None) -> LaneKey:
    if key is None:
        raise ForeignStore("the store is damaged: a key in it is gone")
    return key


_ANSWERS = msgspec.msgpack.Encoder()
_ANSWER = msgspec.msgpack.Decoder(tuple[str, bytes, bytes])


class EncryptedTransaction:
    """Reads and writes of one act; `opened` holds the keys that were made or met in it."""

    def __init__(self, inner: KeyedTransaction, ring: OpenRing, talks: str) -> None:
        self._inner = inner
        self._ring = ring
        self._names = ring.names
        self._talks = talks
        self._log = talks_place(ring.names.talks(talks))
        self.opened: dict[str, LaneKey] = {}

    @property
    def beside(self) -> object:
        """What the act before left; it stays in memory."""
        return self._inner.beside

    @beside.setter
    def beside(self, left: object) -> None:
        self._inner.beside = left

    def begin(self) -> None:
        """Make the key of new talks."""
        self._keep({self._log: LaneKey.drawn(self._talks, self._log)})

    def lane(self, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        """The items of a lane numbered above `after`."""
        rows = self._inner.lane(self._seat(seat), after=after)
        return opened_items(rows, seat, lambda: self._key(self._place(seat)))

    def head(self, seat: str) -> int:
        """The number of the last item of a lane, or 0."""
        return self._inner.head(self._seat(seat))

    def log(self, *, after: int = 0) -> tuple[LogRow, ...]:
        """The events at positions above `after`."""
        return opened_log(self._inner.log(after=after), self._log, self._key)

    def ends(self, *, after: int = 0) -> tuple[int, tuple[LogRow, ...]]:
        """The last position; and, above `after`, the first event and those at the ends of lanes."""
        position, rows = self._inner.ends(after=after)
        return position, opened_log(rows, self._log, self._key)

    def events(self, seat: str, identities: tuple[str, ...]) -> dict[str, str]:
        """For each identity of a lane, its event."""
        return self._inner.events(self._seat(seat), identities)

    def identities(self, seat: str, events: tuple[str, ...]) -> dict[str, str]:
        """For each event, its identity in a lane."""
        return self._inner.identities(self._seat(seat), events)

    def append(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        """Write an event and its lane items. Raises `ValueError` where they do not fit, and writes none."""
        if row.disclosures != tuple(map(disclosed, lanes)):
            raise ValueError("the lane items and what the event discloses differ")
        made: dict[str, LaneKey] = {}
        items = tuple(self._closed(item, made) for item in lanes)
        log = _there(self._key(self._log))
        event = LogRow(
            position=row.position,
            identity=row.identity,
            envelope=log.close(row.envelope, row.position, row.identity),
            disclosures=tuple(map(disclosed, items)),
        )
        self._inner.append(event, items)
        self._keep(made)

    def answered(self, seat: str, key: str) -> Answered | None:
        """What was answered to a key of that seat."""
        found = self._inner.answered(self._seat(seat), self._request(seat, key))
        if found is None:
            return None
        return self._kept(
            KeptAnswer(seat=self._seat(seat), key=self._request(seat, key), answered=found)
        ).answered

    def answers(self) -> tuple[KeptAnswer, ...]:
        """Every answer that is kept, by seat and key."""
        return tuple(sorted(map(self._kept, self._inner.answers()), key=lambda kept: (kept.seat, kept.key)))

    def remember(self, seat: str, key: str, answered: Answered) -> None:
        """Keep the answer to a key. Raises `ValueError` where it has one."""
        place = self._place(seat)
        lane = self._key(place) or LaneKey.drawn(seat, place)
        request = self._request(seat, key)
        plain = _ANSWERS.encode((key, answered.digest, answered.answer))
        closed = Answered(digest=b"", answer=wrap(lane.key, plain, f"answer {place} {request}"))
        self._inner.remember(self._seat(seat), request, closed)
        if self._key(place) is None:
            self._keep({place: lane})

    def erase(self, position: int) -> None:
        """Destroy the content of an event and its items, and their keys."""
        self._inner.erase(position)

    def _closed(self, item: LaneRow, made: dict[str, LaneKey]) -> LaneRow:
        place = self._place(item.seat)
        key = self._key(place) or made.setdefault(place, LaneKey.drawn(item.seat, place))
        return LaneRow(
            seat=self._seat(item.seat),
            number=item.number,
            identity=item.identity,
            envelope=key.close(item.envelope, item.number, item.identity),
        )

    def _key(self, place: str) -> LaneKey | None:
        """The key of a place: seen before, or kept by an act that is still to be committed with this one."""
        held = self._ring.known(place) or self.opened.get(place)
        if held is None and (wrapped := self._inner.kept_key(place)) is not None:
            lying = self._inner.kept_key(INSTANCE)
            held = self.opened[place] = self._ring.unwrapped(wrapped, place, lying)
        return held

    def _keep(self, keys: dict[str, LaneKey]) -> None:
        seal = self._ring.seal
        for place, key in keys.items():
            self._inner.keep_key(place, key.wrapped(seal.key))
        if keys:  # looked at after the writing, from which on the ring stands still
            self._ring.refuse_changed(seal, self._inner.kept_key(INSTANCE))
        self.opened |= keys

    def _seat(self, seat: str) -> str:
        return self._names.seat(self._talks, seat)

    def _place(self, seat: str) -> str:
        return lane_place(self._names, self._talks, seat)

    def _request(self, seat: str, key: str) -> str:
        return self._names.request(self._talks, seat, key)

    def _kept(self, closed: KeptAnswer) -> KeptAnswer:
        """An answer as it was remembered, with the names that it stands under."""
        place = self._place_of(closed.seat)
        lane = _there(self._key(place))
        plain = unwrap(lane.key, closed.answered.answer, f"answer {place} {closed.key}")
        key, digest, answer = _ANSWER.decode(plain)
        return KeptAnswer(seat=lane.name, key=key, answered=Answered(digest=digest, answer=answer))

    def _place_of(self, pseudonym: str) -> str:
        return f"{self._place('').rpartition('/')[0]}/{pseudonym}"
