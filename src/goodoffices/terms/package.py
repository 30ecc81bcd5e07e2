"""One option for each issue that it covers."""

from __future__ import annotations

from goodoffices.errors import WordError
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.identity import Slug
from goodoffices.terms.word import Word


class Choice(Word):
    """One option of one issue."""

    issue: Slug
    option: Slug


class Package(Word):
    """One option for each issue it covers; partial where it leaves issues open.

    >>> package = Package(choices=(Choice(issue="wage", option="three"),))
    >>> package.option("wage"), package.option("hours")
    ('three', None)
    """

    choices: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two options for one issue."""
        issues = [choice.issue for choice in self.choices]
        if len(set(issues)) != len(issues):
            raise WordError("a package picks one option for each issue, not two")

    def option(self, issue: str) -> str | None:
        """The option picked for an issue, or None where the package leaves it open."""
        return next((choice.option for choice in self.choices if choice.issue == issue), None)

    def misfit(self, agenda: Agenda) -> str | None:
        """What in the package the agenda does not know, as a sentence, or None."""
        for choice in self.choices:
            issue = agenda.issue(choice.issue)
            if issue is None:
                return f"the agenda has no issue {choice.issue}"
            if issue.option(choice.option) is None:
                return f"issue {choice.issue} has no option {choice.option}"
        return None
