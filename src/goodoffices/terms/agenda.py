"""What is to be settled, and the possible answers."""

from __future__ import annotations

from goodoffices.errors import WordError
from goodoffices.terms.identity import Slug
from goodoffices.terms.text import Label, Text
from goodoffices.terms.word import Word


class Option(Word):
    """One possible answer to an issue."""

    key: Slug
    title: Label


class Issue(Word):
    """One question on the agenda; `ordered` where its options lie on a line, in the order given."""

    key: Slug
    title: Label
    options: tuple[Option, ...]
    ordered: bool = False
    about: Text | None = None

    def __post_init__(self) -> None:
        """Refuse an issue without options, or with the same option twice."""
        keys = [option.key for option in self.options]
        if not keys:
            raise WordError(f"issue {self.key} has no options")
        if len(set(keys)) != len(keys):
            raise WordError(f"issue {self.key} names an option twice")

    def option(self, key: str) -> Option | None:
        """The option of that key, or None."""
        return next((option for option in self.options if option.key == key), None)


class Agenda(Word):
    """All issues of the talks, in order; may be empty, as in most reports.

    >>> Agenda().issues
    ()
    """

    issues: tuple[Issue, ...] = ()

    def __post_init__(self) -> None:
        """Refuse the same issue twice."""
        keys = [issue.key for issue in self.issues]
        if len(set(keys)) != len(keys):
            raise WordError("the agenda names an issue twice")

    def issue(self, key: str) -> Issue | None:
        """The issue of that key, or None."""
        return next((issue for issue in self.issues if issue.key == key), None)
