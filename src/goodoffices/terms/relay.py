"""A message carried onward by a mediator."""

from __future__ import annotations

from goodoffices.terms.handling import Attribution
from goodoffices.terms.identity import Identity
from goodoffices.terms.message import Given
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class Relay(Word):
    """What a mediator passes on, or means to: to whom, resting on what, in which form, under whose name.

    `given` says whether the text is the very words or the substance. `attributed_to` is the name that the
    addressee is told: a person's, a side's, or none where the mediator speaks as her own.
    """

    to: Label
    rests_on: tuple[Identity, ...] = ()
    given: Given = Given.IN_SUBSTANCE
    attribution: Attribution = Attribution.AS_OWN
    attributed_to: Label | None = None
    text: Text
    language: Label | None = None
