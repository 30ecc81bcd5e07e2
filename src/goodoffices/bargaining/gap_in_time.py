"""The gap at each change of position, to be held against what people say of it."""

from __future__ import annotations

from goodoffices.bargaining.gap_of_positions import METHOD, CannotBeComputed, Gap, gap_of_positions
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding
from goodoffices.terms.position import Position
from goodoffices.terms.word import NOT_STATED, Word


class GapAt(Word):
    """The gap after the change of `holder` at `label`, or why there is none yet."""

    label: str
    holder: str
    gap: Gap | CannotBeComputed


def gap_in_time(
    agenda: Agenda, parties: tuple[str, ...], dated_positions: tuple[tuple[str, Position], ...]
) -> Finding[tuple[GapAt, ...]]:
    """The gap, with its counts of agreed, overlapping, open and unknown issues, after each change.

    Parameters
    ----------
    agenda
        The issues.
    parties
        Who is expected to hold a position; what others hold changes nothing here.
    dated_positions
        Positions in the order of time, each with a label to show (a date, mostly).

    Returns
    -------
    Finding[tuple[GapAt, ...]]
        One for each position whose stances differ from the same holder's last; empty where there are none.

    Raises
    ------
    ScenarioError
        As `gap`.

    Examples
    --------
    >>> from goodoffices.terms.agenda import Issue, Option
    >>> from goodoffices.terms.position import Stance
    >>> days = tuple(Option(key=key, title=key) for key in ("short", "middle", "long"))
    >>> agenda = Agenda(issues=(Issue(key="truce", title="Truce", options=days, ordered=True),))
    >>> def says(holder, *keys):
    ...     return Position(holder=holder, stances=(Stance(issue="truce", acceptable=keys),))
    >>> moves = (("1 May", says("A", "short")), ("2 May", says("B", "long")), ("9 May", says("B", "middle")))
    >>> first, second, third = gap_in_time(agenda, ("A", "B"), moves).result
    >>> first.gap.sentence
    'cannot be computed: the record holds no position of B'
    >>> second.gap.counts.open, second.gap.issues[0].steps, third.gap.issues[0].steps
    (1, 2, 1)
    >>> gap_in_time(agenda, ("A", "B"), ()).result
    ()
    """
    series: list[GapAt] = []
    latest: dict[str, Position] = {}
    for label, position in dated_positions:
        before = latest.get(position.holder)
        if position.holder not in parties or (before is not None and _same(before, position)):
            continue
        latest[position.holder] = position
        found = gap_of_positions(agenda, tuple(latest.values()), parties=parties).result
        series.append(GapAt(label=label, holder=position.holder, gap=found))
    labels = tuple(label for label, _ in dated_positions)
    held = tuple(position for _, position in dated_positions)
    return Finding(
        method=f"{METHOD}, at each change of position",
        result=tuple(series),
        digest=digest(agenda, parties, labels, held),
        source=NOT_STATED,
    )


def _same(before: Position, after: Position) -> bool:
    return {(s.issue, frozenset(s.acceptable)) for s in before.stances} == {
        (s.issue, frozenset(s.acceptable)) for s in after.stances
    }
