"""How sure a deal is, as programs get it."""

from __future__ import annotations

from goodoffices.bargaining.acceptability import Acceptability
from goodoffices.bargaining.necessity import Necessity
from goodoffices.bargaining.robust import Robust
from goodoffices.bargaining.value_of_information import ValueOfInformation
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.word import Word


class HowSureShown(Word, tag="how_sure", tag_field="kind", omit_defaults=False):
    """How sure a deal is where preferences are known in part.

    Every share, gain and value has its standard error and an interval, `low` to `high`, that holds the true
    one in 95 of 100 drawings. `necessity` is in the order of the packages of `acceptability`. `robust` is
    null where a party has no range to measure gains by. `information` holds the questions, the best first.
    """

    parties: tuple[str, ...]
    agenda: Agenda
    acceptability: Acceptability
    necessity: Necessity
    robust: Robust | None
    information: ValueOfInformation
