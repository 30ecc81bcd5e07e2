"""What each statement of a side means for its numbers, and in words."""

from __future__ import annotations

import numpy as np

from goodoffices.preferences.layout import Floats, Layout
from goodoffices.terms.package import Package
from goodoffices.terms.uncertain import (
    AboutEqual,
    Acceptable,
    IssueBefore,
    OptionBefore,
    PackageBefore,
    Statement,
)

Row = tuple[Floats, float, bool]
"""row times z >= -slack; strictly greater where the last is true."""


def rows(statement: Statement, layout: Layout) -> tuple[Row, ...]:
    """The inequalities on z that a statement stands for."""
    row = np.zeros(layout.width)
    match statement:
        case OptionBefore(issue=issue, better=better, worse=worse):
            row[layout.issues + layout.term(issue, better)] = 1.0
            row[layout.issues + layout.term(issue, worse)] = -1.0
            return ((row, 0.0, True),)
        case IssueBefore(heavier=heavier, lighter=lighter):
            row[layout.issue(heavier)] = 1.0
            row[layout.issue(lighter)] = -1.0
            return ((row, 0.0, True),)
        case PackageBefore(better=better, worse=worse):
            return ((_difference(better, worse, layout), 0.0, True),)
        case AboutEqual(first=first, second=second, within=within):
            row = _difference(first, second, layout)
            return ((row, within, False), (-row, within, False))
        case Acceptable(package=package, acceptable=acceptable):
            (row,) = layout.gains([layout.choices(package)])
            return ((row if acceptable else -row, 0.0, True),)


def _difference(first: Package, second: Package, layout: Layout) -> Floats:
    better, worse = layout.worths([layout.choices(first), layout.choices(second)])
    return better - worse


def in_words(statement: Statement) -> str:
    """The statement as a short clause.

    >>> in_words(IssueBefore(heavier="land", lighter="water"))
    'land weighs more than water'
    """
    match statement:
        case OptionBefore(issue=issue, better=better, worse=worse):
            return f"on {issue}, {better} is better than {worse}"
        case IssueBefore(heavier=heavier, lighter=lighter):
            return f"{heavier} weighs more than {lighter}"
        case PackageBefore(better=better, worse=worse):
            return f"{spelled(better)} is better than {spelled(worse)}"
        case AboutEqual(first=first, second=second):
            return f"{spelled(first)} is worth about the same as {spelled(second)}"
        case Acceptable(package=package, acceptable=acceptable):
            return f"{spelled(package)} is {'better' if acceptable else 'worse'} than no agreement"


def spelled(package: Package) -> str:
    """A package in one line.

    >>> spelled(Package())
    '()'
    """
    return "(" + ", ".join(f"{choice.issue}: {choice.option}" for choice in package.choices) + ")"
