"""Which terms stand in the way of passing a confidence on."""

from __future__ import annotations

from enum import Enum

from goodoffices.casework.confidence import Confidence
from goodoffices.casework.leave import more_open
from goodoffices.terms.calendar import written_day
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Given
from goodoffices.terms.when import first_day, last_day
from goodoffices.terms.word import NOT_STATED


class Obstacle(Enum):
    """Which term stands in the way of passing a confidence on."""

    WITHDRAWN = "withdrawn"
    NEVER = "never"
    SUBSTANCE_ONLY = "substance_only"
    ATTRIBUTION = "attribution"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    QUOTED = "quoted"
    ASK_FIRST = "ask_first"
    NOT_NAMED = "not_named"
    RETURN = "return"


LIFTED_BY_LEAVE = frozenset({Obstacle.ASK_FIRST, Obstacle.NOT_NAMED, Obstacle.RETURN})
"""What needs no more than the owner's leave; the other obstacles forbid."""


def obstacles(
    one: Confidence, to: str, given: Given, attribution: Attribution, day: str
) -> tuple[Obstacle, ...]:
    """Which terms stand in the way of passing a confidence on in that way on that day; none: empty.

    Leave lifts what it was asked for (to whom, the form, the name, the return), never a date, a
    withdrawal or "never".
    """
    terms = one.handling
    found: list[Obstacle] = []
    if one.withdrawn_on is not None and one.withdrawn_on <= day:
        found.append(Obstacle.WITHDRAWN)
    if terms.form is Form.NEVER:
        found.append(Obstacle.NEVER)
    if terms.not_before is not None and day < first_day(terms.not_before).isoformat():
        found.append(Obstacle.TOO_EARLY)
    if terms.not_after is not None and day > last_day(terms.not_after).isoformat():
        found.append(Obstacle.TOO_LATE)
    if not any(leave.covers(to, given, attribution) for leave in one.leaves):
        found += _without_leave(terms, to, given, attribution)
    return tuple(found)


def _without_leave(terms: Handling, to: str, given: Given, attribution: Attribution) -> list[Obstacle]:
    found: list[Obstacle] = []
    if terms.form is Form.ASK_FIRST:
        found.append(Obstacle.ASK_FIRST)  # the question settles to whom, in which form, under whose name
    if terms.form in {Form.IN_SUBSTANCE, Form.IN_WORDS}:
        if to not in terms.to:
            found.append(Obstacle.NOT_NAMED)
        if more_open(attribution, terms.attribution):
            found.append(Obstacle.ATTRIBUTION)
    if terms.form is Form.IN_SUBSTANCE and given is Given.IN_WORDS:
        found.append(Obstacle.SUBSTANCE_ONLY)
    if terms.in_return_for is not None:
        found.append(Obstacle.RETURN)
    return found


def may_be_quoted(one: Confidence, to: str, day: str) -> bool:
    """Whether the very words of a confidence may go to an actor, be it without any name."""
    if obstacles(one, to, Given.IN_WORDS, Attribution.AS_OWN, day):
        return False
    by_terms = not _without_leave(one.handling, to, Given.IN_WORDS, Attribution.AS_OWN)
    return by_terms or any(
        leave.wording is None and leave.covers(to, Given.IN_WORDS, Attribution.AS_OWN) for leave in one.leaves
    )


_NAMES = {
    Attribution.AS_OWN: "as your own",
    Attribution.BY_SIDE: "under the side's name",
    Attribution.BY_NAME: "under a person's name",
}


def sentence_of(one: Confidence, obstacle: Obstacle, to: str, attribution: Attribution) -> str:
    """The obstacle in words for whoever wants to pass the confidence on."""
    label, owner, terms = one.label, _owner(one), one.handling
    match obstacle:
        case Obstacle.WITHDRAWN:
            return f"It would pass on {label}, which has been withdrawn."
        case Obstacle.NEVER:
            return f"It would pass on {label}."
        case Obstacle.ASK_FIRST:
            return f"It rests on {label}: ask {owner} to allow it."
        case Obstacle.NOT_NAMED:
            named = listed(terms.to)
            return f"It rests on {label}, which names {named} and not {to}: ask {owner} to allow it."
        case Obstacle.SUBSTANCE_ONLY:
            return f"It gives the words of {label}: say it in words of your own, or ask {owner} for leave."
        case Obstacle.ATTRIBUTION:
            allowed = _NAMES[terms.attribution]
            return f"It would tell {label} {_NAMES[attribution]}: no more than {allowed} is allowed."
        case Obstacle.TOO_EARLY:
            return f"It would tell {label} too early: not before {_day(terms.not_before, first=True)}."
        case Obstacle.TOO_LATE:
            return f"It would tell {label} too late: not after {_day(terms.not_after, first=False)}."
        case Obstacle.RETURN:
            return (
                f"It rests on {label}, given in return for {terms.in_return_for}: "
                f"ask {owner} whether the return has come."
            )
        case Obstacle.QUOTED:
            return f"It repeats words of {label}."


def _owner(one: Confidence) -> str:
    return "whoever said it" if one.owner == NOT_STATED else one.owner


def listed(names: tuple[str, ...]) -> str:
    """Several names in one sentence.

    >>> listed(("Ministry", "Port"))
    'Ministry and Port'
    """
    return " and ".join(names)


def _day(written: str | None, *, first: bool) -> str:
    day = first_day(written or "") if first else last_day(written or "")
    return written_day(day.isoformat())
