"""Leave to pass something on: what an owner allowed when asked, and how far it reaches."""

from __future__ import annotations

import msgspec

from goodoffices.record.acts import DisclosureAsked, DisclosureDecided
from goodoffices.record.items import DisclosureDecisionReceived
from goodoffices.record.view import View
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Given

_OPENNESS = {Attribution.AS_OWN: 0, Attribution.BY_SIDE: 1, Attribution.BY_NAME: 2}


def more_open(one: Attribution, than: Attribution) -> bool:
    """Whether one attribution tells the addressee more than another.

    >>> more_open(Attribution.BY_NAME, Attribution.AS_OWN)
    True
    """
    return _OPENNESS[one] > _OPENNESS[than]


class Leave(msgspec.Struct, frozen=True, kw_only=True):
    """A disclosure that its owner allowed: to one actor, in one form, under one name.

    Where the question held a `wording`, these words are allowed and no others.
    """

    to: str
    given: Given
    attribution: Attribution
    wording: str | None = None

    def covers(self, to: str, given: Given, attribution: Attribution) -> bool:
        """Whether it reaches that far; leave for the words is leave for the substance too."""
        if self.to != to or more_open(attribution, self.attribution):
            return False
        return given is Given.IN_SUBSTANCE or self.given is Given.IN_WORDS


def leaves(view: View, confidence: str) -> tuple[Leave, ...]:
    """Every leave that stands for one confidence; the last answer to a question is the one that counts."""
    standing: dict[Leave, bool] = {}
    for item, asked in view.following(confidence, DisclosureAsked):
        if asked.confidence != confidence:
            continue
        answer = decision(view, item.id)
        if answer is not None:
            question = Leave(
                to=asked.to, given=asked.given, attribution=asked.attribution, wording=asked.wording
            )
            standing[question] = answer
    return tuple(question for question, allowed in standing.items() if allowed)


def decision(view: View, request: str) -> bool | None:
    """What was decided on a request that this seat made, or None while it is open."""
    decided = [(item.number, m.allowed) for item, m in view.following(request, DisclosureDecisionReceived)]
    decided += [(item.number, m.allowed) for item, m in view.following(request, DisclosureDecided)]
    return max(decided)[1] if decided else None
