"""What does not fit in the rows of one negotiation: the same questions on every store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from goodoffices.record.sealing import Envelope, intact
from goodoffices.stores.fitting import disclosed
from goodoffices.stores.store import Disclosure, LaneRow, LogRow, Problem


def problems(
    talks: str, log: Iterable[LogRow], lanes: Mapping[str, Iterable[LaneRow]], answered: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """Everything that does not fit; empty where all does.

    `lanes` holds the rows of each seat in the order of their numbers, `answered` the seats that have
    idempotency keys. The log is held against itself, each lane against itself, and the two against each
    other. Envelopes that lie encrypted, or whose content was erased, are not held against their leaves: that
    takes the keys, or the log's own word. An event removed from the end together with all that it disclosed
    leaves no trace here.
    """
    rows = tuple(log)
    return (
        *_of_the_log(talks, rows),
        *_of_the_lanes(talks, {seat: tuple(items) for seat, items in lanes.items()}, rows),
        *(
            _problem(talks, f"seat {seat}", "answers are kept for a seat that holds nothing")
            for seat in sorted(set(answered) - set(lanes))
        ),
    )


def _of_the_log(talks: str, log: tuple[LogRow, ...]) -> Iterator[Problem]:
    expected = 1
    seen: set[str] = set()
    for row in log:
        place = f"event {row.position}"
        if row.position != expected:
            yield _problem(talks, place, f"event {expected} should stand here")
        if row.identity in seen:
            yield _problem(talks, place, "its identity stands twice")
        if not _in_order(row.envelope):
            yield _problem(talks, place, "its bytes are not those that were written")
        seen.add(row.identity)
        expected = row.position + 1


def _of_the_lanes(
    talks: str, lanes: dict[str, tuple[LaneRow, ...]], log: tuple[LogRow, ...]
) -> Iterator[Problem]:
    named: dict[tuple[str, int], Disclosure] = {}
    for row in log:
        for disclosure in row.disclosures:
            spot = disclosure.seat, disclosure.number
            if spot in named:
                yield _problem(talks, f"event {row.position}", f"{_spot(*spot)} came from an earlier event")
            named[spot] = disclosure
    for seat, items in lanes.items():
        yield from _of_a_lane(talks, seat, items, named)
    held = {(seat, item.number) for seat, items in lanes.items() for item in items}
    for spot in sorted(set(named) - held):
        yield _problem(talks, _spot(*spot), "the log names an item that is not there")


def _of_a_lane(
    talks: str, seat: str, items: tuple[LaneRow, ...], named: dict[tuple[str, int], Disclosure]
) -> Iterator[Problem]:
    expected = 1
    for item in items:
        place = _spot(seat, item.number)
        if item.number != expected:
            yield _problem(talks, place, f"item {expected} should stand here")
        expected = item.number + 1
        if not _in_order(item.envelope):
            yield _problem(talks, place, "its bytes are not those that were written")
        match named.get((seat, item.number)):
            case None:
                yield _problem(talks, place, "no event of the log put it there")
            case disclosure if disclosure != disclosed(item):
                yield _problem(talks, place, "it is not the item that the log names")
            case _:
                pass


def _in_order(envelope: Envelope) -> bool:
    return bool(envelope.key) or envelope.erased or intact(envelope)


def _spot(seat: str, number: int) -> str:
    return f"seat {seat}, item {number}"


def _problem(talks: str, place: str, sentence: str) -> Problem:
    return Problem(talks=talks, place=place, sentence=sentence)
