"""The distance between the sides, issue by issue: computed from their positions, never one number."""

from __future__ import annotations

from enum import Enum
from itertools import combinations, product

from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import Additive, additive
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.agenda import Agenda, Issue
from goodoffices.terms.digest import digest
from goodoffices.terms.finding import Finding
from goodoffices.terms.position import Position
from goodoffices.terms.word import NOT_STATED, Word

METHOD = "gap between positions, issue by issue, by acceptable options"
FEWEST_PARTIES = 2


class GapState(Enum):
    """How far apart the sides are on one issue."""

    AGREED = "agreed"
    OVERLAPPING = "overlapping"
    OPEN = "open"
    UNKNOWN = "unknown"


class Stand(Word):
    """One party on one issue: the options it says it could accept; empty: it has stated none.

    `loss`, with preferences: what it would lose by going from the best option it accepts to the best one
    that another party accepts, by its own utility; with several others, the worst for it. Below 0 it
    would gain. None where there are no preferences of its own, or somebody's stand is not known.
    """

    holder: str
    acceptable: tuple[str, ...] = ()
    loss: float | None = None


class IssueGap(Word):
    """One issue: its state, each party's stand, and for ordered options the steps between them.

    `steps` is the fewest steps from what one side accepts to what another does, of the widest pair, who are
    named in `widest`; `distance` is steps over (options - 1). None where the options are not ordered, or
    a stand is not known. `common` are the options that all accept, `lacking` those who have stated none.
    """

    issue: str
    state: GapState
    stands: tuple[Stand, ...]
    common: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    steps: int | None = None
    distance: float | None = None
    widest: tuple[str, str] | None = None


class GapCounts(Word):
    """How many issues are in each state."""

    agreed: int = 0
    overlapping: int = 0
    open: int = 0
    unknown: int = 0


class Gap(Word, tag="gap", tag_field="kind"):
    """All issues of the agenda, in its order, and how many are in each state. There is no single number."""

    parties: tuple[str, ...]
    counts: GapCounts
    issues: tuple[IssueGap, ...]


class CannotBeComputed(Word, tag="cannot_be_computed", tag_field="kind"):
    """No gap: the record holds no position of those in `lacking` (empty: another reason, in the sentence)."""

    lacking: tuple[str, ...]
    sentence: str


def gap_of_positions(
    agenda: Agenda,
    positions: tuple[Position, ...],
    *,
    parties: tuple[str, ...],
    scenario: Scenario | None = None,
) -> Finding[Gap | CannotBeComputed]:
    """How far apart the positions of the parties are, issue by issue.

    Parameters
    ----------
    agenda
        The issues; only their options count, not what was said about them in words.
    positions
        In the order of time: the later one of a holder replaces the earlier one whole.
    parties
        Who is expected to hold a position. What others hold is left out, with a remark.
    scenario
        Preferences over the same agenda, for what each side would lose; of any of the parties.

    Returns
    -------
    Finding[Gap | CannotBeComputed]
        `CannotBeComputed` where a party has no position, or nothing is on the agenda.

    Raises
    ------
    ScenarioError
        Where a position names what the agenda does not hold, or the scenario has another agenda.

    Notes
    -----
    *agreed*: all accept the same single option. *overlapping*: there are options that all accept. *open*:
    there are none. *unknown*: a party has stated none for the issue. Steps and distance, for ordered
    options, are those of the widest pair.

    Examples
    --------
    >>> from goodoffices.terms.agenda import Option
    >>> from goodoffices.terms.position import Stance
    >>> weeks = tuple(Option(key=f"w{n}", title=f"{n} weeks") for n in (2, 4, 6, 8))
    >>> agenda = Agenda(issues=(Issue(key="truce", title="Length of truce", options=weeks, ordered=True),))
    >>> def says(holder, *keys):
    ...     return Position(holder=holder, stances=(Stance(issue="truce", acceptable=keys),))
    >>> both = (says("North", "w2", "w4"), says("South", "w8"))
    >>> found = gap_of_positions(agenda, both, parties=("North", "South"))
    >>> found.result.issues[0].state.value, found.result.issues[0].steps
    ('open', 2)
    >>> gap_of_positions(agenda, (), parties=("North", "South")).result.sentence
    'cannot be computed: the record holds no position of either side'
    """
    for position in positions:
        if misfit := position.misfit(agenda):
            raise ScenarioError(f"the position of {position.holder}: {misfit}")
    if scenario is not None and scenario.agenda != agenda:
        raise ScenarioError("the preferences are over another agenda than the positions")
    latest = {position.holder: position for position in positions if position.holder in parties}
    held = tuple(latest[party] for party in parties if party in latest)
    others = sorted({position.holder for position in positions} - set(parties))
    said = (
        f"Not counted, as they are no parties here: the positions of {', '.join(others)}." if others else ""
    )
    return Finding(
        method=METHOD,
        result=_cannot(agenda, latest, parties) or _computed(agenda, latest, parties, scenario),
        digest=digest(agenda, parties, held, "" if scenario is None else scenario.digest),
        source=NOT_STATED if scenario is None else scenario.source,
        remarks=((said,) if said else ()) + (() if scenario is None else scenario.remarks),
    )


