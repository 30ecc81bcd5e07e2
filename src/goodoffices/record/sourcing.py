"""On whose word the entries of a record rest, and on whose none does."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.terms.actor import Role
from goodoffices.terms.entry import Entry
from goodoffices.terms.identity import Identity
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.talks import Talks
from goodoffices.terms.text import Label
from goodoffices.terms.word import NOT_STATED, Word


class Voice(Word):
    """One source: what it is called, what kind of word it is, the side it belongs to, what rests on it."""

    label: Label
    type: SourceType
    side: Label | None = None
    entries: tuple[Identity, ...]


class Side(Word):
    """An actor and the entries that rest on its own word; every party is one, also without any entry."""

    actor: Label
    party: bool
    entries: tuple[Identity, ...] = ()


class Sourcing(Word):
    """The voices with most entries first, the sides (parties before others), and what has no source.

    An entry that rests on two sources counts for each of them, so that the counts add up to more.
    """

    voices: tuple[Voice, ...] = ()
    sides: tuple[Side, ...] = ()
    unsourced: tuple[Identity, ...] = ()


def sourcing(entries: Iterable[tuple[str, Entry]], talks: Talks) -> Sourcing:
    """Who says what, over the entries given; without entries, every party with none.

    >>> from goodoffices.terms.actor import Actor, Tenure
    >>> from goodoffices.terms.claim import Note
    >>> union = Actor(name="Union", kind="union", roles=(Tenure(role=Role.PARTY),))
    >>> talks = Talks(name="a", title="A", actors=(union,))
    >>> found = sourcing([("n1", Entry(content=Note(text="Quiet.")))], talks)
    >>> found.sides[0].entries, found.unsourced
    ((), ('n1',))
    """
    voices: dict[tuple[str, SourceType, str | None], list[str]] = {}
    sides: dict[str, list[str]] = {party: [] for party in talks.actors_in(Role.PARTY)}
    parties = frozenset(sides)
    unsourced: list[str] = []
    for identity, entry in entries:
        if not entry.sources:
            unsourced.append(identity)
        for source in entry.sources:
            side = side_of(source, talks)
            _once(voices.setdefault((label_of(source), source.type, side), []), identity)
            if side is not None:
                _once(sides.setdefault(side, []), identity)
    loudest = sorted(voices.items(), key=lambda voice: (-len(voice[1]), voice[0][0], voice[0][1].value))
    return Sourcing(
        voices=tuple(
            Voice(label=label, type=kind, side=side, entries=tuple(found))
            for (label, kind, side), found in loudest
        ),
        sides=tuple(
            Side(actor=actor, party=actor in parties, entries=tuple(found)) for actor, found in sides.items()
        ),
        unsourced=tuple(unsourced),
    )


def label_of(source: Source) -> str:
    """What a source is called, also where nobody named it.

    >>> label_of(Source(type=SourceType.UNATTRIBUTED))
    "the report's own voice"
    """
    if source.label is not None:
        return source.label
    match source.type:
        case SourceType.UNATTRIBUTED:
            return "the report's own voice"
        case SourceType.OUTLET:
            return source.outlet or "another medium"
        case SourceType.FIRST_HAND:
            return "first-hand"
        case SourceType.NAMED | SourceType.INSTITUTION | SourceType.ANONYMOUS | SourceType.DOCUMENT:
            return f"{source.type.value} (no name given)"


def side_of(source: Source, talks: Talks) -> str | None:
    """The actor whose word it is: said by the chain's first teller, or by the source's own name."""
    first = source.chain[0] if source.chain else None
    if first is not None and first.of is not None and first.of != NOT_STATED:
        return first.of
    names = [source.label] if first is None else [first.teller, source.label]
    for actor in talks.actors:
        speakers = {person.name for person in actor.spokespersons}
        if any(name == actor.name or name in speakers for name in names):
            return actor.name
    return None


def _once(found: list[str], identity: str) -> None:
    if identity not in found:
        found.append(identity)
