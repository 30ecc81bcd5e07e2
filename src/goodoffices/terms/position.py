"""What a party says it wants."""

from __future__ import annotations

from enum import Enum

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.identity import Slug
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class Conveyed(Enum):
    """How a position became known."""

    PUBLICLY = "publicly"
    PRIVATELY = "privately"
    AS_DELIVERED = "as_delivered"
    NOT_STATED = "not_stated"


class Stance(Word):
    """The options of one issue that a party says it could accept; at least one."""

    issue: Slug
    acceptable: tuple[Slug, ...]

    def __post_init__(self) -> None:
        """Refuse an empty or repeated choice: a party that accepts nothing has said nothing about options."""
        if not self.acceptable or len(set(self.acceptable)) != len(self.acceptable):
            raise WordError(f"a stance on {self.issue} names each acceptable option once, and at least one")


class Position(Word, tag="position", tag_field="kind"):
    """A party's acceptable options, issue by issue, in a version; `content` where words are all there is.

    The later version of a holder replaces the earlier one whole: an issue left out is one on which the
    holder has stated nothing.
    """

    holder: Label
    content: Text | None = None
    stances: tuple[Stance, ...] = ()
    version: int | None = None
    conveyed: Conveyed = Conveyed.NOT_STATED

    def __post_init__(self) -> None:
        """Refuse two stances on one issue."""
        issues = [stance.issue for stance in self.stances]
        if len(set(issues)) != len(issues):
            raise WordError("a position takes one stance on an issue, not two")

    def misfit(self, agenda: Agenda) -> str | None:
        """What in the position the agenda does not know, as a sentence, or None."""
        for stance in self.stances:
            issue = agenda.issue(stance.issue)
            if issue is None:
                return f"the agenda has no issue {stance.issue}"
            for key in stance.acceptable:
                if issue.option(key) is None:
                    return f"issue {stance.issue} has no option {key}"
        return None