def _cannot(agenda: Agenda, latest: dict[str, Position], parties: tuple[str, ...]) -> CannotBeComputed | None:
    """Why there is no gap to compute, or None."""
    lacking = tuple(party for party in parties if party not in latest)
    if lacking or len(parties) < FEWEST_PARTIES:
        side = "either side" if len(parties) <= FEWEST_PARTIES else "any side"
        whose = side if lacking == parties else " and ".join(lacking) or "the other side"
        return CannotBeComputed(
            lacking=lacking, sentence=f"cannot be computed: the record holds no position of {whose}"
        )
    if not agenda.issues:
        return CannotBeComputed(lacking=(), sentence="cannot be computed: the agenda names no issue")
    return None


def _computed(
    agenda: Agenda, latest: dict[str, Position], parties: tuple[str, ...], scenario: Scenario | None
) -> Gap:
    numbers = None if scenario is None else additive(scenario.additive, agenda)
    issues: list[IssueGap] = []
    for at, issue in enumerate(agenda.issues):
        acceptable = {
            party: next((s.acceptable for s in latest[party].stances if s.issue == issue.key), ())
            for party in parties
        }
        losses = {} if numbers is None else _losses(numbers, at, issue, acceptable)
        issues.append(_issue(issue, acceptable, losses))
    states = [issue.state for issue in issues]
    counts = GapCounts(
        agreed=states.count(GapState.AGREED),
        overlapping=states.count(GapState.OVERLAPPING),
        open=states.count(GapState.OPEN),
        unknown=states.count(GapState.UNKNOWN),
    )
    return Gap(parties=parties, counts=counts, issues=tuple(issues))


def _issue(issue: Issue, acceptable: dict[str, tuple[str, ...]], losses: dict[str, float]) -> IssueGap:
    stands = tuple(
        Stand(holder=party, acceptable=keys, loss=losses.get(party)) for party, keys in acceptable.items()
    )
    lacking = tuple(party for party, keys in acceptable.items() if not keys)
    if lacking:
        return IssueGap(issue=issue.key, state=GapState.UNKNOWN, stands=stands, lacking=lacking)
    keys = (option.key for option in issue.options)
    common = tuple(key for key in keys if all(key in accepted for accepted in acceptable.values()))
    state = GapState.OVERLAPPING if common else GapState.OPEN
    if common and all(len(keys) == 1 for keys in acceptable.values()):
        state = GapState.AGREED
    found = IssueGap(issue=issue.key, state=state, stands=stands, common=common)
    return _with_steps(found, issue, acceptable) if issue.ordered else found


def _with_steps(found: IssueGap, issue: Issue, acceptable: dict[str, tuple[str, ...]]) -> IssueGap:
    """The steps between the widest pair; of equally wide pairs the first in the order of parties."""
    place = {option.key: at for at, option in enumerate(issue.options)}
    pairs = {
        (one, other): min(abs(place[a] - place[b]) for a, b in product(acceptable[one], acceptable[other]))
        for one, other in combinations(acceptable, 2)
    }
    widest, steps = max(pairs.items(), key=lambda pair: pair[1])
    return IssueGap(
        issue=found.issue,
        state=found.state,
        stands=found.stands,
        common=found.common,
        steps=steps,
        distance=steps / max(len(issue.options) - 1, 1),
        widest=widest,
    )


def _losses(
    numbers: Additive, at: int, issue: Issue, acceptable: dict[str, tuple[str, ...]]
) -> dict[str, float]:
    """What each party with a preference would lose by another's best acceptable option, in its utility."""
    if not all(acceptable.values()):
        return {}
    place = {option.key: option_at for option_at, option in enumerate(issue.options)}
    losses: dict[str, float] = {}
    for party, scale in enumerate(numbers.scales):
        if scale.holder not in acceptable:
            continue
        column: list[int] = numbers.terms[at][:, party].tolist()
        best = {holder: max(column[place[key]] for key in keys) for holder, keys in acceptable.items()}
        worst = min(steps for holder, steps in best.items() if holder != scale.holder)
        losses[scale.holder] = float((best[scale.holder] - worst) * scale.unit)
    return losses
