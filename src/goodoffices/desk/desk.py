"""The desk: every act and every read of every door goes through here, for one seat at a time."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable
from functools import partial

import msgspec

from goodoffices.casework.commands import Command
from goodoffices.casework.decide import decide
from goodoffices.casework.due import falling_due
from goodoffices.casework.refusal import Decided, Refusal, Rule
from goodoffices.desk.calendar import moment, moment_of, zone
from goodoffices.desk.notices import Notices
from goodoffices.desk.ports import Chance, Clock, SystemChance, SystemClock
from goodoffices.desk.proving import Trees
from goodoffices.desk.recording import Author, Written, resolved, write
from goodoffices.desk.search_index import SearchIndex
from goodoffices.desk.steady_clock import SteadyClock
from goodoffices.errors import AccessError
from goodoffices.record.acts import FellDue, SeatClosed, SeatOpened, TalksOpened
from goodoffices.record.checkpoint import Signer
from goodoffices.record.items import LaneItem
from goodoffices.record.sealing import opened_event, shown_item
from goodoffices.record.standing import Standing
from goodoffices.record.view import View, fold
from goodoffices.stores.store import Answered, LaneRow, Store, Transaction
from goodoffices.terms.actor import Seat, SeatKind
from goodoffices.terms.moment import Moment
from goodoffices.terms.talks import Talks


class Accepted(msgspec.Struct, frozen=True, kw_only=True, tag="accepted"):
    """An act was done: the identities of the new items in the acting seat's own lane."""

    items: tuple[str, ...]


class _Ahead(msgspec.Struct, frozen=True):
    """What acts that await their commit have led to: the last position, the standing there, and views."""

    standing: tuple[int, Standing] | None = None
    views: dict[str, View] = {}


class _Done(msgspec.Struct, frozen=True):
    """What came of an act: the answer and the seat's view; where it wrote, the heads and the standing."""

    answer: Answer
    view: View
    heads: dict[str, int] = {}
    standing: tuple[int, Standing] | None = None
    leaves: tuple[tuple[int, bytes], ...] = ()


Answer = Accepted | Refusal
_ENCODER = msgspec.json.Encoder(order="deterministic")


