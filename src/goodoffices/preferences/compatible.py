"""What follows from a side's statements: all value functions that agree with them, none picked out.

Ordinal regression: a few whole packages are ranked, and every additive value function that gives this ranking
is kept.
"""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np

from goodoffices.preferences.admissible import Admissible, admissible, polytope
from goodoffices.preferences.layout import Floats
from goodoffices.preferences.linear_program import TOLERANCE
from goodoffices.preferences.statements import in_words
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding
from goodoffices.terms.package import Package
from goodoffices.terms.uncertain import Statement, UncertainPreference
from goodoffices.terms.word import Word

METHOD: Final = "ordinal regression, all compatible value functions (Greco, Mousseau and Slowinski 2008)"
_Result = TypeVar("_Result")
_STATED: Final = "the statements of the holder"


class Consistency(Word):
    """Whether a side's statements can all be so; if not, a smallest set of them that cannot.

    `margin` is the largest by which all can hold at once, at most 1 (None: not even the bounds can). Every
    statement of `conflict` is needed for the contradiction: leave out any one, and the rest can be so.
    """

    compatible: bool
    margin: float | None
    conflict: tuple[Statement, ...]
    sentences: tuple[str, ...]


class Comparison(Word):
    """One package against another, over all compatible value functions.

    `necessary`: `first` is at least as good under all of them; `possible`: under some. `least` and `most` are
    the bounds of u(first) - u(second).
    """

    first: Package
    second: Package
    necessary: bool
    possible: bool
    least: float
    most: float


class WeightRange(Word):
    """The least and the greatest that an issue can weigh."""

    issue: str
    least: float
    most: float


def consistency(preference: UncertainPreference, agenda: Agenda) -> Finding[Consistency]:
    """Whether what a side said can be so, and if not, which statements contradict each other.

    Raises `ScenarioError` where the statements do not fit the agenda.

    Notes
    -----
    1. The margin: one linear program, as in Greco, Mousseau and Slowinski (2008), with a margin of every
       strict statement that is as large as can be.
    2. The conflict: a deletion filter (Chinneck and Dravnieks 1991), one program for each statement.

    Examples
    --------
    >>> from goodoffices.terms.agenda import Issue, Option
    >>> from goodoffices.terms.uncertain import OptionBefore, Unknown
    >>> options = (Option(key="few", title="Few"), Option(key="many", title="Many"))
    >>> hours = Agenda(issues=(Issue(key="hours", title="Hours", options=options),))
    >>> turns = (OptionBefore(issue="hours", better="few", worse="many"),
    ...          OptionBefore(issue="hours", better="many", worse="few"))
    >>> said = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=turns)
    >>> consistency(said, hours).result.sentences
    ('on hours, few is better than many', 'on hours, many is better than few')
    """
    misfit = preference.misfit(agenda)
    if misfit is not None:
        found = Consistency(compatible=False, margin=None, conflict=(), sentences=(misfit,))
        return _finding(preference, agenda, found)
    held = polytope(preference, agenda)
    against = tuple(preference.orders[at] for at in held.conflict())
    return _finding(
        preference,
        agenda,
        Consistency(
            compatible=held.compatible(),
            margin=held.margin(),
            conflict=against,
            sentences=tuple(map(in_words, against)),
        ),
    )


def comparison(
    preference: UncertainPreference, agenda: Agenda, first: Package, second: Package
) -> Finding[Comparison]:
    """Whether one package is at least as good as another for all, or for some, compatible value functions.

    Raises `ScenarioError` where no value function is compatible, naming the contradiction.

    >>> from goodoffices.terms.agenda import Issue, Option
    >>> from goodoffices.terms.package import Choice
    >>> from goodoffices.terms.uncertain import OptionBefore, Unknown
    >>> options = (Option(key="few", title="Few"), Option(key="many", title="Many"))
    >>> hours = Agenda(issues=(Issue(key="hours", title="Hours", options=options),))
    >>> order = OptionBefore(issue="hours", better="few", worse="many")
    >>> said = UncertainPreference(holder="East", reservation=Unknown(), total=1, orders=(order,))
    >>> few, many = (Package(choices=(Choice(issue="hours", option=key),)) for key in ("few", "many"))
    >>> found = comparison(said, hours, many, few).result
    >>> found.necessary, found.possible
    (False, False)
    """
    held = admissible(preference, agenda)
    rows = held.layout.worths([held.layout.choices(first), held.layout.choices(second)])
    row: Floats = rows[0] - rows[1]
    least, minus_most = held.system.each_least(np.array([row, -row])).tolist()
    found = Comparison(
        first=first,
        second=second,
        necessary=least >= -TOLERANCE * held.size,
        possible=_possible(held, row, -minus_most),
        least=least,
        most=-minus_most,
    )
    return _finding(preference, agenda, found)


def weight_ranges(preference: UncertainPreference, agenda: Agenda) -> Finding[tuple[WeightRange, ...]]:
    """How little and how much each issue can weigh, one by one, in the order of the agenda.

    Raises `ScenarioError` where no value function is compatible, naming the contradiction.
    """
    held = admissible(preference, agenda)
    rows = np.eye(held.layout.width)[: held.layout.issues]
    least, most = held.system.each_least(rows), -held.system.each_least(-rows)
    found = tuple(
        WeightRange(issue=issue.key, least=float(low), most=float(high))
        for issue, low, high in zip(agenda.issues, least, most, strict=True)
    )
    return _finding(preference, agenda, found)


def _possible(held: Admissible, row: Floats, most: float) -> bool:
    """What is reached only where a strict statement would be a tie is not possible."""
    near = TOLERANCE * held.size
    if most > near:
        return True
    return most >= -near and (not held.strict.any() or held.compatible(also=row))


def _finding(preference: UncertainPreference, agenda: Agenda, result: _Result) -> Finding[_Result]:
    return Finding(
        method=METHOD,
        result=result,
        digest=digest(agenda, preference),
        source=preference.basis or _STATED,
        tolerance=TOLERANCE,
    )
