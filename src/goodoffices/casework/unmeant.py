"""Leaks that nobody meant: words, figures and names of a confidence in a draft, for the sender to confirm."""

from __future__ import annotations

from goodoffices.casework.confidence import Confidence
from goodoffices.casework.obstacle import listed, may_be_quoted
from goodoffices.casework.outgoing import Held, Outgoing, longest, readings, runs_of
from goodoffices.casework.refusal import Trace
from goodoffices.casework.roll import names_of, own_name, spokespersons
from goodoffices.casework.traces import Reading, capitalised, figures, figures_in, words
from goodoffices.record.view import View
from goodoffices.terms.handling import Attribution


def unmeant(
    others: tuple[Held, ...],
    outgoing: Outgoing,
    drafts: tuple[Reading, ...],
    known: tuple[Reading, ...],
    day: str,
    view: View,
) -> tuple[Trace, ...]:
    """What of a draft stands in a confidence and in nothing that the addressee knows, each thing once.

    A confidence that the draft rests on and that may go in words is meant, and gives no warning. The
    sentences are the same as long as view, draft and day are: a confirmation holds them.
    """
    quotable = {one.confidence.id for one in others if may_be_quoted(one.confidence, outgoing.to, day)}
    meant = quotable & set(outgoing.rests_on)
    free = (*known, *readings(one for one in others if one.confidence.id in meant))
    owners = {one.confidence.owner for one in others if one.confidence.id in outgoing.rests_on}
    roll = _Roll(view, outgoing, frozenset(owners))
    drafted = figures_in(drafts)
    drafted = drafted - figures_in(free) if drafted else drafted
    found: dict[tuple[str, ...], Trace] = {}
    for one in others:
        told = one.confidence
        if told.id in meant:
            continue
        if told.id in quotable and (runs := runs_of(one, drafts, free)):
            sentence = f"The text repeats words of {told.label}, on which it does not rest: {longest(runs)}."
            found.setdefault(("words", *runs), Trace(confidence=told.id, sentence=sentence))
        for figure in _shared_figures(one, drafted):
            sentence = f"The text gives the figure {figure}, which stands in {told.label}."
            found.setdefault(("figure", figure), Trace(confidence=told.id, sentence=sentence))
        for name in _shared_names(one, roll, drafts, free):
            sentence = f"The text names {name}, who or which stands in {told.label}."
            found.setdefault(("name", *words(name)), Trace(confidence=told.id, sentence=sentence))
    for told in (one.confidence for one in others if one.confidence.id in outgoing.rests_on):
        if names := _owner_named(told, outgoing, drafts, view):
            sentence = f"The text names {listed(names)} and is to go as your own: it shows whose word it is."
            found.setdefault(("owner", *names), Trace(confidence=told.id, sentence=sentence))
    return tuple(found.values())


class _Roll:
    """The names at the talks, and those of them that tell this addressee nothing."""

    def __init__(self, view: View, outgoing: Outgoing, owners: frozenset[str]) -> None:
        self._view = view
        self._ends = {outgoing.to, own_name(view)}
        if outgoing.attribution is not Attribution.AS_OWN:
            self._ends |= owners  # it is said whose word it is
        actors = view.talks.actors
        self.names = tuple(name for actor in actors for name in names_of(view, actor.name))

    def expected(self, owner: str) -> frozenset[str]:
        """The names of both ends, and of whoever gave a confidence: what it says of others counts."""
        return frozenset(name for actor in (*self._ends, owner) for name in names_of(self._view, actor))


def _shared_figures(one: Held, drafted: frozenset[str]) -> tuple[str, ...]:
    texts = [reading.text for reading in one.readings] if drafted else []
    return tuple(dict.fromkeys(figure for text in texts for figure in figures(text) if figure in drafted))


def _shared_names(
    one: Held, roll: _Roll, drafts: tuple[Reading, ...], free: tuple[Reading, ...]
) -> list[str]:
    if not any(set(reading.words) & set(draft.words) for reading in one.readings for draft in drafts):
        return []
    expected = roll.expected(one.confidence.owner)
    plain = {word for name in expected for word in words(name)}
    inside = [name for reading in one.readings for name in capitalised(reading.text)]
    candidates = [name for name in roll.names if name not in expected]
    candidates += [name for name in inside if not set(words(name)) <= plain]
    found: list[str] = []
    for name in dict.fromkeys(candidates):
        phrase = words(name)
        if any(set(phrase) <= set(words(longer)) for longer in found):
            continue  # a part of a name that was found
        drafted = any(draft.has_phrase(phrase) for draft in drafts)
        held = drafted and any(reading.has_phrase(phrase) for reading in one.readings)
        if held and not any(other.has_phrase(phrase) for other in free):
            found.append(name)
    return found


def _owner_named(
    one: Confidence, outgoing: Outgoing, drafts: tuple[Reading, ...], view: View
) -> tuple[str, ...]:
    """The names by which a draft that goes as one's own gives its source away.

    They are the side's, its spokespersons', and their last names.
    """
    if outgoing.attribution is not Attribution.AS_OWN:
        return ()
    people = spokespersons(view, one.owner)
    names = (one.owner, *people, *(words(person)[-1] for person in people if words(person)))
    return tuple(name for name in names if any(draft.has_phrase(words(name)) for draft in drafts))
