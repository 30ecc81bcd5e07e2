"""Leaks that nobody meant: words, figures and names of a confidence in a draft, for the sender to confirm."""

from __future__ import annotations

from goodoffices.casework.confidence import Confidence
from goodoffices.casework.obstacle import listed, may_be_quoted
from goodoffices.casework.outgoing import Outgoing, longest, readings, runs_of
from goodoffices.casework.refusal import Trace
from goodoffices.casework.roll import own_name, spokespersons
from goodoffices.casework.traces import Reading, capitalised, figures, read, words
from goodoffices.record.view import View
from goodoffices.terms.handling import Attribution


def unmeant(
    others: tuple[Confidence, ...],
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
    quotable = tuple(one for one in others if may_be_quoted(one, outgoing.to, day))
    meant = tuple(one for one in quotable if one.id in outgoing.rests_on)
    free = (*known, *readings(meant))
    found: dict[tuple[str, ...], Trace] = {}
    for one in others:
        if one in meant:
            continue
        if one in quotable and (runs := runs_of(one, drafts, free)):
            sentence = f"The text repeats words of {one.label}, on which it does not rest: {longest(runs)}."
            found.setdefault(("words", *runs), Trace(confidence=one.id, sentence=sentence))
        for figure in _shared_figures(one, drafts, free):
            sentence = f"The text gives the figure {figure}, which stands in {one.label}."
            found.setdefault(("figure", figure), Trace(confidence=one.id, sentence=sentence))
        for name in _shared_names(one, _expected(one, others, outgoing, view), drafts, free, view):
            sentence = f"The text names {name}, who or which stands in {one.label}."
            found.setdefault(("name", *words(name)), Trace(confidence=one.id, sentence=sentence))
    if outgoing.attribution is Attribution.AS_OWN:
        for one in others:
            if one.id in outgoing.rests_on and (names := _owner_named(one, drafts, view)):
                sentence = (
                    f"The text names {listed(names)} and is to go as your own: it shows whose word it is."
                )
                found.setdefault(("owner", *names), Trace(confidence=one.id, sentence=sentence))
    return tuple(found.values())


def _shared_figures(one: Confidence, drafts: tuple[Reading, ...], free: tuple[Reading, ...]) -> list[str]:
    drafted = {figure for draft in drafts for figure in figures(draft.text)}
    held = dict.fromkeys(figure for text in one.texts for figure in figures(text)) if drafted else {}
    shared = [figure for figure in held if figure in drafted]
    told = {figure for reading in free for figure in figures(reading.text)} if shared else set[str]()
    return [figure for figure in shared if figure not in told]


def _expected(
    one: Confidence, others: tuple[Confidence, ...], outgoing: Outgoing, view: View
) -> frozenset[str]:
    """The actors whose names say nothing here: both ends, and whoever is told of as the source."""
    owners = {one.owner}
    if outgoing.attribution is not Attribution.AS_OWN:
        owners |= {other.owner for other in others if other.id in outgoing.rests_on}
    actors = {outgoing.to, own_name(view), *owners}
    return frozenset(name for actor in actors for name in (actor, *spokespersons(view, actor)))


def _shared_names(
    one: Confidence,
    expected: frozenset[str],
    drafts: tuple[Reading, ...],
    free: tuple[Reading, ...],
    view: View,
) -> list[str]:
    plain = {word for name in expected for word in words(name)}
    roll = [name for actor in view.talks.actors for name in (actor.name, *spokespersons(view, actor.name))]
    inside = [name for text in one.texts for name in capitalised(text) if not set(words(name)) <= plain]
    source = tuple(map(read, one.texts))
    found: list[str] = []
    for name in dict.fromkeys((*(name for name in roll if name not in expected), *inside)):
        phrase = words(name)
        if any(set(phrase) <= set(words(longer)) for longer in found):
            continue  # a part of a name that was found
        drafted = any(draft.has_phrase(phrase) for draft in drafts)
        held = drafted and any(text.has_phrase(phrase) for text in source)
        if held and not any(other.has_phrase(phrase) for other in free):
            found.append(name)
    return found


def _owner_named(one: Confidence, drafts: tuple[Reading, ...], view: View) -> tuple[str, ...]:
    """The names by which a draft gives its source away: the side's, its spokespersons', their last names."""
    people = spokespersons(view, one.owner)
    names = (one.owner, *people, *(words(person)[-1] for person in people if words(person)))
    return tuple(name for name in names if any(draft.has_phrase(words(name)) for draft in drafts))
