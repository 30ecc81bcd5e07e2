"""A scenario whose preferences are known in part, as it is written in a file."""

from __future__ import annotations

from typing import Final, Literal

from goodoffices.scenarios.uncertain import UncertainScenario
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.text import Label, Text
from goodoffices.terms.uncertain import UncertainPreference
from goodoffices.terms.word import NOT_STATED, Word

FORMAT: Final = "goodoffices-uncertain/1"


class UncertainFile(Word):
    """The whole of such a file: its format, the agenda, what is known of each party.

    `remarks` are sentences that every result made from it must show.

    >>> UncertainFile(format=FORMAT, agenda=Agenda(), preferences=()).source
    'not stated'
    """

    format: Literal["goodoffices-uncertain/1"]
    source: Label = NOT_STATED
    remarks: tuple[Text, ...] = ()
    agenda: Agenda
    preferences: tuple[UncertainPreference, ...]

    def scenario(self) -> UncertainScenario:
        """The scenario that the file describes. Raises `ScenarioError` where its parts do not fit."""
        return UncertainScenario(
            agenda=self.agenda,
            preferences=self.preferences,
            source=self.source,
            remarks=self.remarks,
        )
