"""What somebody typed and sent, read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar
from urllib.parse import parse_qsl

from goodoffices.access.form_mark import Mark
from goodoffices.errors import TextError, WordError
from goodoffices.terms.text import clean

LONGEST_LABEL = 300
MOST_FIELDS = 600
MARK = "mark"
"""The name of the field that holds the desk's own mark."""

_WHOLE = re.compile(r"\A[1-9][0-9]{0,3}\Z")
_DAY = re.compile(r"\A\d{4}-\d{2}-\d{2}\Z")
Choice = TypeVar("Choice", bound=Enum)


class NotAForm(ValueError):
    """A body that none of our forms makes."""


@dataclass(frozen=True)
class Form:
    """The fields of one form, each with all its values, in the order in which they were sent.

    Every reader raises `WordError` (or its child `TextError`) with a sentence that names the field.
    """

    fields: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    mark: Mark | None = None

    @property
    def key(self) -> str:
        """The form's own key: what makes sending it twice harmless."""
        return "" if self.mark is None else self.mark.key

    def raw(self, name: str) -> str:
        """The first value as it was sent; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def text(self, name: str, label: str) -> str:
        """A text that must be there."""
        found = self.text_or_none(name, label)
        if found is None:
            raise WordError(f"{label}: write something here first.")
        return found

    def text_or_none(self, name: str, label: str) -> str | None:
        """A text, or None where the field was left empty."""
        return clean(self.raw(name), field=label) or None

    def label(self, name: str, label: str) -> str:
        """A short text on one line that must be there."""
        found = self.label_or_none(name, label)
        if found is None:
            raise WordError(f"{label}: write something here first.")
        return found

    def label_or_none(self, name: str, label: str) -> str | None:
        """A short text on one line, or None."""
        return _short(clean(self.raw(name), field=label), label) or None

    def labels(self, name: str, label: str) -> tuple[str, ...]:
        """All short texts of one name, empty ones left out, repeated ones once."""
        found = [_short(clean(value, field=label), label) for value in self.fields.get(name, ())]
        return tuple(dict.fromkeys(value for value in found if value))

    def day_or_none(self, name: str, label: str) -> str | None:
        """A day such as 2031-03-04, or None."""
        found = self.label_or_none(name, label)
        if found is not None and not _DAY.match(found):
            raise WordError(f"{label}: write the day like 2031-03-04.")
        return found

    def number(self, name: str, label: str) -> float:
        """A number that must be there."""
        written = self.label(name, label).replace("\N{MINUS SIGN}", "-")
        try:
            return float(written)
        except ValueError as reason:
            raise WordError(f"{label}: write a number such as 3 or 2.5.") from reason

    def whole_number(self, name: str, label: str) -> int:
        """A whole number from 1 to 9,999 that must be there."""
        written = self.label(name, label)
        if not _WHOLE.match(written):
            raise WordError(f"{label}: write a whole number such as 2.")
        return int(written)

    def choice(self, name: str, kind: type[Choice], label: str, default: Choice | None = None) -> Choice:
        """One of a closed set; `default` where nothing was chosen."""
        written = self.raw(name)
        if not written and default is not None:
            return default
        try:
            return kind(written)
        except ValueError as reason:
            raise WordError(f"{label}: choose one of the answers.") from reason

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.raw(name))


def parsed(body: bytes) -> dict[str, list[str]]:
    """The fields of a form as browsers send it. Raises `NotAForm`.

    >>> parsed(b"to=union&text=a+b")
    {'to': ['union'], 'text': ['a b']}
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as reason:
        raise NotAForm(str(reason)) from reason
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _short(value: str, label: str) -> str:
    if len(value) > LONGEST_LABEL:
        raise TextError(f"{label}: {len(value):,} characters; at most {LONGEST_LABEL} fit here.")
    if "\n" in value or "\t" in value:
        raise TextError(f"{label}: write it on one line.")
    return value