class Desk:
    """Talks on one store. Safe to call from several threads; the store decides who writes first.

    `signer` signs what the desk proves; without one it gives no receipts.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock | None = None,
        chance: Chance | None = None,
        signer: Signer | None = None,
    ) -> None:
        self.store = store
        self.signer = signer
        self.trees = Trees(store)
        self.clock: Clock = clock or SystemClock()
        self._steady = SteadyClock(self.clock)
        self.chance: Chance = chance or SystemChance()
        self.notices = Notices()
        self.words = SearchIndex()
        self._views: dict[tuple[str, str], View] = {}
        self._standings: dict[str, tuple[int, Standing]] = {}
        self._keeping = threading.Lock()

    # What a seat may read

    def view(self, talks: str, seat: str) -> View:
        """Everything that a seat holds. Raises `AccessError` where there is no such seat."""
        view = self._folded(talks, seat, lambda after: self.store.lane(talks, seat, after=after))
        self._keep_view(talks, seat, view)
        return view

    def moment(self, view: View) -> Moment:
        """The present moment, with the day of the talks' own time zone."""
        return moment_of(view.talks, view.opened, self._steady.now())

    # What may be done from a seat

    def act(
        self, talks: str, seat: str, command: Command, *, key: str | None = None, account: str | None = None
    ) -> Answer:
        """Do one command from a seat: decided, written whole, and only then answered.

        The same key and command get the first answer again, for accepted acts; the same key and another
        command are refused. Raises `AccessError` for an unknown seat, `UnknownTalks`, `StoreError` where it
        cannot be made durable, and `ClockError` where the machine's clock went back.
        """
        self._steady.refuse_gone_back()
        author = Author(seat=seat, account=account)
        done = self.store.carry_out(talks, partial(self._act, talks, author, command, key))
        # Only now is it durable, and with it all that it was decided on.
        self._keep_view(talks, seat, done.view)
        if done.standing is not None:
            self._keep_standing(talks, done.standing)
            self.trees.grow(talks, seat, done.leaves)
            self.notices.tell(talks, done.heads)
        return done.answer

    # What the desk does itself

    def open_talks(self, talks: Talks) -> None:
        """Begin new talks with their seats.

        Raises `WordError` for an unknown time zone and `ValueError` for a taken name.
        """
        zone(talks.time_zone)
        now = moment(self.clock.now(), talks.time_zone)
        with self.store.create(talks.name) as transaction:
            written = write(
                transaction,
                self.chance,
                talks=talks.name,
                standing=Standing(),
                position=1,
                author=Author(),
                moment=now,
                act=TalksOpened(talks=talks),
            )
        self._keep_standing(talks.name, (1, written.standing))

    def open_seat(self, talks: str, seat: Seat) -> None:
        """Open one more seat, which starts with its welcome alone. Raises `ValueError` for a taken name."""
        with self.store.transaction(talks) as transaction:
            position, standing = self._standing(transaction, talks)
            if standing.roll().seat(seat.name) is not None:
                raise ValueError(f"{talks} has a seat {seat.name}")
            written = self._by_the_desk(transaction, talks, position, standing, SeatOpened(seat=seat))
        self._keep_standing(talks, (position + 1, written.standing))
        self.notices.tell(talks, written.heads())

    def close_seat(self, talks: str, seat: str) -> None:
        """Close a seat for good: whoever sat there reads nothing from now on; its lane stays as it is.

        Told are those who could have written to it: mediators, and, where it was a mediator's, all with a
        part. Raises `AccessError` where there is no such seat, or it is closed already.
        """
        with self.store.transaction(talks) as transaction:
            position, standing = self._standing(transaction, talks)
            if seat not in {one.name for one in standing.open_seats}:
                raise AccessError(f"there is no seat {seat} at {talks}")
            written = self._by_the_desk(transaction, talks, position, standing, SeatClosed(seat=seat))
        self._keep_standing(talks, (position + 1, written.standing))
        self.notices.end(talks, seat)
        self.notices.tell(talks, {told: head for told, head in written.heads().items() if told != seat})

    def _by_the_desk(
        self,
        transaction: Transaction,
        talks: str,
        position: int,
        standing: Standing,
        act: SeatOpened | SeatClosed,
    ) -> Written:
        return write(
            transaction,
            self.chance,
            talks=talks,
            standing=standing,
            position=position + 1,
            author=Author(),
            moment=moment_of(standing.roll(), standing.opened, self.clock.now()),
            act=act,
        )

    def fall_due(self, talks: str) -> int:
        """Note, for each mediator's seat, the dated terms that have begun or run out; how many there were.

        Each seat's are found in its own view and told to it alone. Raises `UnknownTalks`, `StoreError` and
        `ClockError`.
        """
        self._steady.refuse_gone_back()
        heads: dict[str, int] = {}
        noted = 0
        with self.store.transaction(talks) as transaction:
            position, standing = self._standing(transaction, talks)
            for seat in standing.open_seats:
                if seat.kind is not SeatKind.MEDIATOR:
                    continue
                view = self._folded(talks, seat.name, partial(_lane, transaction, seat.name))
                now = self.moment(view)
                for subject, due in falling_due(view, now):
                    position += 1
                    act = FellDue(to=seat.name, subject=subject, due=due)
                    written = write(
                        transaction,
                        self.chance,
                        talks=talks,
                        standing=standing,
                        position=position,
                        author=Author(),
                        moment=now,
                        act=resolved(act, seat.name, transaction),
                    )
                    heads.update(written.heads())
                    noted += 1
        self._keep_standing(talks, (position, standing))
        self.notices.tell(talks, heads)
        return noted

    def roll(self, talks: str) -> Talks:
        """The talks with all their seats, for whoever runs the desk; raises `UnknownTalks`."""
        with self.store.transaction(talks) as transaction:
            return self._standing(transaction, talks)[1].roll()

    def open_seats(self, talks: str) -> tuple[Seat, ...]:
        """The seats that are not closed, for whoever runs the desk; raises `UnknownTalks`."""
        with self.store.transaction(talks) as transaction:
            return self._standing(transaction, talks)[1].open_seats

    # Inside

    def _act(
        self, talks: str, author: Author, command: Command, key: str | None, transaction: Transaction
    ) -> _Done:
        """What an act comes to in a transaction."""
        seat = author.seat or ""
        ahead = transaction.beside if isinstance(transaction.beside, _Ahead) else _Ahead()
        view = self._folded(talks, seat, partial(_lane, transaction, seat), ahead.views.get(seat))
        if key is not None and (before := transaction.answered(seat, key)) is not None:
            return _Done(_again(before, command, view, transaction), view)
        now = self.moment(view)
        decided = decide(command, view, now)
        if isinstance(decided, Refusal):
            return _Done(decided, view)
        standing = self._standing(transaction, talks, ahead.standing)
        done, opening = self._write(transaction, talks, author, now, decided, view, standing)
        if key is not None:
            digest = _digest(command, opening)
            transaction.remember(seat, key, Answered(digest=digest, answer=_ENCODER.encode(done.answer)))
        transaction.beside = _Ahead(done.standing, {**ahead.views, seat: done.view})
        return done

    def _write(
        self,
        transaction: Transaction,
        talks: str,
        author: Author,
        now: Moment,
        decided: Decided,
        view: View,
        before: tuple[int, Standing],
    ) -> tuple[_Done, bytes]:
        """What decided acts come to, and the opening of the seat's first item that they bring.

        The items are what reading their rows would give, so that nobody need read them again.
        """
        position, standing = before
        own: list[tuple[LaneItem, LaneRow]] = []
        heads: dict[str, int] = {}
        for act in decided.acts:
            position += 1
            written: Written = write(
                transaction,
                self.chance,
                talks=talks,
                standing=standing,
                position=position,
                author=author,
                moment=now,
                act=resolved(act, author.seat or "", transaction),
            )
            standing = written.standing
            heads.update(written.heads())
            own += (found,) if (found := written.item_for(author.seat or "")) is not None else ()
        if not own:  # whoever may not see an act may not do it
            raise AccessError(f"there is no seat {author.seat} at {talks}")
        items = [item for item, _ in own]
        answer = Accepted(items=tuple(item.id for item in items))
        leaves = tuple((row.number, row.envelope.leaf) for _, row in own)
        done = _Done(answer, view.extended(items), heads, (position, standing), leaves)
        return done, own[0][1].envelope.opening

    def _standing(
        self, transaction: Transaction, talks: str, ahead: tuple[int, Standing] | None = None
    ) -> tuple[int, Standing]:
        """The last position, and the standing there, from one that was kept or worked out in the same batch.

        Whatever opens a seat brings its lane the first item, and what closes one brings it the last: so only
        the events at the ends of lanes are looked at, however long the log is.
        """
        before, standing = ahead or self._standings.get(talks, (0, Standing()))
        position, rows = transaction.ends(after=before)
        for row in rows:
            if not row.envelope.erased:  # what opens talks and seats never is
                standing = standing.after(opened_event(row.envelope))
        return position, standing

    def _folded(
        self,
        talks: str,
        seat: str,
        lane: Callable[[int], tuple[LaneRow, ...]],
        ahead: View | None = None,
    ) -> View:
        """The kept view of a seat with what has come since; it may rest on acts that await their commit."""
        before = ahead or self._views.get((talks, seat))
        items = [
            shown_item(row.envelope, number=row.number, identity=row.identity)
            for row in lane(0 if before is None else before.version)
        ]
        view = fold(items) if before is None else before.extended(items)
        if view is None or view.is_closed:
            raise AccessError(f"there is no seat {seat} at {talks}")
        return view

    def _keep_view(self, talks: str, seat: str, view: View) -> None:
        """Keep a view of committed items, unless a later one is kept."""
        with self._keeping:
            held = self._views.get((talks, seat))
            if held is None or held.version < view.version:
                self._views[talks, seat] = view

    def _keep_standing(self, talks: str, standing: tuple[int, Standing]) -> None:
        """Keep the standing at a committed event, unless a later one is kept."""
        with self._keeping:
            if self._standings.get(talks, (0, None))[0] < standing[0]:
                self._standings[talks] = standing


def _lane(transaction: Transaction, seat: str, after: int) -> tuple[LaneRow, ...]:
    return transaction.lane(seat, after=after)


def _digest(command: Command, opening: bytes) -> bytes:
    """The digest of a request under the opening of the first item that it brought: it goes with that."""
    return hmac.digest(opening, _ENCODER.encode(command), "sha256")


def _again(before: Answered, command: Command, view: View, transaction: Transaction) -> Answer:
    """The first answer once more, where it is the same request."""
    answer = msgspec.json.decode(before.answer, type=Accepted)
    item = view.item(answer.items[0])
    rows = () if item is None else transaction.lane(view.seat.name, after=item.number - 1)
    first = rows[0].envelope if rows and not rows[0].envelope.erased else None
    if first is not None and hmac.compare_digest(before.digest, _digest(command, first.opening)):
        return answer
    return Refusal(
        rule=Rule.ALREADY_DONE,
        sentence="This form was sent before with other content. Open the page again and send it anew.",
    )
